import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount } from '../../src/access/index.ts';
import { sealRows } from '../../src/audit/index.ts';
import { eventsOf, leadsTo, problemsIn } from '../support/attacks.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { chainOf, putRows, untilEnded } from '../support/trail.ts';

let portal: TestPortal;
let admin: Browser;
let second: Browser;
let kenya: Browser;
let vietNam: Browser;
let ours: number[];
let theirs: number[];
beforeAll(async () => {
  portal = await testPortal();
  await createAccount(
    portal.owner,
    { loginId: 'wco.second', officeCode: 'WCO', level: 'unlimited', duties: ['administrator'] },
    castPassword,
  );
  [admin, second, kenya, vietNam] = (await Promise.all(
    ['wco.admin', 'wco.second', 'ke.ncp', 'vn.ncp'].map(login => portal.as(login)),
  )) as [Browser, Browser, Browser, Browser];
  ours = await putRows(
    portal.owner,
    Array.from({ length: 120 }, (_, n) => ({
      at: `2026-03-01T10:00:${String(n % 7).padStart(2, '0')}Z`,
      login: 'ke.officer',
      subject: `KE-2026-${String(n).padStart(6, '0')}`,
    })),
  );
  theirs = await putRows(portal.owner, [
    { login: 'vn.reader', subject: 'VN-2026-000001', address: '198.51.100.9', at: '2026-03-02T00:00:00Z' },
    {
      login: 'vn.reader',
      action: 'page.refused',
      outcome: 'refused',
      subject: '/seizures/new',
      at: '2026-03-02T00:00:00Z',
      detail: { why: '<b>needs</b>' },
    },
    { login: 'vn.reader', subject: '=cmd|calc', at: '2026-03-03T00:00:00Z', detail: { q: '+1' } },
  ]);
});

const rowsOn = (html: string): number[] =>
  [...html.matchAll(/<td class="ref[^>]*>\s*<a href="\/access\/audit\/rows\/(\d+)"/g)].map(([, id]) => Number(id));
const wholeList = async (browser: Browser, path: string): Promise<number[]> => {
  const met: number[] = [];
  for (let next: string | undefined = path; next !== undefined && met.length < 2000; ) {
    const answer = await browser.get(next);
    expect(answer.status).toBe(200);
    met.push(...rowsOn(answer.text));
    next = leadsTo(answer.text, 'next');
  }
  return met;
};

describe('whose rows', () => {
  test('a contact point sees the own office only, whatever is asked for', async () => {
    for (const query of [
      '',
      'login=vn.reader',
      'subject=VN-2026-000001',
      'address=198.51.100.9',
      'outcome=refused&login=vn.reader',
      'from=2026-03-02&to=2026-03-02',
      'action=page.refused',
      'group=seizure',
    ]) {
      const seen = await wholeList(kenya, `/access/audit?${query}`);
      expect([query, seen.filter(id => theirs.includes(id))]).toEqual([query, []]);
      const { rows } = await portal.owner.query(
        'select count(*)::int as n from audit_events e join offices o on o.id = e.office_id where e.id = ' +
          "any($1) and o.code <> 'KE'",
        [seen],
      );
      expect(rows[0].n).toBe(0);
    }
    expect((await wholeList(kenya, '/access/audit?login=ke.officer')).length).toBe(120);
    expect((await kenya.get('/access/audit?login=vn.reader')).text).not.toContain('VN-2026');
  });

  test('a row of another office is not there for it, and the try is noted', async () => {
    for (const [browser, id, status] of [
      [kenya, theirs[0], 404],
      [vietNam, theirs[0], 200],
      [vietNam, ours[0], 404],
      [kenya, ours[0], 200],
      [admin, theirs[0], 200],
      [admin, ours[0], 200],
      [kenya, 999_999_999, 404],
    ] as const) {
      expect((await browser.get(`/access/audit/rows/${id}`)).status).toBe(status);
    }
    const left = await eventsOf(portal, () => kenya.get(`/access/audit/rows/${theirs[0]}`));
    expect(left.map(({ action, outcome }) => [action, outcome])).toEqual([['page.refused', 'refused']]);
  });

  test('a RILO officer sees the own office; the administrator every row, and each office by itself', async () => {
    const rilo = await portal.as('rilo.esa');
    await rilo.get('/reference');
    await rilo.get('/');
    const { rows } = await portal.owner.query(
      'select distinct o.code from audit_events e left join offices o on o.id = e.office_id where e.id = any($1)',
      [await wholeList(rilo, '/access/audit')],
    );
    expect(rows).toEqual([{ code: 'RILO-ESA' }]);
    expect(await wholeList(admin, '/access/audit?office=VN&from=2026-03-01&to=2026-03-03')).toEqual(
      theirs.toReversed(),
    );
  });

  test('signing in and failing to is among the office’s rows', async () => {
    const visitor = portal.visitor();
    await visitor.post('/sign-in', { loginId: 'ke.reader', password: 'wrong' }, '/sign-in');
    expect((await wholeList(kenya, '/access/audit?login=ke.reader&action=session.refused')).length).toBe(1);
    expect((await wholeList(kenya, '/access/audit?login=ke.ncp&action=session.opened')).length).toBe(1);
    expect((await wholeList(vietNam, '/access/audit?login=ke.reader')).length).toBe(0);
  });

  test.each(['ke.limited', 'ke.reader', 'ke.officer', 'wco.cenmat', 'unep.partner'])('%s is refused', async login => {
    const browser = await portal.as(login);
    for (const path of ['/access/audit', `/access/audit/rows/${ours[0]}`, '/access/audit/chain', '/access/alarms'])
      expect([path, (await browser.get(path)).status]).toEqual([path, 403]);
    expect((await browser.get('/reference')).text).not.toContain('href="/access/audit"');
  });

  test('chain, exports and alarms are the administrator’s, not a contact point’s', async () => {
    for (const path of [
      '/access/audit/chain',
      '/access/audit/exports',
      '/access/audit/exports/new',
      '/access/alarms',
      '/access/alarms/rules',
      '/access/alarms/networks',
    ]) {
      for (const login of ['ke.ncp', 'rilo.esa'])
        expect([path, (await (await portal.as(login)).get(path)).status]).toEqual([path, 403]);
    }
    expect((await kenya.post('/access/audit/exports', { reason: 'for our auditor' }, '/access/audit')).status).toBe(
      403,
    );
    expect((await kenya.get('/access/audit')).text).not.toMatch(/href="\/access\/(audit\/(chain|exports)|alarms)/);
  });
});

describe('the list', () => {
  test('newest first, by pages, every row once though all of a page have one time, and back', async () => {
    const path = '/access/audit?login=ke.officer&from=2026-03-01&to=2026-03-01';
    const seen = await wholeList(admin, path);
    const { rows } = await portal.owner.query<{ id: number }>(
      "select id from audit_events where login_id = 'ke.officer' and at::date = '2026-03-01' order by at desc, id desc",
    );
    expect(seen).toEqual(rows.map(({ id }) => id));
    const first = await admin.get(path);
    const later = await admin.get(leadsTo(first.text, 'next') ?? '');
    const back = await admin.get(leadsTo(later.text, 'prev') ?? '');
    expect(rowsOn(back.text)).toEqual(rowsOn(first.text));
    expect(leadsTo(back.text, 'prev')).toBeUndefined();
    expect(first.text).toContain('120');
  });

  test.each([
    ['subject=ke-2026-000007', 1],
    ['outcome=refused&login=vn.reader', 1],
    ['action=page.refused&login=vn.reader', 1],
    ['group=page&login=vn.reader', 1],
    ['group=session&login=vn.reader', 0],
    ['address=198.51.100.9', 1],
    ['login=VN.Reader&from=2026-03-03', 1],
    ['login=vn.reader&to=2026-03-02', 2],
    ['login=&office=&group=&outcome=&subject=&address=&from=2026-03-02&to=2026-03-02', 2],
  ])('filter %s', async (query, count) => {
    expect(await wholeList(admin, `/access/audit?${query}`)).toHaveLength(count);
  });

  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  test.each([
    ['x=1', 'x'],
    ['login=%00', 'login'],
    ['login=a%20b', 'login'],
    ['login=a&login=b', 'login'],
    ['action=none', 'action'],
    ['action=__proto__', 'action'],
    ['group=constructor', 'group'],
    ['group=session&action=page.refused', 'action'],
    ['outcome=DONE', 'outcome'],
    ['office=XX', 'office'],
    ['office=1', 'office'],
    ['from=2026-02-30', 'from'],
    ['from=now', 'from'],
    ['from=2026-03-02&to=2026-03-01', 'to'],
    ['address=1.2.3', 'address'],
    ['address=%25', 'address'],
    ['subject=%ED%A0%80', 'subject'],
    [`subject=${'x'.repeat(201)}`, 'subject'],
    ['subject=%E2%80%AEx', 'subject'],
    ['after=1', 'after'],
    [`after=${cursor([1, 2])}`, 'after'],
    [`after=${cursor(['2026-02-31T10:00:00.000000Z', 1])}`, 'after'],
    [`after=${cursor(['2026-03-01T10:00:00.000000Z', -1])}`, 'after'],
    [`after=${cursor(['2026-03-01T10:00:00.000000Z', 1e300])}`, 'after'],
    [
      `after=${cursor(['2026-03-01T10:00:00.000000Z', 1])}&before=${cursor(['2026-03-01T10:00:00.000000Z', 1])}`,
      'before',
    ],
  ])('malformed: %s', async (query, name) => {
    const answer = await admin.get(`/access/audit?${query}`);
    expect([answer.status, problemsIn(answer.text).some(problem => problem.includes(name))]).toEqual([400, true]);
  });

  test('a contact point has no parameter for offices', async () => {
    expect((await kenya.get('/access/audit?office=VN')).status).toBe(400);
    expect((await kenya.get('/access/audit?office=KE')).status).toBe(400);
  });

  test.each([
    '/access/audit/rows/0',
    '/access/audit/rows/abc',
    '/access/audit/rows/99999999999999999999',
    '/access/audit/exports/2147483648',
    '/access/alarms/99999999999',
    '/access/audit/rows/1%00',
  ])('%s is nothing', async path => {
    expect([400, 404]).toContain((await admin.get(path)).status);
  });

  test('reading is noted with what was looked for', async () => {
    expect(
      (await eventsOf(portal, () => kenya.get('/access/audit?login=ke.officer&outcome=done'))).map(
        ({ action, login_id, detail }) => [action, login_id, detail],
      ),
    ).toEqual([['trail.read', 'ke.ncp', { login: 'ke.officer', outcome: 'done' }]]);
    expect(
      (await eventsOf(portal, () => kenya.get(`/access/audit/rows/${ours[3]}`))).map(({ action, subject }) => [
        action,
        subject,
      ]),
    ).toEqual([['trail.read', `row:${ours[3]}`]]);
    expect((await eventsOf(portal, () => admin.get('/access/audit/chain'))).map(({ action }) => action)).toEqual([
      'trail.read',
    ]);
    expect((await eventsOf(portal, () => admin.get('/access/alarms'))).map(({ action }) => action)).toEqual([
      'alarm.read',
    ]);
  });

  test('a row shows its detail as text, and leads to the record', async () => {
    const page = await admin.get(`/access/audit/rows/${theirs[1]}`);
    expect(page.text).toContain('&lt;b&gt;needs&lt;/b&gt;');
    expect((await admin.get(`/access/audit/rows/${ours[0]}`)).text).toContain('href="/seizures/KE-2026-000000"');
  });
});

describe('an export by two persons', () => {
  const ask = async (fields: Record<string, string> = {}): Promise<string> => {
    const answer = await admin.post(
      '/access/audit/exports',
      { login: 'vn.reader', reason: 'Question of the auditor', ...fields },
      '/access/audit/exports/new',
    );
    expect(answer.status).toBe(303);
    return String(answer.headers.location);
  };
  const decide = (browser: Browser, path: string, decision = 'approved', reason = 'Checked by telephone') =>
    browser.post(`${path}/decision`, { decision, reason }, '/access/audit/exports');
  const seal = async (): Promise<void> => {
    await untilEnded(portal.owner);
    await sealRows(chainOf(portal));
  };

  test('who asked cannot approve, in no session of his; without approval there is no file', async () => {
    const path = await ask();
    const again = portal.visitor();
    await again.post('/sign-in', { loginId: 'wco.admin', password: castPassword }, '/sign-in');
    for (const browser of [admin, again]) {
      expect((await decide(browser, path)).status).toBe(403);
      expect((await decide(browser, path, '')).status).toBe(403);
      for (const file of ['file.csv', 'manifest.json']) expect((await browser.get(`${path}/${file}`)).status).toBe(403);
    }
    expect((await second.get(`${path}/file.csv`)).status).toBe(403);
    expect((await kenya.get(`${path}/file.csv`)).status).toBe(403);
    expect((await portal.visitor().get(`${path}/file.csv`)).status).toBe(401);
    const { rows } = await portal.owner.query('select state, decided_by from audit_exports where number = $1', [
      path.split('/').at(-1),
    ]);
    expect(rows).toEqual([{ state: 'asked', decided_by: null }]);
    await expect(
      portal.owner.query("update audit_exports set state = 'approved', decided_by = asked_by where number = $1", [
        path.split('/').at(-1),
      ]),
    ).rejects.toMatchObject({ constraint: 'audit_exports_two_persons' });
  });

  test('approved by another: both fetch the same rows, a third does not; every step is noted', async () => {
    await seal();
    const path = await ask({ from: '2026-03-02', to: '2026-03-03' });
    expect(
      (await eventsOf(portal, async () => expect((await decide(second, path)).status).toBe(303))).at(-1),
    ).toMatchObject({
      action: 'trail.exportApproved',
      login_id: 'wco.second',
      detail: { reason: 'Checked by telephone', askedBy: 'wco.admin' },
    });
    await putRows(portal.owner, [{ login: 'vn.reader', at: '2026-03-02T12:00:00Z', subject: 'later' }]);
    await seal();
    const [mine, hers] = [await admin.get(`${path}/file.csv`), await second.get(`${path}/file.csv`)];
    expect([mine.status, hers.text === mine.text]).toEqual([200, true]);
    expect(mine.headers['content-disposition']).toContain(`cen-trail-${path.split('/').at(-1)}.csv`);
    const lines = mine.text.split('\r\n').filter(Boolean);
    expect(lines).toHaveLength(4);
    expect(lines.slice(1).map(line => Number(line.split(',')[0]))).toEqual(theirs);
    expect(lines[3]).toContain(",'=cmd|calc,");
    expect(mine.text).not.toContain('later');
    const manifest = await second.get(`${path}/manifest.json`);
    expect(JSON.parse(manifest.text)).toMatchObject({
      filter: { login: 'vn.reader', from: '2026-03-02', to: '2026-03-03' },
      reason: 'Question of the auditor',
      askedBy: 'wco.admin',
      approvedBy: 'wco.second',
      approvalReason: 'Checked by telephone',
      rows: 3,
      bytes: Buffer.byteLength(mine.text),
      sha256: createHash('sha256').update(mine.text).digest('hex'),
      seals: { first: expect.any(Number), last: expect.any(Number) },
    });
    await createAccount(
      portal.owner,
      { loginId: 'wco.third', officeCode: 'WCO', level: 'unlimited', duties: ['administrator'] },
      castPassword,
    );
    expect((await (await portal.as('wco.third')).get(`${path}/file.csv`)).status).toBe(403);
    expect((await decide(await portal.as('wco.third'), path, 'refused')).status).toBe(409);
    const { rows } = await portal.owner.query(
      "select action, login_id from audit_events where subject = $1 and action <> 'trail.read' order by id",
      [`export:${path.split('/').at(-1)}`],
    );
    expect(rows.map(({ action, login_id }) => `${action} ${login_id}`)).toEqual([
      'trail.exportAsked wco.admin',
      'trail.exportApproved wco.second',
      'trail.exported wco.admin',
      'trail.exported wco.second',
      'trail.exported wco.second',
    ]);
  });

  test('refused, lapsed before and after the decision: no file', async () => {
    const refused = await ask();
    expect((await decide(second, refused, 'refused')).status).toBe(303);
    expect((await admin.get(`${refused}/file.csv`)).status).toBe(403);
    const late = await ask();
    await portal.owner.query("update audit_exports set asked_at = now() - interval '73 hours' where number = $1", [
      late.split('/').at(-1),
    ]);
    expect((await decide(second, late)).status).toBe(409);
    const old = await ask();
    await decide(second, old);
    await portal.owner.query("update audit_exports set decided_at = now() - interval '73 hours' where number = $1", [
      old.split('/').at(-1),
    ]);
    expect((await admin.get(`${old}/file.csv`)).status).toBe(403);
  });

  test('two decisions at once: one holds', async () => {
    const path = await ask();
    const third = await portal.as('wco.third');
    const answers = await Promise.all([decide(second, path), decide(third, path, 'refused')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  });

  test('a demoted administrator neither decides nor fetches', async () => {
    const path = await ask();
    await decide(second, path);
    await portal.owner.query(
      "delete from account_duties where account_id = (select id from accounts where login_id = 'wco.second')",
    );
    expect((await second.get(`${path}/file.csv`)).status).toBe(403);
    await portal.owner.query(
      "insert into account_duties select id, 'administrator' from accounts where login_id = 'wco.second'",
    );
  });

  test('bad forms keep what was typed, and hand-made fields are refused', async () => {
    const short = await admin.post(
      '/access/audit/exports',
      { login: 'vn.reader', reason: '  no ' },
      '/access/audit/exports/new',
    );
    expect([short.status, short.text.includes('name="login" value="vn.reader"'), short.text.includes('  no ')]).toEqual(
      [422, true, true],
    );
    for (const fields of [{ reason: 'x'.repeat(501) }, { reason: 'nul \u0000 in it' }, { reason: 'bidi \u202e here' }])
      expect((await admin.post('/access/audit/exports', fields, '/access/audit/exports/new')).status).toBe(422);
    for (const fields of [
      { reason: 'a good reason', state: 'approved' },
      { reason: 'a good reason', decided_by: '1' },
      { reason: ['a good reason', 'another'] },
      { reason: 'a good reason', login: '%%%' },
      { reason: 'a good reason', __proto__x: '1' },
    ]) {
      expect((await admin.post('/access/audit/exports', fields, '/access/audit/exports/new')).status).toBe(400);
    }
    const path = await ask();
    expect((await decide(second, path, 'maybe')).status).toBe(422);
    const kept = await decide(second, path, 'approved', 'ok');
    expect([kept.status, kept.text.includes('>ok</textarea>')]).toEqual([422, true]);
    expect(
      (
        await second.post(
          '/access/audit/exports/999999/decision',
          { decision: 'approved', reason: 'a good reason' },
          '/access/audit/exports',
        )
      ).status,
    ).toBe(404);
  });
});

describe('alarms', () => {
  const raise = async (): Promise<number> => {
    const { rows } = await portal.owner.query(
      `insert into alarms (kind, subject, from_at, until_at, detail) values ('lock_outs', '198.51.100.1', ` +
        `now() - interval '5 minutes', clock_timestamp(), '{"count": 3, "values": ["a.b", "<i>"]}') returning ` +
        'number',
    );
    return rows[0].number;
  };

  test('are counted in the menu and at home of administrators only, and acknowledged once with a note', async () => {
    const inMenu = async () =>
      Number(/Access\s*<span class="count">(\d+)/.exec((await admin.get('/waiting')).text)?.[1] ?? 0);
    const before = await inMenu();
    const number = await raise();
    expect(await inMenu()).toBe(before + 1);
    expect((await admin.get('/')).text).toMatch(/\d new alarms?/);
    expect((await kenya.get('/')).text).not.toContain('alarm');
    expect((await admin.get(`/access/alarms/${number}`)).text).toContain('a.b, &lt;i&gt;');
    expect(
      (await admin.post(`/access/alarms/${number}/acknowledgement`, { note: ' ' }, '/access/alarms/rules')).status,
    ).toBe(422);
    const left = await eventsOf(portal, async () =>
      expect(
        (
          await admin.post(
            `/access/alarms/${number}/acknowledgement`,
            { note: 'A test by the security office' },
            '/access/alarms/rules',
          )
        ).status,
      ).toBe(303),
    );
    expect(left.at(-1)).toMatchObject({
      action: 'alarm.acknowledged',
      subject: `alarm:${number}`,
      login_id: 'wco.admin',
      detail: { note: 'A test by the security office' },
    });
    expect(
      (await second.post(`/access/alarms/${number}/acknowledgement`, { note: 'Seen again' }, '/access/alarms/rules'))
        .status,
    ).toBe(409);
    expect(await inMenu()).toBe(before);
    const { rows } = await portal.owner.query('select acknowledged_login, note from alarms where number = $1', [
      number,
    ]);
    expect(rows).toEqual([{ acknowledged_login: 'wco.admin', note: 'A test by the security office' }]);
  });

  const rule = { threshold: '20', least: '', windowMinutes: '10', active: 'yes', reason: 'Asked by the meeting' };
  test.each([
    ['refusals', { threshold: '0' }],
    ['refusals', { threshold: '-1' }],
    ['refusals', { threshold: '1.5' }],
    ['refusals', { threshold: '1e3' }],
    ['refusals', { threshold: '99999999999' }],
    ['refusals', { windowMinutes: '0' }],
    ['refusals', { windowMinutes: '100000' }],
    ['refusals', { least: '5' }],
    ['refusals', { active: 'on' }],
    ['refusals', { reason: '' }],
    ['places', { threshold: '1' }],
    ['reads', { threshold: '21', least: '5', windowMinutes: '' }],
    ['reads', { threshold: '3', least: '', windowMinutes: '' }],
    ['reads', { threshold: '3', least: '300', windowMinutes: '60' }],
    ['refusals', {}],
  ])('a rule refused: %s %j', async (kind, change) => {
    const answer = await admin.post(`/access/alarms/rules/${kind}`, { ...rule, ...change }, '/access/alarms/rules');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('error-summary');
  });

  test('a rule changed keeps its history; unknown rules and fields are refused', async () => {
    expect(
      (await admin.post('/access/alarms/rules/refusals', { ...rule, threshold: '25' }, '/access/alarms/rules')).status,
    ).toBe(303);
    expect(
      (
        await admin.post(
          '/access/alarms/rules/reads',
          { ...rule, threshold: '2,5', least: '100', windowMinutes: '' },
          '/access/alarms/rules',
        )
      ).status,
    ).toBe(303);
    expect((await admin.get('/access/alarms/rules')).text).toContain('25 refusals in 10 minutes');
    expect((await admin.post('/access/alarms/rules/__proto__', rule, '/access/alarms/rules')).status).toBe(404);
    expect(
      (await admin.post('/access/alarms/rules/refusals', { ...rule, position: '9' }, '/access/alarms/rules')).status,
    ).toBe(400);
  });

  test.each([
    '196.200.1.0/16',
    '196.200.0.0',
    '196.200.0.0/33',
    '0.0.0.0/0',
    '10.0.0.0/7',
    '2001:db8::1/32',
    '2001:db8::/200',
    '2000::/3',
    '::ffff:1.2.3.0/120',
    'fe80::%1/64',
    'kenya',
    '1.2.3.4/24/1',
    "'; drop table alarms",
  ])('a block refused: %s', async block => {
    const answer = await admin.post(
      '/access/alarms/networks',
      { office: 'KE', block, note: 'Head office' },
      '/access/alarms/networks',
    );
    expect([answer.status, answer.text.includes('error-summary')]).toEqual([422, true]);
  });

  test.each([
    '196.200.0.0/16',
    '196.200.4.0/22',
    '198.51.100.7/32',
    '2001:db8::/32',
    '2001:db8:0:1::/64',
    '2001:db8::7/128',
    '2001:DB8:8000::/33',
  ])('a block taken: %s', async block => {
    expect(
      (
        await admin.post(
          '/access/alarms/networks',
          { office: 'KE', block, note: 'Head office' },
          '/access/alarms/networks',
        )
      ).status,
    ).toBe(303);
    expect(
      (
        await admin.post(
          '/access/alarms/networks',
          { office: 'KE', block, note: 'Head office' },
          '/access/alarms/networks',
        )
      ).status,
    ).toBe(422);
  });

  test.each(['state=x', 'below=0', 'below=x', 'below=99999999999', 'x=1', 'state=open&state=seen'])(
    'malformed: %s',
    async query => {
      expect((await admin.get(`/access/alarms?${query}`)).status).toBe(400);
    },
  );
});

describe('the chain’s page', () => {
  test('a check is asked for by a button, noted, and its result is kept', async () => {
    const left = await eventsOf(portal, async () => {
      expect((await admin.post('/access/audit/checks', {}, '/access/audit/chain')).headers.location).toBe(
        '/access/audit/chain?asked=yes',
      );
      await expect
        .poll(async () => (await portal.owner.query("select 1 from audit_checks where cause = 'asked'")).rowCount, {
          timeout: 20_000,
        })
        .toBe(1);
    });
    expect(left.map(({ action }) => action)).toContain('trail.checkAsked');
    // The rows here were sealed with another key than the portal's: it must say so.
    expect((await admin.get('/access/audit')).text).toContain('The audit trail has been tampered with');
    expect((await kenya.get('/access/audit')).text).not.toContain('tampered');
    expect((await admin.get('/access/audit/chain?asked=no')).status).toBe(400);
  });
});
