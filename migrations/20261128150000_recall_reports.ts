import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** A published report that is wrong is recalled: its PDFs are handed out no more, and whoever opened one is told. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table analysis_report_recalls (
      id uuid not null default gen_random_uuid() constraint analysis_report_recalls_pkey primary key,
      report_id int not null constraint analysis_report_recalls_report_fk references analysis_reports,
      reason text not null constraint analysis_report_recalls_reason_length check (length(reason) between 1 and 1000),
      recalled_by int not null constraint analysis_report_recalls_recalled_by_fk references accounts,
      recalled_at timestamptz not null default now(),
      corrected_at timestamptz
    );
    comment on column analysis_report_recalls.corrected_at is 'when the report was published again';
    create unique index analysis_report_recalls_open on analysis_report_recalls (report_id) where corrected_at is null;
    create index analysis_report_recalls_of on analysis_report_recalls (report_id, recalled_at desc);
    grant select, insert on analysis_report_recalls to cen_app;
    grant update (corrected_at) on analysis_report_recalls to cen_app;

    create table analysis_report_told (
      recall_id uuid not null constraint analysis_report_told_recall_fk references analysis_report_recalls,
      account_id int not null constraint analysis_report_told_account_fk references accounts,
      noted_at timestamptz,
      constraint analysis_report_told_pkey primary key (recall_id, account_id)
    );
    comment on table analysis_report_told is 'who opened a PDF before it was recalled, and when he noted that';
    create index analysis_report_told_account on analysis_report_told (account_id);
    grant select, insert on analysis_report_told to cen_app;
    grant update (noted_at) on analysis_report_told to cen_app;

    alter table analysis_report_files add column recalled_at timestamptz;
    comment on column analysis_report_files.recalled_at is 'when the edition it is of was recalled';
    grant update (recalled_at) on analysis_report_files to cen_app;
  `);
}
