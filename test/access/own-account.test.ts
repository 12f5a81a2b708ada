import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endSessions, passwordProblem, wantsMail } from '../../src/access/index.ts';
import { deviceOf } from '../../src/access/account/device.ts';
import { eventsOf } from '../support/attacks.ts';
import { forgetUse, passwordStep, setUpApp, visitorOf } from '../support/factors.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});
beforeEach(() => forgetUse(portal));

const opened = async (loginId: string): Promise<Browser> => (await passwordStep(portal, loginId)).browser;
const isIn = async (browser: Browser): Promise<boolean> => (await browser.get('/account')).status === 200;
const idOf = async (loginId: string): Promise<number> =>
  (await portal.owner.query<{ id: number }>('select id from accounts where login_id = $1', [loginId])).rows[0]?.id ?? 0;

async function lettersTo(address: string): Promise<string[]> {
  const { rows } = await portal.owner.query<{ kind: string }>(
    'select kind from outgoing_letters where recipient = $1 order by id',
    [address],
  );
  return rows.map(({ kind }) => kind);
}

describe('sessions', () => {
  test('of an account all end in one statement, or all but one, and at once', async () => {
    const [one, two, other] = [await opened('ke.ncp'), await opened('ke.ncp'), await opened('vn.ncp')];
    const {
      rows: [kept],
    } = await portal.owner.query<{ sid: string }>(
      'select sid from account_sessions where account_id = $1 order by opened_at desc limit 1',
      [await idOf('ke.ncp')],
    );
    expect(await endSessions(portal.pool, await idOf('ke.ncp'), { except: kept?.sid ?? '' })).toBe(1);
    expect(await Promise.all([one, two, other].map(isIn))).toEqual([false, true, true]);
    expect(await endSessions(portal.pool, await idOf('ke.ncp'))).toBe(1);
    expect(await Promise.all([one, two, other].map(isIn))).toEqual([false, false, true]);
  });

  test('that a running request writes back stay ended', async () => {
    const browser = await opened('ke.ncp');
    const {
      rows: [row],
    } = await portal.owner.query(
      'select s.* from sessions s join account_sessions x using (sid) where account_id = $1',
      [await idOf('ke.ncp')],
    );
    await endSessions(portal.pool, await idOf('ke.ncp'));
    await portal.owner.query('insert into sessions (sid, sess, expire) values ($1, $2, $3)', [
      row.sid,
      row.sess,
      row.expire,
    ]);
    expect(await isIn(browser)).toBe(false);
  });

  test('are five at most: the oldest ends', async () => {
    const browsers = [];
    for (let at = 0; at < 6; at += 1) browsers.push(await opened('vn.reader'));
    expect(await Promise.all(browsers.map(isIn))).toEqual([false, true, true, true, true, true]);
  });

  test('are shown with device, address and time, and end one by one or all together', async () => {
    const [here, phone, desk] = [await opened('rilo.esa'), visitorOf(portal), await opened('rilo.esa')];
    const token = await phone.token('/sign-in');
    phone.address = '192.0.2.77';
    const agent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' +
      'Version/18.0 Mobile/15E148 Safari/604.1';
    await phone.postRaw(
      '/sign-in',
      { loginId: 'rilo.esa', password: castPassword, _csrf: token },
      { 'User-Agent': agent },
    );
    const page = (await here.get('/account')).text;
    expect(page).toContain('Safari on iPhone');
    expect(page).toMatch(/192\.0\.2\.77 · signed in \d+ \w+ \d{4}, \d\d:\d\d UTC ·\s+last seen/);
    const action =
      /Safari on iPhone[\s\S]*?action="(\/account\/sessions\/[0-9a-f-]{36}\/removal)"/.exec(page)?.[1] ?? '';
    const stranger = await opened('vn.ncp');
    expect((await stranger.post(action)).status).toBe(404);
    expect(await isIn(phone)).toBe(true);
    const events = await eventsOf(portal, async () => {
      expect((await here.post(action, {}, '/account')).headers.location).toBe('/account?done=session');
    });
    expect(events.map(({ action: what }) => what)).toEqual(['session.ended']);
    expect(await Promise.all([here, phone, desk].map(isIn))).toEqual([true, false, true]);
    await here.post('/account/sessions/removal');
    expect(await Promise.all([here, desk].map(isIn))).toEqual([true, false]);
    expect((await here.post('/account/sessions/not-a-number/removal')).status).toBe(404);
  });

  test('with a time to come end: the clock was set back', async () => {
    const browser = await opened('rilo.ap');
    await portal.owner.query(
      `update sessions set sess = jsonb_set(sess::jsonb, '{openedAt}', to_jsonb((sess->>'openedAt')::bigint + ` +
        '3600000))::json where sid in (select sid from account_sessions where account_id = $1)',
      [await idOf('rilo.ap')],
    );
    expect(await isIn(browser)).toBe(false);
  });
});

describe('the sign-in before', () => {
  test('is told once after the next one, with the tries that failed between', async () => {
    const first = await opened('ke.limited');
    expect((await first.get('/')).text).not.toContain('You last signed in');
    for (let tries = 0; tries < 2; tries += 1)
      await visitorOf(portal).post('/sign-in', { loginId: 'ke.limited', password: 'wrong' }, '/sign-in');
    const second = await opened('ke.limited');
    expect((await second.get('/')).text).toMatch(
      new RegExp(
        String.raw`You last signed in on [^.]+ UTC, from 198\.51\.100\.\d+\. 2 attempts to sign in with your ` +
          String.raw`login ID have failed since then\.`,
      ),
    );
    const account = (await second.get('/account')).text;
    expect(account).not.toContain('You last signed in');
    expect(account).toMatch(/Failed attempts since<\/dt>\s*<dd>\s*2 attempts/);
  });
});

describe('the password', () => {
  const chosen = 'seven lamps over a quiet harbour';
  const change = (browser: Browser, fields: Record<string, string>) =>
    browser.post('/account/password', fields, '/account/password');

  test('changes with the present one, ends the other sessions and gives this one a new id', async () => {
    const [here, there] = [await opened('wco.cenmat'), await opened('wco.cenmat')];
    await portal.owner.query("update accounts set email = 'cenmat@wco.example' where login_id = 'wco.cenmat'");
    const old = here.cookies.get('__Host-cen') ?? '';
    const events = await eventsOf(portal, async () => {
      expect((await change(here, { current: castPassword, chosen })).headers.location).toBe('/account?done=password');
    });
    expect(events.map(({ action }) => action)).toEqual(['factor.proved', 'password.changed']);
    expect(JSON.stringify(events)).not.toContain(chosen);
    expect(await lettersTo('cenmat@wco.example')).toEqual(['passwordChanged']);
    expect(here.cookies.get('__Host-cen')).not.toBe(old);
    const thief = portal.visitor();
    thief.cookies.set('__Host-cen', old);
    expect(await Promise.all([here, there, thief].map(isIn))).toEqual([true, false, false]);
    expect((await passwordStep(portal, 'wco.cenmat')).answer.status).toBe(401);
    expect(
      (await visitorOf(portal).post('/sign-in', { loginId: 'wco.cenmat', password: chosen }, '/sign-in')).status,
    ).toBe(303);
  });

  test('stays when the present one is wrong, which counts as a failed try', async () => {
    const browser = await opened('unep.partner');
    for (let tries = 0; tries < 5; tries += 1) {
      const refused = await change(browser, { current: 'not it', chosen });
      expect([refused.status, refused.text]).toEqual([
        422,
        expect.stringContaining('This is not your current password'),
      ]);
      expect(refused.text).not.toContain(chosen);
    }
    expect((await change(browser, { current: castPassword, chosen })).text).toContain('Too many wrong passwords');
    const {
      rows: [row],
    } = await portal.owner.query('select failed from account_sign_ins where account_id = $1', [
      await idOf('unep.partner'),
    ]);
    expect(row.failed).toBe(6);
    await forgetUse(portal);
    expect((await passwordStep(portal, 'unep.partner')).answer.status).toBe(303);
  });

  test('names each problem at its field', async () => {
    const browser = await opened('vn.ncp');
    const refused = await change(browser, { current: '', chosen: 'short' });
    expect(refused.text).toMatch(
      /id="current-error"[\s\S]*Fill in this field\.[\s\S]*id="chosen-error"[\s\S]*Use at least 12 characters\./,
    );
    expect((await change(browser, { current: castPassword, chosen: castPassword })).text).toContain(
      'not your current one',
    );
  });

  const owner = { loginId: 'ke.ncp', names: ['Kenya Revenue Authority'] };
  test.each([
    ['elevenchars', 'short'],
    ['x'.repeat(1025), 'long'],
    ['Unbelievable', 'common'],
    ['passwordpassword', 'common|context'],
    ['CENcomm2026!xyz', 'context'],
    ['I like ke.ncp a lot', 'context'],
    ['kenya is my garden', 'context'],
    ['my cen login today', 'context'],
    ['revenue of the moon', 'context'],
    ['aaaaaaaaaaaaaaaa', 'pattern'],
    ['abcabcabcabcabc', 'pattern'],
    ['hello1hello1hello1', 'pattern'],
    ['qwertyuiop123456', 'pattern'],
    ['098765432109876', 'pattern'],
  ])('%j may not be one (%s)', (password, why) => {
    expect(passwordProblem(password, owner)?.key).toMatch(
      new RegExp(`^(account:rules\\.(${why})|account:rules\\.common)$`),
    );
  });
  test.each([
    'correct horse battery staple',
    'seven lamps over a quiet harbour',
    'recent centre of innocence',
    'ÄÖÜ 漢字 کلمه عبور x',
    'zebra-Ocean-41-lamp',
    `${'x'.repeat(10)} river stone lamp`,
    'mot de vingt lettres au moins',
  ])('%j may be one', password => {
    expect(passwordProblem(password, owner)).toBeUndefined();
  });
});

describe('second factors', () => {
  test('end the other sessions when one is added or removed, and give this one a new id', async () => {
    const there = await opened('ke.officer');
    await portal.owner.query("update accounts set email = 'officer@customs.example' where login_id = 'ke.officer'");
    const { browser } = await setUpApp(portal, 'ke.officer');
    expect(await Promise.all([browser, there].map(isIn))).toEqual([true, false]);
    const old = browser.cookies.get('__Host-cen') ?? '';
    const events = await eventsOf(portal, async () => {
      expect((await browser.post('/account/factors/app/removal', {}, '/account')).headers.location).toBe(
        '/account/factors?done=removed',
      );
    });
    expect(events.map(({ action, subject }) => [action, subject])).toEqual([['factor.removed', 'app']]);
    expect(await lettersTo('officer@customs.example')).toEqual(['factorAdded', 'factorRemoved']);
    expect(browser.cookies.get('__Host-cen')).not.toBe(old);
    const { rows } = await portal.owner.query('select 1 from account_recovery_codes where account_id = $1', [
      await idOf('ke.officer'),
    ]);
    expect(rows).toEqual([]);
    expect((await passwordStep(portal, 'ke.officer')).answer.headers.location).toBe('/');
  });

  test('are not taken from a form alone: a made-up passkey, or one without a challenge', async () => {
    const browser = await opened('ke.reader');
    for (const passkey of [
      '',
      '{}',
      'null',
      '[]',
      '{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}',
    ]) {
      const refused = await browser.post('/account/factors/passkeys', { name: 'A key', passkey });
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('value="A key"')]);
      await browser.post('/account/factors/passkeys/options');
    }
    for (const name of ['', '   ', 'x'.repeat(61), 'a\u0000b', '\u202eabc'])
      expect((await browser.post('/account/factors/passkeys', { name, passkey: '{}' })).status).toBe(422);
  });
});

describe('notifications', () => {
  test('are kept per kind, and those about the account stay on', async () => {
    const browser = await opened('rilo.ap');
    const id = await idOf('rilo.ap');
    expect(await wantsMail(portal.pool, id, 'alarm')).toBe(true);
    expect((await browser.post('/account/notifications', { mail: ['review', 'suggestion'] })).status).toBe(303);
    expect(
      await Promise.all(
        (['account', 'review', 'alarm', 'suggestion', 'application'] as const).map(kind =>
          wantsMail(portal.pool, id, kind),
        ),
      ),
    ).toEqual([true, true, false, true, false]);
    await browser.post('/account/notifications', {});
    expect(await Promise.all((['account', 'review'] as const).map(kind => wantsMail(portal.pool, id, kind)))).toEqual([
      true,
      false,
    ]);
    for (const fields of [
      { mail: 'account' },
      { mail: ['review', '__proto__'] },
      { mail: 'review', level: 'unlimited' },
      { account: 'off' },
    ])
      expect((await browser.post('/account/notifications', fields)).status).toBe(400);
  });
});

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 ' +
      'Safari/537.36 Edg/140.0.0.0',
    'Edge',
    'Windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox', 'Linux'],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile ' +
      'Safari/537.36',
    'Chrome',
    'Android',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 ' +
      'Safari/605.1.15',
    'Safari',
    'macOS',
  ],
  ['<script>alert(1)</script>', undefined, undefined],
])('%s is %s on %s', (agent, browser, system) => {
  expect(deviceOf(agent)).toMatchObject({ ...(browser ? { browser, system } : {}) });
});
