import { beforeAll, expect, test } from 'vitest';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let reader: Browser;
let number = 0;
type Heading = Parameters<typeof sampleRecord>[0];

const textOf = (html: string): string =>
  html
    .replace(/<(style|svg|script)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

beforeAll(async () => {
  portal = await testPortal();
  const ground = await groundOf(portal);
  const one = (heading: Heading, facts: Overrides['facts'], line: Overrides['line'] = {}) => {
    number += 1;
    const open = { release: 'all', releaseOffices: undefined, place: undefined } as const;
    return sampleRecord(heading, { facts: { nationalRef: `T/${number}`, ...open, ...facts }, line });
  };
  const many = (count: number, make: (at: number) => ReturnType<typeof one>) =>
    Array.from({ length: count }, (_, at) => make(at));
  const species = ground.lists
    .all('cites_species')
    .slice(0, 200)
    .map(({ code }) => code);
  await ground.put([
    one('HAZ', { seizureDate: '2026-03-10' }),
    ...many(14, at => one('PREC', { seizureDate: `2026-0${1 + (at % 4)}-10` })),
    ...many(8, () => one('CURR', { seizureDate: '2023-05-10' })),
    ...many(9, () => one('CURR', { seizureDate: '2025-05-10' })),
    ...many(12, at => one('WEAP', { seizureDate: `2026-0${1 + (at % 4)}-10` })),
    ...species.map(product => one('CITES', { seizureDate: '2026-02-10' }, { product })),
    one('TOB', { seizureDate: '2024-02-29' }),
    ...many(30, at => one('TOB', { seizureDate: `2025-0${1 + (at % 9)}-10` })),
    ...many(20, () => one('TOB', { seizureDate: '2026-05-10', country: 'TZ' })),
  ]);
  reader = await portal.as('vn.reader');
});

const main = (html: string): string => html.slice(html.indexOf('class="fig'));
const page = async (path: string): Promise<string> => {
  const answer = await reader.get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return main(answer.text);
};
const year = 'from=2025-06-01&to=2026-05-31';
const drawn = /<svg[^>]*class="[^"]*chart/;

test.each(['trends', 'routes', 'cross-table', 'concealment', 'situations/country/NZ'])(
  'no data: %s says so and draws nothing',
  async name => {
    const html = await page(`/analysis/${name}?${name.includes('/') ? '' : 'heading=NUC&'}${year}`);
    expect(textOf(html)).toContain('No case answers this question');
    expect(html).not.toMatch(drawn);
  },
);

test('one record: no change, no series and no comparison is drawn', async () => {
  const trends = await page(`/analysis/trends?heading=HAZ&${year}`);
  expect(textOf(trends)).toContain('Cases of hazardous materials are too few to tell a change');
  expect(textOf(trends)).toContain('One case: there is nothing to compare');
  expect(trends).not.toMatch(/chart-(columns|panels|unusual)/);
  expect(textOf(trends)).not.toContain('%-');
  expect(textOf(await page(`/analysis/routes?heading=HAZ&${year}`))).toContain('One route only');
  expect(textOf(await page(`/analysis/concealment?heading=HAZ&${year}`))).toContain('One case: there is nothing to');
  const leap = await page('/analysis/trends?heading=TOB&from=2024-02-29&to=2024-02-29');
  expect(textOf(leap)).toContain('29 Feb 2024 1 0');
  expect(leap).not.toMatch(/chart-columns/);
});

test('one Member: the titles say that all is from one', async () => {
  for (const name of ['trends', 'routes'])
    expect(textOf(await page(`/analysis/${name}?heading=PREC&${year}`))).toContain('(all reported by one Member)');
  // Asked for alone it goes without saying.
  expect(textOf(await page(`/analysis/trends?heading=PREC&area=KE&${year}`))).not.toContain('by one Member');
  expect(textOf(await page(`/analysis/trends?heading=TOB&${year}`))).not.toContain('(all reported by one Member)');
});

test('no change: the interval beside it is that the title goes by, and reaches to none', async () => {
  const text = textOf(await page('/analysis/trends?heading=TOB&against=period&from=2025-05-01&to=2025-08-31'));
  expect(text).toContain('did not change beyond what reports vary');
  expect(text).toMatch(/Change [−-]\d+%; 95% interval [−-]\d+% to \+\d+%/);
});

test('a year without data is named, and is no fall to nothing', async () => {
  const text = textOf(await page('/analysis/trends?heading=CURR&from=2023-01-01&to=2025-12-31&step=year'));
  expect(text).toContain('No case in 2024: from records nobody can tell');
  expect(text).not.toMatch(/fell by|ended/);
});

test('only pieces: no panel and no total of kilograms', async () => {
  const text = textOf(await page(`/analysis/trends?heading=WEAP&${year}`));
  expect(text).toContain('168 pieces were seized');
  expect(text).not.toMatch(/ kg/);
  expect(textOf(await page(`/analysis/cross-table?heading=WEAP&${year}`))).not.toMatch(/\bkg\b/);
});

test('200 products of one case each: the rest stands together, and nothing is called more frequent', async () => {
  const trends = textOf(await page(`/analysis/trends?heading=CITES&split=product&${year}`));
  expect(trends).toContain('No part changed beyond what reports vary');
  const table = textOf(await page(`/analysis/cross-table?heading=CITES&row=product&column=month&${year}`));
  expect(table).toContain('180 others');
  expect(table).toContain('No cell exceeds what its row and column predict');
});

test('a Member that joined last month: its cases appeared, and are a change of who reports', async () => {
  const text = textOf(await page(`/analysis/trends?heading=TOB&${year}`));
  expect(text).toContain('Members that began: 1');
  expect(text).toContain('May 2026 is out of its range by one Member’s reports');
  const member = textOf(await page(`/analysis/situations/member/TZ?${year}`));
  expect(member).toContain('appeared: none were recorded in the same days of the year before');
  expect(member).not.toMatch(/rose by/);
});
