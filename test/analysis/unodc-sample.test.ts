import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { seedReal } from '../../seeds/demo/seed-real.ts';
import { countCases, sumLines } from '../../src/analysis/cells/search-cells.ts';
import type { Searching } from '../../src/seizures/index.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

/*
 * Figures of the public sample of UNODC against counts made here from its text, without the import, the records or the
 * statements of the analysis. What no row can be told from its cells alone is asked of the records: which few rows
 * stayed out, and which product a drug's name is taken for.
 */

type Row = Readonly<Record<string, string>>;

const file = new URL('../../seeds/demo/unodc-excerpt-300.csv', import.meta.url);
const unlikeInternational = new Map([
  ['Russian Federation', 'RU'],
  ['Venezuela, Bolivarian Republic of', 'VE'],
  ['Bolivia, Plurinational State of', 'BO'],
  ['Czech Republic', 'CZ'],
]);
const kilograms: Readonly<Record<string, number>> = { Kilogram: 1, Gram: 0.001 };

let portal: TestPortal;
let searching: Searching;
let rows: readonly Row[];
let productOf: ReadonlyMap<string, string>;

const keyOf = (row: Row): string =>
  ['COUNTRY', 'PLACE', 'SEIZURE_DATE', 'DRUG_NAME', 'AMOUNT'].map(name => row[name]?.trim()).join('|');

beforeAll(async () => {
  portal = await testPortal();
  await seedReal(portal.owner, '2026-11-24');
  const ground = await groundOf(portal);
  searching = ground.searching(await ground.viewer('wco.admin'), 'from=2011-01-01&to=2016-12-31');
  const [head = '', ...lines] = readFileSync(file, 'utf8').replace('\uFEFF', '').split(/\r?\n/).filter(Boolean);
  const names = head.split(';');
  const all = lines.map((line): Row => {
    const cells = Array.from(line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g), ([, quoted, plain = '']) =>
      quoted === undefined ? plain : quoted.replaceAll('""', '"'),
    );
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
  const { rows: recorded } = await portal.owner.query<{ source: Row; product: string; held: boolean }>(
    `select r.source, g.product, g.held from seizure_records r join goods_lines g on g.seizure_id = r.seizure_id`,
  );
  const left = new Map<string, number>();
  for (const { source } of recorded) left.set(keyOf(source), (left.get(keyOf(source)) ?? 0) + 1);
  rows = all.filter(row => {
    const count = left.get(keyOf(row)) ?? 0;
    left.set(keyOf(row), count - 1);
    return count > 0;
  });
  productOf = new Map(recorded.map(({ source, product }) => [source.DRUG_NAME?.trim() ?? '', product]));
  // Each name is one product, and nothing counts for nothing.
  expect(recorded.filter(({ source, product }) => productOf.get(source.DRUG_NAME?.trim() ?? '') !== product)).toEqual(
    [],
  );
  expect(recorded.filter(({ held }) => held)).toEqual([]);
  expect(all.length - rows.length).toBeLessThanOrEqual(9);
});

/** Retired codes ("CS") have the names of their successors. */
function isCurrent(code: string): boolean {
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
}

function codeOf(country: string): string {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const found = letters
    .flatMap(a => letters.map(b => a + b))
    .find(code => names.of(code) === country && isCurrent(code));
  return unlikeInternational.get(country) ?? found ?? country;
}

/** Sums by a key, to the milligram. */
function added(pairs: Iterable<readonly [key: string, value: number]>): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [key, value] of pairs) sums.set(key, (sums.get(key) ?? 0) + value);
  return Object.fromEntries([...sums].map(([key, sum]) => [key, Math.round(sum * 1e6) / 1e6]).toSorted());
}

/** "OPI-HER ES 2014" of a product with its heading, a country and a month, which statements give for a year. */
function named(values: readonly (string | null)[]): string {
  const words = values.map(value => value?.replace(/^\w+\//, '') ?? '');
  return [...words.slice(0, -1), words.at(-1)?.slice(0, 4)].join(' ');
}

const yearOf = (row: Row): string => row.SEIZURE_DATE?.slice(0, 4) ?? '';

test('cases by country and year', async () => {
  const counted = await countCases(portal.pool, searching, ['country', 'year']);
  expect(added(counted.map(({ values, cases }) => [named(values), cases]))).toEqual(
    added(rows.map(row => [`${codeOf(row.COUNTRY ?? '')} ${yearOf(row)}`, 1])),
  );
});

test('cases by drug, country and year', async () => {
  const counted = await countCases(portal.pool, searching, ['product', 'country', 'year']);
  expect(added(counted.map(({ values, cases }) => [named(values), cases]))).toEqual(
    added(
      rows.map(row => [`${productOf.get(row.DRUG_NAME?.trim() ?? '')} ${codeOf(row.COUNTRY ?? '')} ${yearOf(row)}`, 1]),
    ),
  );
});

test('kilograms by drug, country and year', async () => {
  const counted = await sumLines(portal.pool, searching, ['product', 'country', 'year']);
  const weighed = rows.filter(row => kilograms[row.DRUG_UNIT ?? ''] !== undefined);
  expect(weighed.length).toBeGreaterThan(250);
  expect(
    added(counted.filter(({ unit }) => unit === 'kg').map(({ values, quantity }) => [named(values), quantity ?? 0])),
  ).toEqual(
    added(
      weighed.map(row => [
        `${productOf.get(row.DRUG_NAME?.trim() ?? '')} ${codeOf(row.COUNTRY ?? '')} ${yearOf(row)}`,
        Number(row.AMOUNT) * (kilograms[row.DRUG_UNIT ?? ''] ?? 0),
      ]),
    ),
  );
});

test('the page says the same of all, and of one country', async () => {
  const admin = await portal.as('wco.admin');
  const table = async (more: string): Promise<string[][]> => {
    const asked = `row=year&column=region&order=own&from=2011-01-01&to=2016-12-31&${more}`;
    const csv = await admin.get(`/analysis/cross-table/cases.csv?${asked}`);
    return csv.text.split('\r\n').map(line => line.split(','));
  };
  const all = (await table('')).find(([name]) => name === 'All');
  expect(Number(all?.at(-1))).toBe(rows.length);
  const spain = rows.filter(row => row.COUNTRY === 'Spain' && kilograms[row.DRUG_UNIT ?? ''] !== undefined);
  const kilogram = (await table('country=ES&measure=kg')).find(([name]) => name === 'All');
  const sum = spain.reduce((total, row) => total + Number(row.AMOUNT) * (kilograms[row.DRUG_UNIT ?? ''] ?? 0), 0);
  expect(Number(kilogram?.at(-1))).toBeCloseTo(sum, 3);
});
