import type { Knex } from 'knex';

/**
 * Links of the CEN website to other organisations: each with its own history, and what the weekly check found. The application
 * may add, change and retire; it never deletes.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
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
    create unique index cws_links_address_once on cws_links (url_key) where retired_on is null;
    create index cws_links_subject on cws_links (subject, position);
    comment on column cws_links.url_key is 'host and path without www., scheme and last slash: two links with the same one are the same';
    comment on column cws_links.failures is 'checks in a row that failed; checks of a portal that reached nobody do not count';

    create table cws_link_changes (
      id bigint generated always as identity constraint cws_link_changes_pkey primary key,
      link_id int not null constraint cws_link_changes_link_fk references cws_links,
      kind text not null constraint cws_link_changes_kind_known check (kind in ('added', 'amended', 'retired', 'returned', 'reordered', 'silent', 'answers', 'moved')),
      at timestamptz not null default now(),
      account_id int constraint cws_link_changes_account_fk references accounts,
      reason text,
      detail jsonb not null default '{}'
    );
    create index cws_link_changes_link on cws_link_changes (link_id, id desc);
    comment on column cws_link_changes.account_id is 'nobody: the weekly check';

    create table cws_link_checks (
      id int generated always as identity constraint cws_link_checks_pkey primary key,
      at timestamptz not null default now(),
      checked int not null,
      failed int not null,
      no_way_out boolean not null
    );

    grant select, insert (client_uuid, subject, position, name_en, name_fr, url, url_key, description_en, description_fr, languages, edited_at),
      update (subject, position, name_en, name_fr, url, url_key, description_en, description_fr, languages, version, edited_at, retired_on,
        checked_at, answered_at, failures, failing_since, status, why, moved_to) on cws_links to cen_app;
    grant select, insert on cws_link_changes, cws_link_checks to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table cws_link_checks, cws_link_changes, cws_links');
}
