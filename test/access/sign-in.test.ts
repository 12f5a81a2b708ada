import { beforeAll, describe, expect, test } from 'vitest';
import { signInLimits } from '../../src/access/index.ts';
import { checkPassword, hashPassword } from '../../src/access/passwords/password.ts';
import { signIn } from '../../src/access/session/sign-in.ts';
import { castPassword, castPasswordMemory } from '../support/cast.ts';
import { costAsUsual } from '../support/password-cost.ts';
import { type Browser, testPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { refusalsOf } from '../support/trail.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

const wrong = (browser: Browser, loginId: string) =>
  browser.post('/sign-in', { loginId, password: 'not the password' }, '/sign-in');
const right = (browser: Browser, loginId: string) =>
  browser.post('/sign-in', { loginId, password: castPassword }, '/sign-in');

/** A browser at an address of its own, so that tests do not slow one another. */
let last = 10;
function visitor(): Browser {
  const browser = portal.visitor();
  browser.address = `198.51.100.${(last += 1)}`;
  return browser;
}

describe('sign-in', () => {
  test('opens a session and leads on to the page asked for', async () => {
    const browser = visitor();
    const away = await browser.get('/seizures?heading=DRUG');
    expect(away.status).toBe(303);
    expect(away.headers.location).toBe(`/sign-in?next=${encodeURIComponent('/seizures?heading=DRUG')}`);
    const token = await browser.token('/sign-in');
    const answer = await browser.postRaw('/sign-in', {
      loginId: ' KE.Reader ',
      password: castPassword,
      next: '/seizures?heading=DRUG',
      _csrf: token,
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/seizures?heading=DRUG');
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/\tevil', 'javascript:alert(1)', ''])(
    'never leads to %j',
    async next => {
      const browser = visitor();
      const token = await browser.token('/sign-in');
      const answer = await browser.postRaw('/sign-in', {
        loginId: 'ke.reader',
        password: castPassword,
        next,
        _csrf: token,
      });
      expect(answer.headers.location).toBe('/');
    },
  );

  test('answers an unknown login and a wrong password alike', async () => {
    const [known, unknown] = [await wrong(visitor(), 'vn.reader'), await wrong(visitor(), 'no.such.person')];
    expect(known.status).toBe(401);
    expect(unknown.status).toBe(401);
    const neutral = (text: string) => text.replace(/value="[^"]*"/g, '').replace(/[0-9A-F]{12}/g, '');
    expect(neutral(unknown.text)).toBe(neutral(known.text));
  });

  test('does the same work for an unknown login', async () => {
    costAsUsual();
    const hash = await hashPassword('some password');
    const time = async (against: string | undefined) => {
      const before = process.cpuUsage();
      await checkPassword('a guess', against);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await time(undefined);
    const [known, unknown] = [
      [await time(hash), await time(hash), await time(hash)],
      [await time(undefined), await time(undefined), await time(undefined)],
    ];
    const middle = (times: number[]) => times.sort((a, b) => a - b)[1] ?? 0;
    // A skipped hash would take a hundredth of the time of a processor; what waits on a shared machine is not counted.
    expect(middle(unknown)).toBeGreaterThan(middle(known) / 4);
  });

  test('locks a login after five wrong tries, also for the right password, and only that login', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect((await wrong(visitor(), 'vn.ncp')).status).toBe(401);
    expect((await right(visitor(), 'vn.ncp')).status).toBe(429);
    expect((await right(visitor(), 'vn.reader')).status).toBe(303);
    const { rows } = await portal.owner.query(
      `select detail->>'why' as why from audit_events
        where login_id = 'vn.ncp' and action = 'session.refused' order by id desc limit 1`,
    );
    expect(rows[0].why).toBe('locked');
  });

  test('lets exactly five of a hundred parallel tries look at the password', async () => {
    const limits = signInLimits(portal.pool);
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        signIn(portal.pool, limits, {
          loginId: 'rilo.ap',
          password: 'a guess',
          origin: { address: `192.0.2.${index}`, requestId: `T${index}` },
        }).catch(() => undefined),
      ),
    );
    const refused = (why: string) => refusalsOf(portal.owner, { action: 'session.refused', login: 'rilo.ap', why });
    expect([await refused('locked'), await refused('wrong')]).toEqual([95, 5]);
  });

  test('slows one address that tries many logins', async () => {
    const limits = signInLimits(portal.pool);
    for (let index = 0; index < 31; index += 1) {
      await limits.take(`somebody.${index}`, '192.0.2.200').catch(() => undefined);
    }
    await expect(limits.take('somebody.else', '192.0.2.200')).rejects.toThrow();
    await expect(limits.take('somebody.else', '192.0.2.201')).resolves.toBeUndefined();
  });

  test('refuses a password of a million characters before hashing it', async () => {
    const times: number[] = [];
    costAsUsual();
    for (let turn = 0; turn < 5; turn += 1) {
      const began = performance.now();
      expect(await checkPassword('x'.repeat(1_000_000), undefined)).toEqual({ fits: false });
      times.push(performance.now() - began);
    }
    // One of five is not kept waiting by what else the machine does; a hash takes more.
    expect(Math.min(...times)).toBeLessThan(20);
  });

  test('passwords are kept as argon2id of today’s cost', async () => {
    const hashOf = async (loginId: string): Promise<string> =>
      (await portal.owner.query('select password_hash from accounts where login_id = $1', [loginId])).rows[0]
        .password_hash;
    const ofCost = (kib: number): RegExp => new RegExp(`^\\$argon2id\\$v=19\\$m=${kib},(?=.*t=2)(?=.*p=1)[pt=,12]+\\$`);
    expect(await hashOf('ke.ncp')).toMatch(ofCost(castPasswordMemory));
    costAsUsual();
    await visitor().post('/sign-in', { loginId: 'ke.ncp', password: castPassword }, '/sign-in');
    expect(await hashOf('ke.ncp')).toMatch(ofCost(47_104));
  });

  test.each([
    ['an array for a login', 'loginId=a&loginId=b&password=x'],
    ['nothing', ''],
    ['NUL in the login', `loginId=${encodeURIComponent('ke\u0000ncp')}&password=x`],
    ['a login of 100,000 letters', `loginId=${'a'.repeat(100_000)}&password=x`],
    ['prototype names', '__proto__[x]=1&constructor.prototype.y=1&loginId=a&password=b'],
  ])('survives %s', async (_what, body) => {
    const browser = visitor();
    const token = await browser.token('/sign-in');
    const fields = Object.fromEntries(new URLSearchParams(body)) as Record<string, string>;
    const answer = await browser.postRaw('/sign-in', { ...fields, _csrf: token });
    expect([400, 401]).toContain(answer.status);
  });
});
