import { beforeAll, expect, test } from 'vitest';
import { sharedLimiter } from '../../src/access/shared-limiter.ts';
import { openListener } from '../../src/db/listener.ts';
import { openNews } from '../../src/db/news.ts';
import { sampleRecord } from '../support/builders.ts';
import { inParallel } from '../support/attacks.ts';
import { castPassword } from '../support/cast.ts';
import { recordByForm } from '../support/entry.ts';
import { Browser, testPortal, type TestPortal } from '../support/portal.ts';

/** Three processes of one portal, as they stand behind a proxy that sends each click to another. */
let portal: TestPortal;
let urls: readonly string[];
beforeAll(async () => {
  portal = await testPortal({ pagesPerMinute: 150 });
  urls = [portal.url, await portal.besides(), await portal.besides()];
});

/** Soon, and long before the minute is over for which each process keeps its counts. */
const soon = { timeout: 20_000, interval: 50 };

/** The same person at each of the processes: one session. */
async function everywhere(loginId: string): Promise<readonly Browser[]> {
  const browsers = urls.map(url => new Browser(url));
  const [first] = browsers;
  await first?.post('/sign-in', { loginId, password: castPassword }, '/sign-in');
  for (const one of browsers) for (const [name, value] of first?.cookies ?? []) one.cookies.set(name, value);
  return browsers;
}

async function countOn(browser: Browser): Promise<string> {
  const words = (await browser.get('/seizures')).text.replaceAll(/<[^>]+>/g, ' ');
  return /(\d[\d,\u202f ]*)\s*seizures?/.exec(words)?.[1]?.trim() ?? '';
}

test('a record made in one process is counted at once by the others, whichever made it', async () => {
  const [one, two, three] = (await everywhere('ke.ncp')) as [Browser, Browser, Browser];
  // Counted and kept by all three.
  const before = await Promise.all([one, two, three].map(countOn));
  expect(new Set(before).size).toBe(1);
  await recordByForm(one, sampleRecord('CITES'));
  await expect.poll(() => countOn(two), soon).toBe(String(Number(before[0]) + 1));
  await expect.poll(() => countOn(three), soon).toBe(String(Number(before[0]) + 1));
  await recordByForm(three, sampleRecord('CITES', { facts: { nationalRef: 'KE-OTHER-2' } }));
  await expect.poll(() => countOn(one), soon).toBe(String(Number(before[0]) + 2));
});

test('an account asks for its pages of all processes together', async () => {
  const browsers = await everywhere('vn.reader');
  let answered = 0;
  for (let asked = 0; asked < 240; asked += 1) {
    const { status } = await (browsers[asked % 3] as Browser).get('/account');
    if (status === 200) answered += 1;
  }
  // 150 in all, and what two others had counted and not yet told: five each. Alone each would answer 80.
  expect(answered).toBeGreaterThanOrEqual(140);
  expect(answered).toBeLessThan(175);
});

test('what is asked for at one moment is told to the others to the last', async () => {
  const log = { warn: () => undefined };
  const listeners = [openListener(portal.appUrl, log), openListener(portal.appUrl, log)] as const;
  const limit = { name: 'moment', points: 20, duration: 600 };
  const here = sharedLimiter(await openNews(portal.pool, listeners[0], log), limit);
  const there = sharedLimiter(await openNews(portal.pool, listeners[1], log), limit);
  const told: string[] = [];
  await listeners[1].listen('portal', one => one.includes(' moment ') && told.push(one));
  await Promise.all(Array.from({ length: 20 }, () => here.take(7)));
  await expect.poll(() => told.length, soon).toBe(20);
  expect(await there.take(7)).toBeDefined();
  await Promise.all(listeners.map(one => one.stop()));
});

test('who signs out of one process is signed out of all', async () => {
  const [one, two] = (await everywhere('ke.officer')) as [Browser, Browser, Browser];
  expect((await two.get('/seizures')).status).toBe(200);
  await one.post('/sign-out');
  expect((await two.get('/seizures')).status).toBe(303);
});

test('a listener that was cut off says that something may have been missed, and hears again', async () => {
  const heard: string[] = [];
  const listener = openListener(portal.appUrl, { warn: () => undefined }, { reconnect: 20, look: 50, patience: 2000 });
  await listener.listen(
    'test_channel',
    told => heard.push(told),
    () => heard.push('gap'),
  );
  await portal.owner.query(`notify test_channel, 'first'`);
  await expect.poll(() => heard, soon).toEqual(['first']);
  await portal.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cen-listener'
      and datname = current_database()`,
  );
  await expect.poll(() => heard, soon).toEqual(['first', 'gap']);
  await portal.owner.query(`notify test_channel, 'second'`);
  await expect.poll(() => heard, soon).toEqual(['first', 'gap', 'second']);
  await listener.stop();
});

test('a process has 15 connections at most, however much is asked of it', async () => {
  const browsers = await everywhere('rilo.esa');
  await inParallel(
    Array.from({ length: 120 }, (_, at) => browsers[at % 3] as Browser),
    60,
    async browser => void (await browser.get('/')),
  );
  const { rows } = await portal.owner.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and usename = 'cen_app'`,
  );
  expect(rows[0]?.n).toBeLessThanOrEqual(3 * 15 + 8);
});
