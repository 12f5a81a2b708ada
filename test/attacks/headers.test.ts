import { beforeAll, describe, expect, test } from 'vitest';
import type { Right } from '../../src/access/index.ts';
import type { Route } from '../../src/web/route.ts';
import { addressOf, open, raw, type RawAnswer } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { draft, recordByForm } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { routesOf } from '../support/routes.ts';

let portal: TestPortal;
let admin: Browser;
let routes: Route<Right>[];
let ref: string;
let draftId: string;
beforeAll(async () => {
  portal = await testPortal();
  admin = await portal.as('wco.admin');
  routes = await routesOf(portal);
  ref = await recordByForm(admin, sampleRecord('DRUG', { facts: { ...open, nationalRef: 'H/1' } }));
  draftId = await draft(admin, sampleRecord('TOB', { facts: { ...open, nationalRef: 'H/2' } }));
});

const evil = { Origin: 'https://evil.example' };
const target = (route: Route<Right>): string =>
  route.path.includes('/imports')
    ? addressOf(route)
    : addressOf({ path: route.path.replace(':ref', ref).replace(':id', draftId) });

/** Everything the checklist asks of any answer, whatever its status. */
function faults({ headers, status, text }: RawAnswer): string[] {
  const header = (name: string): string => String(headers[name] ?? '');
  const policy = header('content-security-policy');
  const asked = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ];
  const type = header('content-type');
  return [
    ...asked.filter(directive => !policy.includes(directive)).map(directive => `no ${directive}`),
    /unsafe|\*|http:|wasm/.test(policy) && `loose policy ${policy}`,
    !/^max-age=\d{8,}; includeSubDomains/.test(header('strict-transport-security')) && 'no HSTS',
    header('x-content-type-options') !== 'nosniff' && 'no nosniff',
    header('x-frame-options').toUpperCase() !== 'DENY' && 'may be framed',
    !['no-referrer', 'same-origin'].includes(header('referrer-policy')) && 'referrer goes out',
    header('cross-origin-opener-policy') !== 'same-origin' && 'no COOP',
    headers['x-powered-by'] !== undefined && 'X-Powered-By',
    headers.server !== undefined && 'Server',
    headers['access-control-allow-origin'] !== undefined && 'CORS',
    headers['access-control-allow-credentials'] !== undefined && 'CORS credentials',
    text !== '' && !/; ?charset=utf-8$/i.test(type) && !/spreadsheetml|font\/|image\//.test(type) && `type ${type}`,
    ...((headers['set-cookie'] ?? []) as string[]).filter(
      line =>
        !/^__Host-[^;]+;.*Path=\/;/.test(line) ||
        !/; Secure/.test(line) ||
        !/; HttpOnly/.test(line) ||
        !/; SameSite=(Lax|Strict)/.test(line) ||
        /domain=/i.test(line),
    ),
    status >= 400 && tellsHowBuilt(text) && 'tells how it is built',
  ].filter(fault => fault !== false);
}

/** Forms lead back to the address that was asked for. */
const tellsHowBuilt = (text: string): boolean =>
  /at .*\.(ts|js):\d+|node_modules|\/src\/|select .* from |pg_|ECONN|postgres/i.test(
    text.replace(/(value|href)="[^"]*"/g, ''),
  );

const kept = (answer: RawAnswer): string[] =>
  /no-store/.test(String(answer.headers['cache-control'])) ? [] : [`kept: ${answer.headers['cache-control']}`];

describe('headers on every route', () => {
  test('signed in and signed out, asked from a foreign page', async () => {
    const wrong: string[] = [];
    for (const browser of [admin, portal.visitor()]) {
      for (const route of routes) {
        if (route.path === '/sign-out') continue;
        const post =
          route.method === 'post'
            ? {
                body: 'reason=x',
                type: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
              }
            : { type: evil };
        const answer = await raw(portal.url, {
          method: route.method.toUpperCase(),
          path: target(route),
          headers: { ...browser.headers(), ...post.type },
          ...('body' in post ? { body: post.body } : {}),
        });
        // Lists are the same for everybody and may wait in the officer's own browser.
        const store = route.path === '/reference/:kind/options' && answer.status === 200 ? [] : kept(answer);
        wrong.push(
          ...[...faults(answer), ...store].map(fault => `${route.method} ${route.path} ${answer.status}: ${fault}`),
        );
      }
    }
    expect(wrong).toEqual([]);
  });

  test('and with every kind of status', async () => {
    const token = await admin.token();
    const form = { ...admin.headers(), 'Content-Type': 'application/x-www-form-urlencoded' };
    const limited = (await portal.as('ke.limited')).headers();
    await portal.owner.query(
      `create function break() returns trigger language plpgsql as $$ begin raise exception
        'select secret from pg_shadow'; end $$`,
    );
    const cases: readonly (readonly [number, Parameters<typeof raw>[1]])[] = [
      [200, { path: '/', headers: admin.headers() }],
      [303, { path: '/seizures' }],
      [304, { path: '/assets/img/mark.svg' }],
      [400, { path: '/seizures?x=1', headers: admin.headers() }],
      [400, { path: '/seizures/%ZZ', headers: admin.headers() }],
      [401, { path: '/seizures/export.csv' }],
      [403, { path: '/seizures', headers: limited }],
      [403, { method: 'POST', path: '/sign-out', headers: { ...form, 'Sec-Fetch-Site': 'cross-site' }, body: '' }],
      [404, { path: '/nowhere', headers: admin.headers() }],
      [404, { path: '/nowhere' }],
      [404, { path: '/assets/nothing.js' }],
      [413, { method: 'POST', path: '/language', headers: form, body: `_csrf=${token}&x=${'y'.repeat(1_100_000)}` }],
      [413, { method: 'POST', path: '/language', headers: form, body: `_csrf=${token}${'&a=1'.repeat(10_001)}` }],
      [415, { method: 'POST', path: '/language', headers: { ...form, 'Content-Encoding': 'x-none' }, body: 'a=1' }],
      [
        415,
        {
          method: 'POST',
          path: '/language',
          headers: { ...form, 'Content-Type': 'application/x-www-form-urlencoded; charset=none' },
          body: 'a=1',
        },
      ],
      [422, { method: 'POST', path: `/seizures/${ref}/withdrawal`, headers: form, body: `_csrf=${token}` }],
      [500, { path: '/seizures', headers: admin.headers() }],
    ];
    const wrong: string[] = [];
    for (const [status, request] of cases) {
      if (status === 500)
        await portal.owner.query(
          'create trigger break before insert on audit_events for each row execute function break()',
        );
      const { etag } = status === 304 ? (await raw(portal.url, request)).headers : {};
      const answer = await raw(portal.url, {
        ...request,
        headers: { ...request.headers, 'X-Forwarded-Proto': 'https', ...(etag ? { 'If-None-Match': etag } : {}) },
      });
      const store = request.path.startsWith('/assets/') && status !== 404 ? [] : kept(answer);
      wrong.push(
        ...[...(answer.status === status ? [] : ['other status']), ...faults(answer), ...store].map(
          fault => `${request.path.slice(0, 40)} ${answer.status} for ${status}: ${fault}`,
        ),
      );
    }
    await portal.owner.query('drop trigger break on audit_events; drop function break()');
    expect(wrong).toEqual([]);
  });

  test('assets too', async () => {
    const page = (await admin.get('/')).text;
    for (const [, path = ''] of page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
      const answer = await raw(portal.url, { path, headers: evil });
      expect([path, answer.status, faults(answer)]).toEqual([path, 200, []]);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });
});

describe('what is not there', () => {
  test.each([
    '/.git/config',
    '/.git/HEAD',
    '/.env',
    '/package.json',
    '/package-lock.json',
    '/node_modules',
    '/node_modules/express/package.json',
    '/src/app.ts',
    '/src/config.ts',
    '/tsconfig.json',
    '/.data',
    '/.data/master.key',
    '/locales/en/common.json',
    '/views/home/home.ejs',
    '/metrics',
    '/debug',
    '/server-status',
    '/robots.txt~',
    '/backup.sql',
    '/knexfile.ts',
    '/assets',
    '/assets/',
    '/assets/css',
    '/assets/js/',
    '/assets/.',
    '/assets/../package.json',
    '/assets/../src/app.ts',
    '/assets/..%2fpackage.json',
    '/assets/%2e%2e/package.json',
    '/assets/%2e%2e%2fpackage.json',
    '/assets/..%5cpackage.json',
    '/assets/%252e%252e/package.json',
    '/assets/....//package.json',
    '/assets/css/../../package.json',
    '/assets/js/..%2f..%2fpackage.json',
    '/assets/fonts/../../package.json',
    '/assets/fonts/..%2f..%2fpackage.json',
    '/assets//etc/passwd',
    '/assets/%00',
    '/assets/js/portal.js%00.css',
    '/assets/.gitignore',
    '/assets/css/portal.css/x',
    '//evil.example/',
    '/assets/..;/package.json',
    '/assets/%c0%ae%c0%ae/package.json',
  ])('%s', async path => {
    for (const headers of [{ 'X-Forwarded-Proto': 'https' }, admin.headers()]) {
      const answer = await raw(portal.url, { path, headers });
      expect([path, [400, 403, 404].includes(answer.status) || answer.status]).toEqual([path, true]);
      expect(answer.text).not.toMatch(/"dependencies"|root:x|\[core\]|createPortal/);
      expect(faults(answer)).toEqual([]);
    }
  });
});

describe('redirects', () => {
  test.each([
    '//evil.example',
    '/\\evil.example',
    'https:evil.example',
    '/%09/evil.example',
    '/\t/evil.example',
    'https://evil.example/',
    '\\\\evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
    ' //evil.example',
    '/%2F/evil.example',
    '///evil.example',
  ])('%s stays here', async back => {
    const answer = await admin.post('/language', { lang: 'en', back });
    expect(answer.status).toBe(303);
    const where = new URL(answer.headers.location ?? '', 'https://cen.test/language');
    expect(where.origin).toBe('https://cen.test');
  });
});
