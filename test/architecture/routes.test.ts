import { beforeAll, describe, expect, test } from 'vitest';
import { rights, type Right, type Viewer } from '../../src/access/index.ts';
import type { Response } from 'supertest';
import type { Route } from '../../src/web/route.ts';
import { inParallel } from '../support/attacks.ts';
import { refusalsOf } from '../support/trail.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { routesOf, testRooms } from '../support/routes.ts';

/** What design.md section 2 says of each level, in words of its own: the table the code must agree with. */
const mayEnter: Readonly<Record<string, readonly Right[]>> = {
  'ke.limited': ['public', 'account', 'member'],
  'ke.reader': ['public', 'account', 'member', 'database:read', 'cencomm'],
  'ke.officer': [
    'public',
    'account',
    'member',
    'database:read',
    'database:write',
    'proposal:decide',
    'return',
    'obligations',
    'cencomm',
  ],
  'ke.ncp': [
    'public',
    'account',
    'member',
    'database:read',
    'database:write',
    'database:approve',
    'proposal:decide',
    'return',
    'obligations',
    'ncp',
    'suggestion:support',
    'referral:handle',
    'accounts:manage',
    'trail',
    'cws:write',
    'cencomm',
    'cencomm:request',
  ],
  'rilo.esa': [
    'public',
    'account',
    'member',
    'database:read',
    'database:write',
    'database:verify',
    'proposal:decide',
    'return',
    'obligations',
    'report:edit',
    'rilo',
    'office:edit',
    'suggestion:support',
    'referral:handle',
    'accounts:manage',
    'trail',
    'cws:write',
    'cpdb:review',
    'cencomm',
    'cencomm:request',
  ],
  'wco.cenmat': [
    'public',
    'account',
    'member',
    'database:read',
    'database:write',
    'proposal:decide',
    'cenmat',
    'cencomm',
  ],
  'wco.admin': [
    'public',
    'account',
    'member',
    'database:read',
    'database:write',
    'database:verify',
    'proposal:decide',
    'return',
    'obligations',
    'report:edit',
    'administrator',
    'office:edit',
    'accounts:manage',
    'trail',
    'cws:write',
    'cpdb:review',
    'cencomm',
  ],
  'unep.partner': ['public', 'account', 'cencomm'],
};
const logins = Object.keys(mayEnter);

let portal: TestPortal;
let routes: Route<Right>[];
const browsers = new Map<string, Browser>();
beforeAll(async () => {
  portal = await testPortal();
  routes = await routesOf(portal);
  for (const login of logins) browsers.set(login, await portal.as(login));
});

/** The address with every parameter filled by something that exists nowhere. */
function address(route: Route<Right>): string {
  return route.path
    .replace(':ref', 'KE-2001-999999')
    .replace(/:id\b/, /imports|access/.test(route.path) ? '999999' : '00000000-0000-4000-8000-000000000000')
    .replace(':step', 'goods')
    .replace(':kind', 'transport')
    .replace(/:\w+/g, '999999');
}

const isPage = ({ method }: Route<Right>): boolean => method === 'get';

async function statusOf(browser: Browser, route: Route<Right>): Promise<number> {
  // Most answers say no, and the page that says so costs more than all before it.
  const headers = { Accept: 'application/json' };
  if (route.method === 'get') return (await browser.get(address(route), headers)).status;
  if (route.body === 'upload') return (await browser.upload(address(route), { name: 'a.csv', content: '' })).status;
  return (await browser.postRaw(address(route), { _csrf: await browser.token() }, headers)).status;
}

describe('every route at every level', () => {
  test('public paths are these', () => {
    const open = routes.filter(({ access }) => access === 'public').map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([
      'get /.well-known/security.txt',
      'get /access/addresses/:token',
      'get /access/links/:token',
      'get /cws/feed/:token',
      'get /cws/leave/:token',
      'get /healthz',
      'get /help/sign-in',
      'get /readyz',
      'get /seizures/watches/leave/:token',
      'get /sign-in',
      'get /sign-in/factor',
      'post /access/addresses/:token',
      'post /access/links/:token',
      'post /cws/leave/:token',
      'post /language',
      'post /seizures/watches/leave/:token',
      'post /sign-in',
      'post /sign-in/factor',
      'post /sign-in/factor/options',
      'post /sign-in/passkey',
      'post /sign-in/passkey/options',
      'post /sign-out',
    ]);
  });

  test('database routes ask for the database', () => {
    // A letter is left without signing in: the token does nothing else.
    const wrong = routes.filter(
      ({ path, access }) =>
        path.startsWith('/seizures') && !access.startsWith('database:') && !path.endsWith('/leave/:token'),
    );
    expect(wrong).toEqual([]);
    const changing = routes.filter(
      ({ path, method, access }) =>
        path.startsWith('/seizures') &&
        method === 'post' &&
        !['public', 'database:write', 'database:approve', 'database:verify'].includes(access),
    );
    // Any reader saves searches, asks a RILO for what is counted and not shown, and suggests a correction to a record:
    // none of them changes one.
    expect(changing.map(({ path }) => path).filter(path => !path.startsWith('/seizures/watches'))).toEqual([
      '/seizures/requests',
      '/seizures/:ref/suggestions',
    ]);
  });

  test('changes of the network ask for a duty', () => {
    const duties: readonly Right[] = ['administrator', 'office:edit', 'ncp', 'rilo', 'cenmat', 'suggestion:support'];
    const network = routes.filter(({ path }) => path.startsWith('/network'));
    expect(network.filter(({ method, access }) => method === 'post' && !duties.includes(access))).toEqual([]);
    expect(network.filter(({ access }) => !['member', 'return'].includes(access) && !duties.includes(access))).toEqual(
      [],
    );
  });

  test('signed out: pages lead to sign-in, data answers 401', async () => {
    const wrong: string[] = [];
    const visitor = portal.visitor();
    const token = await visitor.token('/sign-in');
    for (const route of routes.filter(({ access }) => access !== 'public')) {
      const answer =
        route.method === 'get'
          ? await visitor.get(address(route))
          : await visitor.postRaw(address(route), { _csrf: token });
      if (!leadsToSignIn(route, answer)) wrong.push(`${route.method} ${route.path}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });

  test('each level enters exactly its rooms', async () => {
    const wrong: string[] = [];
    const entered = routes.filter(({ path }) => path !== '/sign-out' && path !== '/sign-in');
    for (const login of logins) {
      const browser = browsers.get(login) as Browser;
      const ask = async (route: Route<Right>): Promise<void> => {
        const status = await statusOf(browser, route);
        const allowed = mayEnter[login]?.includes(route.access) ?? false;
        if (status >= 500 || (status === 403) === allowed)
          wrong.push(`${login} ${route.method} ${route.path}: ${status}`);
      };
      const [pages, forms] = [entered.filter(isPage), entered.filter(route => !isPage(route))];
      await inParallel(pages, 4, ask);
      // Some forms give the session another id: the next has to have it.
      for (const form of forms) await ask(form);
    }
    expect(wrong).toEqual([]);
  });

  test('every refusal is in the trail, or in the count it tells from', async () => {
    const refused = routes.filter(({ access }) => !mayEnter['ke.limited']?.includes(access)).length;
    expect(await refusalsOf(portal.owner, { action: 'page.refused', login: 'ke.limited' })).toBeGreaterThanOrEqual(
      refused,
    );
  });
});

describe('rights', () => {
  const viewer = (level: Viewer['level'], duties: Viewer['duties'] = []): Viewer => ({
    accountId: 1,
    loginId: 'x',
    level,
    duties,
    lang: 'en',
    office: {
      id: 1,
      code: 'KE',
      kind: 'administration',
      nameEn: '',
      nameFr: '',
      country: 'KE',
      riloId: null,
      memberCountries: [],
    },
  });
  test('a duty without the level opens nothing', () => {
    expect(rights.administrator(viewer('read_only', ['administrator']))).toBe(false);
    expect(rights['database:write'](viewer('limited', ['ncp']))).toBe(false);
    expect(
      (['ncp', 'rilo', 'cenmat', 'office:edit', 'suggestion:support'] as const).filter(right =>
        rights[right](viewer('read_only', ['ncp', 'rilo', 'cenmat', 'administrator'])),
      ),
    ).toEqual([]);
    expect(rights['accounts:manage'](viewer('read_only', ['ncp']))).toBe(false);
    expect(rights['accounts:manage'](viewer('unlimited', ['rilo', 'cenmat']))).toBe(false);
  });
});

test('methods and paths are each served once', () => {
  const seen = routes.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(seen).size).toBe(seen.length);
});

test('each room has the addresses below its own, and none of another', async () => {
  const rooms = await testRooms(portal);
  const at = rooms.map(room => room.at);
  expect(new Set(at).size).toBe(at.length);
  // `/seizures/imports/:id` is looked for in the room of its first two parts, then in that of its first.
  const roomAt = ([, first = '', second = '']: readonly string[]): string | undefined =>
    [`/${first}/${second}`, `/${first}`].find(address => at.includes(address));
  for (const room of rooms)
    for (const { path, sessionless } of await room.load()) {
      expect.soft(roomAt(path.split('/')), path).toBe(room.at);
      expect.soft(sessionless, path).toBe(room.sessionless);
    }
});

function leadsToSignIn({ answers, method, body }: Route<Right>, { status, headers }: Response): boolean {
  if (body === 'upload') return status === 401 || status === 303;
  if (answers === 'data' || method === 'post') return status === 401;
  return status === 303 && headers.location?.startsWith('/sign-in?next=') === true;
}
