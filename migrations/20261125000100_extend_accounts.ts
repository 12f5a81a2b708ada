import type { Knex } from 'knex';

/**
 * Whom an account belongs to and how long it lives, the one-time links that open it, and the outbox of the mail that
 * carries them. A link is known here by its hash only; a letter is sealed until it is sent, and then forgotten.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table accounts
      alter column password_hash drop not null,
      add column person_name text,
      add column unit text,
      add column email text constraint accounts_email_lower check (email = lower(email)),
      add column ends_on date,
      add column activated_at timestamptz,
      add column suspended_at timestamptz,
      add column suspended_until date,
      add column suspended_reason text,
      add column end_reason text,
      add column confirmed_on date not null default current_date,
      add constraint accounts_suspension_has_reason check ((suspended_at is null) = (suspended_reason is null)),
      add constraint accounts_until_needs_suspension check (suspended_until is null or suspended_at is not null);
    update accounts set activated_at = created_at where password_hash is not null;
    create unique index accounts_email_once on accounts (email) where ended_at is null;
    create index accounts_ends_on on accounts (ends_on) where ended_at is null;

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
      kind text not null,
      recipient text not null,
      sealed bytea,
      made_at timestamptz not null default now(),
      next_try_at timestamptz default now(),
      tries int not null default 0,
      sent_at timestamptz,
      given_up_at timestamptz,
      problem text
    );
    create index outgoing_letters_waiting on outgoing_letters (next_try_at) where next_try_at is not null;

    grant select, insert, update on account_links, outgoing_letters to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table outgoing_letters, account_links;
    drop index accounts_email_once, accounts_ends_on;
    alter table accounts
      drop column person_name, drop column unit, drop column email, drop column ends_on, drop column activated_at,
      drop column suspended_at, drop column suspended_until, drop column suspended_reason, drop column end_reason, drop column confirmed_on;
  `);
}
