import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * The figures of a report are counted by a worker: to freeze them, or to compare what is frozen with what would be
 * counted now. A PDF that is being made says how far it is, and may be cancelled.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table analysis_report_counts (
      id uuid not null default gen_random_uuid() constraint analysis_report_counts_pkey primary key,
      report_id int not null constraint analysis_report_counts_report_fk references analysis_reports,
      kind text not null constraint analysis_report_counts_kind_known check (kind in ('freeze', 'compare')),
      of_version int not null,
      state text not null default 'waiting' constraint analysis_report_counts_state_known
        check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
      failure text constraint analysis_report_counts_failure_known
        check (failure in ('changed', 'tooLong', 'interrupted', 'fault')),
      progress int not null default 0 constraint analysis_report_counts_progress check (progress between 0 and 100),
      attempts int not null default 0,
      differences jsonb,
      last_change bigint,
      asked_by int not null constraint analysis_report_counts_asked_by_fk references accounts,
      asked_at timestamptz not null default now(),
      done_at timestamptz,
      constraint analysis_report_counts_done_whole check (
        (done_at is null) = (state in ('waiting', 'running')) and (failure is null) = (state <> 'failed')
        and (last_change is null) = (state <> 'done')
        and (differences is null) = (state <> 'done' or kind = 'freeze'))
    );
    comment on column analysis_report_counts.of_version is 'version of the report it was asked for';
    create unique index analysis_report_counts_open on analysis_report_counts (report_id, kind)
      where state in ('waiting', 'running');
    create index analysis_report_counts_of on analysis_report_counts (report_id, kind, asked_at desc);
    grant select, insert on analysis_report_counts to cen_app;
    grant update (state, failure, progress, attempts, differences, last_change, done_at) on analysis_report_counts
      to cen_app;

    alter table analysis_report_files
      drop constraint analysis_report_files_state_known,
      add constraint analysis_report_files_state_known
        check (state in ('waiting', 'making', 'made', 'stopped', 'failed')),
      add column progress int not null default 0
        constraint analysis_report_files_progress check (progress between 0 and 100),
      add column of_pages int,
      add column attempts int not null default 0;
    comment on column analysis_report_files.of_pages is 'pages it will have, known once it was laid out';
    grant update (progress, of_pages, attempts) on analysis_report_files to cen_app;
  `);
}
