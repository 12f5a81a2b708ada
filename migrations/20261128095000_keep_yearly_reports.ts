import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Yearly reports and bulletins: figures frozen at a version of the data, sections with the text of editors in both
 * languages, what readers noted, cases chosen, and the files that were made. Drafts of a text are kept.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table analysis_reports (
      id int generated always as identity constraint analysis_reports_pkey primary key,
      slug text not null constraint analysis_reports_slug unique
        constraint analysis_reports_slug_shape check (slug ~ '^[0-9a-z-]{4,60}$'),
      period_from date not null,
      period_to date not null,
      area text constraint analysis_reports_area_length check (length(area) <= 40),
      state text not null default 'open' constraint analysis_reports_state_known check (state in ('open', 'published')),
      counted jsonb,
      printed jsonb,
      last_change bigint,
      checksum text,
      frozen_by int constraint analysis_reports_frozen_by_fk references accounts,
      frozen_at timestamptz,
      begun_by int not null constraint analysis_reports_begun_by_fk references accounts,
      begun_at timestamptz not null default now(),
      published_by int constraint analysis_reports_published_by_fk references accounts,
      published_at timestamptz,
      version int not null default 1,
      constraint analysis_reports_period_order check (period_from <= period_to),
      constraint analysis_reports_frozen_whole check (
        (frozen_at is null) = (counted is null) and (frozen_at is null) = (printed is null)
        and (frozen_at is null) = (checksum is null) and (frozen_at is null) = (frozen_by is null)
        and (frozen_at is null) = (last_change is null)),
      constraint analysis_reports_published_whole check (
        (state = 'published') = (published_at is not null) and (published_at is null) = (published_by is null))
    );
    comment on column analysis_reports.counted is 'before anything was hidden: compared with, never shown';
    comment on column analysis_reports.printed is 'what may be printed: no group under three, nor what gives one away';
    comment on column analysis_reports.checksum is 'SHA-256 of printed, its keys in order';
    grant select, insert on analysis_reports to cen_app;
    grant update (state, counted, printed, last_change, checksum, frozen_by, frozen_at, published_by, published_at,
      version) on analysis_reports to cen_app;

    create table analysis_report_sections (
      report_id int not null constraint analysis_report_sections_report_fk references analysis_reports,
      key text not null constraint analysis_report_sections_key_known
        check (key in ('heritage', 'drugs', 'environment', 'ipr', 'revenue', 'security')),
      state text not null default 'draft'
        constraint analysis_report_sections_state_known check (state in ('draft', 'review', 'accepted')),
      draft int not null default 0,
      accepted_by int constraint analysis_report_sections_accepted_by_fk references accounts,
      accepted_at timestamptz,
      version int not null default 1,
      constraint analysis_report_sections_pkey primary key (report_id, key),
      constraint analysis_report_sections_accepted_whole check (
        (state = 'accepted') = (accepted_at is not null) and (accepted_at is null) = (accepted_by is null))
    );
    grant select, insert on analysis_report_sections to cen_app;
    grant update (state, draft, accepted_by, accepted_at, version) on analysis_report_sections to cen_app;

    create table analysis_report_drafts (
      report_id int not null,
      key text not null,
      draft int not null constraint analysis_report_drafts_number check (draft > 0),
      title_en text not null constraint analysis_report_drafts_title_en_length check (length(title_en) <= 160),
      text_en text not null constraint analysis_report_drafts_text_en_length check (length(text_en) <= 8000),
      title_fr text not null constraint analysis_report_drafts_title_fr_length check (length(title_fr) <= 160),
      text_fr text not null constraint analysis_report_drafts_text_fr_length check (length(text_fr) <= 8000),
      french_follows int not null,
      written_by int not null constraint analysis_report_drafts_written_by_fk references accounts,
      written_at timestamptz not null default now(),
      constraint analysis_report_drafts_pkey primary key (report_id, key, draft),
      constraint analysis_report_drafts_section_fk
        foreign key (report_id, key) references analysis_report_sections (report_id, key)
    );
    comment on column analysis_report_drafts.french_follows is 'the draft whose English the French says';
    grant select, insert on analysis_report_drafts to cen_app;

    create table analysis_report_notes (
      id uuid not null default gen_random_uuid() constraint analysis_report_notes_pkey primary key,
      report_id int not null,
      key text not null,
      text text not null constraint analysis_report_notes_text_length check (length(text) between 1 and 1000),
      written_by int not null constraint analysis_report_notes_written_by_fk references accounts,
      written_at timestamptz not null default now(),
      closed_by int constraint analysis_report_notes_closed_by_fk references accounts,
      closed_at timestamptz,
      constraint analysis_report_notes_section_fk
        foreign key (report_id, key) references analysis_report_sections (report_id, key),
      constraint analysis_report_notes_closed_whole check ((closed_by is null) = (closed_at is null))
    );
    create index analysis_report_notes_of on analysis_report_notes (report_id, key, written_at);
    grant select, insert on analysis_report_notes to cen_app;
    grant update (closed_by, closed_at) on analysis_report_notes to cen_app;

    create table analysis_report_cases (
      id uuid not null default gen_random_uuid() constraint analysis_report_cases_pkey primary key,
      report_id int not null,
      key text not null,
      seizure_id bigint not null constraint analysis_report_cases_seizure_fk references seizures,
      picture_id bigint constraint analysis_report_cases_picture_fk references cpdb_pictures,
      title_en text not null
        constraint analysis_report_cases_title_en_length check (length(title_en) between 1 and 160),
      text_en text not null
        constraint analysis_report_cases_text_en_length check (length(text_en) between 1 and 2000),
      title_fr text not null
        constraint analysis_report_cases_title_fr_length check (length(title_fr) between 1 and 160),
      text_fr text not null
        constraint analysis_report_cases_text_fr_length check (length(text_fr) between 1 and 2000),
      chosen_by int not null constraint analysis_report_cases_chosen_by_fk references accounts,
      chosen_at timestamptz not null default now(),
      removed_by int constraint analysis_report_cases_removed_by_fk references accounts,
      removed_at timestamptz,
      constraint analysis_report_cases_section_fk
        foreign key (report_id, key) references analysis_report_sections (report_id, key),
      constraint analysis_report_cases_removed_whole check ((removed_by is null) = (removed_at is null))
    );
    create index analysis_report_cases_of on analysis_report_cases (report_id, key);
    create index analysis_report_cases_seizure on analysis_report_cases (seizure_id);
    create index analysis_report_cases_picture on analysis_report_cases (picture_id);
    grant select, insert on analysis_report_cases to cen_app;
    grant update (removed_by, removed_at) on analysis_report_cases to cen_app;

    create table analysis_report_files (
      id uuid not null default gen_random_uuid() constraint analysis_report_files_pkey primary key,
      report_id int not null constraint analysis_report_files_report_fk references analysis_reports,
      lang text not null constraint analysis_report_files_lang_known check (lang in ('en', 'fr')),
      state text not null default 'waiting'
        constraint analysis_report_files_state_known check (state in ('waiting', 'making', 'made', 'failed')),
      is_published boolean not null,
      of_version int not null,
      pages int,
      done int not null default 0,
      name text,
      stored_id uuid,
      size int,
      sha256 text,
      asked_by int not null constraint analysis_report_files_asked_by_fk references accounts,
      asked_at timestamptz not null default now(),
      made_at timestamptz,
      cases text[] not null default '{}',
      constraint analysis_report_files_made_whole check (
        (state = 'made') = (made_at is not null) and (made_at is null) = (stored_id is null)
        and (made_at is null) = (size is null) and (made_at is null) = (sha256 is null)
        and (made_at is null) = (pages is null) and (made_at is null) = (name is null))
    );
    create index analysis_report_files_of on analysis_report_files (report_id, lang, asked_at desc);
    grant select, insert on analysis_report_files to cen_app;
    grant update (state, pages, done, name, stored_id, size, sha256, made_at, cases) on analysis_report_files
      to cen_app;
  `);
}
