import { textQuery, type Clause } from '../../reference/index.ts';
import { sql, type Sql } from '../../db/sql.ts';

/**
 * The condition that a picture holds the words: each by any name of the thing, in either language, or as the beginning
 * of a longer one. What is put in quotes or excluded (-) is looked for as it stands.
 */
export function holdsWords(clauses: readonly Clause[]): Sql {
  // Signs and empty words only: no picture holds them.
  return sql`p.words @@ ${textQuery(clauses, { beginnings: 'each' }) ?? sql`''::tsquery`}`;
}
