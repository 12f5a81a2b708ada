import { stat } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Right } from '../../src/access/index.ts';
import type { Route } from '../../src/web/route.ts';
import { inParallel, raw } from '../support/attacks.ts';
import { castPassword } from '../support/cast.ts';
import { openStream } from '../support/event-stream.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { routesOf } from '../support/routes.ts';

let portal: TestPortal;
let officer: Browser;
let routes: Route<Right>[];
beforeAll(async () => {
  portal = await testPortal({ securityContact: 'mailto:security@cen.test' });
  officer = await portal.as('ke.officer');
  routes = await routesOf(portal);
});

async function sessionsKept(): Promise<number> {
  const { rows } = await portal.owner.query<{ n: number }>('select count(*)::int as n from sessions');
  return rows[0]?.n ?? 0;
}

test('twenty worst previews at once let others be answered in between', async () => {
  const rilo = await portal.as('rilo.esa');
  const body = `${`${'__a'.repeat(3300)}\n\n`.repeat(6)}`;
  await rilo.token();
  let done = 0;
  const previews = Array.from({ length: 20 }, async () => {
    const answer = await rilo.post('/cws/documents/preview', { body });
    done += 1;
    return answer.status;
  });
  expect((await raw(portal.url, { path: '/healthz' })).status).toBe(200);
  expect(done).toBeLessThan(20);
  expect(await Promise.all(previews)).toEqual(Array.from({ length: 20 }, () => 200));
});

describe('a visitor', () => {
  test('leaves no session behind, whatever is looked at; an address that leads nowhere gives no cookie', async () => {
    const before = await sessionsKept();
    for (const path of [
      '/sign-in',
      '/',
      '/seizures?q=tea',
      '/access/links/unknown',
      '/no-such-page',
      '/sign-in/factor',
    ])
      await portal.visitor().get(path);
    const visitor = portal.visitor();
    expect((await visitor.post('/language', { lang: 'fr', back: '/sign-in' }, '/sign-in')).status).toBe(303);
    expect((await visitor.get('/sign-in')).text).toContain('<html lang="fr"');
    await visitor.post('/sign-in', { loginId: 'nobody', password: 'wrong' }, '/sign-in');
    expect(await sessionsKept()).toBe(before);
    const nowhere = await portal.visitor().get('/no-such-page');
    expect([nowhere.status, nowhere.headers['set-cookie']]).toEqual([404, undefined]);
  });

  test('has forms nobody else can send: token and cookie belong together, and neither is made up', async () => {
    const [mine, theirs] = [portal.visitor(), portal.visitor()];
    const [token, foreign] = [await mine.token('/sign-in'), await theirs.token('/sign-in')];
    const cookie = mine.cookies.get('__Host-visit') ?? '';
    const fields = { loginId: 'ke.ncp', password: castPassword };
    const post = async (_csrf: string, from = mine): Promise<number> =>
      (await from.postRaw('/sign-in', { ...fields, _csrf }, { 'Sec-Fetch-Site': 'none' })).status;
    for (const forged of ['', foreign, cookie, token.slice(1), `${token}a`]) expect(await post(forged)).toBe(403);
    expect(await post(token, portal.visitor())).toBe(403);
    expect(await post(token)).toBe(303);
    // Signed in, the session's own token is asked for.
    expect((await mine.postRaw('/sign-out', { _csrf: token }, { 'Sec-Fetch-Site': 'none' })).status).toBe(403);
  });

  test('is led to sign-in by an address that proxies take, however long the one asked for', async () => {
    for (const path of [`/seizures?q=${'[x]'.repeat(2600)}`, `/seizures/${'[x]'.repeat(2600)}`]) {
      const { status, headers } = await raw(portal.url, { path, headers: portal.visitor().headers() });
      expect([303, 404]).toContain(status);
      expect(String(headers.location ?? '').length).toBeLessThan(5000);
    }
    const { headers } = await portal.visitor().get('/seizures?q=tea');
    expect(headers.location).toBe('/sign-in?next=%2Fseizures%3Fq%3Dtea');
  });
});

test('NUL in an address leads nowhere, on every route and in each of its parts', async () => {
  const wrong: unknown[] = [];
  await officer.token();
  const asked = routes.flatMap(({ method, path }) =>
    [...path.matchAll(/:\w+/g)].map(([name]) => ({
      method,
      address: path.replace(name, 'a%00b').replace(/:\w+/g, '1'),
    })),
  );
  await inParallel(asked, 4, async ({ method, address }) => {
    const { status } = method === 'get' ? await officer.get(address) : await officer.post(address);
    if (status !== 404) wrong.push([method, address, status]);
  });
  expect(wrong).toEqual([]);
});

test('a name with brackets in a form with files is refused like any other', async () => {
  for (const name of ['a[b]', 'a[b][c]', '__proto__[x]', 'a[]', 'constructor[prototype][x]']) {
    for (const [browser, path] of [
      [officer, '/seizures/imports'],
      [await portal.as('ke.ncp'), '/access/applications/bulk/check'],
    ] as const) {
      const fields = { [name]: '1', _csrf: 'none' };
      const refused = await browser.uploadMany(path, [{ name: 'a.csv', content: 'a,b' }], fields);
      expect([path, name, refused.status < 500 && refused.status >= 400]).toEqual([path, name, true]);
      const read = await browser.upload(path, { name: 'a.csv', content: 'a,b' }, { [name]: '1' });
      expect([path, name, read.status < 500]).toEqual([path, name, true]);
    }
  }
});

describe('what the portal says of itself', () => {
  test('pages use nothing of the device', async () => {
    const policy = String((await portal.visitor().get('/sign-in')).headers['permissions-policy']);
    for (const feature of ['camera', 'geolocation', 'microphone', 'usb']) expect(policy).toContain(`${feature}=()`);
    expect(policy).toContain('publickey-credentials-get=(self)');
  });

  test('whom to tell of a weakness stands where it is looked for, for half a year', async () => {
    const { status, text, headers } = await portal.visitor().get('/.well-known/security.txt');
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(text).toContain('Contact: mailto:security@cen.test\n');
    const expires = Date.parse(/^Expires: (.+)$/m.exec(text)?.[1] ?? '');
    expect(expires > Date.now() + 86_400_000 && expires < Date.now() + 366 * 86_400_000).toBe(true);
  });

  test('the folder of the files is nobody else’s', async () => {
    expect(((await stat(portal.fileStore)).mode & 0o777).toString(8)).toBe('700');
  });
});

test('an account has eight streams of news at most: the oldest end, also of many opened at once', async () => {
  const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(officer, '/cencomm/stream')));
  try {
    await expect.poll(() => streams.filter(one => !one.isOver()).length, { timeout: 10_000 }).toBe(8);
  } finally {
    for (const stream of streams) stream.close();
  }
});
