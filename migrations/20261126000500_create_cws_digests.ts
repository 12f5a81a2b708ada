import type { Knex } from 'knex';

/**
 * Who is told of the website's publications by letter, and what was told. A digest is written once for an account and a
 * period ("D2026-11-26", "W2026-48"), an urgent document once for an account and a version ("U17-2"): the key holds, whichever
 * process prepares them and however often.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table cws_subscriptions (
      account_id int not null constraint cws_subscriptions_pkey primary key constraint cws_subscriptions_account_fk references accounts,
      rhythm text not null default 'daily' constraint cws_subscriptions_rhythm_known check (rhythm in ('none', 'daily', 'weekly')),
      hour smallint not null default 6 constraint cws_subscriptions_hour_of_day check (hour between 0 and 23),
      urgent boolean not null default true,
      kinds text[] not null default '{}',
      headings text[] not null default '{}',
      regions int[] not null default '{}',
      countries text[] not null default '{}',
      version int not null default 1,
      since timestamptz not null default now(),
      changed_at timestamptz not null default now()
    );
    create index cws_subscriptions_due on cws_subscriptions (rhythm, hour) where rhythm <> 'none';
    comment on table cws_subscriptions is 'an empty list asks for all; a document without heading or country concerns everybody';
    comment on column cws_subscriptions.hour is 'UTC';
    comment on column cws_subscriptions.since is 'what was published before is no news to this account';

    create table cws_digests (
      account_id int not null constraint cws_digests_account_fk references accounts,
      period text not null,
      until timestamptz not null,
      documents int not null,
      constraint cws_digests_pkey primary key (account_id, period)
    );
    create index cws_digests_last on cws_digests (account_id, until desc);

    grant select, insert, update on cws_subscriptions to cen_app;
    grant select, insert on cws_digests to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table cws_digests, cws_subscriptions');
}
