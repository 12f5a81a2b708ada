import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { recordByForm } from '../support/entry.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

/** Statements of the request that is answered; jobs run beside it in this process and are not counted. */
const ofPage = new AsyncLocalStorage<string[]>();
let asked: string[] = [];
subscribe('http.server.request.start', () => ofPage.enterWith(asked));

let portal: TestPortal;
let ref: string;
beforeAll(async () => {
  portal = await testPortal();
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: unknown, ...given: unknown[]) {
    const [statement] = given as [string | { readonly text?: string }];
    const text = typeof statement === 'string' ? statement : (statement.text ?? '');
    ofPage.getStore()?.push(text.replaceAll(/\s+/g, ' ').trim());
    return query.apply(this, given);
  } as typeof pg.Client.prototype.query;
  await portal.owner.query(
    `insert into cpdb_pictures (client_uuid, office_id, region_id, state, country, seized_on, heading, concealment,
       transport, captions, shows, images, published_at, detection)
     select gen_random_uuid(), o.id, r.id, 'published', 'KE', '2026-01-01', 'CITES', 'CON-VEH-FUEL', 'ROAD-CAR',
       '{"en": "Ivory in a tank"}', 'photo', 1, '2026-01-02', 'DET-SCAN'
     from offices o, offices r where o.code = 'KE' and r.code = 'RILO-ESA'`,
  );
  ref = await recordByForm(await portal.as('ke.ncp'), sampleRecord('CITES'));
});

/** Which session it is and whose: every page asks that first, in one statement. */
const isSession = (text: string): boolean => text.startsWith('select asked.place, kept.sess');

/** What a page asks besides the session, asked for the third time: what is read once and kept is there. */
async function statementsOf(path: string, loginId: string): Promise<readonly string[]> {
  const browser = await portal.as(loginId);
  for (let times = 1; times <= 3; times += 1) {
    asked = [];
    expect((await browser.get(path)).status, path).toBe(200);
  }
  expect(asked.filter(isSession)).toHaveLength(1);
  return asked.filter(text => !isSession(text));
}

/**
 * What waits and whether an alert is urgent, kept some seconds for the frame of every page: counted where it is read
 * anew each time.
 */
const isFrame = (text: string): boolean =>
  /^select (?:w\.id, w\.account_id|r\.kind, least|exists \(select from cws_documents)/.test(text);
const readsAnew = ['/', '/waiting'];

/** Three at most; where a page needs more, how many, so that none is added unseen. */
const pages: [path: string, most: number, loginId?: string][] = [
  ['/', 3],
  ['/', 3, 'vn.reader'],
  ['/seizures', 2],
  ['/seizures?heading=CITES&sort=recorded', 2],
  ['/seizures/REF', 2],
  ['/seizures/REF', 2, 'vn.reader'],
  ['/seizures/REF/history', 2],
  ['/seizures/drafts', 3],
  ['/seizures/imports', 2],
  ['/seizures/watches', 2],
  ['/waiting', 3],
  ['/search?q=ivory', 3],
  ['/cws', 3],
  ['/cws/alerts', 1],
  ['/cpdb', 2],
  ['/cencomm', 2],
  ['/analysis', 5],
  ['/network', 2],
  ['/reference', 0],
  ['/help', 2],
  ['/account', 1],
  ['/access/accounts', 3, 'wco.admin'],
  ['/access/audit', 3, 'wco.admin'],
];

test.each(pages)('%s asks at most %i statements besides the session', async (path, most, loginId = 'ke.ncp') => {
  const all = await statementsOf(path.replace('REF', ref), loginId);
  const statements = readsAnew.includes(path) ? all : all.filter(text => !isFrame(text));
  expect(statements.length, statements.map(text => text.slice(0, 150)).join('\n')).toBeLessThanOrEqual(most);
});
