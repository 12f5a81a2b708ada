import { beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, raw, type RawAnswer } from '../support/attacks.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

/** One behind a proxy at 127.0.0.1, one that trusts nobody. */
let behind: TestPortal;
let alone: TestPortal;
beforeAll(async () => {
  [behind, alone] = [await testPortal(), await testPortal({ trustProxy: [] })];
});

/** Headers by which a client may say that it is somebody else. */
const lies = {
  'X-Real-IP': '192.0.2.99',
  'X-Client-IP': '192.0.2.99',
  'True-Client-IP': '192.0.2.99',
  'CF-Connecting-IP': '192.0.2.99',
  Forwarded: 'for=192.0.2.99;host=evil.example;proto=http',
  'X-Cluster-Client-IP': '192.0.2.99',
} as const;

/** The address the trail holds of one wrong sign-in. */
async function notedAddress(
  portal: TestPortal,
  headers: Readonly<Record<string, string>>,
): Promise<string | null | undefined> {
  const browser = portal.visitor();
  const token = await browser.token('/sign-in');
  const events = await eventsOf(portal, () =>
    browser.postRaw('/sign-in', { loginId: 'no.body', password: 'wrong', _csrf: token }, headers),
  );
  return events[0]?.address;
}

describe('where a request comes from', () => {
  test.each([
    ['203.0.113.50', '203.0.113.50'],
    ['192.0.2.99, 203.0.113.51', '203.0.113.51'],
    ['127.0.0.1, 203.0.113.52', '203.0.113.52'],
    ['192.0.2.99, 10.0.0.1, ::1, 2001:db8::7', '2001:db8::7'],
    ["'; drop table x; --, 203.0.113.53", '203.0.113.53'],
  ])('is what the trusted proxy saw, not what the client wrote before it: %s', async (forwarded, address) => {
    expect(await notedAddress(behind, { ...lies, 'X-Forwarded-For': forwarded })).toBe(address);
  });

  test('is the connection’s own where no proxy is trusted', async () => {
    expect(await notedAddress(alone, { ...lies, 'X-Forwarded-For': '203.0.113.50' })).toMatch(
      /^(::ffff:)?127\.0\.0\.1$/,
    );
  });

  test('so a limit by address is not escaped by another first entry each time', async () => {
    const visitor = behind.visitor();
    const token = await visitor.token('/sign-in');
    for (let at = 0; at < 31; at += 1)
      await visitor.postRaw(
        '/sign-in',
        { loginId: `no.body.${at}`, password: 'x'.repeat(1025), _csrf: token },
        { 'X-Forwarded-For': `192.0.2.${at}, 203.0.113.60` },
      );
    const right = { loginId: 'ke.reader', password: castPassword, _csrf: token };
    expect((await visitor.postRaw('/sign-in', right, { 'X-Forwarded-For': '192.0.2.200, 203.0.113.60' })).status).toBe(
      429,
    );
    expect((await visitor.postRaw('/sign-in', right, { 'X-Forwarded-For': '203.0.113.60, 203.0.113.61' })).status).toBe(
      303,
    );
  });
});

describe('the name the portal is asked by', () => {
  const names = {
    'X-Forwarded-Host': 'evil.example',
    'X-Host': 'evil.example',
    'X-Forwarded-Server': 'evil.example',
    'X-Original-URL': '/seizures/export.csv',
    'X-Rewrite-URL': '/seizures/export.csv',
    'X-Forwarded-Prefix': '//evil.example',
  };
  const told = ({ headers, text }: RawAnswer): boolean => `${headers.location ?? ''} ${text}`.includes('evil.example');

  test.each([
    ['cen.test'],
    ['evil.example'],
    ['cen.test@evil.example'],
    ['cen.test:1@evil.example'],
    ['evil.example#cen.test'],
  ])('%s is repeated nowhere', async host => {
    for (const headers of [{}, (await behind.as('ke.officer')).headers()]) {
      for (const path of ['/', '/sign-in', '/seizures', '/seizures/new', '/no-such-page', '/seizures?x=1']) {
        const answer = await raw(behind.url, { path, headers: { ...headers, ...names, Host: host } });
        expect([path, told(answer), answer.status < 500]).toEqual([path, false, true]);
        expect(String(answer.headers['content-type'])).not.toMatch(/csv/);
        expect(answer.headers.location ?? '/').toMatch(/^\/(?!\/)/);
      }
    }
  });
});
