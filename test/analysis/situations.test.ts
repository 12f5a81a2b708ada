import { beforeAll, expect, test } from 'vitest';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { inDays } from '../support/days.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';
import { numbersAsText } from './support/workbook-numbers.ts';

let portal: TestPortal;
let reader: Browser;
const year = 'from=2025-06-01&to=2026-05-31';

beforeAll(async () => {
  portal = await testPortal();
  const ground = await groundOf(portal);
  let number = 0;
  const put = (count: number, facts: Overrides['facts'], line: Overrides['line'] = { product: 'COC-HCL' }) =>
    ground.put(
      Array.from({ length: count }, () => {
        number += 1;
        const open = { release: 'all', releaseOffices: undefined, place: undefined } as const;
        return sampleRecord('DRUG', { facts: { nationalRef: `S/${number}`, ...open, ...facts }, line });
      }),
    );
  await put(9, { seizureDate: '2026-03-10', transport: 'AIR-PAX', departure: 'BR', destination: 'NL', transit: [] });
  await put(4, { seizureDate: '2025-03-10', transport: 'AIR-PAX', departure: 'BR', destination: 'NL', transit: [] });
  await put(3, { seizureDate: '2026-04-10', transport: 'SEA-CONT', departure: 'NL', destination: 'GB', country: 'TZ' });
  await put(2, { seizureDate: '2026-04-11', departure: 'BR', destination: 'NL', embargoUntil: inDays(300) });
  reader = await portal.as('vn.reader');
});

const textOf = (html: string): string =>
  html
    .replace(/<(style|svg|script)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const page = async (path: string, browser = reader): Promise<string> => {
  const answer = await browser.get(path);
  expect(answer.status).toBe(200);
  return textOf(answer.text);
};

test('a product gathers course, routes, transport and hiding places of what its viewer may see', async () => {
  const text = await page(`/analysis/situations/product/DRUG-COC-HCL?${year}`);
  expect(text).toContain('12 cases that you may see, 1 Jun 2025 to 31 May 2026');
  expect(text).toContain('Year before 4 same days');
  expect(text).toMatch(/Most often carried by: Air, 75\s?% of the cases/);
  expect(text).toMatch(/Brazil → Netherlands/);
  expect(text).toContain('Viet Nam 0 cases');
  // Two under embargo are Kenya's: its contact point counts them.
  const own = await page(`/analysis/situations/product/DRUG-COC-HCL?${year}`, await portal.as('ke.ncp'));
  expect(own).toContain('14 cases that you may see');
  expect(own).toContain('Kenya 11 cases');
});

test('a country is on any part of the route, a Member is where it was seized', async () => {
  expect(await page(`/analysis/situations/country/NL?${year}`)).toContain('12 cases that you may see with the country');
  expect(await page(`/analysis/situations/country/GB?${year}`)).toContain('3 cases that you may see with the country');
  expect(await page(`/analysis/situations/member/TZ?${year}`)).toContain('3 cases of this Member');
  expect(await page(`/analysis/situations/member/NL?${year}`)).toContain('No case answers this question');
});

test('each figure leaves as a file, and the same search leads on', async () => {
  for (const id of ['total', 'conveyance', 'hiding', 'detection', 'series']) {
    const file = await reader.get(`/analysis/situations/product/DRUG-COC-HCL/${id}.csv?${year}`);
    expect([id, file.status]).toEqual([id, 200]);
  }
  const html = (await reader.get(`/analysis/situations/product/DRUG-COC-HCL?${year}`)).text;
  // Two shares stand in a row, each figure with a table and files of its own.
  const pair = /<div class="fig-pair">([\s\S]*?<\/section>)\s*<\/div>/.exec(html)?.[1] ?? '';
  const figures = pair.split('<section class="fig"').slice(1);
  expect(figures.map(figure => /h2 id="(\w+)"/.exec(figure)?.[1])).toEqual(['conveyance', 'hiding']);
  for (const figure of figures) {
    expect(figure.match(/<details class="fig-table">/g)).toHaveLength(1);
    expect(figure.match(/ download>/g)).toHaveLength(4);
  }
  expect(await numbersAsText(reader, `/analysis/situations/product/DRUG-COC-HCL?${year}`)).toEqual([]);
  const csv = (await reader.get(`/analysis/situations/product/DRUG-COC-HCL/conveyance.csv?${year}`)).text;
  expect(csv).toMatch(/\r\nAir,9,0\.75\r\n/);
  expect(html).toMatch(/href="\/seizures\?[^"]*product=COC-HCL/);
  expect(html).toMatch(/href="\/analysis\/routes\?[^"]*product=COC-HCL/);
});

test.each([
  'product/DRUG-NOPE',
  'product/NOPE-COC-HCL',
  'product/DRUG',
  'country/XX',
  'country/ZZ',
  'member/ZZ',
  'x/KE',
])('%s is no situation', async of => {
  expect((await reader.get(`/analysis/situations/${of}`)).status).toBe(404);
});

test('what is recorded of it from now on can be watched', async () => {
  const html = (await reader.get(`/analysis/situations/product/DRUG-COC-HCL?${year}`)).text;
  const [, watch = ''] = /href="(\/seizures\?[^"]*watch=open)#watch"/.exec(html) ?? [];
  expect(watch).not.toMatch(/from=|to=/);
  const list = await page(watch.replaceAll('&amp;', '&'));
  expect(list).toContain('Watch this search');
  expect(list).toContain('16 seizures');
});

test('an address with anything but a period is refused', async () => {
  for (const query of ['heading=TOB', 'from=2026-02-30', 'from=2026-02-02&to=2026-02-01'])
    expect((await reader.get(`/analysis/situations/country/NL?${query}`)).status).toBe(400);
});

test('the product sheets of the website lead to its situation', async () => {
  for (const [list, code] of [
    ['drug', 'COC-HCL'],
    ['precursor', undefined],
    ['cites_species', undefined],
    ['ods', undefined],
  ] as const) {
    const sheets = (await reader.get(`/cws/reference/products/${list}`)).text;
    const first = code ?? /href="\/cws\/reference\/products\/\w+\/([^"?]+)"/.exec(sheets)?.[1];
    const sheet = (await reader.get(`/cws/reference/products/${list}/${first}`)).text;
    const situation = /href="(\/analysis\/situations\/product\/[^"]+)"/.exec(sheet)?.[1] ?? `none at ${list}/${first}`;
    expect([situation, (await reader.get(situation)).status]).toEqual([situation, 200]);
  }
});

test('the room finds products, countries and Members by a part of their names', async () => {
  const text = await page('/analysis/situations?q=nether');
  expect(text).toContain('Netherlands Country on routes');
  expect(text).toContain('Netherlands Member');
  expect(await page('/analysis/situations?q=cocaine hydro')).toMatch(/Cocaine hydrochloride\S* Product/);
  expect(await page('/analysis/situations?q=zzzz')).toContain('0 names with “zzzz”');
  expect(await page('/analysis/situations', await portal.as('ke.ncp'))).toContain('Your own: Kenya');
});

test.each([
  ['product/DRUG-COC-HCL', 'heading=DRUG&product=COC-HCL', 'Cocaine'],
  ['country/NL', 'touches=NL', 'Netherlands'],
  ['member/TZ', 'country=TZ', 'Tanzania'],
])('%s begins a situation sheet of its search for who writes sheets', async (of, query, name) => {
  const rilo = await portal.as('rilo.esa');
  const html = (await rilo.get(`/analysis/situations/${of}?${year}`)).text;
  const [, action = ''] = /action="([^"]+\/sheet[^"]*)"/.exec(html) ?? [];
  const [, clientUuid = ''] = /name="clientUuid" value="([^"]+)"/.exec(html) ?? [];
  const begin = () => rilo.post(action.replaceAll('&amp;', '&'), { clientUuid });
  const first = await begin();
  expect(first.headers.location).toMatch(/^\/cws\/documents\/SHEET-\d{4}-\d+\/edit$/);
  expect((await begin()).headers.location).toBe(first.headers.location);
  const form = await rilo.get(String(first.headers.location));
  expect(form.text.replaceAll('&amp;', '&')).toContain(`${query}&from=2025-06-01&to=2026-05-31`);
  const titles = [...form.text.matchAll(/name="(?:en|fr)\.title"[^>]*value="([^"]+)"/g)].map(([, title]) => title);
  expect(titles).toHaveLength(2);
  expect(titles.join()).toContain(name);
  // The search is one that a sheet can count.
  expect(textOf(form.text)).not.toMatch(/Figures.*(cannot|not known)/);
});

test('nobody else begins a situation sheet of it', async () => {
  for (const [login, status] of [
    ['vn.reader', 403],
    ['ke.ncp', 403],
    ['rilo.esa', 400],
  ] as const) {
    const browser = await portal.as(login);
    if (status === 403)
      expect((await browser.get(`/analysis/situations/member/TZ?${year}`)).text).not.toContain('/sheet');
    expect([login, (await browser.post('/analysis/situations/member/TZ/sheet', { clientUuid: 'x' })).status]).toEqual([
      login,
      status,
    ]);
  }
});
