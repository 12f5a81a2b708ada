import { countCases } from '../src/analysis/cells/search-cells.ts';
import type { DimensionName } from '../src/analysis/cells/dimension.ts';
import { columnarFigures, type Figures } from '../src/db/columnar/index.ts';
import type { Pool } from '../src/db/pool.ts';
import { loadLists, loadOffices } from '../src/reference/index.ts';
import { readCriteria } from '../src/seizures/search/criteria.ts';
import { countFacets } from '../src/seizures/search/search-facets.ts';
import { indexWords } from '../src/seizures/search/search-words.ts';
import type { Searching } from '../src/seizures/search/search-where.ts';
import { openLog } from '../src/web/server/log.ts';
import { ms, timed } from './measure.ts';
import { page, viewerOf, type RunningPortal } from './portal.ts';

const headings = ['DRUG', 'CITES', 'TOB', 'IPR', 'WEAP'];
let asked = 0;

/** Another last day each time, warm-up included: nobody asked it before. */
function anotherDay(): string {
  asked += 1;
  return `to=${dayBefore(asked)}`;
}

/** Twelve months up to another day. */
function anotherYear(): string {
  const to = anotherDay();
  return `from=${dayBefore(asked + 365)}&${to}`;
}

function dayBefore(days: number): string {
  return new Date(Date.UTC(2026, 9, 31) - days * 86_400_000).toISOString().slice(0, 10);
}

interface Measured {
  readonly pool: Pool;
  readonly portal: RunningPortal;
  /** Where the portal's engine of figures answers. */
  readonly socket: string;
}

/** Milliseconds at 250,000 records and at 2,500,000. */
type Target = readonly [number, number];

/** Records from which the second target holds. */
const many = 1_000_000;

interface Line {
  readonly name: string;
  /** None where the figure only explains another. */
  readonly target?: Target;
  readonly path: (number: number) => string;
  /** Query of the page's first statement, and what it is counted by: asked of PostgreSQL beside the page. */
  readonly raw: readonly [query: string, ...names: DimensionName[]];
}

const lines: readonly Line[] = [
  {
    name: 'list with counts, three filters, each asked first time',
    path: number =>
      `/seizures?heading=${headings[number % 5]}&country=KE&transport=SEA&from=2018-01-01&${anotherDay()}`,
    raw: ['heading=DRUG&country=KE&transport=SEA&from=2018-01-01'],
  },
  {
    name: 'list with counts, no filter but a day, each asked first time',
    path: () => `/seizures?from=2016-01-01&${anotherDay()}`,
    raw: ['from=2016-01-01'],
  },
  {
    name: 'trends of a heading, twelve months',
    target: [30, 30],
    path: number => `/analysis/trends?heading=${headings[number % 5]}`,
    raw: ['heading=DRUG&from=2025-12-01', 'month', 'group'],
  },
  {
    name: 'trends of a heading, twelve months, each asked first time',
    path: number => `/analysis/trends?heading=${headings[number % 5]}&${anotherYear()}`,
    raw: ['heading=DRUG&from=2025-12-01', 'month', 'group'],
  },
  {
    name: 'trends of everything, ten years by the quarter',
    target: [200, 200],
    path: () => '/analysis/trends?from=2016-12-01&step=quarter',
    raw: ['from=2016-12-01', 'quarter', 'heading'],
  },
  {
    name: 'routes of a heading, twelve months',
    target: [120, 120],
    path: number => `/analysis/routes?heading=${headings[number % 5]}`,
    raw: ['heading=DRUG&from=2025-12-01', 'departure', 'transit', 'destination'],
  },
  {
    name: 'routes over everything',
    target: [120, 120],
    path: () => '/analysis/routes?from=2010-01-01',
    raw: ['from=2010-01-01', 'departure', 'transit', 'destination'],
  },
  {
    name: 'routes over everything, each asked first time',
    path: () => `/analysis/routes?from=2010-01-01&${anotherDay()}`,
    raw: ['from=2010-01-01', 'departure', 'transit', 'destination'],
  },
  {
    name: 'where things of a heading are hidden, twelve months',
    target: [200, 200],
    path: number => `/analysis/concealment?heading=${headings[number % 5]}`,
    raw: ['heading=DRUG&from=2025-12-01', 'transport', 'concealment', 'product'],
  },
  {
    name: 'cross-table over everything',
    target: [200, 1000],
    path: () => '/analysis/cross-table?from=2010-01-01&row=country&column=concealment',
    raw: ['from=2010-01-01', 'country', 'concealment'],
  },
  {
    name: 'cross-table over everything, each asked first time',
    target: [200, 1000],
    path: () => `/analysis/cross-table?from=2010-01-01&row=country&column=concealment&${anotherDay()}`,
    raw: ['from=2010-01-01', 'country', 'concealment'],
  },
];

/** Figures counted by the engine of the portal, beside the same statements asked of PostgreSQL in the same run. */
export async function measureFigures(
  { pool, portal, socket }: Measured,
  report: (line: string) => void,
): Promise<void> {
  const known = { lists: await loadLists(pool), offices: await loadOffices(pool) };
  const viewer = await viewerOf(pool, 'ke.ncp');
  const searching = (query: string): Searching => ({
    viewer,
    ...known,
    words: indexWords(known.lists),
    criteria: readCriteria(Object.fromEntries(new URLSearchParams(query)), known.lists, known.offices),
  });
  const at = (await countRecords(pool)) < many ? 0 : 1;
  const verdict = (target: Target | undefined, p50: number): string =>
    target ? `; target ${target[at]} ms ${p50 <= target[at] ? 'kept' : 'MISSED'}` : '';
  const engine = columnarFigures(pool, socket, openLog('error'));
  await engineIsReady(engine);
  for (const { name, path } of lines.slice(0, 2)) {
    const counts = await timed(40, number => countFacets(engine, searching(path(number).replace(/.*\?/, ''))));
    report(
      `counts alone, cold, of ${name}: p50 ${ms(counts.p50)} p95 ${ms(counts.p95)}${verdict([40, 150], counts.p50)}`,
    );
  }
  engine.close();
  for (const { name, target, path, raw } of lines) {
    const [query, ...names] = raw;
    const first = () =>
      names.length > 0 ? countCases(pool, searching(query), names) : countFacets(pool, searching(query));
    const [shown, beside] = [await timed(60, number => page(portal, path(number))), await timed(5, first)];
    report(
      `${name}: page p50 ${ms(shown.p50)} p95 ${ms(shown.p95)}; its first statement in PostgreSQL p50 ` +
        `${ms(beside.p50)}${verdict(target, shown.p50)}`,
    );
  }
  await measureRiskSearch(portal, report);
}

async function countRecords(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from seizures');
  return rows[0]?.n ?? 0;
}

/** From the button to the result, with everything between: the queue, reading, trying, writing down. */
async function measureRiskSearch(portal: RunningPortal, report: (line: string) => void): Promise<void> {
  const began = performance.now();
  const asked = await portal.post('/analysis/risk-indicators/searches', { query: 'heading=DRUG&from=2016-01-01' });
  if (asked.status === 422) return report('risk indicators of a heading, ten years: too many cases, said at the field');
  const path = asked.headers.get('location') ?? '';
  for (;;) {
    const state = (await (await portal.get(`${path}/progress`)).json()) as { readonly done: boolean };
    if (state.done) break;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  const seconds = (performance.now() - began) / 1000;
  const found = /Combinations tried<\/dt>\s*<dd>([\d,]+)/.exec(await (await portal.get(path)).text())?.[1];
  report(
    found === undefined
      ? `risk indicators of a heading, ten years: no result after ${seconds.toFixed(1)} s`
      : `risk indicators of a heading, ten years: ${seconds.toFixed(1)} s, ${found} combinations; target 20 s ` +
          (seconds <= 20 ? 'kept' : 'MISSED'),
  );
}

/** A page asked meanwhile would make PostgreSQL count, and the engine fill ever more slowly. */
export async function engineIsReady(engine: Figures): Promise<void> {
  for (let tries = 0; tries < 1800; tries += 1) {
    if ((await engine.copy()) !== undefined) return;
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
  throw new Error('the engine of figures did not come up');
}
