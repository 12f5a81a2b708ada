import { beforeAll, describe, expect, test } from 'vitest';
import { eventsOf } from '../support/attacks.ts';
import { publishedDocument, withdrawPages } from '../support/documents.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

const here = '/cws/subscription';
let portal: TestPortal;
let reader: Browser;
beforeAll(async () => {
  portal = await testPortal();
  await withdrawPages(portal);
  reader = await portal.as('ke.reader');
});

const form = (more: Readonly<Record<string, string | readonly string[]>> = {}) => ({
  version: '0',
  headings: [],
  kinds: [],
  regions: [],
  countries: [],
  urgent: 'yes',
  rhythm: 'daily',
  hour: '6',
  ...more,
});
const saved = async (login: string) =>
  (
    await portal.owner.query(
      `
        select s.kinds, s.headings, s.countries, s.urgent, s.rhythm, s.hour, s.version, array(select code from
        offices where id = any(s.regions) order by 1) as regions, s.since from cws_subscriptions s join accounts
        a on a.id = s.account_id where a.login_id = $1`,
      [login],
    )
  ).rows[0];

describe('what an account follows', () => {
  test('only what is urgent is sent before it is chosen; the choice is kept, in the trail, and said in words', async () => {
    const page = textOf(await reader.get(here));
    for (const said of [
      'told of urgent alerts by email',
      'If none is selected, all are included',
      'The whole world',
      'By the RILO that serves them',
    ])
      expect(page).toContain(said);
    expect(await saved('ke.reader')).toBeUndefined();
    const events = await eventsOf(portal, async () => {
      const answer = await reader.post(
        here,
        form({
          headings: ['CITES', 'DRUG'],
          kinds: ['alert'],
          regions: ['RILO-ESA'],
          countries: ['VN', 'FR'],
          rhythm: 'weekly',
          hour: '13',
        }),
        here,
      );
      expect([answer.status, answer.headers.location]).toEqual([303, `${here}?done=saved`]);
    });
    expect(events.filter(({ action }) => action === 'subscription.chosen')).toMatchObject([
      { login_id: 'ke.reader', detail: { headings: ['DRUG', 'CITES'], rhythm: 'weekly', hour: 13 } },
    ]);
    expect(await saved('ke.reader')).toMatchObject({
      kinds: ['alert'],
      headings: ['DRUG', 'CITES'],
      countries: expect.arrayContaining(['FR', 'VN']),
      regions: ['RILO-ESA'],
      urgent: true,
      rhythm: 'weekly',
      hour: 13,
      version: 1,
    });
    const after = textOf(await reader.get(`${here}?done=saved`));
    for (const said of [
      'It applies from now on',
      'Drugs, CITES',
      'RILO Eastern and Southern Africa, ',
      'Every week, 13:00 UTC',
    ])
      expect(after).toContain(said);
  });

  test('the hour is told in the office’s own time where it published its time zone', async () => {
    await portal.owner.query(`insert into office_contacts (office_id, days, opens, closes, time_zone) select id,
      '{mon}', '08:00', '17:00', 'Africa/Nairobi' from offices where code = 'KE'
      on conflict (office_id) do update set days = excluded.days, opens = excluded.opens, closes =
        excluded.closes, time_zone = excluded.time_zone`);
    expect(textOf(await reader.get(here))).toContain('13:00 UTC (16:00 at your office, UTC+3)');
  });

  test('two tabs: the second is shown what the first saved and loses nothing; the same twice is once', async () => {
    const login = await portal.as('ke.officer');
    const first = form({ headings: ['TOB'] });
    const _csrf = await login.token(here);
    const twice = await Promise.all([
      login.postRaw(here, { ...first, _csrf }),
      login.postRaw(here, { ...first, _csrf }),
    ]);
    expect(twice.map(({ status }) => status)).toEqual([303, 303]);
    expect((await saved('ke.officer')).version).toBe(1);
    const second = await login.post(here, form({ headings: ['DRUG'] }), here);
    expect(second.status).toBe(409);
    expect(textOf(second)).toContain('changed in another window');
    expect(second.text).toMatch(/name="headings"\s+value="DRUG"\s+checked/);
    const version = /name="version" value="(\d+)"/.exec(second.text)?.[1] ?? '';
    expect((await login.post(here, form({ headings: ['DRUG'], version }), here)).status).toBe(303);
    expect(await saved('ke.officer')).toMatchObject({ headings: ['DRUG'], version: 2 });
  });

  test('what cannot be is said at its field, with nothing lost; what is no field of the form is refused', async () => {
    const before = await saved('ke.reader');
    const wrong = await reader.post(
      here,
      form({
        headings: ['CITES', 'NOT'],
        countries: ['QQ'],
        regions: ['KE'],
        kinds: ['poem'],
        rhythm: 'hourly',
        hour: '24',
        urgent: '',
        version: '1',
      }),
      here,
    );
    expect(wrong.status).toBe(422);
    expect(problemsOn(wrong)).toHaveLength(7);
    expect(wrong.text).toMatch(/name="headings"\s+value="CITES"\s+checked/);
    for (const fields of [
      form({ version: 'x' }),
      { ...form({ version: '1' }), account: '7' },
      form({ hour: ['6', '7'] }),
    ])
      expect((await reader.post(here, fields, here)).status).toBe(400);
    expect((await reader.get(`${here}?x=1`)).status).toBe(400);
    expect(await saved('ke.reader')).toEqual(before);
  });

  test('who begins letters again is not told of what was published meanwhile', async () => {
    const vn = await portal.as('vn.reader');
    await vn.post(here, form({ rhythm: 'none' }), here);
    await portal.owner.query(
      `
        update cws_subscriptions set since = now() - interval '90 days' where account_id = (select id from
        accounts where login_id = 'vn.reader')`,
    );
    await vn.post(here, form({ rhythm: 'none', urgent: 'no', version: '1' }), here);
    expect(Date.now() - (await saved('vn.reader')).since.getTime()).toBeGreaterThan(80 * 86_400_000);
    await vn.post(here, form({ rhythm: 'daily', version: '2' }), here);
    expect(Date.now() - (await saved('vn.reader')).since.getTime()).toBeLessThan(60_000);
  });

  test('a partner follows nothing', async () => {
    const unep = await portal.as('unep.partner');
    expect([
      (await unep.get(here)).status,
      (await unep.post(here, form())).status,
      (await unep.post(`${here}/feeds`, { name: 'x' })).status,
    ]).toEqual([403, 403, 403]);
    expect((await unep.get('/account')).text).not.toContain(here);
    expect((await reader.get('/account')).text).toContain(here);
  });
});

describe('the front page', () => {
  const titles = (text: string): string[] => [...new Set(text.match(/Front \w+/g))].sort();
  const front = async (browser: Browser, path = '/cws') => (await browser.get(path)).text;

  beforeAll(async () => {
    const make = (name: string, more: Readonly<Record<string, unknown>>) =>
      publishedDocument(portal, {
        ref: `${name === 'page' ? 'PAGE' : 'ALERT'}-2020-${String(1000 + name.length * 7 + name.charCodeAt(0))}`,
        titles: { en: { title: `Front ${name}`, summary: '' } },
        ...more,
      });
    await make('cites', {});
    await make('drug', { headings: ['DRUG'] });
    await make('everybody', { headings: [], countries: [], region: null });
    await make('asia', { region: 'RILO-AP', countries: ['VN'] });
    await make('hidden', { audience: 'region', region: 'RILO-AP', office: 'VN', countries: ['VN'] });
    await make('page', { kind: 'page', headings: ['NUC'] });
  });

  test('shows what is followed, all on request, and all to who follows all', async () => {
    const ncp = await portal.as('ke.ncp');
    expect(titles(await front(ncp))).toEqual([
      'Front asia',
      'Front cites',
      'Front drug',
      'Front everybody',
      'Front page',
    ]);
    expect(await front(ncp)).not.toContain('aria-label="What is shown"');
    await ncp.post(here, form({ headings: ['CITES'], countries: ['KE'] }), here);
    // the reference system is whole
    expect(titles(await front(ncp))).toEqual(['Front cites', 'Front everybody', 'Front page']);
    expect(await front(ncp)).toMatch(/href="\/cws" aria-current="true">\s*What I follow/);
    expect(titles(await front(ncp, '/cws?show=all'))).toHaveLength(5);
    await ncp.post(here, form({ kinds: ['sheet'], version: '1' }), here);
    expect(await front(ncp)).toContain('Nothing in what you follow.');
    expect((await ncp.get('/cws?show=mine')).status).toBe(400);
  });

  test('counts what is new since the last visit: a pause of half an hour ends one, an embargo that ended is news', async () => {
    // what the portal itself brings along
    await portal.owner.query("update cws_documents set published_at = published_at - interval '7 days'");
    const vn = await portal.as('vn.ncp');
    const since = async (): Promise<string | undefined> => /(\d+) new since/.exec(textOf(await vn.get('/cws')))?.[1];
    const past = (minutes: number) =>
      portal.owner.query(
        `
          update cws_visits set came_at = came_at - make_interval(mins => $1), before_at = before_at -
          make_interval(mins => $1) where account_id = (select id from accounts where login_id = 'vn.ncp')`,
        [minutes],
      );
    expect(await since()).toBeUndefined(); // the first visit
    await past(20);
    expect(await since()).toBeUndefined(); // still the same
    await past(40);
    expect(await since()).toBe('0');
    await publishedDocument(portal, { ref: 'ALERT-2020-0001', published_at: new Date() });
    await publishedDocument(portal, {
      ref: 'ALERT-2020-0002',
      published_at: new Date(Date.now() - 30 * 86_400_000),
      embargo_until: new Date(Date.now() - 1000),
    });
    await publishedDocument(portal, {
      ref: 'ALERT-2020-0003',
      published_at: new Date(),
      embargo_until: new Date(Date.now() + 60_000),
    });
    // of another region
    await publishedDocument(portal, { ref: 'ALERT-2020-0004', published_at: new Date(), audience: 'region' });
    expect(await since()).toBe('2');
    await past(10);
    expect(await since()).toBe('2'); // looking again within a visit forgets nothing
    await past(31);
    await portal.owner.query(
      `
        update cws_documents set published_at = published_at - interval '1 day', embargo_until = embargo_until -
        interval '1 day' where ref like 'ALERT-2020-000_'`,
    );
    expect(await since()).toBe('0');
  });
});
