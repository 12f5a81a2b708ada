import type { Pool } from '../src/db/pool.ts';
import { loadLists, loadOffices } from '../src/reference/index.ts';
import { countFacets } from '../src/seizures/search/search-facets.ts';
import { readCriteria } from '../src/seizures/search/criteria.ts';
import { searchSeizures } from '../src/seizures/search/search.ts';
import { indexWords } from '../src/seizures/search/search-words.ts';
import { readCommonWords } from '../src/seizures/search/store-common-words.ts';
import { spread } from './measure.ts';
import { officersWords, words, verdict } from './pages.ts';
import { viewerOf } from './portal.ts';
import { exactProcessorOf } from './processor.ts';

/** Common words that meet, phrases, and words of the newest records beside words of all. */
const together = ['cocaine container', 'cigarettes Kenya', '"double bottom"', '"brown sugar" airport', 'drugs -heroin'];
const filters: readonly (readonly [name: string, query: string])[] = [
  ['no filter', ''],
  ['drugs since 2018', '&from=2018-01-01&heading=DRUG'],
];

export interface Searched {
  readonly query: string;
  /** Milliseconds of processor of PostgreSQL: mean of two after a first. */
  readonly ms: number;
  readonly total: number;
  readonly refs: readonly string[];
}

/** Every search of words as an officer types it, by one connection that has no other work. */
export async function searchEach(pool: Pool, query: string, search = searchSeizures): Promise<Searched[]> {
  const client = await pool.connect();
  try {
    const viewer = await viewerOf(pool, 'ke.ncp');
    const known = { lists: await loadLists(pool), offices: await loadOffices(pool) };
    const common = await readCommonWords(pool);
    const index = indexWords(known.lists, () => common);
    await client.query('set max_parallel_workers_per_gather = 0');
    const pid = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0;
    const all: Searched[] = [];
    for (const typed of [...words, ...officersWords, ...together]) {
      const asked = new URLSearchParams(`q=${encodeURIComponent(typed)}${query}`);
      const criteria = readCriteria(Object.fromEntries(asked), known.lists, known.offices);
      const once = () => search(client, { viewer, ...known, words: index, criteria });
      const { total, rows } = await once();
      const before = exactProcessorOf(pid);
      await once();
      await once();
      const ms = (exactProcessorOf(pid) - before) / 2;
      all.push({ query: typed + query, ms, total, refs: rows.map(({ ref }) => ref) });
    }
    return all;
  } finally {
    client.release(true);
  }
}

/** What is counted beside the rows, as a search that has none. */
const countBeside: typeof searchSeizures = async (on, searching) => {
  const { counts } = await countFacets(on, searching);
  return { rows: [], first: 0, total: [...counts.status.values()].reduce((sum, n) => sum + n, 0) };
};

/** Words among all records: what each search takes of PostgreSQL, and the target of 120 ms in nineteen of twenty. */
export async function measureWords(pool: Pool, report: (line: string) => void): Promise<void> {
  for (const [name, query] of filters) {
    for (const [part, search] of [
      ['rows', searchSeizures],
      ['counts beside', countBeside],
    ] as const) {
      const each = await searchEach(pool, query, search);
      const { p50, p95 } = spread(each.map(({ ms }) => ms));
      for (const { query: typed, ms, total } of each) report(`  ${ms.toFixed(0).padStart(5)} ms ${total} ${typed}`);
      report(
        `words, ${name}, ${part}: processor p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms; target p95 120 ms ` +
          verdict(p95 < 120),
      );
    }
  }
}
