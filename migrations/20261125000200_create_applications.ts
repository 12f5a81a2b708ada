import type { Knex } from 'knex';

/**
 * Applications for access: what was asked, every step of the answer, and the mail domains of each office that an
 * officer's address must belong to. Steps are only ever added.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table office_domains (
      id int generated always as identity primary key,
      office_id int not null constraint office_domains_office_fk references offices,
      domain text not null constraint office_domains_shape check (length(domain) <= 253 and domain ~ '^([a-z0-9-]+\\.)+[a-z]{2,63}$'),
      synthetic boolean not null default false,
      added_by int constraint office_domains_added_by_fk references accounts,
      added_at timestamptz not null default now(),
      removed_by int constraint office_domains_removed_by_fk references accounts,
      removed_at timestamptz
    );
    create unique index office_domains_once on office_domains (office_id, domain) where removed_at is null;

    create table application_numbers (
      year int primary key,
      last int not null
    );

    create table application_batches (
      id int generated always as identity primary key,
      ref text not null constraint application_batches_ref_unique unique,
      form_id uuid not null constraint application_batches_form_once unique,
      office_id int not null constraint application_batches_office_fk references offices,
      made_by int not null constraint application_batches_made_by_fk references accounts,
      made_at timestamptz not null default now(),
      course text not null
    );

    create table applications (
      id bigint generated always as identity primary key,
      ref text not null constraint applications_ref_unique unique,
      form_id uuid not null constraint applications_form_once unique,
      batch_id int constraint applications_batch_fk references application_batches,
      office_id int not null constraint applications_office_fk references offices,
      made_by int not null constraint applications_made_by_fk references accounts,
      made_at timestamptz not null default now(),
      family_name text not null,
      given_name text not null,
      unit text not null,
      email text not null constraint applications_email_lower check (email = lower(email)),
      level text not null constraint applications_level_known check (level in ('limited', 'read_only', 'unlimited', 'partner')),
      duties text[] not null default '{}' constraint applications_duties_known check (duties <@ array['ncp', 'rilo', 'administrator', 'cenmat']),
      notification text,
      lang text not null constraint applications_lang_known check (lang in ('en', 'fr')),
      reason text not null,
      ends_on date not null,
      state text not null default 'submitted'
        constraint applications_state_known check (state in ('submitted', 'asked', 'consented', 'granted', 'refused', 'withdrawn')),
      changed_at timestamptz not null default now(),
      decided_level text,
      decided_duties text[],
      decided_ends_on date,
      consented_by int constraint applications_consented_by_fk references accounts,
      account_id int constraint applications_account_fk references accounts,
      synthetic boolean not null default false,
      constraint applications_consent_by_somebody check ((state = 'consented') <= (consented_by is not null)),
      constraint applications_granted_account check ((state = 'granted') = (account_id is not null))
    );
    create unique index applications_open_email on applications (email) where state in ('submitted', 'asked', 'consented');
    create index applications_state on applications (state, id desc);
    create index applications_office on applications (office_id, id desc);
    create index applications_batch on applications (batch_id) where batch_id is not null;

    create table application_steps (
      id bigint generated always as identity primary key,
      application_id bigint not null constraint application_steps_application_fk references applications,
      kind text not null
        constraint application_steps_known check (kind in ('submitted', 'asked', 'answered', 'consented', 'granted', 'refused', 'withdrawn', 'link_sent')),
      account_id int not null constraint application_steps_account_fk references accounts,
      at timestamptz not null default now(),
      words text,
      detail jsonb
    );
    create index application_steps_application on application_steps (application_id, id);

    grant select, insert, update on office_domains, application_numbers, applications to cen_app;
    grant select, insert on application_batches, application_steps to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table application_steps, applications, application_batches, application_numbers, office_domains',
  );
}
