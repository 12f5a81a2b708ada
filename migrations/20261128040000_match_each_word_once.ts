import type { Knex } from 'knex';

/**
 * A word and what else it is called become one lexeme several times, by its names and by both languages. The index
 * weighs every operand for every record it looks at, so each is asked for once.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function phrases_in(config regconfig, texts text[]) returns tsquery[]
      language sql immutable strict parallel safe
      return array(select phraseto_tsquery(config, t) from unnest(texts) t);
    create function any_of(queries tsquery[]) returns tsquery
      language sql immutable strict parallel safe
      return (select coalesce(string_agg(distinct '(' || q::text || ')', ' | '), '')::tsquery
        from unnest(queries) q where numnode(q) > 0);
    comment on function any_of is 'the queries joined by "or", each once';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function any_of(tsquery[]); drop function phrases_in(regconfig, text[])');
}
