import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { inDays } from '../support/days.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';
import { numbersAsText } from './support/workbook-numbers.ts';

let portal: TestPortal;
let reader: Browser;
let number = 0;
const drug = (more: Overrides['facts'] = {}, line: Overrides['line'] = {}) => {
  number += 1;
  return sampleRecord('DRUG', {
    facts: {
      nationalRef: `H/${number}`,
      release: 'all',
      releaseOffices: undefined,
      seizureDate: '2026-03-10',
      ...more,
    },
    line,
  });
};
const times = (count: number, make: () => ReturnType<typeof drug>) => Array.from({ length: count }, make);
const picture = (state: string, caption: string) =>
  portal.owner.query(
    `insert into cpdb_pictures (client_uuid, office_id, region_id, state, country, seized_on, heading, product,
       concealment, transport, captions, shows, images, published_at, detection)
     select gen_random_uuid(), o.id, (select id from offices where code = 'RILO-ESA'), $1, 'KE', '2025-01-01', 'DRUG',
       null, 'CON-VEH-FUEL', 'ROAD-TRUCK', $2, 'photo', 1, case when $1 = 'published' then now() end, 'DET-DOG'
     from offices o where o.code = 'KE'`,
    [state, JSON.stringify({ en: caption })],
  );

beforeAll(async () => {
  portal = await testPortal();
  const ground = await groundOf(portal);
  const road = { transport: 'ROAD-TRUCK', concealment: 'CON-VEH-FUEL' };
  const air = { transport: 'AIR-PAX', concealment: 'CON-BAG-FALSE' };
  await ground.put([
    ...times(30, () => drug(road, { product: 'COC-HCL' })),
    ...times(2, () => drug(road, { product: 'CAN-HERB' })),
    ...times(6, () => drug({ ...road, concealment: 'CON-FREIGHT-COVER' }, { product: 'CAN-HERB' })),
    ...times(34, () => drug({ ...road, concealment: 'CON-FREIGHT-COVER' })),
    ...times(25, () => drug(air)),
    ...times(3, () => drug({ ...air, concealment: undefined })),
    ...times(8, () => drug({ ...road, seizureDate: '2025-03-10' })),
    drug({ ...road, embargoUntil: inDays(300) }, { product: 'COC-HCL' }),
  ]);
  await picture('published', 'Blocks in the tank of a lorry');
  await picture('draft', 'Not yet for anyone');
  reader = await portal.as('vn.reader');
});

const year = 'heading=DRUG&from=2025-06-01&to=2026-05-31';
const textOf = (html: string): string =>
  html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
const page = async (query: string, browser = reader): Promise<string> => {
  const answer = await browser.get(`/analysis/concealment?${query}`);
  expect(answer.status).toBe(200);
  return answer.text;
};
const csv = async (figure: string, query: string): Promise<string[][]> => {
  const answer = await reader.get(`/analysis/concealment/${figure}.csv?${query}`);
  expect([figure, answer.status]).toEqual([figure, 200]);
  return answer.text
    .split(/\r?\n/)
    .map(line => line.split(','))
    .filter(cells => cells.length > 2);
};
const cell = `${year}&row=ROAD&column=Vehicle`;

describe('where things are hidden', () => {
  test('has as many cases in a cell as the records, and what is not stated as a column', async () => {
    const { rows } = await portal.owner.query<{ mode: string; cases: number }>(
      `select split_part(transport, '-', 1) as mode, count(*)::int as cases from seizures
       where seizure_date between '2025-06-01' and '2026-05-31' and embargo_until is null group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { mode: 'AIR', cases: 28 },
      { mode: 'ROAD', cases: 72 },
    ]);
    const [head = [], ...body] = (await csv('grid', year)).slice(-4);
    const of = (row: string, column: string) => body.find(([first]) => first === row)?.[head.indexOf(column)];
    expect([of('Road', 'Vehicle'), of('Road', 'Freight'), of('Air', 'Baggage'), of('Air', 'Not stated')]).toEqual([
      '32',
      '40',
      '25',
      '3',
    ]);
    expect([of('Road', 'All'), of('Air', 'All'), of('All', 'All')]).toEqual(['72', '28', '100']);
    const text = textOf(await page(year));
    expect(text).toContain('100 cases that you may see');
    expect(text).toMatch(/Hiding place stated 97%/);
    expect(text).toContain('It is most frequent under “Air”: 11% of the row.');
    expect(textOf(await page(year, await portal.as('ke.ncp')))).toContain('101 cases that you may see');
  });

  test('opens a cell: its products against their share of the row, its pictures, its own coverage', async () => {
    const html = await page(cell);
    const text = textOf(html);
    expect(html).toMatch(/class="[^"]*is-framed/);
    expect(text).toMatch(/Road, Vehicle: 94% of the cases are Cocaine, against 42% of all under “Road”/);
    expect(text).toMatch(/This cell Cases 32 Year before 8 Members 1/);
    expect((await csv('cell', cell)).filter(([first]) => ['Cocaine', 'Cannabis'].includes(first ?? ''))).toEqual([
      ['Cocaine', '30', '0.9375', '30', '0.416666666667'],
      ['Cannabis', '2', '0.0625', '8', '0.111111111111'],
    ]);
    const records = [...html.matchAll(/href="(\/seizures\?[^"]+)"/g)]
      .map(([, href = '']) => new URL(href.replaceAll('&amp;', '&'), 'https://cen.test'))
      .find(({ searchParams }) => searchParams.get('concealment') === 'Vehicle' && !searchParams.has('product'));
    expect(textOf((await reader.get(`${records?.pathname}${records?.search}`)).text)).toContain('Seizures: 32');
  });

  test('shows of CPDb what the gallery shows this viewer, and no draft', async () => {
    const html = await page(cell);
    expect(html).toContain('Blocks in the tank of a lorry');
    expect(html).not.toContain('Not yet for anyone');
    expect(textOf(html)).toContain('Pictures in CPDb, any date 1');
    const gallery = /href="(\/cpdb\?[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await reader.get(gallery)).text).toContain('Blocks in the tank of a lorry');
    // Nothing of a place that is not stated, nor of another one.
    expect(await page(`${year}&row=AIR&column=none`)).not.toContain('Blocks in the tank');
    expect(await page(`${year}&row=AIR&column=Baggage`)).not.toContain('Blocks in the tank');
  });

  test('shows one product in the same rows and columns, small rows together', async () => {
    const query = `${cell}&group=${encodeURIComponent('DRUG:Cannabis')}`;
    const text = textOf(await page(query));
    expect(text).toContain('One product: Cannabis, 100% by “Road”, of these 75% under “Freight”');
    const [head = [], road = []] = (await csv('product', query)).slice(-4);
    expect([road[head.indexOf('Freight')], road[head.indexOf('Vehicle')], road[head.indexOf('All')]]).toEqual([
      '6',
      '2',
      '8',
    ]);
  });

  test.each(['numbers', 'row', 'before'])('shows %s', async show => {
    expect(await page(`${cell}&show=${show}`)).toContain('class="heat');
  });

  test('tells a difference from the year before with its sign', async () => {
    expect(textOf(await page(`${cell}&show=before`))).toMatch(/Road[^A-Z]*\+24/);
  });

  test('splits by kinds and single places too', async () => {
    const html = await page(`${year}&means=transport&places=concealment&row=ROAD-TRUCK&column=CON-VEH-FUEL`);
    expect(textOf(html)).toContain('Truck and lorry, In the fuel tank: 94% of the cases are Cocaine');
  });

  test('says it in words for no case, one case, and a cell without any', async () => {
    expect(textOf(await page('from=2001-01-01&to=2001-12-31'))).toContain('No case answers this question');
    const ground = await groundOf(portal);
    await ground.put([drug({ seizureDate: '2002-05-05' })]);
    const one = await page('from=2002-01-01&to=2002-12-31');
    expect(textOf(one)).toContain('One case: there is nothing to compare');
    expect(one).not.toContain('class="heat');
    expect(textOf(await page(`${year}&row=RAIL&column=Train`))).toContain('No case under “Rail”, “Train”');
  });

  test('leaves as a file in each form', async () => {
    for (const figure of ['grid', 'cell', 'product'])
      for (const kind of ['svg', 'png', 'csv', 'xlsx']) {
        const answer = await reader.get(`/analysis/concealment/${figure}.${kind}?${cell}`);
        expect([figure, kind, answer.status]).toEqual([figure, kind, 200]);
      }
    expect(await numbersAsText(reader, `/analysis/concealment?${cell}`)).toEqual([]);
    expect((await reader.get(`/analysis/concealment/nothing.csv?${year}`)).status).toBe(404);
  });

  test.each([
    ['row=NOWHERE&column=Vehicle', 'row'],
    ['row=ROAD&column=Nowhere', 'column'],
    ['group=DRUG%2FNOTHING', 'group'],
    ['group=NOPE:Cannabis', 'group'],
    ['group=x', 'group'],
    ['means=foot', 'means'],
    ['show=all', 'show'],
    ['row=%00', 'row'],
  ])('refuses %s with a sentence at its field', async (query, field) => {
    const answer = await reader.get(`/analysis/concealment?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.text.toLowerCase()).toContain(field);
  });
});
