import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tellAttacked } from '../../src/access/index.ts';
import { networkOf } from '../../src/access/session/sign-in-throttle.ts';
import { act, officer } from '../support/accounts.ts';
import { textOf } from '../support/entry.ts';
import { castPassword } from '../support/cast.ts';
import { codeOf, factorStep, forgetUse, passwordStep, setUpApp, visitorOf } from '../support/factors.ts';
import { openedRoom } from '../support/opened-letters.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});
beforeEach(() => forgetUse(portal));

const tryWith = (browser: Browser, loginId: string, password = 'not the password') =>
  browser.post('/sign-in', { loginId, password }, '/sign-in');
async function attack(loginId: string, address?: string): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const stranger = visitorOf(portal);
    if (address !== undefined) stranger.address = address;
    await tryWith(stranger, loginId);
  }
}
/** The same browser, signed out. */
async function signedOut(browser: Browser): Promise<Browser> {
  await browser.post('/sign-out', {}, '/account');
  expect((await browser.get('/account')).status).toBe(303);
  return browser;
}

describe('a login others guess at', () => {
  test('says how long to wait, of an unknown login just the same', async () => {
    const pages = [];
    for (const login of ['vn.ncp', 'no.such.person']) {
      await attack(login);
      pages.push(await tryWith(visitorOf(portal), login, castPassword));
    }
    for (const page of pages) {
      expect(page.status).toBe(429);
      expect(Number(page.headers['retry-after'])).toBeGreaterThan(800);
      expect(textOf(page)).toContain('Wait 15 minutes, then try again');
      expect(textOf(page)).not.toContain('is incorrect');
    }
    const neutral = (text = '') => text.replace(/value="[^"]*"/g, '').replace(/[0-9A-F]{12}/g, '');
    expect(neutral(pages[1]?.text)).toBe(neutral(pages[0]?.text));
  });

  test('opens to a browser it was signed in with before, which has an allowance of its own', async () => {
    const { id, login } = await officer(portal);
    const home = visitorOf(portal);
    expect((await tryWith(home, login, castPassword)).status).toBe(303);
    expect(home.cookies.get('__Host-device')).toMatch(/^[\w-]{43}$/);
    await signedOut(home);
    await attack(login);
    expect((await tryWith(visitorOf(portal), login, castPassword)).status).toBe(429);
    expect((await tryWith(home, login, castPassword)).status).toBe(303);
    // Getting in forgives the strangers nothing.
    expect((await tryWith(visitorOf(portal), login)).status).toBe(429);
    await signedOut(home);
    for (let tries = 0; tries < 5; tries += 1) expect((await tryWith(home, login)).status).toBe(401);
    expect((await tryWith(home, login, castPassword)).status).toBe(429);
    const { rows } = await portal.owner.query('select failed from account_sign_ins where account_id = $1', [id]);
    expect(rows[0].failed).toBeGreaterThanOrEqual(7);
  });

  test('does not open to the browser of somebody else, a made-up cookie, or one that was forgotten', async () => {
    const { login } = await officer(portal);
    const other = visitorOf(portal);
    await tryWith(other, 'ke.reader', castPassword);
    await signedOut(other);
    const forged = visitorOf(portal);
    forged.cookies.set('__Host-device', 'A'.repeat(43));
    const home = visitorOf(portal);
    await tryWith(home, login, castPassword);
    const page = await home.get('/account');
    expect(textOf(page)).toContain('Known browsers');
    const [, path = ''] = /action="(\/account\/devices\/[^"]+)"/.exec(page.text) ?? [];
    const stranger = await portal.as('ke.officer');
    expect((await stranger.post(path)).status).toBe(404);
    expect((await home.post(path)).headers.location).toBe('/account?done=device');
    await signedOut(home);
    await attack(login);
    for (const browser of [other, forged, home]) expect((await tryWith(browser, login, castPassword)).status).toBe(429);
  });

  test('keeps nobody who is in from confirming that it is he', async () => {
    const { browser } = await passwordStep(portal, 'ke.officer');
    await attack('ke.officer');
    const chosen = 'eleven quiet lamps by the harbour';
    const answer = await browser.post('/account/password', { current: castPassword, chosen }, '/account/password');
    expect(answer.headers.location).toBe('/account?done=password');
  });

  test('and its second factor are both freed by unlocking, and the page says who tried from where', async () => {
    const { id, login } = await officer(portal);
    const { seed } = await setUpApp(portal, login);
    const { browser } = await passwordStep(portal, login);
    for (let tries = 0; tries < 5; tries += 1) await factorStep(browser, { code: '000000' });
    await attack(login, '192.0.2.44');
    const ncp = await portal.as('ke.ncp');
    const page = textOf(await ncp.get(`/access/accounts/${id}`));
    expect(page).toContain('after 5 wrong passwords');
    expect(page).toContain('after 5 wrong codes');
    expect(page).toContain('192.0.2.44');
    expect(page).not.toContain('No one can sign in from');
    for (let other = 0; other < 6; other += 1) await attack(`nobody.${other}`, '192.0.2.44');
    expect(textOf(await ncp.get(`/access/accounts/${id}`))).toContain('No one can sign in from 192.0.2.44');
    expect((await act(ncp, portal, id, 'unlocking')).status).toBe(303);
    const next = await passwordStep(portal, login);
    expect(next.answer.status).toBe(303);
    expect((await factorStep(next.browser, { code: codeOf(seed, 1) })).status).toBe(303);
  });

  test('is told to its owner by letter, once a day however long it lasts, and to nobody who guesses', async () => {
    const { login } = await officer(portal);
    const room = await openedRoom(portal);
    const told = async () => {
      await tellAttacked(room.context);
      return (await room.read()).filter(({ text }) => text.includes(login));
    };
    for (let tries = 0; tries < 4; tries += 1) await tryWith(visitorOf(portal), login);
    expect(await told()).toEqual([]);
    await tryWith(visitorOf(portal), login);
    const answer = await tryWith(visitorOf(portal), login);
    const [letter, ...others] = await told();
    expect(letter).toMatchObject({ kind: 'loginAttacked', path: '/account' });
    expect(letter?.text).toMatch(/is locked for a quarter of an hour .*[56] wrong attempts/);
    expect(others).toEqual([]);
    const again = await tryWith(visitorOf(portal), login);
    expect(await told()).toEqual([]);
    expect([again.status, textOf(again)]).toEqual([429, textOf(answer)]);
    await portal.owner.query("update account_sign_ins set told_at = told_at - interval '25 hours'");
    expect(await told()).toHaveLength(1);
    // An unlocked login is attacked no longer.
    await portal.owner.query(
      "update account_sign_ins set told_at = null; delete from sign_in_limits where key like 'login:%'",
    );
    expect(await told()).toEqual([]);
  });
});

describe('a reset after a theft', () => {
  test('ends the old password and the known browsers at once, until the link is used', async () => {
    const { id, login } = await officer(portal);
    const thief = visitorOf(portal);
    await tryWith(thief, login, castPassword);
    const ncp = await portal.as('ke.ncp');
    expect(textOf(await ncp.get(`/access/accounts/${id}/reset`))).toContain('End it at once');
    const answer = await act(ncp, portal, id, 'reset', { atOnce: 'yes' });
    expect(answer.headers.location).toBe(`/access/accounts/${id}?done=resetAtOnce`);
    expect((await thief.get('/account')).headers.location).toMatch(/^\/sign-in/);
    expect((await tryWith(thief, login, castPassword)).status).toBe(401);
    const { rows } = await portal.owner.query(
      `select (select password_hash from accounts where id = $1) as hash,
        (select count(*)::int from account_devices where account_id = $1) as known,
        (select kind from outgoing_letters where recipient = $2 order by id desc limit 1) as letter`,
      [id, `${login}@post.example`],
    );
    expect(rows).toEqual([{ hash: null, known: 0, letter: 'resetAtOnce' }]);
    expect(textOf(await ncp.get('/access/accounts'))).toContain(login);
  });
});

describe('pages that tell whom to ask, and what is open', () => {
  test('say it for the one who reads them', async () => {
    const [admin, limited, ncp] = await Promise.all(['wco.admin', 'ke.limited', 'ke.ncp'].map(one => portal.as(one)));
    const { rows } = await portal.owner.query(`select id from accounts where login_id = 'ke.ncp'`);
    const refused = textOf((await admin?.get('/cencomm/operations/new')) as never);
    expect(refused).toContain('The duty of administrator does not include this');
    expect(refused).not.toContain('National Contact Point');
    expect(textOf((await ncp?.get(`/access/accounts/${rows[0].id}/reset`)) as never)).toContain('Your duties do not');
    const home = textOf((await limited?.get('/')) as never);
    for (const open of ['Alerts and guides', 'Concealment pictures', 'Code lists']) expect(home).toContain(open);
    const own = await officer(portal);
    const search = (factor: string) => `/access/accounts?q=${own.login}&factor=${factor}`;
    expect(textOf((await ncp?.get(search('none'))) as never)).toContain('Sam Sample');
    expect(textOf((await ncp?.get(search('set'))) as never)).not.toContain('Sam Sample');
  });
});

describe('an address many share', () => {
  test('that is attacked from within still opens to known browsers, and says "wait" to others', async () => {
    const at = (browser: Browser): Browser => Object.assign(browser, { address: '192.0.2.99' });
    const home = at(portal.visitor());
    expect((await tryWith(home, 'ke.limited', castPassword)).status).toBe(303);
    await signedOut(home);
    for (let tries = 0; tries < 31; tries += 1) await tryWith(at(portal.visitor()), `somebody.${tries}`);
    expect((await tryWith(at(portal.visitor()), 'ke.reader', castPassword)).status).toBe(429);
    expect((await tryWith(home, 'ke.limited', castPassword)).status).toBe(303);
  });

  test('is not slowed by more officers than it has tries who sign in right', async () => {
    for (let tries = 0; tries < 32; tries += 1) {
      const browser = Object.assign(portal.visitor(), { address: '192.0.2.98' });
      expect((await tryWith(browser, 'vn.reader', castPassword)).status).toBe(303);
    }
  });

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
