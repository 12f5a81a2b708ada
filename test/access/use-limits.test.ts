import { beforeAll, describe, expect, test } from 'vitest';
import { useLimits } from '../../src/access/rate-limits.ts';
import { eventsOf, inParallel } from '../support/attacks.ts';
import { castPassword } from '../support/cast.ts';
import { noNews } from '../support/no-news.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

/** A portal that allows little, so that the end is near. */
let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal({ pagesPerMinute: 30, exportsPer10Minutes: 6 });
});

/** How often each status came of so many equal requests, a few at a time. */
async function statusesOf(browser: Browser, path: string, times: number): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  await inParallel(
    Array.from({ length: times }, (_, at) => at),
    4,
    async () => {
      const { status } = await browser.get(path);
      statuses[status] = (statuses[status] ?? 0) + 1;
    },
  );
  return statuses;
}

test('an account may usually ask for 300 pages a minute and 20 exports in ten', async () => {
  const [viewer, limits] = [await (await groundOf(portal)).viewer('rilo.esa'), useLimits(portal.pool, noNews)];
  for (const [kind, most] of [
    ['page', 300],
    ['export', 20],
  ] as const) {
    for (let times = 0; times < most; times += 1) await limits.take(viewer, kind, '/');
    await expect(limits.take(viewer, kind, '/')).rejects.toMatchObject({ status: 429 });
  }
});

describe('an account that asks faster than a person can read', () => {
  test('waits; it is told how long, and the trail holds one row', async () => {
    const reader = await portal.as('ke.reader');
    const events = await eventsOf(portal, async () => {
      expect(await statusesOf(reader, '/seizures/KE-2001-999999', 50)).toEqual({ 404: 30, 429: 20 });
    });
    const answer = await reader.get('/seizures?q=tea');
    expect([
      answer.status,
      Number(answer.headers['retry-after']) > 0 && Number(answer.headers['retry-after']) <= 60,
    ]).toEqual([429, true]);
    expect(answer.text).toMatch(/Wait \d+ seconds?, then try again/);
    const told = events.filter(({ detail }) => detail?.why === 'too many pages');
    expect(told.map(({ action, outcome, login_id, address }) => [action, outcome, login_id, address])).toEqual([
      ['page.refused', 'refused', 'ke.reader', '203.0.113.7'],
    ]);
  });

  test('waits in a second session too, and nobody else does', async () => {
    const again = portal.visitor();
    await again.post('/sign-in', { loginId: 'ke.reader', password: castPassword }, '/sign-in');
    expect((await again.get('/seizures')).status).toBe(429);
    expect((await (await portal.as('vn.reader')).get('/seizures')).status).toBe(200);
  });

  test('can still sign out', async () => {
    const reader = await portal.as('ke.reader');
    const token = /name="_csrf" value="([^"]+)"/.exec((await reader.get('/seizures')).text)?.[1] ?? '';
    expect((await reader.postRaw('/sign-out', { _csrf: token })).headers.location).toBe('/sign-in');
  });
});

test('previews have an allowance of their own, a fifth of the pages', async () => {
  const rilo = await portal.as('rilo.ap');
  const statuses: number[] = [];
  for (let times = 0; times < 8; times += 1)
    statuses.push((await rilo.post('/cws/documents/preview', { body: '**a**' }, times === 0 ? '/' : undefined)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  expect((await rilo.get('/seizures')).status).toBe(200);
});

test('addresses that lead nowhere count like pages, for an account or for where a visitor comes from', async () => {
  expect(await statusesOf(await portal.as('unep.partner'), '/no-such-page', 40)).toEqual({ 404: 30, 429: 10 });
  const visitor = portal.visitor();
  visitor.address = '203.0.113.99';
  expect(await statusesOf(visitor, '/no-such-page', 40)).toEqual({ 404: 30, 429: 10 });
  expect((await portal.visitor().get('/no-such-page')).status).toBe(404);
  expect((await visitor.get('/sign-in')).status).toBe(200);
});

describe('exports', () => {
  test('are counted apart, both kinds and all processes together', async () => {
    const officer = await portal.as('ke.officer');
    const events = await eventsOf(portal, async () => {
      expect(await statusesOf(officer, '/seizures/export.csv?q=nothing', 4)).toEqual({ 200: 4 });
      expect(await statusesOf(officer, '/seizures/export.xlsx?q=nothing', 4)).toEqual({ 200: 2, 429: 2 });
    });
    expect(events.filter(({ action }) => action === 'seizure.exported')).toHaveLength(6);
    expect(events.filter(({ detail }) => detail?.why === 'too many exports').map(({ subject }) => subject)).toEqual([
      '/seizures/export.xlsx',
    ]);
    expect(
      (await portal.owner.query("select points from sign_in_limits where key like 'export:%' order by points")).rows,
    ).toEqual([{ points: 8 }, { points: 21 }]);
    expect((await officer.get('/seizures')).status).toBe(200);
  });
});
