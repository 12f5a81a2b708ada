import type { Knex } from 'knex';

/**
 * The reference system. A page that came with the portal has no account behind it: where `made_by`, `published_by` or the
 * account of a step is null, the portal itself wrote it. Search rows know the exact numbers they are found by, the product
 * sheets which lists they were written from, and the reminders of pages to be checked each go once.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table cws_documents alter column made_by drop not null;
    alter table cws_versions alter column published_by drop not null;
    alter table cws_steps alter column account_id drop not null;
    comment on column cws_documents.made_by is 'null: it came with the portal';
    comment on column cws_versions.published_by is 'null: it came with the portal';
    comment on column cws_steps.account_id is 'null: the portal itself';

    alter table cws_search add column exact text[] not null default '{}';
    create index cws_search_exact on cws_search using gin (exact);
    alter table cws_search add column title_words tsvector generated always as (
      case lang when 'fr' then to_tsvector('cen_fr'::regconfig, title) else to_tsvector('cen_en'::regconfig, title) end) stored;
    create index cws_search_title_words on cws_search using gin (title_words);
    comment on column cws_search.title_words is 'so that a word of a title is found before the many texts that hold it';
    comment on column cws_search.exact is 'numbers it is found by at once (ASHRAE, CAS, HS, reference), in lower case without signs';

    create index cws_documents_tree on cws_documents ((facts->>'parent')) where kind = 'page' and state = 'published';

    create table cws_page_seeds (
      key text constraint cws_page_seeds_pkey primary key,
      document_id bigint not null constraint cws_page_seeds_document_fk references cws_documents,
      version int not null,
      content_hash text not null,
      loaded_at timestamptz not null default now()
    );
    comment on column cws_page_seeds.version is 'the version last written from the file; a page somebody revised since is left alone';

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
    grant select, insert on cws_check_reminders to cen_app`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table cws_check_reminders; drop table cws_product_lists; drop table cws_page_seeds;
    drop index cws_documents_tree; alter table cws_search drop column exact, drop column title_words;
    delete from cws_steps where account_id is null;
    alter table cws_steps alter column account_id set not null`);
}
