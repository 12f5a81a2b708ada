import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { decideBatch } from '../../src/access/applications/bulk/decide-batch.ts';
import { findViewer } from '../../src/access/store.ts';
import type { Viewer } from '../../src/access/index.ts';
import { officer } from '../support/accounts.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { openedRoom } from '../support/opened-letters.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let admin: Browser;
beforeAll(async () => {
  portal = await testPortal();
  admin = await portal.as('wco.admin');
});

const head = 'office,domain,familyName,givenName,unit,email,lang,notification';
const common = { course: 'First set-up', reason: 'Letters of the Members, November 2026', endsOn: '2028-01-01' };
const check = (lines: readonly string[], browser = admin) =>
  browser.upload('/access/applications/setup/check', { name: 's.csv', content: [head, ...lines].join('\n') }, common);

test('domains and contact points of many Members come from one file, and another administrator decides', async () => {
  const wrong = await check([
    'TZ,tra.tz.example,Mushi,Neema,Enforcement,n.mushi@tra.tz.example,en,TZ/1',
    'XX,x.example,A,B,C,a@x.example,en,N',
    'UG,gmail.com,Okello,Sam,Unit,sam@gmail.com,en,UG/1',
    'RW,rra.rw.example,,,,,,',
    'ZM,zra.zm.example,Banda,Ada,Unit,ada@other.example,en,',
  ]);
  expect(wrong.status).toBe(422);
  const said = problemsOn(wrong).join(' | ');
  for (const words of ['Row 2:', 'Row 3:', 'Row 5:']) expect(said).toContain(words);
  expect(said).not.toMatch(/Row [14]:/);
  expect(wrong.text).toContain('value="n.mushi@tra.tz.example"');
  // Nothing is kept before it is sent; what was put right on the page is sent.
  const row = (at: number, values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`rows.${at}.${name}`, value]));
  const form = {
    ...common,
    formId: randomUUID(),
    ...row(0, {
      office: 'TZ',
      domain: 'tra.tz.example',
      familyName: 'Mushi',
      givenName: 'Neema',
      unit: 'Enforcement',
      email: 'n.mushi@tra.tz.example',
      lang: 'en',
      notification: 'TZ/1',
      skip: '',
    }),
    ...row(1, {
      office: 'RW',
      domain: 'rra.rw.example',
      familyName: '',
      givenName: '',
      unit: '',
      email: '',
      lang: 'fr',
      notification: '',
      skip: '',
    }),
  };
  const [one, two] = [
    await admin.post('/access/applications/setup', form),
    await admin.post('/access/applications/setup', form),
  ];
  expect([one.status, two.headers.location]).toEqual([303, one.headers.location]);
  const batch = /batches\/(AB-[\d-]+)/.exec(one.headers.location ?? '')?.[1] ?? '';
  const page = `/access/applications/batches/${batch}`;
  for (const shown of ['Tanzania Neema Mushi', 'rra.rw.example', 'Rwanda', 'Requested'])
    expect(textOf(await admin.get(page))).toContain(shown);
  const domains = async () =>
    (
      await portal.owner.query(
        `select domain from office_domains where domain like 'tra.%' or domain like 'rra.%' order by 1`,
      )
    ).rows;
  expect(await domains()).toEqual([]);

  // Who asked decides neither the applications nor the domains.
  expect((await admin.post(`${page}/grant`, { words: '' }, page)).status).toBe(303);
  expect(await domains()).toEqual([]);
  expect((await portal.owner.query(`select 1 from accounts where email = 'n.mushi@tra.tz.example'`)).rows).toEqual([]);
  const room = await openedRoom(portal);
  await room.read();
  const second = await officer(portal, { office: 'WCO', level: 'unlimited', duties: ['administrator'] });
  await decideBatch(room.context, await viewer(second.login), batch, 'granted', '');
  expect(await domains()).toEqual([{ domain: 'rra.rw.example' }, { domain: 'tra.tz.example' }]);
  expect(textOf(await admin.get(page))).not.toContain('Requested');
  expect((await admin.post(`${page}/grant`, { words: '' }, page)).status).toBe(409);
  const { rows } = await portal.owner.query(
    `select a.level, d.duty, o.code from accounts a join account_duties d on d.account_id = a.id
     join offices o on o.id = a.office_id where a.email = 'n.mushi@tra.tz.example'`,
  );
  expect(rows).toEqual([{ level: 'unlimited', duty: 'ncp', code: 'TZ' }]);
  expect((await room.read()).map(({ kind, to }) => [kind, to])).toContainEqual([
    'activation',
    'n.mushi@tra.tz.example',
  ]);
});

async function viewer(login: string): Promise<Viewer> {
  const { rows } = await portal.owner.query('select id from accounts where login_id = $1', [login]);
  return (await findViewer(portal.pool, rows[0].id)) as Viewer;
}

test('187 Members fit into one file; it is the administrators’ to do', async () => {
  const { rows } = await portal.owner.query<{ code: string }>(
    `select code from offices where kind = 'administration' and active_to is null order by code limit 187`,
  );
  const lines = rows.map(({ code }) => {
    const domain = `customs-${code.toLowerCase()}.example`;
    return `${code},${domain},Name,Given,Unit,ncp@${domain},en,${code}/1`;
  });
  const answer = await check(lines);
  expect([answer.status, lines.length > 180]).toEqual([200, true]);
  expect(textOf(answer)).toContain(`${lines.length} rows`);
  const fields = Object.fromEntries(
    [...answer.text.matchAll(/name="(rows\.\d+\.[a-zA-Z]+)"\s+value="([^"]*)"/g)]
      .filter(([, name]) => !/skip$/.test(name ?? ''))
      .map(([, name = '', value = '']) => [name, value]),
  );
  const langs = Object.fromEntries(lines.map((_, at) => [`rows.${at}.lang`, 'en']));
  const all = { ...common, ...fields, ...langs, formId: randomUUID() };
  const sent = await admin.post('/access/applications/setup', all);
  expect(sent.status, problemsOn(sent).join()).toBe(303);
  expect(textOf(await admin.get(sent.headers.location ?? ''))).toContain(`Email domains ${lines.length}`);
  expect((await check(lines, await portal.as('ke.ncp'))).status).toBe(403);
  expect((await (await portal.as('ke.ncp')).get('/access/applications/setup')).status).toBe(403);
});
