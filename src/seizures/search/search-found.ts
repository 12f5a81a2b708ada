import type { Figures } from '../../db/columnar/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { join, literal, queryRow, sql } from '../../db/sql.ts';
import { searchesWords, wordsOf } from './search-where.ts';
import type { Searching } from './search-where.ts';

/** Records found at most: their numbers go with each question, some 8 characters each. */
const most = 400_000;
/** The number of no record. */
const nobody = '0';

/**
 * A search for figures that are asked many times over: the copy has no words, and PostgreSQL would look them up for
 * each of ten statements of a page. They are looked up once, among records of a day (YYYY-MM-DD) and after it, whoever
 * may see them: everything else is asked of the records found, and what goes further back asks by the words. As it was
 * where there is no copy, no word, or more than is sent.
 */
export async function withWordsFound(
  on: Queryable,
  figures: Figures,
  searching: Searching,
  from: string,
): Promise<Searching> {
  if (figures.copied === undefined || !searchesWords(searching)) return searching;
  const row = await queryRow<{ n: number; ids: string | null }>(
    on,
    sql`
      select count(*)::int as n, string_agg(found.id::text, ',') as ids from (
        select s.id from seizures s where ${join(wordsOf(searching), ' and ')} and s.seizure_date >= ${from}::date
        limit ${literal(most + 1)}) found`,
  );
  return row === undefined || row.n > most ? searching : { ...searching, found: { from, ids: row.ids ?? nobody } };
}
