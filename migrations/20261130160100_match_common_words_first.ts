import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * The index of words weighs a query for each record that has one of its words, from the left, and goes down first where
 * the left is deep: `((a | b) | c)` costs a fifth more than `a | (b | c)` with what most records have in front. That
 * is codes, then single words, then phrases.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create or replace function any_of(queries tsquery[]) returns tsquery
      language sql immutable strict parallel safe
      return (
        select coalesce(string_agg('(' || way || ')', ' | (' order by nodes, position(':' in way) = 0, way)
          || repeat(')', count(*)::int - 1), '')::tsquery
        from (select distinct q::text as way, numnode(q) as nodes from unnest(queries) q where numnode(q) > 0) each)`);
}
