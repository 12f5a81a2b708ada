import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { testPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';
import type { Ground } from '../support/seizures.ts';

let portal: TestPortal;
let ground: Ground;
let refs: string[];
const now = new Date();
const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
const day = (days: number): string => daysAgo(days).slice(0, 10);

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  const open = { release: 'all', releaseOffices: undefined, place: undefined };
  refs = await ground.put(
    [
      ...[40, 41, 42].map(days =>
        sampleRecord('DRUG', { facts: { ...open, nationalRef: `KE/${days}`, seizureDate: day(days) } }),
      ),
      sampleRecord('CITES', { facts: { ...open, nationalRef: 'KE/old', seizureDate: '2019-05-01' } }),
    ],
    { recordedAt: daysAgo(30) },
  );
  refs.push(
    ...(await ground.put(
      [
        sampleRecord('TOB', {
          facts: { ...open, nationalRef: 'TZ/1', country: 'TZ', placeName: 'Tanga', seizureDate: day(20) },
        }),
        sampleRecord('ODS', {
          facts: { ...open, nationalRef: 'VN/1', country: 'VN', placeName: 'Haiphong', seizureDate: day(20) },
        }),
        sampleRecord('NUC', {
          facts: {
            ...open,
            release: 'rilos',
            nationalRef: 'TZ/2',
            country: 'TZ',
            placeName: 'Closed',
            seizureDate: day(20),
          },
        }),
      ],
      { loginId: 'wco.admin', recordedAt: daysAgo(10) },
    )),
  );
  await portal.owner.query("update seizures set status = 'queried' where ref = $1", [refs[0]]);
  await portal.owner.query(
    `
      insert into seizure_steps (seizure_id, kind, version, account_id, reason) select id, 'queried', 1, 1,
      'Net or gross?' from seizures where ref = $1`,
    [refs[0]],
  );
});

const mainOf = (text: string): string => /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '';
const home = async (login: string): Promise<string> => {
  const answer = await (await portal.as(login)).get('/');
  expect(answer.status).toBe(200);
  return mainOf(answer.text);
};
const headline = (main: string, id: string): string =>
  new RegExp(`id="figure-${id}"[\\s\\S]*?<b>([^<]*)</b>`).exec(main)?.[1] ?? '';

describe('an administration', () => {
  test('the contact point: office, figures, what waits, what is new', async () => {
    const main = await home('ke.ncp');
    expect(main).toContain('<h1>Kenya</h1>');
    expect(main).toContain('National Contact Point · RILO Eastern and Southern Africa');
    expect(main).toContain('href="/seizures/new"');
    expect(main).toContain('href="/seizures/imports/new"');
    expect(headline(main, 'records')).toBe('3');
    expect(headline(main, 'delay')).toBe('11');
    expect(main).toContain(`Question on ${refs[0]}`);
    expect(main).toContain('Net or gross?');
    expect(main).toContain('Tanga');
    expect(main).not.toContain('Closed');
  });

  test('the figure is what the search then counts', async () => {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11, 1)).toISOString().slice(0, 10);
    const search = await (await portal.as('ke.ncp')).get(`/seizures?office=KE&from=${from}`);
    expect(search.text).toContain('<h1>3 seizures</h1>');
  });

  test('the own region first, then the others; own records are no news', async () => {
    const main = await home('ke.ncp');
    const latest = main.slice(main.indexOf('id="latest"'));
    expect(latest.indexOf('Tanga')).toBeLessThan(latest.indexOf('Haiphong'));
    expect(latest).not.toContain(refs[1]);
  });

  test('a reader has the figures and no way to write', async () => {
    const main = await home('ke.reader');
    expect(headline(main, 'records')).toBe('3');
    expect(main).not.toContain('/seizures/new');
    expect(main).not.toContain('Waiting for you');
  });

  test('drafts and imports of the account wait until they are done', async () => {
    const {
      rows: [account],
    } = await portal.owner.query<{ id: number; office_id: number }>(
      "select id, office_id from accounts where login_id = 'ke.officer'",
    );
    await portal.owner.query(
      'insert into seizure_drafts (id, account_id, office_id) values ($1, $3, $4), ($2, $3, $4)',
      [randomUUID(), randomUUID(), account?.id, account?.office_id],
    );
    await portal.owner.query(
      `insert into imports (office_id, account_id, state, file_name, file_size, file_sha256, sniffed, plan,
        rows_read, counts)
      values ($1, $2, 'ready', 'Mombasa <Oct>.xlsx', 1, 'x', '{}', '{}', 1212, '{"error": 58}'), ($1, $2,
        'committed', 'Done.csv', 1, 'y', '{}', '{}', 5, '{}')`,
      [account?.office_id, account?.id],
    );
    const main = await home('ke.officer');
    expect(main).toContain('2 unfinished records');
    expect(main).toContain('Import “Mombasa &lt;Oct&gt;.xlsx”');
    expect(main).toContain('58 of 1,212 rows need repair');
    expect(main).not.toContain('Done.csv');
    expect(await home('ke.ncp')).not.toContain('unfinished');
    expect(await home('vn.ncp')).not.toContain('Mombasa &lt;Oct');
  });

  test('each figure has its numbers as a table', async () => {
    const main = await home('ke.ncp');
    expect(main.match(/<table/g)).toHaveLength(3);
    expect(main.match(/<tr>/g)?.length).toBeGreaterThan(26);
  });
});

describe('the desks', () => {
  test('a RILO sees its region', async () => {
    const main = await home('rilo.esa');
    expect(main).toContain('<h1>RILO Eastern and Southern Africa</h1>');
    expect(headline(main, 'records')).toBe('5');
    expect(main).toContain('Closed');
    expect(headline(await home('rilo.ap'), 'records')).toBe('1');
  });

  test('the Secretariat sees the world', async () => {
    expect(headline(await home('wco.admin'), 'records')).toBe('6');
    expect(await home('wco.cenmat')).not.toContain('href="/seizures/new"');
  });
});

describe('the wall', () => {
  test('Limited: lists and whom to ask, not a number or a name of the database', async () => {
    const main = await home('ke.limited');
    expect(main).toContain('href="/reference"');
    expect(main).toContain('RILO Eastern and Southern Africa');
    expect(main).not.toMatch(/figure|<svg class="chart|\/seizures/);
    for (const ref of refs) expect(main).not.toContain(ref);
  });

  test('a partner: CENcomm, and whom to ask', async () => {
    const main = await home('unep.partner');
    expect(main).toContain('href="/cencomm"');
    expect(main).toContain('WCO Secretariat');
    expect(main).not.toMatch(/href="\/(reference|seizures)/);
  });

  test('signed out: to the sign-in page', async () => {
    const answer = await portal.visitor().get('/');
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toMatch(/^\/sign-in/);
  });

  test('the visit is in the trail', async () => {
    await home('ke.reader');
    const { rows } = await portal.owner.query(
      "select login_id from audit_events where action = 'home.opened' order by id desc limit 1",
    );
    expect(rows).toEqual([{ login_id: 'ke.reader' }]);
  });
});

test('in French', async () => {
  const browser = await portal.as('vn.reader');
  await browser.post('/language', { lang: 'fr', back: '/' });
  const main = mainOf((await browser.get('/')).text);
  expect(main).toContain('Viet Nam');
  expect(main).toContain('Saisies, 12 derniers mois');
  expect(main).not.toMatch(/home:|search:|common:/);
});
