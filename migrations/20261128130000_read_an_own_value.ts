import type { Knex } from 'knex';

/** Figures are split by the own fields of a heading: what a line states in one of them is among its lexemes. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function own_value(own tsvector, key text) returns text
      language sql immutable strict parallel safe
      return (select string_agg(substr(v, length(key) + 1), '+' order by v collate "C")
        from unnest(tsvector_to_array(own)) v where starts_with(v, key));
    comment on function own_value is 'what a line states under a key such as "drug.form=", several joined by "+"';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function own_value(tsvector, text)');
}
