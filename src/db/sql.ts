import knexFactory from 'knex';
import type { Knex } from 'knex';
import type { QueryResult, QueryResultRow } from 'pg';
import type { Queryable } from './pool.ts';

/** Builds SQL only; it owns no connection. Statements run on the pool or on a transaction's client. */
export const sql: Knex = knexFactory({ client: 'pg' });

/** A piece of SQL with its bindings, `?` as placeholder, to be joined into a builder with `whereRaw`. */
export interface Fragment {
  readonly text: string;
  readonly bindings: readonly Knex.RawBinding[];
}

/** Runs a built statement. With `name`, PostgreSQL keeps its plan on the connection: use it for shapes that do not vary. */
export async function run<R extends QueryResultRow>(
  on: Queryable,
  builder: Knex.QueryBuilder | Knex.Raw,
  name?: string,
): Promise<R[]> {
  const { sql: text, bindings } = builder.toSQL().toNative();
  const result: QueryResult<R> = await on.query<R>({ ...(name ? { name } : {}), text, values: [...bindings] });
  return result.rows;
}
