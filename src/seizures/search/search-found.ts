import { ifNotCopied, type Figures } from '../../db/columnar/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { join, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { keptLookUp } from './search-kept.ts';
import { searchesWords, wordsOf, type Searching } from './search-where.ts';
import { anyOf, waysOf } from './search-words.ts';

/** By whom the figures are counted: another database has other records. */
const lookUps = new WeakMap<Figures, ReturnType<typeof keptLookUp>>();

/**
 * A search for figures that are asked many times over: the copy has no texts, and PostgreSQL would look its words up
 * for each of ten statements of a page. They are looked up once, among records of a day (YYYY-MM-DD) and after it,
 * whoever may see them: everything else is asked of the records found, and what goes further back asks by the words.
 * Words that the copy has ready are not looked up. As it was where there is no copy, no word, or more than is sent.
 */
export async function withWordsFound(
  on: Queryable,
  figures: Figures,
  searching: Searching,
  from: string,
): Promise<Searching> {
  if (figures.copied === undefined || !searchesWords(searching)) return searching;
  const { words, others } = await apartFromReady(on, figures, searching);
  const lookUp = lookUps.get(figures) ?? keptLookUp();
  lookUps.set(figures, lookUp);
  const found = await lookUp(on, others, from);
  return found.ids === undefined ? searching : { ...searching, found: { from: found.from, words, ids: found.ids } };
}

interface Apart {
  /** Words that the copy has ready, of which one is enough. */
  readonly words: readonly string[];
  /** What else is enough, as a condition on `seizures s`. */
  readonly others: Sql;
}

/** What was typed, where it is one thing that has a word the copy has ready; else all of it is to be looked up. */
async function apartFromReady(on: Queryable, figures: Figures, searching: Searching): Promise<Apart> {
  const all = { words: [], others: join(wordsOf(searching), ' and ') };
  const ways = waysOf(searching.criteria.q, searching.words);
  const ready = ways === undefined ? [] : await readyWords(figures);
  if (ways === undefined || ready.length === 0) return all;
  const row = await queryRow<{ words: string[]; others: string }>(
    on,
    sql`
      with ready as (
        select word, ('''' || word || '''')::tsquery as query from unnest(${ready}::text[]) word)
      select array(select word from ready where query = any(${ways})) as words,
        ${anyOf([sql`array(select way from unnest(${ways}) way where way <> all (select query from ready))`])}::text
          as others`,
  );
  return row && row.words.length > 0 ? { words: row.words, others: sql`s.document @@ ${row.others}::tsquery` } : all;
}

async function readyWords({ copied }: Figures): Promise<string[]> {
  if (copied === undefined) return [];
  const rows = await queryRows<{ word: string }>(copied, sql`select word from copied_words`).catch(ifNotCopied);
  return rows?.map(({ word }) => word) ?? [];
}
