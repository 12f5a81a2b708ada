import { beforeAll, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { inDays } from '../support/days.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';
import { readSheets } from '../support/workbooks.ts';

let portal: TestPortal;
let own: Browser;
let other: Browser;
let number = 0;
const drug = (facts: object = {}) =>
  sampleRecord('DRUG', {
    facts: { release: 'all', releaseOffices: undefined, nationalRef: `F/${(number += 1)}`, ...facts },
  });

beforeAll(async () => {
  portal = await testPortal();
  await (await groundOf(portal)).put([
    ...Array.from({ length: 12 }, (_one, at) => drug({ seizureDate: `2020-0${1 + (at % 6)}-11` })),
    // Of the own office and under embargo, in one year alone; released narrowly, in another.
    drug({ seizureDate: '2020-03-11', embargoUntil: inDays(300) }),
    drug({ seizureDate: '2022-03-11' }),
    drug({ seizureDate: '2022-03-12', release: 'named', releaseOffices: ['RILO-AP'] }),
    ...Array.from({ length: 3 }, () => drug({ seizureDate: '2023-03-11' })),
    ...Array.from({ length: 3 }, () =>
      sampleRecord('WEAP', {
        facts: {
          release: 'all',
          releaseOffices: undefined,
          nationalRef: `W/${(number += 1)}`,
          seizureDate: '2022-03-11',
        },
      }),
    ),
  ]);
  [own, other] = [await portal.as('ke.reader'), await portal.as('vn.reader')];
});

const year = 'heading=DRUG&from=2020-01-01&to=2020-12-31';
const figures = [
  ['trends', 'total'],
  ['trends', 'quantities'],
  ['routes', 'map'],
  ['cross-table', 'cases'],
  ['concealment', 'grid'],
] as const;
const forOwn = 'Your own office: some of its cases are not open to every Member. Do not pass it on.';
const forAll = 'Every Member: all its cases are open to the officers of all';

async function told(browser: Browser, path: string): Promise<string> {
  const answer = await fetch(`${portal.url}${path}`, { headers: browser.headers() });
  expect([path, answer.status]).toEqual([path, 200]);
  if (path.includes('.xlsx')) return JSON.stringify([...(await readSheets(await answer.arrayBuffer()))]);
  const text = await answer.text();
  return path.includes('.svg') ? text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') : text;
}

test.each(figures)('%s: the file of %s says in each form whom it is for', async (page, figure) => {
  for (const kind of ['svg', 'csv', 'xlsx']) {
    const path = `/analysis/${page}/${figure}.${kind}?${year}`;
    expect([kind, await told(own, path)]).toEqual([kind, expect.stringContaining(forOwn)]);
    const open = await told(other, path);
    expect([kind, open]).toEqual([kind, expect.stringContaining(forAll)]);
    expect(open).not.toContain(forOwn);
  }
});

test('two files of one question differ by a hidden case only where one says that it must not be passed on', async () => {
  // The attack: what a file says is taken from what all may count, under filters that leave a single case between them.
  let differ = 0;
  for (const filter of ['', '&concealment=CON-FREIGHT-COVER', '&country=KE', '&status=submitted', '&month=3'])
    for (const [page, figure] of figures) {
      const period = filter === '&month=3' ? 'heading=DRUG&from=2020-03-01&to=2020-03-31' : year + filter;
      const path = `/analysis/${page}/${figure}.csv?${period}`;
      const [one, two] = [await told(own, path), await told(other, path)];
      const isSame = JSON.stringify(numbersOf(one)) === JSON.stringify(numbersOf(two));
      if (!isSame) differ += 1;
      expect([path, isSame || one.includes(forOwn)]).toEqual([path, true]);
    }
  expect(differ).toBeGreaterThan(10);
});

test('an earlier record that is compared with, or estimated from, is not for all either', async () => {
  const path = '/analysis/trends/total.csv?heading=DRUG&from=2023-01-01&to=2023-12-31';
  expect(await told(own, path)).toContain(forOwn);
  expect(await told(own, '/analysis/trends/total.csv?heading=WEAP&from=2022-01-01&to=2022-12-31')).toContain(forAll);
});

/** The lines with numbers, without the time. */
function numbersOf(csv: string): string[] {
  return csv.split('\r\n').filter(line => /,\d/.test(line));
}
