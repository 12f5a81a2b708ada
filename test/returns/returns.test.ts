import { beforeAll, describe, expect, test } from 'vitest';
import { sealRows } from '../../src/audit/index.ts';
import { periodOf } from '../../src/returns/period.ts';
import { countReached, countUse } from '../../src/seizures/use/count.ts';
import { sampleRecord } from '../support/builders.ts';
import { publishedDocument } from '../support/documents.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';
import { chainOf, untilEnded } from '../support/trail.ts';

let portal: TestPortal;
let ground: Ground;
/** References of Kenya: open, to the region, under embargo, without container or hiding place; and one of Viet Nam. */
let refs: string[];
const year = new Date().getUTCFullYear();
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const open = { release: 'all', releaseOffices: undefined };

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  const seizureDate = daysAgo(3).slice(0, 10);
  const container = { transport: 'SEA-CONT', narrative: undefined, narrativeLang: undefined };
  refs = await ground.put(
    [
      sampleRecord('DRUG', {
        facts: { ...open, nationalRef: 'R/1', narrative: 'Container CSQU3054383 was opened.', seizureDate },
      }),
      sampleRecord('DRUG', {
        facts: { release: 'region', releaseOffices: undefined, nationalRef: 'R/2', seizureDate },
      }),
      sampleRecord('DRUG', { facts: { ...open, embargoUntil: '2199-01-01', nationalRef: 'R/3', seizureDate } }),
      sampleRecord('TOB', {
        facts: { ...open, ...container, concealment: undefined, nationalRef: 'R/4', seizureDate },
      }),
      sampleRecord('ODS', { facts: { ...open, nationalRef: 'R/5', country: 'VN', place: undefined, seizureDate } }),
    ],
    { loginId: 'ke.ncp' },
  );
  await ground.put(
    [sampleRecord('DRUG', { facts: { ...open, nationalRef: 'R/0', seizureDate: `${year - 1}-01-02` } })],
    { loginId: 'ke.ncp', recordedAt: `${year - 1}-01-12T10:00:00Z` },
  );
});

const get = async (login: string, path: string) => (await portal.as(login)).get(path);
const openRecord = async (login: string, at: number) =>
  expect([login, at, (await get(login, `/seizures/${refs[at]}`)).status]).toEqual([login, at, 200]);
const deps = () => ({ jobPool: portal.pool, lists: ground.lists, offices: ground.offices });
/** Counts what was done so far. */
async function counted(): Promise<void> {
  await untilEnded(portal.owner);
  await sealRows(chainOf(portal));
  await countUse(deps());
}
const timesOf = async (ref: string) =>
  (
    await portal.owner.query(
      `select o.code, sum(u.times)::int as times from seizure_openings u join seizures s on s.id = u.seizure_id
      join offices o on o.id = u.office_id where s.ref = $1 group by 1 order by 1`,
      [ref],
    )
  ).rows;

describe('who opened a record', () => {
  test('is counted by office from the trail, once, and the own office is not', async () => {
    for (const login of ['vn.reader', 'vn.reader', 'vn.ncp', 'rilo.esa', 'ke.officer', 'ke.ncp'])
      await openRecord(login, 0);
    await get('vn.reader', `/seizures/${refs[0]}/history`);
    await counted();
    await counted();
    expect(await timesOf(refs[0] ?? '')).toEqual([
      { code: 'RILO-ESA', times: 1 },
      { code: 'VN', times: 3 },
    ]);
    expect(textOf(await get('ke.officer', `/seizures/${refs[0]}`))).toContain('Opened by 3 officers, 2 offices');
    const list = textOf(await get('ke.ncp', `/seizures/${refs[0]}/openings`));
    expect(list).toMatch(/Viet Nam 3 /);
    expect(list).not.toMatch(/vn\.reader|vn\.ncp|rilo\.esa/);
    expect(textOf(await get('ke.ncp', `/seizures/${refs[3]}/openings`))).toContain(
      'No other office has opened this record',
    );
  });

  test('is for its own office, its RILO and administrators, and every look at it is in the trail', async () => {
    for (const [login, status] of [
      ['ke.officer', 200],
      ['ke.ncp', 200],
      ['rilo.esa', 200],
      ['wco.admin', 200],
      ['wco.cenmat', 403],
      ['ke.reader', 403],
      ['vn.ncp', 403],
      ['rilo.ap', 403],
    ] as const) {
      const answer = await get(login, `/seizures/${refs[0]}/openings`);
      expect([login, answer.status]).toEqual([login, status]);
      const page = textOf(await get(login, `/seizures/${refs[0]}`));
      expect([login, page.includes('Opened by')]).toEqual([login, status === 200]);
    }
    expect((await get('vn.ncp', `/seizures/${refs[2]}/openings`)).status).toBe(404);
    const { rows } = await portal.owner.query(
      "select login_id from audit_events where action = 'seizure.openingsRead' and subject = $1 order by 1",
      [refs[0]],
    );
    expect(new Set(rows.map(row => row.login_id))).toEqual(new Set(['ke.ncp', 'ke.officer', 'rilo.esa', 'wco.admin']));
  });
});

describe('documents that name a record', () => {
  test('are beside it for who may read them, and in the return where others wrote them', async () => {
    const world = await publishedDocument(portal, { office: 'VN', region: 'RILO-AP' });
    const own = await publishedDocument(portal);
    const asia = await publishedDocument(portal, { office: 'VN', region: 'RILO-AP', audience: 'region' });
    const later = await publishedDocument(portal, { office: 'VN', embargo_until: new Date('2199-01-01') });
    for (const ref of [world, own, asia, later])
      await portal.owner.query(
        'insert into cws_mentions select d.id, unnest($2::text[]) from cws_documents d where d.ref = $1',
        [ref, refs.slice(0, 2)],
      );
    const page = await get('ke.officer', `/seizures/${refs[0]}`);
    expect([world, own, asia, later].map(ref => page.text.includes(`/cws/alerts/${ref}"`))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const shown = await get('ke.ncp', '/network/return');
    expect(textOf(shown)).toMatch(/Cited in 1 document/);
    expect(textOf(shown)).toContain('Names 2 of these records');
    expect([world, own, asia].map(ref => shown.text.includes(`/cws/alerts/${ref}"`))).toEqual([true, false, false]);
    // A RILO reads what Viet Nam told its region; the administrator too.
    expect((await get('rilo.esa', '/network/return/KE')).text).toContain(`/cws/alerts/${asia}"`);
  });

  test('a record of another office linked to one is told of, within the scope', async () => {
    await portal.owner.query(
      `insert into seizure_pairs (one, other, reason, state, decided_at)
      select a.id, b.id, 'said', 'linked', now() from seizures a, seizures b where a.ref = $1 and b.ref = $2`,
      [refs[0], refs[4]],
    );
    const page = await get('ke.ncp', '/network/return');
    expect(textOf(page)).toContain(`${refs[4]}, Mombasa Same event as ${refs[0]}`);
    expect(textOf(await get('vn.ncp', '/network/return'))).toContain(`Same event as ${refs[4]}`);
  });

  test('like it this year leads to its search', async () => {
    expect((await get('ke.officer', `/seizures/${refs[0]}`)).text).toMatch(/href="\/seizures\?[^"]*from=\d{4}-01-01/);
  });
});

describe('the return of an office', () => {
  test('is read by its Unlimited officers, its RILO and administrators, and by nobody else', async () => {
    const statuses = async (login: string) =>
      Promise.all(
        ['/network/return', '/network/return/KE', '/network/return/VN', '/network/return/KE/records'].map(
          async path => (await get(login, path)).status,
        ),
      );
    expect(await statuses('ke.officer')).toEqual([200, 200, 404, 200]);
    expect(await statuses('ke.ncp')).toEqual([200, 200, 404, 200]);
    expect(await statuses('vn.ncp')).toEqual([200, 404, 200, 404]);
    expect(await statuses('rilo.esa')).toEqual([200, 200, 404, 200]);
    expect(await statuses('wco.admin')).toEqual([200, 200, 200, 200]);
    for (const login of ['ke.reader', 'ke.limited', 'wco.cenmat', 'unep.partner'])
      expect([login, await statuses(login)]).toEqual([login, [403, 403, 403, 403]]);
    for (const path of ['RILO-ESA', 'WCO', 'XX'])
      expect((await get('wco.admin', `/network/return/${path}`)).status).toBe(404);
    expect((await get('ke.ncp', '/network/return?period=1999')).status).toBe(400);
    const { rows } = await portal.owner.query(
      "select distinct subject from audit_events where action = 'return.read' and login_id = 'ke.officer'",
    );
    expect(rows).toEqual([{ subject: 'KE' }]);
    // To the Members by name, with no figure: there is no rank.
    const list = await get('rilo.esa', '/network/return');
    expect(list.text).toContain('href="/network/return/KE"');
    expect(list.text).not.toContain('href="/network/return/VN"');
    expect(
      /<ul class="rows">([\s\S]*?)<\/ul>/.exec(list.text)?.[1]?.replace(/<svg[\s\S]*?<\/svg>|<[^>]+>/g, ''),
    ).not.toMatch(/\d/);
    expect((await get('ke.officer', '/')).text).toContain('href="/network/return"');
    expect((await get('ke.reader', '/')).text).not.toContain('href="/network/return"');
  });

  test('counts what others opened and exported, and not what was under embargo', async () => {
    await openRecord('rilo.esa', 2);
    await openRecord('rilo.esa', 1);
    await openRecord('vn.ncp', 4);
    await counted();
    for (const login of ['vn.reader', 'ke.reader'])
      expect((await get(login, '/seizures/export.csv?country=KE')).status).toBe(200);
    await expect
      .poll(async () => (await portal.owner.query('select records from office_exports')).rows)
      .toEqual([{ records: 3 }]);
    const page = textOf(await get('ke.ncp', '/network/return?period=months'));
    const { rows } = await portal.owner.query(
      `select sum(times)::int as times, count(distinct office_id)::int as offices from office_openings
      where owner_id = (select id from offices where code = 'KE')`,
    );
    expect(page).toContain(`Opened by others ${rows[0].times} times, by ${rows[0].offices} offices`);
    expect(page).toContain('in 1 export of 1 office');
    // The RILO opened three records of Kenya, one of them under embargo.
    const rilo = await portal.owner.query(
      `select sum(times)::int as times from office_openings
      where office_id = (select id from offices where code = 'RILO-ESA')`,
    );
    expect(rilo.rows[0].times).toBe((await countedOf('RILO-ESA')) - 1);
    expect(page).not.toMatch(/vn\.reader|vn\.ncp|rilo\.esa|rilo\.ap/);
  });

  async function countedOf(code: string): Promise<number> {
    const { rows } = await portal.owner.query(
      `select sum(times)::int as times from seizure_openings u join offices o on o.id = u.office_id where o.code = $1`,
      [code],
    );
    return rows[0].times;
  }

  test('tells of the watch lists of others that its records are on, of what these may see', async () => {
    // These lists are put there by hand: what was recorded before them is not held against them.
    await portal.owner.query('update seizure_changes set watched = true');
    await portal.owner.query(
      `with list as (
        insert into seizure_watches (client_uuid, account_id, office_id, name, query, rhythm)
        select gen_random_uuid(), a.id, a.office_id, 'List', '{"container": "MSKU"}', 'daily' from accounts a
        where a.login_id in ('vn.ncp', 'rilo.ap', 'wco.admin', 'ke.ncp') returning id)
      insert into seizure_watch_hits (watch_id, seizure_id, kind, change_seq)
      select list.id, s.id, 'new', 1 from list, seizures s where s.ref = any($1)`,
      [refs.slice(0, 3)],
    );
    await countReached(deps());
    await countReached(deps());
    // Viet Nam and its RILO see the open record alone, the Secretariat also that of the region; nobody the embargoed.
    expect(textOf(await get('ke.ncp', '/network/return?period=months'))).toMatch(
      /Watch lists they reached 3 lists of 3 offices .*4 matches/,
    );
  });

  test('tells of searches from three offices on, never who made them, and of none about a person', async () => {
    const search = async (logins: readonly string[], query: string) => {
      for (const login of logins) await get(login, `/seizures?${query}`);
    };
    await search(['vn.reader', 'vn.ncp', 'rilo.ap', 'ke.ncp'], 'country=KE&heading=WEAP');
    await search(['vn.reader', 'rilo.ap', 'wco.cenmat', 'ke.ncp'], 'q=Heroin+Mombasa');
    await search(['vn.reader', 'rilo.ap', 'wco.cenmat'], 'country=KE&q=driver+John+Peter+Smith+passport+AB1234567');
    await counted();
    const page = textOf(await get('ke.ncp', '/network/return?period=months'));
    expect(page).toMatch(/heroin mombasa\S* 3 offices, 3 searches: \d+ records match/);
    expect(page).not.toMatch(/Weapons|Smith|cenmat/);
    // Who looks is none of the three: of what only two others asked a RILO that asked too learns nothing.
    expect(textOf(await get('rilo.esa', '/network/return/KE?period=months'))).toContain('heroin mombasa');
    await search(['rilo.esa'], 'country=KE&heading=WEAP');
    await counted();
    expect(textOf(await get('rilo.esa', '/network/return/KE?period=months'))).not.toContain('Weapons');
    expect(textOf(await get('ke.ncp', '/network/return?period=months'))).toContain('Weapons');
  });

  test('measures the records against those of the year before, within the scope of who reads', async () => {
    const page = textOf(await get('ke.ncp', '/network/return'));
    expect(page).toMatch(/Reporting delay median[^0-9]* 3 days/);
    expect(page).toMatch(/Complete records with[a-z, ]* 75 %|Complete records with[a-z, ]* 75%/);
    expect(page).toMatch(new RegExp(`4 records of ${year} and 1 earlier`));
    // The administrator does not see what is under embargo.
    expect(textOf(await get('wco.admin', '/network/return/KE'))).toMatch(new RegExp(`3 records of ${year}`));
    const list = await get('ke.ncp', '/network/return/KE/records?what=place');
    expect(list.text).toContain(`href="/seizures/${refs[3]}/edit"`);
    expect(list.text).not.toContain(`href="/seizures/${refs[0]}/edit"`);
    expect((await get('ke.ncp', '/network/return/KE/records?what=nothing')).status).toBe(400);
    const pictures = await get('ke.ncp', '/network/return/KE/records?what=picture');
    expect(pictures.text).toContain(`href="/cpdb/new?seizure=${refs[0]}"`);
    expect(textOf(await get('ke.ncp', '/network/return/KE/records?what=slow'))).toContain(
      'No record of this period lacks this',
    );
  });

  test('names the step that helps most, and its effect only from three offices on', async () => {
    const page = textOf(await get('ke.ncp', '/network/return'));
    expect(page).toContain(
      '3 records of container vessels have no container number. With it, 3 watch lists of other offices',
    );
    await portal.owner.query(
      `update seizure_watches set ended_at = now(), ended_why = 'person'
      where id = (select min(id) from seizure_watches)`,
    );
    expect(textOf(await get('rilo.esa', '/network/return/KE?period=months'))).not.toContain(
      'watch lists of other offices could',
    );
  });
});

test('a period is compared with the same days a year before', () => {
  expect(periodOf('', '2026-11-28')).toEqual({
    ...{ key: '2026', from: '2026-01-01', until: '2026-11-29', isOpen: true },
    before: { from: '2025-01-01', until: '2025-11-29' },
    months: ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11'].map(month => `2026-${month}`),
  });
  expect(periodOf('2025', '2026-11-28')).toMatchObject({ from: '2025-01-01', until: '2026-01-01', isOpen: false });
  expect(periodOf('months', '2026-01-31')).toMatchObject({ from: '2025-02-01', until: '2026-02-01' });
});
