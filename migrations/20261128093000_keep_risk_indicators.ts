import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Searches for risk indicators, each a job whose result stays with the version of the data it was found in; indicators
 * that an office keeps, with what they were when they were found; and what was made of one.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table risk_searches (
      id uuid not null default gen_random_uuid() constraint risk_searches_pkey primary key,
      account_id int not null constraint risk_searches_account_fk references accounts,
      office_id int not null constraint risk_searches_office_fk references offices,
      query text not null constraint risk_searches_query_length check (length(query) <= 8000),
      headings text[] not null default '{}',
      period_from date not null,
      period_to date not null,
      state text not null default 'waiting' constraint risk_searches_state_known
        check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
      progress smallint not null default 0 constraint risk_searches_progress_percent check (progress between 0 and 100),
      failure text constraint risk_searches_failure_known
        check (failure in ('tooMany', 'tooLong', 'accountEnded', 'fault')),
      cases int not null default 0,
      change_seq bigint not null default 0,
      read_at timestamptz,
      method jsonb,
      found jsonb not null default '[]',
      asked_at timestamptz not null default now(),
      done_at timestamptz,
      constraint risk_searches_period_ordered check (period_from <= period_to),
      constraint risk_searches_failed_why check ((state = 'failed') = (failure is not null)),
      constraint risk_searches_done_whole check (state <> 'done' or (method is not null and read_at is not null))
    );
    comment on column risk_searches.query is 'the question as an address has it';
    comment on column risk_searches.change_seq is 'the last row of seizure_changes when the records were read';
    comment on column risk_searches.found is 'indicators with their evidence, the highest lower end of the lift first';
    create index risk_searches_of_office on risk_searches (office_id, asked_at desc);
    create index risk_searches_open on risk_searches (asked_at) where state in ('waiting', 'running');
    create unique index risk_searches_one_open on risk_searches (account_id) where state in ('waiting', 'running');
    grant select, insert, delete on risk_searches to cen_app;
    grant update (state, progress, failure, cases, change_seq, read_at, method, found, done_at)
      on risk_searches to cen_app;

    create table risk_indicators (
      id int generated always as identity constraint risk_indicators_pkey primary key,
      ref text not null constraint risk_indicators_ref_key unique,
      search_id uuid constraint risk_indicators_search_fk references risk_searches on delete set null,
      place int not null,
      office_id int not null constraint risk_indicators_office_fk references offices,
      kept_by int not null constraint risk_indicators_kept_by_fk references accounts,
      kept_at timestamptz not null default now(),
      query text not null,
      headings text[] not null default '{}',
      period_from date not null,
      period_to date not null,
      cases int not null,
      change_seq bigint not null,
      read_at timestamptz not null,
      method jsonb not null,
      found jsonb not null,
      given_up_at timestamptz,
      given_up_by int constraint risk_indicators_given_up_by_fk references accounts,
      reason text constraint risk_indicators_reason_length check (length(reason) between 1 and 1000),
      score jsonb,
      constraint risk_indicators_once unique (search_id, place),
      constraint risk_indicators_given_up_whole check (
        (given_up_by is null) = (reason is null) and (given_up_by is null or given_up_at is not null))
    );
    comment on column risk_indicators.given_up_by is 'none where the printed rule gave it up';
    comment on column risk_indicators.score is 'hits and misses when it was given up';
    create index risk_indicators_of_office on risk_indicators (office_id, kept_at desc);
    grant select, insert on risk_indicators to cen_app;
    grant update (given_up_at, given_up_by, reason, score) on risk_indicators to cen_app;

    create table risk_indicator_uses (
      id int generated always as identity constraint risk_indicator_uses_pkey primary key,
      indicator_id int not null constraint risk_indicator_uses_indicator_fk references risk_indicators,
      kind text not null constraint risk_indicator_uses_kind_known check (kind in ('alert', 'watch')),
      target text not null,
      account_id int not null constraint risk_indicator_uses_account_fk references accounts,
      office_id int not null constraint risk_indicator_uses_office_fk references offices,
      made_at timestamptz not null default now(),
      constraint risk_indicator_uses_once unique (indicator_id, kind, target)
    );
    grant select, insert on risk_indicator_uses to cen_app;
  `);
}
