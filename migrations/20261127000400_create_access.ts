import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Applications for access: what was asked, every step of the answer, and the mail domains of each office that an
 * officer's address must belong to. Steps are only ever added.
 */
const applications = `
  create table office_domains (
    id int generated always as identity primary key,
    office_id int not null constraint office_domains_office_fk references offices,
    domain text not null
      constraint office_domains_shape check (length(domain) <= 253 and domain ~ '^([a-z0-9-]+\\.)+[a-z]{2,63}$'),
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
    level text not null
      constraint applications_level_known check (level in ('limited', 'read_only', 'unlimited', 'partner')),
    duties text[] not null default '{}'
      constraint applications_duties_known check (duties <@ array['ncp', 'rilo', 'administrator', 'cenmat']),
    notification text,
    lang text not null constraint applications_lang_known check (lang in ('en', 'fr')),
    reason text not null,
    ends_on date not null,
    state text not null default 'submitted'
      constraint applications_state_known
        check (state in ('submitted', 'asked', 'consented', 'granted', 'refused', 'withdrawn')),
    changed_at timestamptz not null default now(),
    decided_level text constraint applications_decided_level_known
      check (decided_level in ('limited', 'read_only', 'unlimited', 'partner')),
    decided_duties text[] constraint applications_decided_duties_known
      check (decided_duties <@ array['ncp', 'rilo', 'administrator', 'cenmat']),
    decided_ends_on date,
    consented_by int constraint applications_consented_by_fk references accounts,
    account_id int constraint applications_account_fk references accounts,
    synthetic boolean not null default false,
    constraint applications_consent_by_somebody check ((state = 'consented') <= (consented_by is not null)),
    constraint applications_granted_account check ((state = 'granted') = (account_id is not null))
  );
  create unique index applications_open_email on applications (email)
    where state in ('submitted', 'asked', 'consented');
  create index applications_state on applications (state, id desc);
  create index applications_office on applications (office_id, id desc);
  create index applications_batch on applications (batch_id) where batch_id is not null;

  create table application_steps (
    id bigint generated always as identity primary key,
    application_id bigint not null constraint application_steps_application_fk references applications,
    kind text not null
      constraint application_steps_known
        check (kind in ('submitted', 'asked', 'answered', 'consented', 'granted', 'refused', 'withdrawn', 'link_sent')),
    account_id int not null constraint application_steps_account_fk references accounts,
    at timestamptz not null default now(),
    words text,
    detail jsonb
  );
  create index application_steps_application on application_steps (application_id, id);

  grant select, insert, update on office_domains, application_numbers, applications to cen_app;
  grant select, insert on application_batches, application_steps to cen_app;
`;

/**
 * The life of an account: what was changed, by whom and why; what waits for a second administrator; reminders sent. The
 * history can only grow: the application may not change it.
 */
const history = `
  create table account_changes (
    id bigint generated always as identity primary key,
    account_id int not null constraint account_changes_account_fk references accounts,
    what text not null constraint account_changes_what_known check (what in
      ('created', 'access', 'end_date', 'suspended', 'resumed', 'ended', 'unlocked', 'reset', 'proposed', 'refused',
        'confirmed', 'lapsed')),
    was jsonb,
    becomes jsonb,
    reason text,
    made_by int constraint account_changes_made_by_fk references accounts,
    at timestamptz not null default now()
  );
  create index account_changes_account on account_changes (account_id, id);

  create table account_proposals (
    id bigint generated always as identity primary key,
    account_id int not null constraint account_proposals_account_fk references accounts,
    level text not null
      constraint account_proposals_level_known check (level in ('limited', 'read_only', 'unlimited', 'partner')),
    duties text[] not null
      constraint account_proposals_duties_known check (duties <@ array['ncp', 'rilo', 'administrator', 'cenmat']),
    reason text not null constraint account_proposals_reason_filled check (reason <> ''),
    made_by int not null constraint account_proposals_made_by_fk references accounts,
    made_at timestamptz not null default now(),
    outcome text constraint account_proposals_outcome_known check (outcome in ('confirmed', 'refused', 'overtaken')),
    decided_by int constraint account_proposals_decided_by_fk references accounts,
    decided_at timestamptz,
    constraint account_proposals_decided_whole check ((outcome is null) = (decided_at is null)),
    constraint account_proposals_two_persons
      check (outcome <> 'confirmed' or (decided_by is not null and decided_by not in (made_by, account_id)))
  );
  create unique index account_proposals_one_open on account_proposals (account_id) where outcome is null;

  create table account_reminders (
    account_id int not null constraint account_reminders_account_fk references accounts,
    ends_on date not null,
    sent_at timestamptz not null default now(),
    primary key (account_id, ends_on)
  );

  grant select, insert on account_changes, account_reminders to cen_app;
  grant select, insert, update on account_proposals to cen_app;
`;

/** The yearly review in which an office confirms its officers. */
const reviews = `
  create table review_settings (
    only_row boolean primary key default true constraint review_settings_only_row check (only_row),
    month int not null default 11 constraint review_settings_month check (month between 1 and 12),
    days int not null default 60 constraint review_settings_days check (days between 14 and 180),
    young_days int not null default 90 constraint review_settings_young_days check (young_days between 0 and 365)
  );
  insert into review_settings default values;

  create table access_reviews (
    id int generated always as identity primary key,
    office_id int not null constraint access_reviews_office_fk references offices,
    year int not null,
    opened_at timestamptz not null default now(),
    due_on date not null,
    closed_at timestamptz,
    constraint access_reviews_once_a_year unique (office_id, year)
  );

  create table access_review_officers (
    review_id int not null constraint access_review_officers_review_fk references access_reviews,
    account_id int not null constraint access_review_officers_account_fk references accounts,
    outcome text
      constraint access_review_officers_outcome_known
        check (outcome in ('confirmed', 'changed', 'ended', 'lapsed', 'spared')),
    decided_by int constraint access_review_officers_decided_by_fk references accounts,
    decided_at timestamptz,
    primary key (review_id, account_id),
    constraint access_review_officers_decided_whole check ((outcome is null) = (decided_at is null)),
    constraint access_review_officers_not_oneself
      check (outcome <> 'confirmed' or decided_by is distinct from account_id)
  );
  create index access_review_officers_open on access_review_officers (account_id) where outcome is null;

  create table access_review_extensions (
    id bigint generated always as identity primary key,
    review_id int not null constraint access_review_extensions_review_fk references access_reviews,
    was date not null,
    becomes date not null,
    reason text not null,
    made_by int not null constraint access_review_extensions_made_by_fk references accounts,
    at timestamptz not null default now()
  );

  create table access_review_letters (
    review_id int not null constraint access_review_letters_review_fk references access_reviews,
    kind text not null constraint access_review_letters_kind_known check (kind in ('opened', 'days30', 'days10')),
    due_on date not null,
    sent_at timestamptz not null default now(),
    primary key (review_id, kind, due_on)
  );

  grant select on review_settings to cen_app;
  grant select, insert, update on access_reviews, access_review_officers to cen_app;
  grant select, insert on access_review_extensions, access_review_letters to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(applications + history + reviews);
}
