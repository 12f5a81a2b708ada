import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What the CEN website publishes. A document (alert, situation sheet, page of the reference system, bulletin, report,
 * presentation of a RILO, media release) has a working copy, saved as typed, and versions that never change; lists,
 * feeds and letters read the columns set at publication. Nothing is deleted. A page that came with the portal has no
 * account behind it: where `made_by`, `published_by` or the account of a step is null, the portal itself wrote it.
 */
const documents = `
  create table cws_numbers (
    kind text not null constraint cws_numbers_kind_known check (kind in
      ('alert', 'sheet', 'page', 'bulletin', 'report', 'presentation', 'release')),
    year int not null, last int not null default 0,
    constraint cws_numbers_pkey primary key (kind, year)
  );

  create table cws_documents (
    id bigint generated always as identity constraint cws_documents_pkey primary key,
    kind text not null
      constraint cws_documents_kind_known
        check (kind in ('alert', 'sheet', 'page', 'bulletin', 'report', 'presentation', 'release')),
    ref text not null constraint cws_documents_ref_unique unique,
    client_uuid uuid not null constraint cws_documents_client_uuid_unique unique,
    office_id int not null constraint cws_documents_office_fk references offices,
    region_id int constraint cws_documents_region_fk references offices,
    made_by int constraint cws_documents_made_by_fk references accounts,
    made_at timestamptz not null default now(),
    state text not null default 'draft'
      constraint cws_documents_state_known
        check (state in ('draft', 'submitted', 'returned', 'published', 'withdrawn', 'discarded')),
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
    constraint cws_documents_published_whole
      check (state not in ('published', 'withdrawn') or (version > 0 and published_at is not null
        and audience is not null))
  );
  comment on column cws_documents.region_id is 'RILO of the region it concerns; null: the Secretariat''s';
  comment on column cws_documents.titles is 'of the published version: { en: { title, summary }, fr: … }, for lists';
  comment on column cws_documents.facts is 'of the published version: the fields of its kind, without texts';
  comment on column cws_documents.made_by is 'null: it came with the portal';
  create index cws_documents_newest on cws_documents (kind, published_at desc, id desc) where version > 0;
  create unique index cws_documents_one_presentation on cws_documents (office_id)
    where kind = 'presentation' and state <> 'discarded';
  create index cws_documents_headings on cws_documents using gin (headings) where version > 0;
  create index cws_documents_countries on cws_documents using gin (countries) where version > 0;
  create index cws_documents_working on cws_documents (office_id, state)
    where state in ('draft', 'submitted', 'returned');
  create index cws_documents_region on cws_documents (region_id, state)
    where state in ('draft', 'submitted', 'returned');
  create index cws_documents_urgent on cws_documents (valid_until) where urgent and state = 'published';
  create index cws_documents_released on cws_documents ((facts->>'releasedOn') desc, id desc)
    where kind = 'release' and version > 0;
  create index cws_documents_tree on cws_documents ((facts->>'parent')) where kind = 'page' and state = 'published';
  create index cws_documents_of_all on cws_documents (published_at desc, id desc) where version > 0;
  create index cws_documents_embargo on cws_documents (embargo_until desc)
    where embargo_until is not null and version > 0;

  create table cws_drafts (
    document_id bigint constraint cws_drafts_pkey primary key
      constraint cws_drafts_document_fk references cws_documents,
    typed jsonb not null,
    edition int not null default 1,
    saved_by int not null constraint cws_drafts_saved_by_fk references accounts,
    saved_at timestamptz not null default now(),
    ended_at timestamptz
  );
  comment on table cws_drafts is
    'the working copy, as typed; edition grows with every save, so that two editors notice each other';

  create table cws_versions (
    document_id bigint not null constraint cws_versions_document_fk references cws_documents,
    version int not null,
    content jsonb not null,
    audience text not null constraint cws_versions_audience_known check (audience in ('region', 'world')),
    change_note text,
    published_by int constraint cws_versions_published_by_fk references accounts,
    published_at timestamptz not null default now(),
    constraint cws_versions_pkey primary key (document_id, version)
  );
  comment on column cws_versions.published_by is 'null: it came with the portal';

  create table cws_steps (
    id bigint generated always as identity constraint cws_steps_pkey primary key,
    document_id bigint not null constraint cws_steps_document_fk references cws_documents,
    kind text not null
      constraint cws_steps_kind_known
        check (kind in ('begun', 'submitted', 'returned', 'published', 'widened', 'revised', 'withdrawn', 'discarded',
          'checked')),
    at timestamptz not null default now(),
    account_id int constraint cws_steps_account_fk references accounts,
    version int,
    reason text
  );
  comment on column cws_steps.account_id is 'null: the portal itself';
  create index cws_steps_document on cws_steps (document_id, id desc);

  grant select, insert, update on cws_numbers, cws_documents, cws_drafts to cen_app;
  grant select, insert on cws_versions, cws_steps to cen_app;
`;

/**
 * Files of the website's documents: taken in, kept in quarantine until they are examined, and of which version they
 * are.
 */
const files = `
  create table cws_files (
    id uuid constraint cws_files_pkey primary key default gen_random_uuid(),
    document_id bigint not null constraint cws_files_document_fk references cws_documents,
    name text not null,
    kind text not null,
    size bigint not null,
    sha256 text not null,
    stored_id text not null,
    state text not null default 'waiting'
      constraint cws_files_state_known check (state in ('waiting', 'clean', 'refused')),
    refusal jsonb,
    scanned boolean not null default false,
    pages int,
    width int,
    height int,
    derivatives jsonb not null default '[]',
    removed text[] not null default '{}',
    texts text[] not null default '{}',
    uploaded_by int not null constraint cws_files_uploaded_by_fk references accounts,
    uploaded_at timestamptz not null default now(),
    examined_at timestamptz
  );
  comment on column cws_files.derivatives is
    'pictures made of a picture: [{ size, kind, storedId, width, height, bytes }]';
  comment on column cws_files.texts is 'plain text of a document, page by page';
  create index cws_files_document on cws_files (document_id);
  create index cws_files_waiting on cws_files (uploaded_at) where state = 'waiting';

  create table cws_version_files (
    document_id bigint not null,
    version int not null,
    file_id uuid not null constraint cws_version_files_file_fk references cws_files,
    constraint cws_version_files_pkey primary key (document_id, version, file_id),
    constraint cws_version_files_version_fk foreign key (document_id, version)
      references cws_versions (document_id, version)
  );
  create index cws_version_files_file on cws_version_files (file_id);

  grant select, insert, update on cws_files to cen_app;
  grant select, insert on cws_version_files to cen_app;
`;

/**
 * One table holds the words of documents, of their files and of whatever else the website finds. Search rows know the
 * exact numbers they are found by.
 */
const search = `
  create table cws_mentions (
    document_id bigint not null constraint cws_mentions_document_fk references cws_documents,
    ref text not null,
    constraint cws_mentions_pkey primary key (document_id, ref)
  );
  comment on table cws_mentions is 'references the published version names: seizures, other documents';
  create index cws_mentions_ref on cws_mentions (ref);

  create table cws_search (
    id bigint generated always as identity constraint cws_search_pkey primary key,
    kind text not null constraint cws_search_kind_known check (kind in
      ('alert', 'sheet', 'page', 'bulletin', 'report', 'presentation', 'release', 'product', 'link')),
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
        when 'fr' then setweight(to_tsvector('cen_fr'::regconfig, title), 'A')
          || to_tsvector('cen_fr'::regconfig, left(body, 250000))
        else setweight(to_tsvector('cen_en'::regconfig, title), 'A')
          || to_tsvector('cen_en'::regconfig, left(body, 250000)) end) stored,
    exact text[] not null default '{}',
    title_words tsvector generated always as (
      case lang when 'fr' then to_tsvector('cen_fr'::regconfig, title)
        else to_tsvector('cen_en'::regconfig, title) end) stored,
    constraint cws_search_once unique (kind, key, part, lang)
  );
  comment on column cws_search.key is
    'reference of a document, code of a product sheet, number of a link; part: a file of it';
  comment on column cws_search.title_words is 'so that a word of a title is found before the many texts that hold it';
  comment on column cws_search.exact is
    'numbers it is found by at once (ASHRAE, CAS, HS, reference), in lower case without signs';
  create index cws_search_words on cws_search using gin (words);
  create index cws_search_document on cws_search (document_id);
  create index cws_search_exact on cws_search using gin (exact);
  create index cws_search_title_words on cws_search using gin (title_words);

  grant select, insert, update, delete on cws_search, cws_mentions to cen_app;
`;

/** Who read and acknowledged what. An urgent alert is acknowledged as it was read: a new version asks again. */
const readers = `
  create table cws_reads (
    account_id int not null constraint cws_reads_account_fk references accounts,
    document_id bigint not null constraint cws_reads_document_fk references cws_documents,
    version int not null,
    read_at timestamptz not null default now(),
    acknowledged_at timestamptz,
    acknowledged_version int,
    constraint cws_reads_pkey primary key (account_id, document_id)
  );
  comment on column cws_reads.version is 'the newest version this account has read or acknowledged';
  comment on column cws_reads.acknowledged_version is
    'the newest version this account has acknowledged, at acknowledged_at';
  create index cws_reads_document on cws_reads (document_id);

  create table cws_visits (
    account_id int constraint cws_visits_pkey primary key constraint cws_visits_account_fk references accounts,
    came_at timestamptz not null default now(),
    before_at timestamptz
  );
  comment on column cws_visits.before_at is
    'when the visit before this one was last seen: what was published since is new';

  grant select, insert, update on cws_reads, cws_visits to cen_app;
`;

/**
 * The reference system: which pages came from files, which lists the product sheets were written from, and the
 * reminders of pages to be checked, which each go once.
 */
const library = `
  create table cws_page_seeds (
    key text constraint cws_page_seeds_pkey primary key,
    document_id bigint not null constraint cws_page_seeds_document_fk references cws_documents,
    version int not null,
    content_hash text not null,
    loaded_at timestamptz not null default now()
  );
  comment on column cws_page_seeds.version is
    'the version last written from the file; a page somebody revised since is left alone';

  create table cws_product_lists (
    list text constraint cws_product_lists_pkey primary key,
    content_hash text not null,
    written_at timestamptz not null default now()
  );

  create table cws_check_reminders (
    document_id bigint not null constraint cws_check_reminders_document_fk references cws_documents,
    due_on date not null,
    round int not null,
    sent_at timestamptz not null default now(),
    constraint cws_check_reminders_pkey primary key (document_id, due_on, round)
  );
  comment on column cws_check_reminders.round is '0 when the check falls due, then one more each month';

  grant select, insert, update on cws_product_lists to cen_app;
  grant select, insert on cws_check_reminders to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(documents + files + search + readers + library);
}
