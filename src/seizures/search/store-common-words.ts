import { kept } from '../checks/kept.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { isPlain, mostWords } from '../copy/words-in-copy.ts';
import { countedTo } from './result-page.ts';

/** Of so many records one must have a common word, and be for all: the newest are soon met by walking the list. */
const oneOf = 25;
/** Statistics are of a sample: a tenth more leaves no doubt. */
const least = 1.1 * countedTo;

/**
 * Lexemes of the search document that so many `records` have that nobody counts them, by PostgreSQL's statistics. Only
 * records released to all are reckoned with: of the others a viewer may see none.
 */
export async function readCommonWords(on: Queryable, records = least): Promise<string[]> {
  const rows = await queryRows<{ word: string }>(
    on,
    sql`
      select word from pg_stats p
      cross join unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs) as each (word, share)
      join pg_stats r using (schemaname, tablename)
      cross join unnest(r.most_common_vals::text::text[], r.most_common_freqs) as released (to_whom, part)
      where schemaname = current_schema and tablename = 'seizures' and p.attname = 'document'
        and r.attname = 'release' and to_whom = 'all' and word <> '' and share * part >= ${1 / oneOf}::float8
        and share * part * (select reltuples from pg_class where oid = 'seizures'::regclass) >= ${records}::float8`,
  );
  return rows.map(({ word }) => word);
}

/** Records from which on a word is ready in the copy: PostgreSQL takes half a second to name as many. */
const leastInCopy = 150_000;

/** The most common words that are searched, but for those with signs that a statement reads. */
export async function readWordsForCopy(on: Queryable, records = leastInCopy): Promise<string[]> {
  const rows = await queryRows<{ word: string }>(
    on,
    sql`
      select word from pg_stats p
      cross join unnest(p.most_common_elems::text::text[], p.most_common_elem_freqs) as each (word, share)
      where schemaname = current_schema and tablename = 'seizures' and p.attname = 'document' and word <> ''
        and share * (select reltuples from pg_class where oid = 'seizures'::regclass) >= ${records}::float8
      order by share desc, word`,
  );
  return rows
    .map(({ word }) => word)
    .filter(isPlain)
    .slice(0, mostWords);
}

/** The same as known now. */
export function keptCommonWords(on: Queryable): () => readonly string[] {
  const known = kept(async () => {
    const words = await readCommonWords(on);
    return () => words;
  });
  return () => known() ?? [];
}
