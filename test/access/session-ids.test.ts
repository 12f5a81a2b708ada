import { beforeAll, describe, expect, test } from 'vitest';
import { raw } from '../support/attacks.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

async function signedIn(): Promise<Browser> {
  const browser = portal.visitor();
  await browser.post('/sign-in', { loginId: 'ke.ncp', password: castPassword }, '/sign-in');
  return browser;
}

const cookieOf = (browser: Browser): string => decodeURIComponent(browser.cookies.get('__Host-cen') ?? '');
const idOf = (cookie: string): string => cookie.replace(/^s:/, '').split('.')[0] ?? '';

describe('a session is known by its cookie alone', () => {
  test('which is another at each sign-in, with 192 bits nobody can guess', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, async () => idOf(cookieOf(await signedIn()))));
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(Buffer.from(id, 'base64url')).toHaveLength(24);
  });

  test('and a cookie changed, unsigned, invented or sent otherwise opens nothing', async () => {
    const cookie = cookieOf(await signedIn());
    const [id, signature = ''] = [idOf(cookie), cookie.split('.')[1]];
    const forged = [
      `s:${id}`,
      id,
      `s:${id}.`,
      `s:${id}.${signature.slice(0, -2)}${signature.endsWith('AA') ? 'BB' : 'AA'}`,
      `s:${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}.${signature}`,
      `s:${'A'.repeat(32)}.${signature}`,
      `s:.${signature}`,
      's:__proto__.x',
      'j:{"passport":{"user":1}}',
      `s:${id}%00.${signature}`,
    ];
    const visitor = portal.visitor();
    for (const one of forged) {
      const answer = await visitor.get('/seizures', { Cookie: `__Host-cen=${encodeURIComponent(one)}` });
      expect([one, answer.status, answer.headers.location?.startsWith('/sign-in')]).toEqual([one, 303, true]);
    }
    const whole = encodeURIComponent(cookie);
    for (const path of [`/seizures?__Host-cen=${whole}`, `/seizures?sid=${whole}`, `/seizures;jsessionid=${whole}`]) {
      expect([303, 404]).toContain(
        (
          await raw(portal.url, {
            path,
            headers: visitor.headers({ Authorization: `Bearer ${cookie}`, 'X-Session-Id': cookie }),
          })
        ).status,
      );
    }
    expect((await visitor.get('/seizures', { Cookie: `__Host-cen=${whole}` })).status).toBe(200);
  });

  test('and it stands in no page and no address', async () => {
    const browser = await signedIn();
    for (const path of ['/', '/seizures', '/seizures/new', '/reference', '/no-such-page', '/sign-in']) {
      const { text, headers } = await browser.get(path);
      expect([path, `${text} ${headers.location ?? ''}`.includes(idOf(cookieOf(browser)))]).toEqual([path, false]);
    }
  });
});

test('nobody is signed in by following a link', async () => {
  for (const path of [
    `/sign-in?loginId=ke.ncp&password=${encodeURIComponent(castPassword)}`,
    '/sign-in?user=ke.ncp',
    '/?login=ke.ncp',
  ]) {
    const visitor = portal.visitor();
    await visitor.get(path);
    expect((await visitor.get('/seizures')).status).toBe(303);
  }
});

test('where it cannot be read who somebody is, nobody enters', async () => {
  const browser = await signedIn();
  await portal.owner.query('alter table accounts rename to accounts_away');
  const answers = await Promise.all([browser.get('/seizures'), browser.get('/'), browser.postRaw('/sign-out', {})]);
  await portal.owner.query('alter table accounts_away rename to accounts');
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect(answers.map(({ text }) => /KE-\d{4}|Kenya/.test(text))).toEqual([false, false, false]);
  expect((await browser.get('/seizures')).status).toBe(200);
});
