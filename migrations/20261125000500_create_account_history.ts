import type { Knex } from 'knex';

/**
 * The life of an account: what was changed, by whom and why; what waits for a second administrator; reminders sent; and the
 * yearly review in which an office confirms its officers. The history can only grow: the application may not change it.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table accounts add column version int not null default 1;
    create index account_duties_duty on account_duties (duty);

    create table account_changes (
      id bigint generated always as identity primary key,
      account_id int not null constraint account_changes_account_fk references accounts,
      what text not null constraint account_changes_what_known check (what in
        ('created', 'access', 'end_date', 'suspended', 'resumed', 'ended', 'unlocked', 'reset', 'proposed', 'refused', 'confirmed', 'lapsed')),
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
      level text not null constraint account_proposals_level_known check (level in ('limited', 'read_only', 'unlimited', 'partner')),
      duties text[] not null,
      reason text not null constraint account_proposals_reason_filled check (reason <> ''),
      made_by int not null constraint account_proposals_made_by_fk references accounts,
      made_at timestamptz not null default now(),
      outcome text constraint account_proposals_outcome_known check (outcome in ('confirmed', 'refused', 'overtaken')),
      decided_by int constraint account_proposals_decided_by_fk references accounts,
      decided_at timestamptz,
      constraint account_proposals_decided_whole check ((outcome is null) = (decided_at is null)),
      constraint account_proposals_two_persons check (outcome <> 'confirmed' or (decided_by is not null and decided_by not in (made_by, account_id)))
    );
    create unique index account_proposals_one_open on account_proposals (account_id) where outcome is null;

    create table account_reminders (
      account_id int not null constraint account_reminders_account_fk references accounts,
      ends_on date not null,
      sent_at timestamptz not null default now(),
      primary key (account_id, ends_on)
    );

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
      outcome text constraint access_review_officers_outcome_known check (outcome in ('confirmed', 'changed', 'ended', 'lapsed', 'spared')),
      decided_by int constraint access_review_officers_decided_by_fk references accounts,
      decided_at timestamptz,
      primary key (review_id, account_id),
      constraint access_review_officers_decided_whole check ((outcome is null) = (decided_at is null)),
      constraint access_review_officers_not_oneself check (outcome <> 'confirmed' or decided_by is distinct from account_id)
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

    grant select, insert on account_changes, account_reminders, access_review_extensions, access_review_letters to cen_app;
    grant select, insert, update on account_proposals, access_reviews, access_review_officers to cen_app;
    grant select on review_settings to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table access_review_letters, access_review_extensions, access_review_officers, access_reviews, review_settings,
      account_reminders, account_proposals, account_changes;
    drop index account_duties_duty;
    alter table accounts drop column version;
  `);
}
