import type { Knex } from 'knex';

/** Accounts, their duties, sessions, and the counters that lock and slow sign-in. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table accounts (
      id int generated always as identity primary key,
      login_id text not null constraint accounts_login_id_unique unique
        constraint accounts_login_id_shape check (login_id = lower(login_id) and login_id ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
      password_hash text not null,
      office_id int not null constraint accounts_office_fk references offices,
      level text not null constraint accounts_level_known check (level in ('limited', 'read_only', 'unlimited', 'partner')),
      lang text not null default 'en' constraint accounts_lang_known check (lang in ('en', 'fr')),
      demo boolean not null default false,
      created_at timestamptz not null default now(),
      last_sign_in_at timestamptz,
      ended_at timestamptz
    );
    create index accounts_office on accounts (office_id);

    create table account_duties (
      account_id int not null constraint account_duties_account_fk references accounts,
      duty text not null constraint account_duties_known check (duty in ('ncp', 'rilo', 'administrator', 'cenmat')),
      primary key (account_id, duty)
    );

    create table sessions (
      sid text primary key,
      sess json not null,
      expire timestamp(6) not null
    );
    create index sessions_expire on sessions (expire);

    create table sign_in_limits (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    );

    grant select, insert, update on accounts to cen_app;
    grant select, insert, delete on account_duties to cen_app;
    grant select, insert, update, delete on sessions, sign_in_limits to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table sign_in_limits, sessions, account_duties, accounts');
}
