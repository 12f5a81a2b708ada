import type { Knex } from 'knex';

/**
 * Own fields of a heading: choices, codes and words are lexemes of the search document, so that they meet words and filters
 * in one index; `own` has those of each line, to count them and to ask for several on one line. Numbers and dates, which are
 * asked for by range, have a row each. See docs/decisions/2026-11-27-own-fields.md for what was measured.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table goods_lines add own tsvector not null default '';
    create table goods_line_numbers (
      seizure_id bigint not null,
      line_no smallint not null,
      field text collate "C" not null,
      -- Compared only: what is shown and summed stands in the record and its line.
      value double precision not null,
      primary key (seizure_id, line_no, field)
    );
    create index goods_line_numbers_by_value on goods_line_numbers (field, value, seizure_id);
    grant select, insert, delete on goods_line_numbers to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table goods_line_numbers; alter table goods_lines drop column own');
}
