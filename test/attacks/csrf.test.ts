import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Right } from '../../src/access/index.ts';
import type { Route } from '../../src/web/route.ts';
import { addressOf, changed, contents, open, raw } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { openOperation } from '../support/cencomm.ts';
import { draft, recordByForm } from '../support/entry.ts';
import { libraryOf } from '../support/library.ts';
import { begun } from '../support/pictures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { referred } from '../support/referrals.ts';
import { routesOf } from '../support/routes.ts';

let portal: TestPortal;
let officer: Browser;
let routes: Route<Right>[];
let tokens: { own: string; foreign: string };
let ref: string;
let draftId: string;
let pictureRef: string;
let referralRef: string;
let operation: string;
let library: { folder: string; file: string; upload: string };

beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
  const all = (await routesOf(portal)).filter(({ method }) => method !== 'get');
  // Mail programs post to it without a session; the token in its address is all it asks for.
  expect(all.filter(({ oneClick }) => oneClick).map(route => route.path)).toEqual([
    '/seizures/watches/leave/:token',
    '/cws/leave/:token',
  ]);
  routes = all.filter(({ oneClick }) => !oneClick);
  ref = await recordByForm(officer, sampleRecord('DRUG', { facts: { ...open, nationalRef: 'X/1' } }));
  draftId = await draft(officer, sampleRecord('TOB', { facts: { ...open, nationalRef: 'X/2' } }));
  pictureRef = await begun(officer);
  referralRef = await referred(officer);
  operation = await openOperation(portal, { owner: 'ke.officer' });
  library = await libraryIn(operation);
  tokens = { own: await officer.token(), foreign: await (await portal.as('vn.ncp')).token() };
});

/** A folder, a file and an upload that is not whole yet: what a forged form may name. */
async function libraryIn(id: string): Promise<typeof library> {
  const own = libraryOf(portal, id);
  const folder = await own.folder('ke.officer', 'A folder');
  await own.add('ke.officer', [{ name: 'a.txt', content: 'Words.' }]);
  const [file] = await own.checked();
  const begun = await officer.post(
    `${own.path}/uploads`,
    { clientUuid: randomUUID(), place: '0', name: 'b.txt', size: '100', folder: '', file: '', note: '' },
    '/account',
  );
  return { folder, file: file?.fileId ?? '', upload: begun.body.id };
}

/** Fields that would do something on one route or another. */
const harm = (): Record<string, string> => ({
  reason: 'no reason at all',
  action: 'leave',
  lang: 'fr',
  back: '/',
  loginId: 'ke.ncp',
  password: 'x'.repeat(12),
});

/** The route's own address, with a record, a draft, a picture, a referral and an operation that are there. */
const target = (route: Route<Right>): string =>
  route.path.startsWith('/cencomm/operations/:id')
    ? addressOf({
        path: route.path
          .replace(':id', operation)
          .replace(':folder', library.folder)
          .replace(':file', library.file)
          .replace(':upload', library.upload)
          .replace(':number', '0'),
      })
    : route.path.startsWith('/cws/referrals/:ref')
      ? addressOf({ path: route.path.replace(':ref', referralRef) })
      : route.path.startsWith('/cpdb/pictures/:ref')
        ? addressOf({ path: route.path.replace(':ref', pictureRef) })
        : route.path.includes('/imports')
          ? addressOf(route)
          : addressOf({ path: route.path.replace(':ref', ref).replace(':id', draftId).replace(':step', 'goods') });

interface Forgery {
  readonly name: string;
  readonly token?: 'own' | 'foreign' | 'both' | 'address' | 'header';
  readonly headers: Readonly<Record<string, string>>;
  readonly type?: string;
  /** Instead of all that could do harm. */
  readonly fields?: Readonly<Record<string, string>>;
}

const forgeries: readonly Forgery[] = [
  { name: 'no token', headers: { 'Sec-Fetch-Site': 'none' } },
  { name: 'no token, as from our own page', headers: { 'Sec-Fetch-Site': 'same-origin' } },
  { name: 'no token, an old browser', headers: {} },
  { name: 'a token of another session', token: 'foreign', headers: { 'Sec-Fetch-Site': 'none' } },
  {
    name: 'a token of another session, as from our own page',
    token: 'foreign',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  },
  { name: 'the token twice', token: 'both', headers: { 'Sec-Fetch-Site': 'none' } },
  { name: 'the token in the address', token: 'address', headers: { 'Sec-Fetch-Site': 'none' } },
  { name: 'the token in a header', token: 'header', headers: { 'Sec-Fetch-Site': 'none' } },
  { name: 'cross-site', token: 'own', headers: { 'Sec-Fetch-Site': 'cross-site' } },
  { name: 'same-site', token: 'own', headers: { 'Sec-Fetch-Site': 'same-site' } },
  { name: 'a made-up site', token: 'own', headers: { 'Sec-Fetch-Site': 'x' } },
  { name: 'foreign origin', token: 'own', headers: { Origin: 'https://evil.example' } },
  { name: 'no origin to tell', token: 'own', headers: { Origin: 'null' } },
  { name: 'an origin that is none', token: 'own', headers: { Origin: 'http://[' } },
  { name: 'our name in front of another', token: 'own', headers: { Origin: 'https://127.0.0.1.evil.example' } },
  { name: 'plain text', token: 'own', headers: { 'Sec-Fetch-Site': 'none' }, type: 'text/plain' },
  { name: 'JSON', token: 'own', headers: { 'Sec-Fetch-Site': 'none' }, type: 'application/json' },
];

/** What every route is asked with; what else there is stands in front of all alike, and is asked of a sixth of them. */
const everywhere = ['no token, as from our own page', 'a token of another session', 'cross-site'];
const share = 6;
const routesFor = (forgery: Forgery): Route<Right>[] => {
  const place = forgeries.indexOf(forgery);
  return everywhere.includes(forgery.name) ? routes : routes.filter((_route, at) => (at + place) % share === 0);
};

/** Sends a forged request; several parts for a form with a file. */
async function forge(route: Route<Right>, { token, headers, type, fields: given }: Forgery) {
  const fields = Object.entries(given ?? harm());
  const own =
    token === 'own'
      ? [tokens.own]
      : token === 'foreign'
        ? [tokens.foreign]
        : token === 'both'
          ? [tokens.own, tokens.own]
          : [];
  const all = [...fields, ...own.map(one => ['_csrf', one] as [string, string])];
  const boundary = 'cen-boundary';
  const upload = route.body === 'upload' && type === undefined;
  const disposition = 'Content-Disposition: form-data';
  const body =
    type === 'application/json'
      ? JSON.stringify(Object.fromEntries(all))
      : upload
        ? all.map(([name, value]) => `--${boundary}\r\n${disposition}; name="${name}"\r\n\r\n${value}\r\n`).join('') +
          `--${boundary}\r\n${disposition}; name="file"; filename="a.csv"\r\nContent-Type: ` +
          `text/csv\r\n\r\na,b\r\n1,2\r\n--${boundary}--\r\n`
        : new URLSearchParams(all).toString();
  const { 'Sec-Fetch-Site': _site, ...session } = officer.headers();
  return raw(portal.url, {
    method: route.method.toUpperCase(),
    path: `${target(route)}${token === 'address' ? `?_csrf=${tokens.own}` : ''}`,
    body,
    headers: {
      ...session,
      ...headers,
      'Content-Type':
        type ?? (upload ? `multipart/form-data; boundary=${boundary}` : 'application/x-www-form-urlencoded'),
      ...(token === 'header' ? { 'x-csrf-token': tokens.own, 'csrf-token': tokens.own } : {}),
    },
  });
}

describe('a forged request', () => {
  test('there are routes to forge', () => {
    expect(routes.length).toBeGreaterThan(200);
    expect(forgeries.filter(({ name }) => everywhere.includes(name))).toHaveLength(everywhere.length);
  });

  test.each(forgeries)('$name: 403 on its routes, and nothing changed', async forgery => {
    const before = await contents(portal.owner);
    const wrong: string[] = [];
    for (const route of routesFor(forgery)) {
      const { status } = await forge(route, forgery);
      if (status !== 403) wrong.push(`${route.path}: ${status}`);
    }
    expect(wrong).toEqual([]);
    expect(changed(before, await contents(portal.owner))).toEqual([]);
    expect((await officer.get('/seizures')).status).toBe(200);
  });

  test('the same requests with the right token do go through', async () => {
    const before = await contents(portal.owner);
    const { status } = await forge(
      { method: 'post', path: '/seizures/:ref/withdrawal', access: 'database:write', handler: () => undefined },
      { name: '', token: 'own', headers: { 'Sec-Fetch-Site': 'same-origin' }, fields: { reason: 'entered twice' } },
    );
    expect(status).toBe(303);
    expect(changed(before, await contents(portal.owner))).toEqual(['seizure_changes', 'seizure_steps', 'seizures']);
  });

  test('other methods do not exist', async () => {
    const before = await contents(portal.owner);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'MKCOL', 'COPY', 'MOVE', 'LOCK', 'REPORT']) {
      for (const path of [
        `/seizures/${ref}`,
        `/seizures/${ref}/withdrawal`,
        `/seizures/drafts/${draftId}/goods`,
        '/',
        '/sign-out',
      ]) {
        const answer = await raw(portal.url, {
          method,
          path,
          headers: {
            ...officer.headers(),
            'X-Http-Method-Override': 'POST',
            'Content-Type': 'application/x-www-form-urlencoded',
            'X-Secret': 'echo-me',
          },
          body: `_csrf=${tokens.own}&_method=POST&reason=x`,
        });
        expect([method, path, [404, 405].includes(answer.status) || answer.status]).toEqual([method, path, true]);
        expect(answer.text).not.toContain('echo-me');
      }
    }
    const head = await raw(portal.url, {
      method: 'HEAD',
      path: `/seizures/${ref}/withdrawal`,
      headers: officer.headers(),
    });
    expect([head.status, head.text]).toEqual([409, '']);
    expect(changed(before, await contents(portal.owner))).toEqual([]);
  });
});
