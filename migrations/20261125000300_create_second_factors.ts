import type { Knex } from 'knex';

/** Second factors, which session belongs to which account, what is told after a sign-in, and what is mailed to whom. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table account_totp (
      account_id int primary key constraint account_totp_account_fk references accounts,
      sealed_seed bytea not null constraint account_totp_seed_sealed check (octet_length(sealed_seed) >= 29),
      last_step bigint not null,
      created_at timestamptz not null default now()
    );

    create table account_passkeys (
      id int generated always as identity primary key,
      account_id int not null constraint account_passkeys_account_fk references accounts,
      credential_id text not null constraint account_passkeys_credential_unique unique,
      public_key bytea not null,
      counter bigint not null,
      transports text[] not null default '{}',
      name text not null constraint account_passkeys_name_length check (length(name) between 1 and 60),
      created_at timestamptz not null default now(),
      last_used_at timestamptz
    );
    create index account_passkeys_account on account_passkeys (account_id);

    create table account_recovery_codes (
      account_id int not null constraint account_recovery_codes_account_fk references accounts,
      code_hash bytea not null constraint account_recovery_codes_hash_length check (octet_length(code_hash) = 32),
      created_at timestamptz not null default now(),
      used_at timestamptz,
      primary key (account_id, code_hash)
    );

    create table account_challenges (
      sid text not null constraint account_challenges_session_fk references sessions on delete cascade,
      purpose text not null constraint account_challenges_purpose_known check (purpose in ('enrol', 'prove')),
      account_id int not null constraint account_challenges_account_fk references accounts,
      challenge text not null,
      made_at timestamptz not null default now(),
      primary key (sid, purpose)
    );

    create table account_sessions (
      sid text primary key constraint account_sessions_session_fk references sessions on delete cascade,
      id uuid not null default gen_random_uuid() constraint account_sessions_id_unique unique,
      account_id int not null constraint account_sessions_account_fk references accounts,
      opened_at timestamptz not null default now(),
      address text not null,
      device text not null
    );
    create index account_sessions_account on account_sessions (account_id, opened_at);

    create table account_sign_ins (
      account_id int primary key constraint account_sign_ins_account_fk references accounts,
      at timestamptz,
      address text,
      failed int not null default 0,
      before_at timestamptz,
      before_address text,
      before_failed int not null default 0
    );

    create table account_notifications (
      account_id int not null constraint account_notifications_account_fk references accounts,
      kind text not null constraint account_notifications_kind_known check (kind in ('review', 'alarm', 'suggestion', 'application')),
      by_mail boolean not null,
      primary key (account_id, kind)
    );

    grant select, insert, update, delete on account_totp, account_passkeys, account_recovery_codes, account_challenges to cen_app;
    grant select, insert, update, delete on account_sessions, account_sign_ins, account_notifications to cen_app;
    grant usage on sequence account_passkeys_id_seq to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table account_notifications, account_sign_ins, account_sessions, account_challenges,
    account_recovery_codes, account_passkeys, account_totp`);
}
