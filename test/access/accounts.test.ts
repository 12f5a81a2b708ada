import { beforeAll, describe, expect, test } from 'vitest';
import { act, letters, officer, stored } from '../support/accounts.ts';
import { eventsOf } from '../support/attacks.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { castPassword } from '../support/cast.ts';
import { refusalsOf } from '../support/trail.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let ncp: Browser;
let admin: Browser;
const today = new Date().toISOString().slice(0, 10);
const inDays = (days: number): string => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  portal = await testPortal();
  [ncp, admin] = [await portal.as('ke.ncp'), await portal.as('wco.admin')];
});

async function signedIn(login: string): Promise<Browser> {
  const browser = portal.visitor();
  browser.address = `203.0.113.${Math.floor(100 + browser.url.length + login.length)}`;
  expect((await browser.post('/sign-in', { loginId: login, password: castPassword }, '/sign-in')).status).toBe(303);
  return browser;
}

/** Every act with a body that would be right. */
const acts: readonly [path: string, fields: Record<string, string | string[]>][] = [
  ['access', { level: 'limited' }],
  ['end-date', { endsOn: inDays(100) }],
  ['suspension', { until: '' }],
  ['resumption', {}],
  ['unlocking', {}],
  ['reset', {}],
  ['ending', {}],
];

describe('the list', () => {
  test('shows a contact point the own administration only, and the administrator all', async () => {
    const own = textOf(await ncp.get('/access/accounts?state=all'));
    expect(own).toContain('ke.officer');
    expect(own).not.toMatch(/vn\.|rilo\.|wco\.admin /);
    const all = textOf(await admin.get('/access/accounts?state=all'));
    for (const login of ['ke.officer', 'vn.ncp', 'unep.partner']) expect(all).toContain(login);
    const rilo = textOf(await (await portal.as('rilo.esa')).get('/access/accounts?state=all'));
    expect(rilo).toContain('rilo.esa');
    expect(rilo).not.toContain('ke.officer');
  });

  test('finds by words, level, duty, office and state, and counts each state', async () => {
    const { login } = await officer(portal, { ends: 12, level: 'limited' });
    const logins = async (query: string, by = ncp) =>
      [
        ...(await by.get(`/access/accounts?${query}`)).text.matchAll(/<td class="ref ph-a"><a href="[^"]*">([^<]+)/g),
      ].map(([, found = '']) => found);
    expect(await logins(`q=${login}@POST`)).toEqual([login]);
    expect(await logins('q=sam+sample&state=ending')).toContain(login);
    expect(await logins('duty=ncp')).toEqual(['ke.ncp']);
    expect(await logins('level=limited')).not.toContain('ke.officer');
    expect(await logins('office=VN', admin)).toEqual(['vn.ncp', 'vn.reader']);
    expect(await logins('q=%25')).toEqual([]);
    expect((await ncp.get('/access/accounts')).text).toMatch(/value="ending"[\s\S]*?facet-count">1</);
  });

  test('walks every account once, forth and back, in every order', async () => {
    for (let n = 0; n < 60; n += 1)
      await officer(portal, { office: 'VN', ...(n % 3 === 0 ? {} : { ends: 40 + (n % 5) }) });
    const {
      rows: [{ n }],
    } = await portal.owner.query(
      `select count(*)::int as n from accounts a join offices o on o.id = a.office_id where o.code = 'VN'`,
    );
    const vn = await portal.as('vn.ncp');
    for (const sort of ['login', 'name', 'end', 'seen']) {
      const forth = await walk(vn, `/access/accounts?sort=${sort}`, 'next');
      expect([sort, new Set(forth.logins).size, forth.logins.length]).toEqual([sort, n, n]);
      const back = await walk(vn, forth.last, 'prev');
      expect([sort, new Set([...forth.lastLogins, ...back.logins]).size]).toEqual([sort, n]);
    }
  });

  async function walk(browser: Browser, from: string, rel: 'next' | 'prev') {
    const logins: string[] = [];
    let lastLogins: string[] = [];
    let last = from;
    for (let path: string | undefined = from; path !== undefined; ) {
      const { text, status } = await browser.get(path);
      expect(status).toBe(200);
      lastLogins = [...text.matchAll(/<td class="ref ph-a"><a href="[^"]*">([^<]+)/g)].map(([, login = '']) => login);
      if (rel === 'next' || path !== from) logins.push(...lastLogins);
      last = path;
      path = new RegExp(`<a class="button" href="([^"]+)" rel="${rel}"`).exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    return { logins, last, lastLogins };
  }

  test.each([
    'colour=red',
    'state=gone',
    'level=god',
    'duty=x',
    'sort=id',
    'office=KE',
    'q=a&q=b',
    'after=zzz',
    'q=%00',
    `q=${'a'.repeat(201)}`,
    'sort=end&after=WyJub3QgYSBkYXkiLDEsMV0',
    `after=${Buffer.from('["a\\u0000",1,1]').toString('base64url')}`,
  ])('%s: 400', async query => {
    expect((await ncp.get(`/access/accounts?${query}`)).status).toBe(400);
  });

  test('leaves a row in the trail, and so does each account looked at', async () => {
    const { id, login } = await officer(portal);
    const events = await eventsOf(portal, async () => {
      await ncp.get('/access/accounts?q=sam');
      await ncp.get(`/access/accounts/${id}`);
    });
    expect(events.map(({ action, subject, login_id: by }) => [action, subject, by])).toEqual([
      ['account.listed', null, 'ke.ncp'],
      ['account.read', login, 'ke.ncp'],
    ]);
    expect(events[0]?.detail).toMatchObject({ q: 'sam' });
  });
});

describe('whose account it is', () => {
  test('a contact point finds nothing of another office: no page, no form, no act', async () => {
    const { id } = await officer(portal, { office: 'VN' });
    const before = await stored(portal, id);
    expect((await ncp.get(`/access/accounts/${id}`)).status).toBe(404);
    const refused = () => refusalsOf(portal.owner, { action: 'page.refused', login: 'ke.ncp' });
    const earlier = await refused();
    for (const [path, fields] of acts) {
      expect([path, (await ncp.get(`/access/accounts/${id}/${path}`)).status]).toEqual([path, 404]);
      expect([path, (await act(ncp, portal, id, path, fields)).status]).toEqual([path, 404]);
    }
    expect(await stored(portal, id)).toEqual(before);
    expect((await refused()) - earlier).toBe(acts.length * 2);
  });

  test.each(['0', '-1', '1.5', 'abc', '99999999999999999999', '%00'])('no account %s: 404', async id => {
    expect((await admin.get(`/access/accounts/${id}`)).status).toBe(404);
  });

  test('nobody acts on the own account as its contact point', async () => {
    const {
      rows: [{ id }],
    } = await portal.owner.query(`select id from accounts where login_id = 'ke.ncp'`);
    const before = await stored(portal, id);
    for (const [path, fields] of acts.filter(([name]) => name !== 'resumption'))
      expect([path, (await act(ncp, portal, id, path, fields)).status]).toEqual([path, 403]);
    expect(await stored(portal, id)).toEqual(before);
    expect(textOf(await ncp.get(`/access/accounts/${id}`))).toContain('This is your own account');
  });

  test('a colleague with a duty is the administrator’s, but for what is urgent', async () => {
    const { id } = await officer(portal, { level: 'unlimited', duties: ['ncp'] });
    for (const [path, fields] of [
      ['access', { level: 'limited' }],
      ['end-date', { endsOn: inDays(100) }],
      ['ending', {}],
    ] as const)
      expect([path, (await act(ncp, portal, id, path, fields)).status]).toEqual([path, 403]);
    expect((await act(ncp, portal, id, 'suspension')).status).toBe(303);
  });
});

describe('level and duties', () => {
  test('a contact point lowers, and raises to Read-only; history, trail and letter say so', async () => {
    const { id, login } = await officer(portal, { level: 'limited' });
    const events = await eventsOf(portal, async () => {
      const answer = await act(ncp, portal, id, 'access', { level: 'read_only', reason: 'Works with cases now' });
      expect([answer.status, answer.headers.location]).toEqual([303, `/access/accounts/${id}?done=access`]);
    });
    expect(events.find(({ action }) => action === 'account.accessChanged')).toMatchObject({
      login_id: 'ke.ncp',
      subject: login,
      detail: { becomes: { level: 'read_only' }, reason: 'Works with cases now' },
    });
    expect(textOf(await ncp.get(`/access/accounts/${id}`))).toMatch(
      /Level or duties changed by ke.ncp: Works with cases now · .* UTC Level: was Limited → is now Read-only/,
    );
    expect(await letters(portal)).toContainEqual({ kind: 'accessChanged', recipient: `${login}@post.example` });
  });

  test('raising to Unlimited and giving a duty are the administrator’s', async () => {
    const { id } = await officer(portal);
    const raise = await act(ncp, portal, id, 'access', { level: 'unlimited' });
    expect([raise.status, problemsOn(raise)]).toEqual([
      422,
      [expect.stringContaining('Only the WCO administrator can raise')],
    ]);
    expect((await act(ncp, portal, id, 'access', { level: 'read_only', duties: 'ncp' })).status).toBe(400);
    expect((await act(admin, portal, id, 'access', { level: 'unlimited', duties: 'ncp' })).status).toBe(303);
    expect(await stored(portal, id)).toMatchObject({ level: 'unlimited', duties: ['ncp'] });
  });

  const wrong: readonly [Record<string, string | string[]>, string][] = [
    [{ level: 'read_only', duties: 'ncp' }, 'A duty needs the level Unlimited.'],
    [{ level: 'unlimited', duties: 'rilo' }, 'Offices of this type do not have this duty.'],
    [{ level: 'unlimited', duties: 'administrator' }, 'Offices of this type do not have this duty.'],
    [{ level: 'partner' }, 'Offices of this type do not have this level.'],
    [{ level: 'god' }, 'Choose an option from the list.'],
    [{ level: 'unlimited', duties: ['ncp', 'king'] }, 'Choose an option from the list.'],
    [{}, 'Fill in '],
    [{ level: 'read_only' }, 'This is already the case.'],
    [{ level: 'limited', reason: ' \n ' }, 'Enter the reason'],
    [{ level: 'limited', reason: 'a\u202eb' }, 'Remove the characters'],
    [{ level: 'limited', reason: 'a'.repeat(1001) }, 'Shorten this to 1000 characters.'],
  ];
  test.each(wrong)('%j is refused at its field, and nothing typed is lost', async (fields, problem) => {
    const { id } = await officer(portal);
    const before = await stored(portal, id);
    const answer = await act(admin, portal, id, 'access', { reason: 'kept as typed', ...fields });
    expect([answer.status, problemsOn(answer).join(' ')]).toEqual([422, expect.stringContaining(problem)]);
    if (!('reason' in fields)) expect(answer.text).toContain('kept as typed');
    expect(await stored(portal, id)).toEqual(before);
  });

  test('further fields are refused and change nothing', async () => {
    const { id } = await officer(portal);
    const before = await stored(portal, id);
    for (const extra of ['duties', 'officeId', 'office_id', 'demo', 'password', 'email', 'id', '__proto__']) {
      expect([extra, (await act(ncp, portal, id, 'access', { level: 'limited', [extra]: '1' })).status]).toEqual([
        extra,
        400,
      ]);
      expect([
        extra,
        (await act(ncp, portal, id, 'end-date', { endsOn: inDays(50), [extra]: 'unlimited' })).status,
      ]).toEqual([extra, 400]);
    }
    expect((await act(ncp, portal, id, 'suspension', { level: 'unlimited' })).status).toBe(400);
    expect(await stored(portal, id)).toEqual(before);
  });

  test('a form of before another’s change is told so, and keeps what was written', async () => {
    const { id } = await officer(portal);
    const { version } = await stored(portal, id);
    expect((await act(admin, portal, id, 'end-date', { endsOn: inDays(90) })).status).toBe(303);
    const late = await ncp.post(`/access/accounts/${id}/access`, {
      version: String(version),
      level: 'limited',
      reason: 'written in vain',
    });
    expect(late.status).toBe(409);
    expect(textOf(late)).toContain('Someone changed this account');
    expect(late.text).toContain('written in vain');
    expect((await stored(portal, id)).level).toBe('read_only');
    expect((await ncp.post(`/access/accounts/${id}/access`, { level: 'limited', reason: 'no version' })).status).toBe(
      400,
    );
  });

  test('of two at once one changes and the other is told', async () => {
    const { id } = await officer(portal);
    const [version, token, other] = [
      String((await stored(portal, id)).version),
      await ncp.token(),
      await admin.token(),
    ];
    const answers = await Promise.all([
      ncp.postRaw(`/access/accounts/${id}/access`, { version, level: 'limited', reason: 'one', _csrf: token }),
      admin.postRaw(`/access/accounts/${id}/access`, { version, level: 'unlimited', reason: 'two', _csrf: other }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const { rows } = await portal.owner.query(`select what from account_changes where account_id = $1`, [id]);
    expect(rows).toEqual([{ what: 'access' }]);
  });
});

describe('the end', () => {
  test.each([
    ['2027-02-30', 'Enter a valid date'],
    ['yesterday', 'Enter a valid date'],
    [inDays(-1), 'Enter a date from'],
    [inDays(800), 'Enter a date up to'],
    ['', 'Fill in '],
  ])('%s is no end date for a contact point', async (endsOn, problem) => {
    const { id } = await officer(portal);
    const answer = await act(ncp, portal, id, 'end-date', { endsOn });
    expect([answer.status, problemsOn(answer).join(' ')]).toEqual([422, expect.stringContaining(problem)]);
    if (endsOn !== '') expect(answer.text).toContain(`value="${endsOn}"`);
  });

  test('up to two years ahead; the administrator sees further', async () => {
    const { id } = await officer(portal);
    expect((await act(ncp, portal, id, 'end-date', { endsOn: inDays(729) })).status).toBe(303);
    expect((await act(admin, portal, id, 'end-date', { endsOn: inDays(1500) })).status).toBe(303);
    expect((await stored(portal, id)).ends_on).toBe(inDays(1500));
  });

  test('the last day is a day of access', async () => {
    const { id, login } = await officer(portal, { ends: 0 });
    await signedIn(login);
    expect(textOf(await ncp.get('/access/accounts?state=ended'))).not.toContain(login);
    // What has run out has a later date given or is ended, and nothing else done to it.
    expect((await act(ncp, portal, id, 'access', { level: 'limited' })).status).toBe(303);
    expect(textOf(await ncp.get(`/access/accounts?q=${login}`))).toContain(login);
  });

  test('an account that ran out signs nobody in and shows as ended; a later date brings it back', async () => {
    const { id, login } = await officer(portal, { ends: -1 });
    expect(
      (await portal.visitor().post('/sign-in', { loginId: login, password: castPassword }, '/sign-in')).status,
    ).toBe(401);
    expect(textOf(await ncp.get('/access/accounts?state=ended'))).toContain(login);
    expect((await act(ncp, portal, id, 'access', { level: 'limited' })).status).toBe(403);
    expect((await act(ncp, portal, id, 'end-date', { endsOn: inDays(30) })).status).toBe(303);
    await signedIn(login);
  });

  test('an ended account stays ended, whatever is sent', async () => {
    const { id, login } = await officer(portal);
    expect((await act(ncp, portal, id, 'ending', { reason: 'Left the service' })).status).toBe(303);
    const before = await stored(portal, id);
    expect(before.end_reason).toBe('Left the service');
    for (const [path, fields] of acts)
      expect([path, (await act(admin, portal, id, path, fields)).status]).toEqual([path, 403]);
    expect(await stored(portal, id)).toEqual(before);
    expect(textOf(await ncp.get(`/access/accounts/${id}`))).toContain('An ended account is never reopened');
    expect(
      (await portal.visitor().post('/sign-in', { loginId: login, password: castPassword }, '/sign-in')).status,
    ).toBe(401);
  });

  test.each([
    ['ending', {}],
    ['suspension', { until: inDays(30) }],
    ['access', { level: 'limited' }],
    ['reset', {}],
  ] as const)('%s signs every session out at the next request', async (path, fields) => {
    const { id, login } = await officer(portal);
    const [one, two, bystander] = [await signedIn(login), await signedIn(login), await portal.as('ke.reader')];
    expect((await one.get('/seizures')).status).toBe(200);
    expect((await act(ncp, portal, id, path, fields)).status).toBe(303);
    for (const browser of [one, two]) expect((await browser.get('/seizures')).headers.location).toMatch(/^\/sign-in/);
    const {
      rows: [{ n }],
    } = await portal.owner.query(`select count(*)::int as n from sessions where sess->'passport'->>'user' = $1`, [
      String(id),
    ]);
    expect(n).toBe(0);
    expect((await bystander.get('/seizures')).status).toBe(200);
  });
});

describe('suspension', () => {
  test('closes and opens again; one with a date ends by itself the day after it', async () => {
    const { id, login } = await officer(portal);
    const tried = async () =>
      (await portal.visitor().post('/sign-in', { loginId: login, password: castPassword }, '/sign-in')).status;
    expect((await act(ncp, portal, id, 'suspension', { until: inDays(5) })).status).toBe(303);
    expect(await tried()).toBe(401);
    expect(textOf(await ncp.get(`/access/accounts/${id}`))).toContain(`up to and including ${inDays(5)}`);
    expect((await act(ncp, portal, id, 'resumption')).status).toBe(303);
    expect(await tried()).toBe(303);
    await act(ncp, portal, id, 'suspension', { until: today });
    expect(await tried()).toBe(401);
    await portal.owner.query('update accounts set suspended_until = current_date - 1 where id = $1', [id]);
    expect(await tried()).toBe(303);
  });

  test.each(['2027-02-30', inDays(-1), inDays(400)])('not until %s', async until => {
    const { id } = await officer(portal);
    expect((await act(ncp, portal, id, 'suspension', { until })).status).toBe(422);
    expect((await stored(portal, id)).suspended_at).toBeNull();
  });
});

describe('unlocking', () => {
  test('lets a locked login in again, and the trail names who did it', async () => {
    const { id, login } = await officer(portal);
    const stranger = portal.visitor();
    stranger.address = '198.51.100.77';
    for (let n = 0; n < 6; n += 1) await stranger.post('/sign-in', { loginId: login, password: 'wrong' }, '/sign-in');
    expect(textOf(await ncp.get('/access/accounts?state=locked'))).toContain(login);
    const page = textOf(await ncp.get(`/access/accounts/${id}`));
    expect(page).toMatch(/Locked until .* after 6 wrong passwords/);
    expect(page).toContain('198.51.100.77');
    expect((await stranger.post('/sign-in', { loginId: login, password: castPassword }, '/sign-in')).status).toBe(429);
    const events = await eventsOf(portal, () => act(ncp, portal, id, 'unlocking', { reason: 'Asked by phone' }));
    const {
      rows: [me],
    } = await portal.owner.query(`select id, office_id from accounts where login_id = 'ke.ncp'`);
    expect(events.find(({ action }) => action === 'account.unlocked')).toMatchObject({
      account_id: me.id,
      login_id: 'ke.ncp',
      office_id: me.office_id,
      subject: login,
      detail: { reason: 'Asked by phone' },
    });
    expect((await stranger.post('/sign-in', { loginId: login, password: castPassword }, '/sign-in')).status).toBe(303);
    const again = await act(ncp, portal, id, 'unlocking');
    expect([again.status, problemsOn(again).join('')]).toEqual([422, expect.stringContaining('not locked')]);
  });
});

describe('reset', () => {
  test('sends the link to the officer; who asks never sees it', async () => {
    const { id, login } = await officer(portal);
    const answer = await act(ncp, portal, id, 'reset');
    expect(answer.status).toBe(303);
    const page = await ncp.get(answer.headers.location ?? '');
    expect(page.text).not.toContain('/access/links/');
    expect((await letters(portal)).at(-1)).toEqual({ kind: 'reset', recipient: `${login}@post.example` });
    const { rows } = await portal.owner.query(
      "select purpose, made_by = (select id from accounts where login_id = 'ke.ncp') as mine from " +
        'account_links where account_id = $1 and ended_at is null',
      [id],
    );
    expect(rows).toEqual([{ purpose: 'reset', mine: true }]);
    const { rows: trail } = await portal.owner.query(
      `select detail::text from audit_events where action = 'account.resetSent' and subject = $1 order by id`,
      [login],
    );
    expect(trail[0].detail).not.toMatch(/[\w-]{43}/);
  });

  test('an account never activated gets its first link again; one without an address is told', async () => {
    const { id } = await officer(portal);
    await portal.owner.query('update accounts set password_hash = null, activated_at = null where id = $1', [id]);
    expect((await act(ncp, portal, id, 'reset')).status).toBe(303);
    expect((await letters(portal)).at(-1)?.kind).toBe('activation');
    const nowhere = await officer(portal, { email: null });
    expect(problemsOn(await act(ncp, portal, nowhere.id, 'reset')).join('')).toContain('no email address');
  });
});
