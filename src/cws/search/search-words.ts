import type { QueryResultRow } from 'pg';
import type { Pool } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';
import { inTransaction } from '../../db/transaction.ts';

/** Signs that divide words for PostgreSQL; what is left is one word. */
const wordEnd = /[\p{L}\p{N}]{2,40}$/u;

/**
 * The tsquery of what was typed, in English and in French: words, "phrases" and -exclusions as in any web search, and
 * the last word also as the beginning of one, since it may still be being typed. Undefined when nothing was typed.
 */
export function wordsQuery(q: string): Sql | undefined {
  const typed = q.trim();
  if (typed === '') return undefined;
  const last = typed.endsWith('"') ? undefined : wordEnd.exec(typed)?.[0];
  const before = last === undefined ? typed : typed.slice(0, typed.length - last.length);
  // A word after a minus, or inside an open quotation mark or a longer word, is no beginning.
  if (last === undefined || /[^\s]$/.test(before) || (before.match(/"/g)?.length ?? 0) % 2 === 1) return whole(typed);
  const begun = `'${last}':*`;
  const beginning = sql`
    (websearch_to_tsquery('cen_en', ${last}) || websearch_to_tsquery('cen_fr', ${last}) ||
      to_tsquery('cen_en', ${begun}) || to_tsquery('cen_fr', ${begun}))`;
  if (before.trim() === '') return beginning;
  const rest = whole(before);
  return sql`(${rest} && ${beginning})`;
}

function whole(text: string): Sql {
  return sql`(websearch_to_tsquery('cen_en', ${text}) || websearch_to_tsquery('cen_fr', ${text}))`;
}

/** The first word that may be looked for in a long text as it was typed. */
export function firstWord(q: string): string {
  return /[\p{L}\p{N}]{3,40}/u.exec(q.replace(/-\S+/gu, ' '))?.[0]?.toLowerCase() ?? '';
}

/**
 * Runs a statement that begins with the index of words. PostgreSQL takes reading a text vector for as cheap as a number
 * and, where a word is common, would rather read the table row by row: four times as long at 20,000 documents.
 */
export function runByWords<R extends QueryResultRow>(pool: Pool, statement: Sql): Promise<R[]> {
  return inTransaction(pool, async client => {
    await execute(
      client,
      sql`set local enable_seqscan = off; set local enable_indexscan = off; set local enable_mergejoin = off`,
    );
    return queryRows<R>(client, statement);
  });
}
