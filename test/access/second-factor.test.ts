import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openFactors, type Factors } from '../../src/access/index.ts';
import { prove } from '../../src/access/factors/prove.ts';
import { recoveryHash } from '../../src/access/factors/recovery-codes.ts';
import { newSeed, readableSeed, stepOf } from '../../src/access/factors/totp.ts';
import { eventsOf } from '../support/attacks.ts';
import {
  codeOf,
  codesOn,
  factorStep,
  forgetUse,
  passwordStep,
  setUpApp,
  visitorOf,
  type WithApp,
} from '../support/factors.ts';
import { castPassword } from '../support/cast.ts';
import { refusalsOf } from '../support/trail.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: WithApp;
beforeAll(async () => {
  portal = await testPortal();
  officer = await setUpApp(portal, 'ke.officer');
});
beforeEach(() => forgetUse(portal));

describe('sign-in with a second factor', () => {
  test('opens after password and code, each under a new session id', async () => {
    const browser = visitorOf(portal);
    await browser.get('/sign-in');
    const ids = [browser.cookies.get('__Host-cen')];
    const events = await eventsOf(portal, async () => {
      const first = await browser.post(
        '/sign-in',
        { loginId: 'ke.officer', password: castPassword, next: '/seizures?heading=DRUG' },
        '/sign-in',
      );
      expect([first.status, first.headers.location]).toEqual([
        303,
        `/sign-in/factor?next=${encodeURIComponent('/seizures?heading=DRUG')}`,
      ]);
      ids.push(browser.cookies.get('__Host-cen'));
      const second = await factorStep(browser, { code: codeOf(officer.seed), next: '/seizures?heading=DRUG' });
      expect([second.status, second.headers.location]).toEqual([303, '/seizures?heading=DRUG']);
      ids.push(browser.cookies.get('__Host-cen'));
    });
    expect(new Set(ids).size).toBe(3);
    expect((await browser.get('/account')).status).toBe(200);
    for (const id of ids.slice(0, 2)) {
      const thief = portal.visitor();
      thief.cookies.set('__Host-cen', id ?? '');
      expect((await thief.get('/account')).headers.location).toMatch(/^\/sign-in/);
      expect((await thief.get('/sign-in/factor')).headers.location).toMatch(/^\/sign-in\?/);
    }
    expect(events.map(({ action, login_id: login }) => [action, login])).toEqual([
      ['session.halfOpened', 'ke.officer'],
      ['factor.proved', 'ke.officer'],
      ['session.opened', 'ke.officer'],
    ]);
    expect(events.at(-1)?.detail).toEqual({ by: 'code' });
  });

  test('gives no right between the two steps', async () => {
    const { browser } = await passwordStep(portal, 'ke.officer');
    for (const path of ['/', '/seizures', '/account', '/account/factors', '/reference'])
      expect((await browser.get(path)).headers.location).toMatch(/^\/sign-in\?next=/);
    for (const path of ['/seizures/export.csv', '/reference/country/options'])
      expect((await browser.get(path)).status).toBe(401);
    const token = await browser.token('/sign-in/factor');
    for (const path of ['/account/password', '/account/factors/app', '/account/proof', '/account/sessions/removal'])
      expect((await browser.postRaw(path, { code: codeOf(officer.seed), _csrf: token })).status).toBe(401);
  });

  test('forgets after five minutes that the password was right', async () => {
    const { browser } = await passwordStep(portal, 'ke.officer');
    const token = await browser.token('/sign-in/factor');
    const age = (minutes: number) =>
      portal.owner.query(
        `update sessions set sess = jsonb_set(sess::jsonb, '{half,at}', to_jsonb((sess->'half'->>'at')::bigint ` +
          `- $1::bigint * 60000))::json where sess->'half' is not null`,
        [minutes],
      );
    await age(4);
    expect((await browser.get('/sign-in/factor')).status).toBe(200);
    await age(2);
    const late = await browser.postRaw('/sign-in/factor', {
      code: codeOf(officer.seed),
      next: '/account',
      _csrf: token,
    });
    expect([late.status, late.headers.location]).toEqual([303, '/sign-in?next=%2Faccount']);
    await age(-60);
    expect((await browser.get('/sign-in/factor')).headers.location).toMatch(/^\/sign-in\?/);
  });

  test('tells nobody without the password who has a factor', async () => {
    const pages = await Promise.all(
      ['ke.officer', 'ke.reader', 'no.such.person'].map(async loginId => {
        const answer = await visitorOf(portal).post('/sign-in', { loginId, password: 'not the password' }, '/sign-in');
        return [
          answer.status,
          Object.keys(answer.headers).sort().join(),
          answer.text.replace(/value="[^"]*"/g, '').replace(/[0-9A-F]{12}/g, ''),
        ];
      }),
    );
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[2]).toEqual(pages[0]);
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/\tevil', 'javascript:alert(1)', ''])(
    'never leads to %j',
    async next => {
      const { browser, answer } = await passwordStep(portal, 'ke.officer', { next });
      expect(answer.headers.location).toBe('/sign-in/factor?next=%2F');
      expect((await browser.get(`/sign-in/factor?next=${encodeURIComponent(next)}`)).text).toContain(
        'name="next" value="/"',
      );
      expect((await factorStep(browser, { code: codeOf(officer.seed), next })).headers.location).toBe('/');
      expect((await visitorOf(portal).get(`/sign-in/factor?next=${encodeURIComponent(next)}`)).headers.location).toBe(
        '/sign-in?next=%2F',
      );
    },
  );

  test('keeps the form of an ended session through both steps, also through a wrong code', async () => {
    const gone = visitorOf(portal);
    const token = await gone.token('/sign-in');
    const typed = { 'facts.narrative': 'Two bags, “grey” <b>', list: ['one', 'two'] };
    const asked = await gone.postRaw('/seizures/drafts/0b9f3c1e-8b3a-4a57-9d66-0d9b2f6f0a01/circumstances', {
      ...typed,
      _csrf: token,
    });
    const hidden = (text: string, name: string): string =>
      new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '';
    const send = (page: string, path: string, fields: Record<string, string>) =>
      gone.postRaw(path, { resume: hidden(page, 'resume'), _csrf: hidden(page, '_csrf'), ...fields });
    const first = await send(asked.text, '/sign-in', { loginId: 'ke.officer', password: castPassword });
    expect(first.status).toBe(200);
    const wrong = await send(first.text, '/sign-in/factor', { code: '000000' });
    expect(wrong.status).toBe(401);
    const offered = await send(wrong.text, '/sign-in/factor', { code: codeOf(officer.seed) });
    expect(offered.text).toContain('action="/seizures/drafts/0b9f3c1e-8b3a-4a57-9d66-0d9b2f6f0a01/circumstances"');
    expect(offered.text).toContain('Two bags, “grey” &lt;b&gt;');
    expect(offered.text.match(/name="list"/g)).toHaveLength(2);
  });

  test('survives fields that are repeated, absent or long', async () => {
    const { browser } = await passwordStep(portal, 'ke.officer');
    const token = await browser.token('/sign-in/factor');
    for (const fields of [
      {},
      { code: ['1', '2'] },
      { code: '9'.repeat(5000) },
      { recovery: '\u0000' },
      { passkey: '{"id":1}' },
      { passkey: 'x'.repeat(50_000) },
    ]) {
      await forgetUse(portal);
      expect((await browser.postRaw('/sign-in/factor', { ...fields, _csrf: token })).status).toBe(401);
    }
  });
});

describe('a code', () => {
  let factors: Factors;
  const prover = { accountId: 0, loginId: 'rilo.ap', sid: 'none', origin: { address: '192.0.2.1', requestId: 'T' } };
  const seed = newSeed();
  beforeAll(async () => {
    factors = openFactors({
      pool: portal.pool,
      outbox: { post: () => Promise.resolve() },
      masterKey: Buffer.alloc(32, 3),
      baseUrl: 'https://cen.test',
      production: false,
    });
    const {
      rows: [row],
    } = await portal.owner.query<{ id: number }>(`select id from accounts where login_id = 'rilo.ap'`);
    Object.assign(prover, { accountId: row?.id });
    await portal.owner.query('insert into account_totp (account_id, sealed_seed, last_step) values ($1, $2, 0)', [
      row?.id,
      factors.seal.seal(row?.id ?? 0, seed),
    ]);
  });
  const base32 = readableSeed(seed).replaceAll(' ', '');
  const tryCode = (text: string, now?: number) => prove(factors, prover, { kind: 'code', text }, now);

  test('is taken once, of a hundred at the same time too', async () => {
    const code = codeOf(base32);
    const proving = await Promise.all(Array.from({ length: 100 }, () => tryCode(code)));
    expect(proving.filter(({ ok }) => ok)).toHaveLength(1);
    await forgetLocks();
    expect(await tryCode(code)).toEqual({ ok: false, why: 'wrong' });
  });

  test('that is wrong is looked at five times of a hundred, from whichever session', async () => {
    const before = await tally();
    await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        prove(factors, { ...prover, sid: `s${at}` }, { kind: 'code', text: '12345x' }),
      ),
    );
    const after = await tally();
    expect({ wrong: after.wrong - before.wrong, locked: after.locked - before.locked }).toEqual({
      wrong: 5,
      locked: 95,
    });
    expect(await tryCode(codeOf(base32))).toMatchObject({ ok: false, why: 'locked' });
  });

  test('of a neighbouring step is taken, of the one beyond not', async () => {
    const now = 1_800_000_000_000;
    const at = (steps: number) => stepOf(seed, codeAt(now + steps * 30_000), now);
    expect([at(-2), at(-1), at(0), at(1), at(2)]).toEqual([undefined, 59_999_999, 60_000_000, 60_000_001, undefined]);
  });

  test('used before the clock was set back is not good again', async () => {
    const now = Date.now();
    expect(await tryCode(codeAt(now), now)).toEqual({ ok: true });
    expect(await tryCode(codeAt(now - 300_000), now - 300_000)).toEqual({ ok: false, why: 'wrong' });
    expect(await tryCode(codeAt(now), now - 20_000)).toEqual({ ok: false, why: 'wrong' });
  });

  test('cannot be made from a copy of the database', async () => {
    const {
      rows: [row],
    } = await portal.owner.query<{ sealed_seed: Buffer }>(
      'select sealed_seed from account_totp where account_id = $1',
      [prover.accountId],
    );
    const sealed = row?.sealed_seed ?? Buffer.alloc(0);
    expect(sealed.includes(seed)).toBe(false);
    expect(factors.seal.open(prover.accountId, sealed).equals(seed)).toBe(true);
    expect(() => factors.seal.open(prover.accountId + 1, sealed)).toThrow();
    for (let at = 0; at < sealed.length; at += 1) {
      const damaged = Buffer.from(sealed);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => factors.seal.open(prover.accountId, damaged)).toThrow();
    }
    expect(() => factors.seal.open(prover.accountId, sealed.subarray(0, -12))).toThrow();
    const other = openFactors({
      pool: portal.pool,
      outbox: { post: () => Promise.resolve() },
      masterKey: Buffer.alloc(32, 4),
      baseUrl: 'https://cen.test',
      production: false,
    });
    expect(() => other.seal.open(prover.accountId, sealed)).toThrow();
    await expect(prove(other, prover, { kind: 'code', text: codeOf(base32) })).rejects.toMatchObject({ status: 503 });
  });

  const codeAt = (time: number): string => codeOf(base32, (time - Date.now()) / 30_000);
  const forgetLocks = () => portal.owner.query('delete from sign_in_limits');
  async function tally(): Promise<{ wrong: number; locked: number }> {
    const refused = (why: string) => refusalsOf(portal.owner, { action: 'factor.refused', login: 'rilo.ap', why });
    return { wrong: await refused('wrong'), locked: await refused('locked') };
  }
});

describe('a lock of the second factor', () => {
  test('lasts over a new session and leaves others alone', async () => {
    const { browser } = await passwordStep(portal, 'ke.officer');
    for (let tries = 0; tries < 5; tries += 1) expect((await factorStep(browser, { code: '000000' })).status).toBe(401);
    const again = await passwordStep(portal, 'ke.officer');
    const refused = await factorStep(again.browser, { code: codeOf(officer.seed) });
    expect(refused.status).toBe(429);
    expect(refused.text).toMatch(/Try again in 1[45] minutes/);
    expect((await factorStep(again.browser, { recovery: officer.codes[9] ?? '' })).status).toBe(429);
    expect((await passwordStep(portal, 'ke.reader')).answer.headers.location).toBe('/');
  });
});

describe('recovery codes', () => {
  test('are ten, shown once, kept as hashes', async () => {
    expect(officer.codes).toHaveLength(10);
    expect(new Set(officer.codes).size).toBe(10);
    const { rows } = await portal.owner.query<{ account_id: number; code_hash: Buffer; row: string }>(
      'select c.account_id, code_hash, c::text as row from account_recovery_codes c join accounts a on a.id = ' +
        `c.account_id where login_id = 'ke.officer'`,
    );
    expect(rows).toHaveLength(10);
    for (const code of officer.codes) {
      expect(rows.some(({ account_id: id, code_hash: hash }) => hash.equals(recoveryHash(id, code)))).toBe(true);
      expect(rows.some(({ row }) => row.includes(code) || row.includes(Buffer.from(code).toString('hex')))).toBe(false);
    }
    expect(codesOn((await officer.browser.get('/account/factors')).text)).toEqual([]);
  });

  test('open the account once each, however they are typed', async () => {
    const [code = ''] = officer.codes;
    const first = await passwordStep(portal, 'ke.officer');
    expect((await factorStep(first.browser, { recovery: ` ${code.toUpperCase().replaceAll('-', ' ')} ` })).status).toBe(
      303,
    );
    expect((await first.browser.get('/account')).text).toContain('9 codes left');
    const second = await passwordStep(portal, 'ke.officer');
    expect((await factorStep(second.browser, { recovery: code })).status).toBe(401);
  });

  test('of another account open nothing', async () => {
    const other = await setUpApp(portal, 'vn.ncp');
    const { browser } = await passwordStep(portal, 'ke.officer');
    expect((await factorStep(browser, { recovery: other.codes[0] ?? '' })).status).toBe(401);
  });

  test('die when new ones are made', async () => {
    const { browser } = await passwordStep(portal, 'ke.officer');
    await factorStep(browser, { code: codeOf(officer.seed) });
    const fresh = codesOn((await browser.post('/account/factors/recovery-codes')).text);
    expect(fresh).toHaveLength(10);
    const next = await passwordStep(portal, 'ke.officer');
    expect((await factorStep(next.browser, { recovery: officer.codes[3] ?? '' })).status).toBe(401);
    expect((await factorStep(next.browser, { recovery: fresh[3] ?? '' })).status).toBe(303);
  });
});
