import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** What was published stays known after it was recalled and counted again: later reports are printed beside it. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table analysis_report_editions (
      report_id int not null constraint analysis_report_editions_report_fk references analysis_reports,
      checksum text not null,
      counted jsonb not null,
      printed jsonb not null,
      published_at timestamptz not null default now(),
      constraint analysis_report_editions_pkey primary key (report_id, checksum)
    );
    comment on table analysis_report_editions is 'figures of reports as they were published, recalled ones too';
    grant select, insert on analysis_report_editions to cen_app;
    insert into analysis_report_editions (report_id, checksum, counted, printed, published_at)
      select id, checksum, counted, printed, published_at from analysis_reports where state = 'published';
  `);
}
