import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Who is told of the website's publications by letter, and what was told. A digest is written once for an account and a
 * period ("D2026-11-26", "W2026-48"), an urgent document once for an account and a version ("U17-2"): the key holds,
 * whichever process prepares them and however often. A digest remembers which documents it lists: its letter is held
 * against the present before it leaves.
 */
const digests = `
  create table cws_subscriptions (
    account_id int not null constraint cws_subscriptions_pkey primary key
      constraint cws_subscriptions_account_fk references accounts,
    rhythm text not null default 'daily'
      constraint cws_subscriptions_rhythm_known check (rhythm in ('none', 'daily', 'weekly')),
    hour smallint not null default 6 constraint cws_subscriptions_hour_of_day check (hour between 0 and 23),
    urgent boolean not null default true,
    kinds text[] not null default '{}' constraint cws_subscriptions_kinds_known
      check (kinds <@ array['alert', 'sheet', 'page', 'bulletin', 'report', 'presentation', 'release']),
    headings text[] not null default '{}',
    regions int[] not null default '{}',
    countries text[] not null default '{}',
    version int not null default 1,
    since timestamptz not null default now(),
    changed_at timestamptz not null default now()
  );
  comment on table cws_subscriptions is
    'an empty list asks for all; a document without heading or country concerns everybody';
  comment on column cws_subscriptions.hour is 'UTC';
  comment on column cws_subscriptions.since is 'what was published before is no news to this account';
  create index cws_subscriptions_due on cws_subscriptions (rhythm, hour) where rhythm <> 'none';

  create table cws_digests (
    account_id int not null constraint cws_digests_account_fk references accounts,
    period text not null,
    until timestamptz not null,
    documents int not null,
    listed bigint[] not null default '{}',
    constraint cws_digests_pkey primary key (account_id, period)
  );
  comment on column cws_digests.listed is 'documents its letter names';
  create index cws_digests_last on cws_digests (account_id, until desc);

  grant select, insert, update on cws_subscriptions to cen_app;
  grant select, insert, delete on cws_digests to cen_app;
`;

/**
 * Feeds by a private token, known here by its hash only. The room of accounts may not know the feeds, and no way of
 * ending an access can forget them: the database ends them.
 */
const feeds = `
  create table cws_feeds (
    id uuid not null default gen_random_uuid() constraint cws_feeds_pkey primary key,
    account_id int not null constraint cws_feeds_account_fk references accounts,
    name text not null,
    hash bytea not null constraint cws_feeds_hash_unique unique
      constraint cws_feeds_hash_length check (octet_length(hash) = 32),
    made_at timestamptz not null default now(),
    used_at timestamptz,
    used_from text,
    refused_at timestamptz,
    state bytea,
    state_at timestamptz,
    revoked_at timestamptz,
    revoked_why text constraint cws_feeds_revoked_known check (revoked_why in ('person', 'access')),
    constraint cws_feeds_revoked_has_reason check ((revoked_at is null) = (revoked_why is null))
  );
  comment on column cws_feeds.hash is 'SHA-256 of the token, which nobody but its reader has';
  comment on column cws_feeds.state is 'hash of what was last answered, and since when it has been that: Last-Modified';
  comment on column cws_feeds.refused_at is
    'when the trail was last told that a feed without access is still asked for';
  create unique index cws_feeds_name on cws_feeds (account_id, lower(name)) where revoked_at is null;

  create function end_feeds() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    update cws_feeds set revoked_at = now(), revoked_why = 'access' where account_id = new.id and revoked_at is null;
    return null;
  end $$;
  create trigger accounts_end_feeds after update of suspended_at, ended_at, level on accounts for each row
    when (new.ended_at is not null or new.level = 'partner' or new.suspended_at is distinct from old.suspended_at
      and new.suspended_at is not null)
    execute function end_feeds();

  grant select, insert, update on cws_feeds to cen_app;
`;

/**
 * Links to other organisations: each with its own history, and what the weekly check found. The application may add,
 * change and retire; it never deletes.
 */
const links = `
  create table cws_links (
    id int generated always as identity constraint cws_links_pkey primary key,
    client_uuid uuid constraint cws_links_client_uuid_unique unique,
    seed_code text constraint cws_links_seed_code_unique unique,
    seed_hash text,
    subject text not null,
    position int not null,
    name_en text not null,
    name_fr text not null,
    url text not null constraint cws_links_url_web check (url ~ '^https{0,1}://'),
    url_key text not null,
    description_en text not null,
    description_fr text not null,
    languages text[] not null default '{}',
    version int not null default 1,
    edited_at timestamptz,
    retired_on date,
    checked_at timestamptz,
    answered_at timestamptz,
    failures int not null default 0,
    failing_since timestamptz,
    status int,
    why text,
    moved_to text
  );
  comment on column cws_links.url_key is
    'host and path without www., scheme and last slash: two links with the same one are the same';
  comment on column cws_links.failures is
    'checks in a row that failed; checks of a portal that reached nobody do not count';
  create unique index cws_links_address_once on cws_links (url_key) where retired_on is null;
  create index cws_links_subject on cws_links (subject, position);

  create table cws_link_changes (
    id bigint generated always as identity constraint cws_link_changes_pkey primary key,
    link_id int not null constraint cws_link_changes_link_fk references cws_links,
    kind text not null
      constraint cws_link_changes_kind_known
        check (kind in ('added', 'amended', 'retired', 'returned', 'reordered', 'silent', 'answers', 'moved')),
    at timestamptz not null default now(),
    account_id int constraint cws_link_changes_account_fk references accounts,
    reason text,
    detail jsonb not null default '{}'
  );
  comment on column cws_link_changes.account_id is 'nobody: the weekly check';
  create index cws_link_changes_link on cws_link_changes (link_id, id desc);

  create table cws_link_checks (
    id int generated always as identity constraint cws_link_checks_pkey primary key,
    at timestamptz not null default now(),
    checked int not null,
    failed int not null,
    no_way_out boolean not null
  );

  grant select,
    insert (client_uuid, subject, position, name_en, name_fr, url, url_key, description_en, description_fr, languages,
      edited_at),
    update (subject, position, name_en, name_fr, url, url_key, description_en, description_fr, languages, version,
      edited_at, retired_on, checked_at, answered_at, failures, failing_since, status, why, moved_to)
    on cws_links to cen_app;
  grant select, insert on cws_link_changes, cws_link_checks to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(digests + feeds + links);
}
