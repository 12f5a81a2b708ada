import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Accounts: whom one belongs to, its duties, and how long it lives. */
const accounts = `
  create table accounts (
    id int generated always as identity primary key,
    login_id text not null constraint accounts_login_id_unique unique
      constraint accounts_login_id_shape
        check (login_id = lower(login_id) and login_id ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
    password_hash text,
    office_id int not null constraint accounts_office_fk references offices,
    level text not null
      constraint accounts_level_known check (level in ('limited', 'read_only', 'unlimited', 'partner')),
    lang text not null default 'en' constraint accounts_lang_known check (lang in ('en', 'fr')),
    demo boolean not null default false,
    created_at timestamptz not null default now(),
    last_sign_in_at timestamptz,
    ended_at timestamptz,
    person_name text,
    unit text,
    email text constraint accounts_email_lower check (email = lower(email)),
    ends_on date,
    activated_at timestamptz,
    suspended_at timestamptz,
    suspended_until date,
    suspended_reason text,
    end_reason text,
    confirmed_on date not null default current_date,
    version int not null default 1,
    constraint accounts_suspension_has_reason check ((suspended_at is null) = (suspended_reason is null)),
    constraint accounts_until_needs_suspension check (suspended_until is null or suspended_at is not null)
  );
  create index accounts_office on accounts (office_id);
  create unique index accounts_email_once on accounts (email) where ended_at is null;
  create index accounts_ends_on on accounts (ends_on) where ended_at is null;

  create table account_duties (
    account_id int not null constraint account_duties_account_fk references accounts,
    duty text not null constraint account_duties_known check (duty in ('ncp', 'rilo', 'administrator', 'cenmat')),
    primary key (account_id, duty)
  );
  create index account_duties_duty on account_duties (duty);

  grant select, insert, update on accounts to cen_app;
  grant select, insert, delete on account_duties to cen_app;
`;

/**
 * Sessions, which account each belongs to, what an account is told after a sign-in, and the counters that lock and slow
 * it.
 */
const sessions = `
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

  grant select, insert, update, delete on sessions, sign_in_limits to cen_app;
  grant select, insert, update, delete on account_sessions, account_sign_ins to cen_app;
`;

/** Second factors. */
const factors = `
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

  grant select, insert, update, delete
    on account_totp, account_passkeys, account_recovery_codes, account_challenges to cen_app;
  grant usage on sequence account_passkeys_id_seq to cen_app;
`;

/**
 * The one-time links that open an account, the outbox of the mail that carries them, and what is mailed to whom. A link
 * is known here by its hash only; a letter is sealed until it is sent, and then forgotten. The kinds of notification
 * are a list in the code.
 */
const mail = `
  create table account_links (
    id bigint generated always as identity primary key,
    token_hash bytea not null constraint account_links_token_unique unique,
    account_id int not null constraint account_links_account_fk references accounts,
    purpose text not null constraint account_links_purpose_known check (purpose in ('activation', 'reset')),
    made_by int constraint account_links_made_by_fk references accounts,
    made_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at timestamptz
  );
  create index account_links_account on account_links (account_id) where ended_at is null;

  create table outgoing_letters (
    id bigint generated always as identity primary key,
    kind text not null constraint outgoing_letters_kind_shape check (kind ~ '^[a-z][A-Za-z0-9_.-]{1,59}$'),
    recipient text not null,
    sealed bytea,
    made_at timestamptz not null default now(),
    next_try_at timestamptz default now(),
    tries int not null default 0,
    sent_at timestamptz,
    given_up_at timestamptz,
    problem text,
    about text,
    dropped_at timestamptz
  );
  comment on column outgoing_letters.about is
    'what the letter is held against before it leaves, for whoever wrote it; null: nothing';
  create index outgoing_letters_waiting on outgoing_letters (next_try_at) where next_try_at is not null;

  create table account_notifications (
    account_id int not null constraint account_notifications_account_fk references accounts,
    kind text not null constraint account_notifications_kind_shape check (kind ~ '^[a-z]{3,20}$'),
    by_mail boolean not null,
    primary key (account_id, kind)
  );

  grant select, insert, update on account_links, outgoing_letters to cen_app;
  grant select, insert, update, delete on account_notifications to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(accounts + sessions + factors + mail);
}
