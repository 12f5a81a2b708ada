import { countCases } from '../src/analysis/cells/search-cells.ts';
import type { DimensionName } from '../src/analysis/cells/dimension.ts';
import type { Pool } from '../src/db/pool.ts';
import { loadLists, loadOffices } from '../src/reference/index.ts';
import { readCriteria } from '../src/seizures/search/criteria.ts';
import { countFacets } from '../src/seizures/search/search-facets.ts';
import { indexWords } from '../src/seizures/search/search-words.ts';
import type { Searching } from '../src/seizures/search/search-where.ts';
import { ms, timed } from './measure.ts';
import { page, viewerOf } from './portal.ts';
import type { RunningPortal } from './portal.ts';

const headings = ['DRUG', 'CITES', 'TOB', 'IPR', 'WEAP'];
const days = (number: number): string => `to=2026-10-${String((number % 28) + 1).padStart(2, '0')}`;

/** Figures counted by the engine of the portal, beside the same statements asked of PostgreSQL in the same run. */
export async function measureFigures(pool: Pool, portal: RunningPortal, report: (line: string) => void): Promise<void> {
  const known = { lists: await loadLists(pool), offices: await loadOffices(pool) };
  const viewer = await viewerOf(pool, 'ke.ncp');
  const searching = (query: string): Searching => ({
    viewer,
    ...known,
    words: indexWords(known.lists),
    criteria: readCriteria(Object.fromEntries(new URLSearchParams(query)), known.lists, known.offices),
  });
  await engineIsReady(portal);
  const cells = (query: string, names: readonly DimensionName[]) =>
    timed(10, () => countCases(pool, searching(query), names));
  const lines: readonly {
    readonly name: string;
    readonly target: number;
    readonly path: (number: number) => string;
    readonly raw: () => Promise<{ readonly p50: number }>;
  }[] = [
    {
      name: 'list with counts, three filters, each asked first time',
      target: 40,
      path: number =>
        `/seizures?heading=${headings[number % 5]}&country=KE&transport=SEA&from=2018-01-01&${days(number)}`,
      raw: () => timed(10, () => countFacets(pool, searching('heading=DRUG&country=KE&transport=SEA&from=2018-01-01'))),
    },
    {
      name: 'list with counts, no filter but a day',
      target: 40,
      path: number => `/seizures?from=2016-01-01&${days(number)}`,
      raw: () => timed(5, () => countFacets(pool, searching('from=2016-01-01'))),
    },
    {
      name: 'trends of a heading, twelve months',
      target: 30,
      path: number => `/analysis/trends?heading=${headings[number % 5]}`,
      raw: () => cells('heading=DRUG&from=2025-12-01', ['month', 'group']),
    },
    {
      name: 'trends of a heading, twelve months, each asked first time',
      target: 30,
      path: number => `/analysis/trends?heading=${headings[number % 5]}&from=2025-12-01&${days(number)}`,
      raw: () => cells('heading=DRUG&from=2025-12-01', ['month', 'group']),
    },
    {
      name: 'trends of everything, ten years by the quarter',
      target: 200,
      path: () => '/analysis/trends?from=2016-12-01&step=quarter',
      raw: () => cells('from=2016-12-01', ['quarter', 'heading']),
    },
    {
      name: 'routes of a heading, twelve months',
      target: 120,
      path: number => `/analysis/routes?heading=${headings[number % 5]}`,
      raw: () => cells('heading=DRUG&from=2025-12-01', ['departure', 'transit', 'destination']),
    },
    {
      name: 'routes over everything',
      target: 120,
      path: () => '/analysis/routes?from=2010-01-01',
      raw: () => cells('from=2010-01-01', ['departure', 'transit', 'destination']),
    },
    {
      name: 'where things of a heading are hidden, twelve months',
      target: 200,
      path: number => `/analysis/concealment?heading=${headings[number % 5]}`,
      raw: () => cells('heading=DRUG&from=2025-12-01', ['transport', 'concealment', 'product']),
    },
    {
      name: 'cross-table over everything',
      target: 200,
      path: () => '/analysis/cross-table?from=2010-01-01&row=country&column=concealment',
      raw: () => cells('from=2010-01-01', ['country', 'concealment']),
    },
  ];
  for (const { name, target, path, raw } of lines) {
    const [shown, beside] = [await timed(60, number => page(portal, path(number))), await raw()];
    report(
      `${name}: page p50 ${ms(shown.p50)} p95 ${ms(shown.p95)}; its first statement in PostgreSQL p50 ` +
        `${ms(beside.p50)}; target ${target} ms ${shown.p50 <= target ? 'kept' : 'MISSED'}`,
    );
  }
  await measureRiskSearch(portal, report);
}

/** From the button to the result, with everything between: the queue, reading, trying, writing down. */
async function measureRiskSearch(portal: RunningPortal, report: (line: string) => void): Promise<void> {
  const began = performance.now();
  const asked = await portal.post('/analysis/risk-indicators/searches', { query: 'heading=DRUG&from=2016-01-01' });
  const path = asked.headers.get('location') ?? '';
  for (;;) {
    const state = (await (await portal.get(`${path}/progress`)).json()) as { readonly done: boolean };
    if (state.done) break;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  const seconds = (performance.now() - began) / 1000;
  const found = /Combinations tried<\/dt>\s*<dd>([\d,]+)/.exec(await (await portal.get(path)).text())?.[1] ?? 'no';
  report(
    `risk indicators of a heading, ten years: ${seconds.toFixed(1)} s, ${found} combinations; target 20 s ` +
      (seconds <= 20 ? 'kept' : 'MISSED'),
  );
}

/** A page says when the copy it counts in is of. */
async function engineIsReady(portal: RunningPortal): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await portal.get('/analysis/trends?heading=DRUG');
    if ((await answer.text()).includes('the copy counted is')) return;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  throw new Error('the engine of figures did not come up');
}
