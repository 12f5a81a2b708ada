import autocannon from 'autocannon';
import type { Pool } from '../src/db/pool.ts';
import { queryRows } from '../src/db/sql.ts';
import { loadLists, loadOffices } from '../src/reference/index.ts';
import { readCriteria, type Criteria } from '../src/seizures/search/criteria.ts';
import { countFacets } from '../src/seizures/search/search-facets.ts';
import { resultStatement } from '../src/seizures/search/search.ts';
import { indexWords } from '../src/seizures/search/search-words.ts';
import { readCommonWords } from '../src/seizures/search/store-common-words.ts';
import type { Searching } from '../src/seizures/search/search-where.ts';
import { routeMap } from '../src/web/charts/index.ts';
import { ms, timed } from './measure.ts';
import { page, viewerOf, type RunningPortal } from './portal.ts';

const headings = ['DRUG', 'CITES', 'TOB', 'IPR'];
/** Words of records. */
export const words = [
  'cocaine',
  'haschich',
  'ivory scales',
  'container reefer',
  'cigarettes',
  'airport drugs',
  'cajou',
  'Mombasa',
  'second-hand clothing',
  'laboratoire',
];

/** As officers type: other names, plurals, parts of references, either of two. */
export const officersWords = [
  'coke',
  'R-22',
  'ivoire',
  'comprimés',
  'anvers',
  'brown sugar',
  'cocaine OR heroin mombasa',
  'lorry false bottom',
  'pistolets',
  '000087',
  'KE/2024',
  'weapons airport',
];

/** Pages and searches against the same statements run raw, in one run. */
export async function measurePages(pool: Pool, portal: RunningPortal, report: (line: string) => void): Promise<void> {
  const viewer = await viewerOf(pool, 'ke.ncp');
  const known = { lists: await loadLists(pool), offices: await loadOffices(pool) };
  const common = await readCommonWords(pool);
  const index = indexWords(known.lists, () => common);
  const criteriaOf = (query: string): Criteria =>
    readCriteria(Object.fromEntries(new URLSearchParams(query)), known.lists, known.offices);
  const searching = (query: string): Searching => ({ viewer, ...known, words: index, criteria: criteriaOf(query) });
  const raw = (query: string) => queryRows(pool, resultStatement(searching(query)));
  const pairs = await commonPairs(pool);
  const filtered = (number: number): string =>
    `heading=${pairs[number % pairs.length]?.heading}&country=${pairs[number % pairs.length]?.country}&` +
    `from=${2016 + (number % 8)}-01-01`;

  const rawList = await timed(300, number => raw(filtered(number)));
  const list = await timed(300, number => page(portal, `/seizures?${filtered(number)}`));
  report(
    `list, three filters     page p50 ${ms(list.p50)} p95 ${ms(list.p95)}; raw p50 ${ms(rawList.p50)}; ` +
      `target ${ms(3 * rawList.p50 + 2)} ${verdict(list.p50 <= 3 * rawList.p50 + 2)}`,
  );
  const cold = await timed(200, number =>
    page(portal, `/seizures?${filtered(number)}&to=2026-10-${String((number % 28) + 1).padStart(2, '0')}`),
  );
  report(`  each asked first time page p50 ${ms(cold.p50)} p95 ${ms(cold.p95)}`);
  await load(portal, `/seizures?${filtered(0)}`, report);
  const stops = ['EC', 'BE', 'KE', 'UG'].map(code => ({ code, name: code, kind: 'transit' as const }));
  const map = await timed(200, async () => routeMap({ title: 'Route', width: 660, height: 295, stops }));
  report(`map of a route         p50 ${ms(map.p50)} p95 ${ms(map.p95)}; target p50 3 ms ${verdict(map.p50 < 3)}`);

  const textual = (number: number): string =>
    `q=${encodeURIComponent(words[number % words.length] ?? '')}&from=2018-01-01&heading=${headings[number % 4]}`;
  const search = await timed(200, number => raw(textual(number)));
  report(
    `full text and count     raw p50 ${ms(search.p50)} p95 ${ms(search.p95)}; target p95 40 ms ` +
      `${verdict(search.p95 < 40)}`,
  );
  const searchPage = await timed(100, number => page(portal, `/seizures?${textual(number)}`));
  report(`  as page               p50 ${ms(searchPage.p50)} p95 ${ms(searchPage.p95)}`);

  const officers = await timed(240, number =>
    raw(`q=${encodeURIComponent(officersWords[number % officersWords.length] ?? '')}`),
  );
  report(
    `search words            raw p50 ${ms(officers.p50)} p95 ${ms(officers.p95)}; target p95 60 ms ` +
      `${verdict(officers.p95 < 60)}`,
  );

  const facets = await timed(60, number => countFacets(pool, searching(filtered(number))));
  report(
    `facets, three filters   p50 ${ms(facets.p50)} p95 ${ms(facets.p95)}; target 50 ms ${verdict(facets.p50 < 50)}`,
  );
  const all = await timed(10, () => countFacets(pool, searching('')));
  report(`facets, no filter       p50 ${ms(all.p50)} (kept a minute)`);
  const { rows } = await pool.query<{ ref: string }>(
    `select ref from seizures where release = 'all' and embargo_until is null and status not in ('withdrawn',
      'merged') order by seizure_date desc limit 300`,
  );
  const detail = await timed(300, number => page(portal, `/seizures/${rows[number % rows.length]?.ref}`));
  report(
    `detail page             p50 ${ms(detail.p50)} p95 ${ms(detail.p95)}; target p50 5 ms ${verdict(detail.p50 < 5)}`,
  );
}

/** What officers look for exists: an empty result is another page, with remedies. */
async function commonPairs(pool: Pool): Promise<{ heading: string; country: string }[]> {
  const { rows } = await pool.query<{ heading: string; country: string }>(
    `
      select headings[1] as heading, country from seizures group by 1, 2 having count(*) > 500 order by
      md5(headings[1] || country) limit 17`,
  );
  return rows;
}

async function load(portal: RunningPortal, path: string, report: (line: string) => void): Promise<void> {
  const result = await autocannon({
    url: portal.url + path,
    connections: 32,
    duration: 8,
    headers: { ...portal.headers },
  });
  report(
    `  32 connections        ${result.requests.average.toFixed(0)} pages/s, p50 ${result.latency.p50} ms, ` +
      `${result.non2xx} not 200; expected about 500`,
  );
}

export function verdict(reached: boolean): string {
  return reached ? '(reached)' : '(NOT reached)';
}
