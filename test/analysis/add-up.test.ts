import { beforeAll, expect, test } from 'vitest';
import { hasMoreUnits, quantitiesOf } from '../../src/analysis/cross-table/presenter-quantities.ts';
import type { CrossFrame } from '../../src/analysis/cross-table/presenter-cases.ts';
import type { Sources } from '../../src/analysis/cells/sources.ts';
import { productList } from '../../src/seizures/index.ts';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let number = 0;
const today = new Date().toISOString().slice(0, 10);
const facts = (more: Overrides['facts'] = {}) => {
  number += 1;
  const open = { release: 'all', releaseOffices: undefined, place: undefined } as const;
  return { ...open, nationalRef: `U/${number}`, seizureDate: '2025-03-10', ...more };
};

beforeAll(async () => {
  portal = await testPortal();
  const ground = await groundOf(portal);
  const products = ground.lists.all(productList('DRUG')).map(({ code }) => code);
  const tobacco = sampleRecord('TOB').lines;
  const drug = sampleRecord('DRUG').lines;
  await ground.put([
    ...products.map(product => sampleRecord('DRUG', { facts: facts(), line: { product } })),
    // The cigarettes are nowhere the first goods of their case.
    sampleRecord('DRUG', { facts: facts({ seizureDate: '2024-05-05' }), lines: [...drug, ...tobacco] }),
    sampleRecord('DRUG', { facts: facts({ seizureDate: today }), lines: [...drug, ...tobacco] }),
    sampleRecord('DRUG', { facts: facts({ country: 'TW', seizureDate: today }) }),
    // The same goods and ways, inside and outside of what is asked for.
    ...['KE', 'TZ'].flatMap(country =>
      ['SEA-CONT', 'SEA-RORO', 'AIR-PAX'].flatMap(transport =>
        ['COC-HCL', 'COC-CRACK'].map(product =>
          sampleRecord('DRUG', { facts: facts({ country, transport, seizureDate: '2023-06-06' }), line: { product } }),
        ),
      ),
    ),
  ]);
});

test('quantities of goods that are the first of no case have a row, and rows add up to the totals', async () => {
  const reader = await portal.as('vn.reader');
  const csv = await reader.get('/analysis/cross-table/quantities.csv?row=heading&from=2024-05-01&to=2024-05-31');
  const rows = csv.text.split('\r\n').map(row => row.split(','));
  const of = (unit: string) => rows.filter(row => row[1] === unit).map(row => Number(row.at(-1)));
  for (const unit of new Set(rows.filter(([label]) => label?.startsWith('Totals')).map(row => row[1] ?? ''))) {
    const [total, ...parts] = of(unit).toReversed();
    expect([unit, parts.reduce((sum, one) => sum + one, 0)]).toEqual([unit, total]);
  }
  expect(csv.text).toContain('Tobacco');
});

test('a row of more units than are shown is said to have them; rows put together show them all', () => {
  const slot = (kind: 'value' | 'others', ...values: string[]) => ({ kind, values });
  const frame = {
    layout: { rows: [slot('value', 'A'), slot('others', 'B', 'C')], columns: [slot('value', 'SEA')] },
    names: ['group', 'conveyance'],
    label: () => '',
  } as unknown as CrossFrame;
  const cell = (row: string, unit: string) => ({
    values: [row, 'SEA'],
    unit,
    quantity: 1,
    lines: 1,
    held: 0,
    largest: 1,
  });
  const names = { unit: (code: string) => code, label: (key: string) => key, sum: String };
  const sources = { names } as unknown as Sources;
  const few = ['kg', 'L', 'piece'].map(unit => cell('A', unit));
  const many = [...few, cell('A', 'USD')];
  const rest = ['kg', 'L', 'piece', 'USD'].map((unit, at) => cell(at % 2 === 0 ? 'B' : 'C', unit));
  expect([hasMoreUnits(frame, [...few, ...rest]), hasMoreUnits(frame, many)]).toEqual([false, true]);
  expect(quantitiesOf(frame, rest, '', sources).groups.at(-1)?.rows).toHaveLength(4);
});

test('groups without a bar in an opened hiding place are counted in words', async () => {
  const reader = await portal.as('vn.reader');
  const text = textOf(await reader.get('/analysis/concealment?from=2025-03-01&to=2025-03-31'));
  expect(text).toMatch(/\d more groups, cases: \d+\. The table has them\./);
});

test('every country in the list of Members has its page', async () => {
  const reader = await portal.as('vn.reader');
  const { text } = await reader.get('/analysis/situations');
  const links = [...text.matchAll(/href="(\/analysis\/situations\/(?:member|country|product)\/[^"]+)"/g)];
  expect(links.length).toBeGreaterThan(2);
  for (const [, href = ''] of links) expect([href, (await reader.get(href)).status]).toEqual([href, 200]);
});

test('headings at home that have more cases than there are say why', async () => {
  const text = textOf(await (await portal.as('ke.ncp')).get('/'));
  expect(text).toContain('some twice');
});

test('what stands under a figure goes with its file', async () => {
  const reader = await portal.as('vn.reader');
  for (const kind of ['csv', 'svg']) {
    const file = await reader.get(`/analysis/routes/map.${kind}?from=2025-03-01&to=2025-03-31`);
    expect([file.status, `${file.text ?? file.body}`.includes('without prejudice')]).toEqual([200, true]);
  }
});

test('a trend of seizures leads to as many cases as it says', async () => {
  const reader = await portal.as('vn.reader');
  const text = textOf(await reader.get('/analysis/trends?measure=lines&from=2024-05-01&to=2024-05-31'));
  expect(text).toContain('2 recorded');
  expect(text).toContain('Open the case');
});

test.each([
  'cross-table?product=COC-HCL&row=group&column=transport',
  'cross-table?country=KE&row=region&column=hiding',
  'cross-table?transport=SEA-CONT&row=conveyance&column=hiding',
  'cross-table?transport=SEA&row=transport&column=country',
  'concealment?transport=SEA-CONT',
  'trends?country=KE&split=region',
  'situations/member/KE',
])('numbers of %s lead to as many cases, never to more than were asked for', async address => {
  const reader = await portal.as('vn.reader');
  const period = 'from=2023-01-01&to=2023-12-31';
  const { text } = await reader.get(`/analysis/${address}${address.includes('?') ? '&' : '?'}${period}`);
  const numbers = [
    ...text.matchAll(/<a[^>]* href="(\/seizures\?[^"]+)"[^>]*>(?:\s*▲)?\s*(?:Open the )?(\d+)(?: cases)?\s*</g),
  ];
  expect(numbers.length).toBeGreaterThan(0);
  for (const [, href = '', number] of numbers) {
    const list = textOf(await reader.get(href.replaceAll('&amp;', '&')));
    expect([href, /(\d+) seizures?\b/.exec(list)?.[1]]).toEqual([href, number]);
  }
});
