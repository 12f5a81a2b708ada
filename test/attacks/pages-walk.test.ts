import { beforeAll, describe, expect, test } from 'vitest';
import { leadsTo, oneOf, open, randomly, refsOn } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

const random = randomly(7);
let portal: TestPortal;
let ground: Ground;
let reader: Browser;
let number = 0;

/** Few dates and few times of recording, so that most neighbours in any order are equal in it. */
async function put(count: number): Promise<string[]> {
  const records = Array.from({ length: count }, () => {
    number += 1;
    return sampleRecord('DRUG', {
      facts: {
        ...open,
        nationalRef: `W/${number}`,
        seizureDate: oneOf(random, ['2026-01-01', '2026-01-02', '2026-12-31', '2025-12-31']),
        narrative: 'heroin '.repeat(1 + (number % 3)),
      },
    });
  });
  return ground.put(records, {
    recordedAt: oneOf(random, ['2026-02-01T00:00:00.000Z', '2026-02-01T00:00:00.001Z', '2026-10-31T23:59:59.999Z']),
  });
}

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  reader = await portal.as('ke.reader');
  for (let at = 0; at < 9; at += 1) await put(23);
});

/** Follows one button to its end; a record is written after each page. Answers every reference met, by page. */
async function walk(
  from: string,
  rel: 'next' | 'prev',
): Promise<{ pages: string[][]; last: string; lastPage: string }> {
  const pages: string[][] = [];
  for (let path = from; ; ) {
    const answer = await reader.get(path);
    expect(answer.status).toBe(200);
    pages.push(refsOn(answer.text));
    if (answer.text.includes(`rel="${rel}"`)) await put(1);
    const onward = leadsTo(answer.text, rel);
    if (onward === undefined || pages.length > 40) return { pages, last: path, lastPage: answer.text };
    path = onward;
  }
}

describe('pages.walk', () => {
  const sorts = ['newest', 'oldest', 'recorded', 'relevance'] as const;
  const cases = sorts.flatMap(sort => [25, 50, 100].map(rows => [sort, rows] as const));

  test.each(cases)('%s by %i: forth and back, every record once, whatever comes in', async (sort, rows) => {
    const { rows: before } = await portal.owner.query('select ref from seizures');
    const there = await walk(`/seizures?sort=${sort}&rows=${rows}${sort === 'relevance' ? '&q=heroin' : ''}`, 'next');
    complete(there.pages, before, rows);
    expect(leadsTo(there.lastPage, 'prev')).toBeDefined();
    expect(there.lastPage.match(/aria-disabled="true"/g)).toHaveLength(1);
    const { rows: now } = await portal.owner.query('select ref from seizures');
    const met = new Set(there.pages.at(-1));
    const back = await walk(leadsTo(there.lastPage, 'prev') ?? '', 'prev');
    complete([[...met], ...back.pages.map(page => page.toReversed())], now, rows);
    expect(back.lastPage.match(/aria-disabled="true"/g)).toHaveLength(1);
  });

  test('past the end there is an empty page, not an error', async () => {
    const { lastPage } = await walk('/seizures?sort=oldest&rows=100', 'next');
    const last = refsOn(lastPage).at(-1);
    const {
      rows: [row],
    } = await portal.owner.query('select id, seizure_date from seizures where ref = $1', [last]);
    const place = Buffer.from(JSON.stringify([row.seizure_date, row.id + 1_000_000, 999])).toString('base64url');
    const answer = await reader.get(`/seizures?sort=oldest&after=${place}`);
    expect([answer.status, refsOn(answer.text).length]).toEqual([200, 0]);
  });

  test('a record that goes while one pages takes no other with it', async () => {
    const first = await reader.get('/seizures?sort=oldest&rows=25');
    const shown = refsOn(first.text);
    await portal.owner.query("update seizures set status = 'withdrawn' where ref = any($1)", [
      [shown[0], shown.at(-1)],
    ]);
    const { rows } = await portal.owner.query(
      "select ref from seizures where status <> 'withdrawn' order by seizure_date, id",
    );
    const second = await reader.get(leadsTo(first.text, 'next') ?? '');
    expect(refsOn(second.text)).toEqual(rows.map(({ ref }) => ref).slice(23, 48));
  });
});

/** All that was there before is met, nothing twice, and every page but the last is full. */
function complete(pages: readonly string[][], before: readonly { ref: string }[], rows: number): void {
  const all = pages.flat();
  expect(all.length).toBe(new Set(all).size);
  expect(before.map(({ ref }) => ref).filter(ref => !all.includes(ref))).toEqual([]);
  expect(pages.slice(1, -1).every(page => page.length === rows)).toBe(true);
}
