import type { Knex } from 'knex';

/**
 * Feeds of the website by a private token, known here by its hash only, and letters that are held against the present
 * before they leave: a digest remembers which documents it lists, its letter which digest it is of.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table cws_feeds (
      id uuid not null default gen_random_uuid() constraint cws_feeds_pkey primary key,
      account_id int not null constraint cws_feeds_account_fk references accounts,
      name text not null,
      hash bytea not null constraint cws_feeds_hash_unique unique constraint cws_feeds_hash_length check (octet_length(hash) = 32),
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
    create unique index cws_feeds_name on cws_feeds (account_id, lower(name)) where revoked_at is null;
    comment on column cws_feeds.hash is 'SHA-256 of the token, which nobody but its reader has';
    comment on column cws_feeds.state is 'hash of what was last answered, and since when it has been that: Last-Modified';
    comment on column cws_feeds.refused_at is 'when the trail was last told that a feed without access is still asked for';

    -- The room of accounts may not know the feeds, and no way of ending an access can forget them.
    create function end_feeds() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      update cws_feeds set revoked_at = now(), revoked_why = 'access' where account_id = new.id and revoked_at is null;
      return null;
    end $$;
    create trigger accounts_end_feeds after update of suspended_at, ended_at, level on accounts for each row
      when (new.ended_at is not null or new.level = 'partner' or new.suspended_at is distinct from old.suspended_at and new.suspended_at is not null)
      execute function end_feeds();

    alter table cws_digests add column listed bigint[] not null default '{}';
    comment on column cws_digests.listed is 'documents its letter names';
    alter table outgoing_letters add column about text, add column dropped_at timestamptz;
    comment on column outgoing_letters.about is 'what the letter is held against before it leaves, for whoever wrote it; null: nothing';

    create index cws_documents_of_all on cws_documents (published_at desc, id desc) where version > 0;
    create index cws_documents_embargo on cws_documents (embargo_until desc) where embargo_until is not null and version > 0;

    grant select, insert, update on cws_feeds to cen_app;
    grant delete on cws_digests to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index cws_documents_embargo, cws_documents_of_all;
    revoke delete on cws_digests from cen_app;
    alter table outgoing_letters drop column dropped_at, drop column about;
    alter table cws_digests drop column listed;
    drop trigger accounts_end_feeds on accounts;
    drop function end_feeds();
    drop table cws_feeds`);
}
