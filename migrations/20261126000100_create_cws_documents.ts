import type { Knex } from 'knex';

/**
 * What the CEN website publishes. A document (alert, situation sheet, page of the reference system, bulletin, report,
 * presentation of a RILO, media release) has a working copy, saved as typed, and versions that never change; lists, feeds
 * and letters read the columns set at publication. One search table holds the words of documents, of their files and of
 * whatever else the website finds. Nothing is deleted.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table cws_numbers (
      kind text not null, year int not null, last int not null default 0,
      constraint cws_numbers_pkey primary key (kind, year)
    );

    create table cws_documents (
      id bigint generated always as identity constraint cws_documents_pkey primary key,
      kind text not null constraint cws_documents_kind_known check (kind in ('alert', 'sheet', 'page', 'bulletin', 'report', 'presentation', 'release')),
      ref text not null constraint cws_documents_ref_unique unique,
      client_uuid uuid not null constraint cws_documents_client_uuid_unique unique,
      office_id int not null constraint cws_documents_office_fk references offices,
      region_id int constraint cws_documents_region_fk references offices,
      made_by int not null constraint cws_documents_made_by_fk references accounts,
      made_at timestamptz not null default now(),
      state text not null default 'draft' constraint cws_documents_state_known check (state in ('draft', 'submitted', 'returned', 'published', 'withdrawn', 'discarded')),
      version int not null default 0,
      audience text constraint cws_documents_audience_known check (audience in ('region', 'world')),
      publisher_id int constraint cws_documents_publisher_fk references offices,
      published_at timestamptz,
      first_published_at timestamptz,
      embargo_until timestamptz,
      valid_until date,
      urgent boolean not null default false,
      withdrawn_at timestamptz,
      withdrawn_reason text,
      headings text[] not null default '{}',
      countries text[] not null default '{}',
      titles jsonb not null default '{}',
      facts jsonb not null default '{}',
      synthetic boolean not null default false,
      constraint cws_documents_published_whole check (state not in ('published', 'withdrawn') or (version > 0 and published_at is not null and audience is not null))
    );
    create index cws_documents_newest on cws_documents (kind, published_at desc, id desc) where version > 0;
    create unique index cws_documents_one_presentation on cws_documents (office_id) where kind = 'presentation' and state <> 'discarded';
    create index cws_documents_headings on cws_documents using gin (headings) where version > 0;
    create index cws_documents_countries on cws_documents using gin (countries) where version > 0;
    create index cws_documents_working on cws_documents (office_id, state) where state in ('draft', 'submitted', 'returned');
    create index cws_documents_region on cws_documents (region_id, state) where state in ('draft', 'submitted', 'returned');
    create index cws_documents_urgent on cws_documents (valid_until) where urgent and state = 'published';
    comment on column cws_documents.region_id is 'RILO of the region it concerns; null: the Secretariat''s';
    comment on column cws_documents.titles is 'of the published version: { en: { title, summary }, fr: … }, for lists';
    comment on column cws_documents.facts is 'of the published version: the fields of its kind, without texts';

    create table cws_drafts (
      document_id bigint constraint cws_drafts_pkey primary key constraint cws_drafts_document_fk references cws_documents,
      typed jsonb not null,
      edition int not null default 1,
      saved_by int not null constraint cws_drafts_saved_by_fk references accounts,
      saved_at timestamptz not null default now(),
      ended_at timestamptz
    );
    comment on table cws_drafts is 'the working copy, as typed; edition grows with every save, so that two editors notice each other';

    create table cws_versions (
      document_id bigint not null constraint cws_versions_document_fk references cws_documents,
      version int not null,
      content jsonb not null,
      audience text not null,
      change_note text,
      published_by int not null constraint cws_versions_published_by_fk references accounts,
      published_at timestamptz not null default now(),
      constraint cws_versions_pkey primary key (document_id, version)
    );

    create table cws_steps (
      id bigint generated always as identity constraint cws_steps_pkey primary key,
      document_id bigint not null constraint cws_steps_document_fk references cws_documents,
      kind text not null constraint cws_steps_kind_known check (kind in ('begun', 'submitted', 'returned', 'published', 'widened', 'revised', 'withdrawn', 'discarded', 'checked')),
      at timestamptz not null default now(),
      account_id int not null constraint cws_steps_account_fk references accounts,
      version int,
      reason text
    );
    create index cws_steps_document on cws_steps (document_id, id desc);

    create table cws_mentions (
      document_id bigint not null constraint cws_mentions_document_fk references cws_documents,
      ref text not null,
      constraint cws_mentions_pkey primary key (document_id, ref)
    );
    create index cws_mentions_ref on cws_mentions (ref);
    comment on table cws_mentions is 'references the published version names: seizures, other documents';

    create table cws_reads (
      account_id int not null constraint cws_reads_account_fk references accounts,
      document_id bigint not null constraint cws_reads_document_fk references cws_documents,
      version int not null,
      read_at timestamptz not null default now(),
      acknowledged_at timestamptz,
      constraint cws_reads_pkey primary key (account_id, document_id)
    );
    create index cws_reads_document on cws_reads (document_id);
    comment on column cws_reads.version is 'the newest version this account has read or acknowledged';

    create table cws_search (
      id bigint generated always as identity constraint cws_search_pkey primary key,
      kind text not null,
      key text not null,
      part text not null default '',
      lang text not null constraint cws_search_lang_known check (lang in ('en', 'fr')),
      document_id bigint constraint cws_search_document_fk references cws_documents,
      href text not null,
      title text not null,
      body text not null default '',
      headings text[] not null default '{}',
      words tsvector generated always as (
        case lang
          when 'fr' then setweight(to_tsvector('cen_fr'::regconfig, title), 'A') || to_tsvector('cen_fr'::regconfig, left(body, 250000))
          else setweight(to_tsvector('cen_en'::regconfig, title), 'A') || to_tsvector('cen_en'::regconfig, left(body, 250000)) end) stored,
      constraint cws_search_once unique (kind, key, part, lang)
    );
    create index cws_search_words on cws_search using gin (words);
    create index cws_search_document on cws_search (document_id);
    comment on column cws_search.key is 'reference of a document, code of a product sheet, number of a link; part: a file of it';

    create table cws_visits (
      account_id int constraint cws_visits_pkey primary key constraint cws_visits_account_fk references accounts,
      came_at timestamptz not null default now(),
      before_at timestamptz
    );
    comment on column cws_visits.before_at is 'when the visit before this one was last seen: what was published since is new';

    grant select, insert, update on cws_numbers, cws_documents, cws_drafts, cws_reads, cws_visits to cen_app;
    grant select, insert on cws_versions, cws_steps to cen_app;
    grant select, insert, update, delete on cws_search, cws_mentions to cen_app`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table cws_search; drop table cws_visits; drop table cws_reads; drop table cws_mentions; drop table cws_steps; drop table cws_versions; drop table cws_drafts;
    drop table cws_documents; drop table cws_numbers`);
}
