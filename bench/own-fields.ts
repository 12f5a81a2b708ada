import { seededRandom } from '../seeds/demo/random.ts';
import { syntheticRecord } from '../seeds/demo/generate.ts';
import type { Client, Pool } from '../src/db/pool.ts';
import { queryRows } from '../src/db/sql.ts';
import { loadLists, loadOffices, type Lists } from '../src/reference/index.ts';
import { headings, insertSeizures, project, type Field, type NewSeizure } from '../src/seizures/index.ts';
import { fieldsOf } from '../src/seizures/own-fields/declared.ts';
import { readCriteria } from '../src/seizures/search/criteria.ts';
import { countFacets } from '../src/seizures/search/search-facets.ts';
import { resultStatement } from '../src/seizures/search/search.ts';
import { indexWords } from '../src/seizures/search/search-words.ts';
import type { Searching } from '../src/seizures/search/search-where.ts';
import { ms, spread, timed, type Spread } from './measure.ts';
import { withOwnValues } from './own-values.ts';
import { verdict } from './pages.ts';
import { page, viewerOf, type RunningPortal } from './portal.ts';

/** Every own field with its heading: a common and a rarer value, or a wide and a narrow range, raw and as pages. */
export async function measureOwnFields(
  pool: Pool,
  portal: RunningPortal,
  report: (line: string) => void,
): Promise<void> {
  const known = { lists: await loadLists(pool), offices: await loadOffices(pool) };
  const viewer = await viewerOf(pool, 'ke.ncp');
  const words = indexWords(known.lists);
  const searching = (query: string): Searching => {
    const read = Object.fromEntries(new URLSearchParams(query));
    return { viewer, ...known, words, criteria: readCriteria(read, known.lists, known.offices) };
  };
  const raw = (query: string) => queryRows(pool, resultStatement(searching(query)));
  const queries = await queriesOf(pool, known.lists);
  const at = (number: number): string => queries[number % queries.length] ?? '';
  const alone = await timed(queries.length, number => raw(at(number).replace(/&.*/, '')));
  const own = await timed(queries.length, number => raw(at(number)));
  line(`own field and heading (${queries.length})`, own, `target p95 50 ms ${verdict(own.p95 < 50)}`);
  line(
    '  heading alone',
    alone,
    `own field takes ${(own.p50 / alone.p50).toFixed(2)} of it, p95 ${(own.p95 / alone.p95).toFixed(2)}`,
  );
  const pages = await timed(120, number => page(portal, `/seizures?${at(number * 7)}`));
  line('  as pages', pages, `target p50 ${ms(3 * own.p50 + 2)} ${verdict(pages.p50 <= 3 * own.p50 + 2)}`);
  const counts = await timed(60, number => countFacets(pool, searching(at(number * 5))));
  line('  with counts beside', counts, 'kept a minute');
  await measureInserts(pool, known, report);

  function line(name: string, { p50, p95 }: Spread, more: string): void {
    report(`${name.padEnd(24)} p50 ${ms(p50)} p95 ${ms(p95)}; ${more}`);
  }
}

async function queriesOf(pool: Pool, lists: Lists): Promise<string[]> {
  const { rows: words } = await pool.query<{ key: string; values: string[] }>(
    `select key, array_agg(value order by n desc) as values
     from (select split_part(o.lexeme, '=', 1) as key, split_part(o.lexeme, '=', 2) as value, count(*) as n
       from goods_lines g, unnest(g.own) o group by 1, 2) v group by key`,
  );
  const { rows: numbers } = await pool.query<{ key: string; at: number[] }>(
    `select lower(field) as key, percentile_disc(array[0.05, 0.45, 0.5, 0.9]) within group (order by value) as at
     from goods_line_numbers group by field`,
  );
  const valuesOf = new Map(words.map(({ key, values }) => [key, values]));
  const rangeOf = new Map(numbers.map(({ key, at }) => [key, at]));
  return Object.values(headings).flatMap(({ code }) =>
    fieldsOf(code).flatMap(field => {
      const key = `${code}.${field.name}`.toLowerCase();
      const [low, from, to, high] = rangeOf.get(key) ?? [];
      if (low !== undefined)
        return [
          `heading=${code}&${field.name}.min=${low}&${field.name}.max=${high}`,
          `heading=${code}&${field.name}.min=${from}&${field.name}.max=${to}`,
        ];
      const values = valuesOf.get(key) ?? [];
      return [values[0], values[Math.floor(values.length / 2)]].flatMap(value => {
        const asked = value === undefined ? undefined : spelled(field, value, lists);
        return asked === undefined ? [] : [`heading=${code}&${field.name}=${encodeURIComponent(asked)}`];
      });
    }),
  );
}

/** A value as it is asked for: it is kept in lower case. */
function spelled(field: Field, value: string, lists: Lists): string | undefined {
  if (field.type === 'choice') return field.options.find(option => option.toLowerCase() === value);
  if (field.type === 'code') return lists.all(field.list).find(({ code }) => code.toLowerCase() === value)?.code;
  return value;
}

/** The same records written with what own fields are found by and without, by turns, and taken back. */
async function measureInserts(
  pool: Pool,
  { lists, offices }: { lists: Lists; offices: Awaited<ReturnType<typeof loadOffices>> },
  report: (line: string) => void,
): Promise<void> {
  const [random, own] = [seededRandom(4242), seededRandom(4343)];
  const made = (): NewSeizure[] =>
    Array.from({ length: 500 }, () => {
      const { record } = syntheticRecord(random, lists, '2026-11-01', 12);
      const { nationalRef: _one, ...facts } = record.facts;
      const full = withOwnValues(own, lists, { ...record, facts });
      return {
        clientUuid: crypto.randomUUID(),
        record: full,
        projection: project(full, lists.lookUp, offices),
        channel: 'form',
        recordedBy: 1,
      };
    });
  const client = await pool.connect();
  const times: { with: number[]; without: number[] } = { with: [], without: [] };
  try {
    for (let turn = 0; turn < 40; turn += 1) {
      const batch = made();
      for (const name of turn % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const))
        times[name].push(await insertAndUndo(client, name === 'with' ? batch : batch.map(withoutOwn)));
    }
  } finally {
    client.release();
  }
  const [full, bare] = [spread(times.with), spread(times.without)];
  // By pairs: on a busy machine the two of one turn meet the same load.
  const more = (spread(times.with.map((time, at) => time / (times.without[at] ?? time))).p50 - 1) * 100;
  const target = `target 15 % ${verdict(more <= 15)}`;
  report(`  written, 500 records   p50 ${ms(full.p50)}, without ${ms(bare.p50)}: ${more.toFixed(0)} % more; ${target}`);
}

function withoutOwn(seizure: NewSeizure): NewSeizure {
  const { projection } = seizure;
  const lines = projection.lines.map(one => ({ ...one, own: { lexemes: [], numbers: [] } }));
  const own = new Set(projection.lines.flatMap(one => one.own.lexemes));
  return { ...seizure, projection: { ...projection, lines, terms: projection.terms.filter(term => !own.has(term)) } };
}

async function insertAndUndo(client: Client, batch: readonly NewSeizure[]): Promise<number> {
  await client.query('begin');
  const began = performance.now();
  await insertSeizures(client, batch);
  const took = performance.now() - began;
  await client.query('rollback');
  return took;
}
