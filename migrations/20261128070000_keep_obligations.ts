import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What a Member reports to other organizations: the files that were taken, each as it left with the lines it held, and
 * the notes that one was sent. Nothing of either is removed; a note can be corrected and taken back.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table obligation_files (
      id uuid not null default gen_random_uuid() constraint obligation_files_pkey primary key,
      report text not null constraint obligation_files_report_known
        check (report in ('cites', 'unodc', 'incb', 'ozone')),
      office_id int not null constraint obligation_files_office_fk references offices,
      year int not null constraint obligation_files_year_range check (year between 1990 and 2199),
      lines int not null constraint obligation_files_lines_positive check (lines >= 0),
      records int not null constraint obligation_files_records_positive check (records >= 0),
      columns jsonb not null,
      rows jsonb not null,
      digest text not null,
      name text not null,
      stored_id uuid not null,
      size int not null,
      sha256 text not null,
      taken_by int not null constraint obligation_files_taken_by_fk references accounts,
      taken_at timestamptz not null default now()
    );
    comment on column obligation_files.rows is 'the lines as they left: [{ key, ref, version, cells }]';
    comment on column obligation_files.digest is 'of the lines and the language: the same content is kept once';
    create index obligation_files_of on obligation_files (office_id, report, year, taken_at desc);
    grant select, insert on obligation_files to cen_app;

    create table obligation_sendings (
      id uuid not null default gen_random_uuid() constraint obligation_sendings_pkey primary key,
      file_id uuid not null constraint obligation_sendings_file_fk references obligation_files,
      sent_on date not null,
      sent_to text not null constraint obligation_sendings_to_length check (length(sent_to) between 1 and 200),
      note text not null default '' constraint obligation_sendings_note_length check (length(note) <= 1000),
      version int not null default 1,
      noted_by int not null constraint obligation_sendings_noted_by_fk references accounts,
      noted_at timestamptz not null default now(),
      corrected_by int constraint obligation_sendings_corrected_by_fk references accounts,
      corrected_at timestamptz,
      taken_back_by int constraint obligation_sendings_taken_back_by_fk references accounts,
      taken_back_at timestamptz,
      reason text constraint obligation_sendings_reason_length check (length(reason) between 1 and 1000),
      constraint obligation_sendings_taken_back_whole check (
        (taken_back_by is null) = (taken_back_at is null) and (taken_back_by is null) = (reason is null)),
      constraint obligation_sendings_corrected_whole check ((corrected_by is null) = (corrected_at is null))
    );
    create index obligation_sendings_of on obligation_sendings (file_id);
    grant select, insert on obligation_sendings to cen_app;
    grant update (sent_on, sent_to, note, version, corrected_by, corrected_at, taken_back_by, taken_back_at, reason)
      on obligation_sendings to cen_app;
  `);
}
