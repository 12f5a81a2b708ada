import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { rights, viewerOfAccount, type Right, type Viewer } from '../../src/access/index.ts';
import { overview, readArticles, type Article, type Articles } from '../../src/help/articles.ts';
import { helpFor, topics } from '../../src/help/topics.ts';
import { languages, loadTexts } from '../../src/i18n/index.ts';
import { sampleRecord } from '../support/builders.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { routesOf } from '../support/routes.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let portal: TestPortal;
let ground: Ground;
let refs: string[];
const now = new Date();
const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
const day = (days: number): string => daysAgo(days).slice(0, 10);

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  const open = { release: 'all', releaseOffices: undefined, place: undefined };
  refs = await ground.put(
    [
      ...[40, 41, 42].map(days =>
        sampleRecord('DRUG', { facts: { ...open, nationalRef: `KE/${days}`, seizureDate: day(days) } }),
      ),
      sampleRecord('CITES', { facts: { ...open, nationalRef: 'KE/old', seizureDate: '2019-05-01' } }),
    ],
    { recordedAt: daysAgo(30) },
  );
  refs.push(
    ...(await ground.put(
      [
        sampleRecord('TOB', {
          lines: [...sampleRecord('TOB').lines, ...sampleRecord('TOB').lines],
          facts: { ...open, nationalRef: 'TZ/1', country: 'TZ', placeName: 'Tanga', seizureDate: day(20) },
        }),
        sampleRecord('ODS', {
          facts: { ...open, nationalRef: 'VN/1', country: 'VN', placeName: 'Haiphong', seizureDate: day(20) },
        }),
        sampleRecord('NUC', {
          facts: {
            ...open,
            release: 'rilos',
            nationalRef: 'TZ/2',
            country: 'TZ',
            placeName: 'Closed',
            seizureDate: day(20),
          },
        }),
      ],
      { loginId: 'wco.admin', recordedAt: daysAgo(10) },
    )),
  );
  await portal.owner.query("update seizures set status = 'queried' where ref = $1", [refs[0]]);
  await portal.owner.query(
    `insert into seizure_questions (seizure_id, client_uuid, kind, field, version, account_id, due)
    select s.id, gen_random_uuid(), 'question', 'lines.0.quantity', 1, a.id, current_date + 5
    from seizures s, accounts a where s.ref = $1 and a.login_id = 'rilo.esa'`,
    [refs[0]],
  );
});

const mainOf = (text: string): string => /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? '';
const home = async (login: string): Promise<string> => {
  const answer = await (await portal.as(login)).get('/');
  expect(answer.status).toBe(200);
  return mainOf(answer.text);
};
const headline = (main: string, id: string): string =>
  new RegExp(`id="figure-${id}"[\\s\\S]*?<b>([^<]*)</b>`).exec(main)?.[1] ?? '';

describe('an administration', () => {
  test('the contact point: office, figures, what waits, what is new', async () => {
    const main = await home('ke.ncp');
    expect(main).toContain('<h1>Kenya</h1>');
    expect(main).toContain('National Contact Point · RILO Eastern and Southern Africa');
    expect(main).toContain('href="/seizures/new"');
    expect(main).toContain('href="/seizures/imports/new"');
    expect(headline(main, 'records')).toBe('3');
    expect(headline(main, 'delay')).toBe('11');
    expect(main).toContain(`Query on ${refs[0]}`);
    expect(main).toContain(`/seizures/${refs[0]}#questions`);
    expect(main).toContain('Tanga');
    expect(main).not.toContain('Closed');
  });

  test('the figure is what the search then counts', async () => {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11, 1)).toISOString().slice(0, 10);
    const search = await (await portal.as('ke.ncp')).get(`/seizures?office=KE&from=${from}`);
    expect(search.text).toContain('<h1>3 seizures</h1>');
  });

  test.each(['ke.ncp', 'rilo.esa', 'wco.admin'])(
    'each part of a chart leads %s to the records it counts',
    async login => {
      const main = await home(login);
      const named = [...main.matchAll(/<a href="([^"]+)" aria-label="[^"]*?(\d+)">/g)];
      const texts = [...main.matchAll(/<a href="([^"]+)"><rect class="chart-hit".*?chart-number"[^>]*>(\d+)</g)];
      expect(texts.length).toBeGreaterThan(0);
      const parts = [...named, ...texts].filter(([, , count]) => count !== '0');
      expect(parts.length).toBeGreaterThan(1);
      const browser = await portal.as(login);
      for (const [, href = '', count] of parts) {
        const { text } = await browser.get(href.replaceAll('&amp;', '&'));
        expect([href, /<h1>(\d+) seizures?<\/h1>/.exec(text)?.[1]]).toEqual([href, count]);
      }
    },
  );

  test('the own region first, then the others; own records are no news', async () => {
    const main = await home('ke.ncp');
    const latest = main.slice(main.indexOf('id="latest"'));
    expect(latest).toMatch(/\+ 1 line</);
    expect(latest.indexOf('Tanga')).toBeLessThan(latest.indexOf('Haiphong'));
    expect(latest).not.toContain(refs[1]);
  });

  test('a reader has the figures and no way to write', async () => {
    const main = await home('ke.reader');
    expect(headline(main, 'records')).toBe('3');
    expect(main).not.toContain('/seizures/new');
    expect(main).toContain('Nothing is waiting for you');
  });

  test('drafts and imports of the account wait until they are done', async () => {
    const {
      rows: [account],
    } = await portal.owner.query<{ id: number; office_id: number }>(
      "select id, office_id from accounts where login_id = 'ke.officer'",
    );
    await portal.owner.query(
      'insert into seizure_drafts (id, account_id, office_id) values ($1, $3, $4), ($2, $3, $4)',
      [randomUUID(), randomUUID(), account?.id, account?.office_id],
    );
    await portal.owner.query(
      `insert into imports (office_id, account_id, state, file_name, file_size, file_sha256, sniffed, plan,
        rows_read, counts)
      values ($1, $2, 'ready', 'Mombasa <Oct>.xlsx', 1, 'x', '{}', '{}', 1212, '{"error": 58}'), ($1, $2,
        'committed', 'Done.csv', 1, 'y', '{}', '{}', 5, '{}')`,
      [account?.office_id, account?.id],
    );
    const main = await home('ke.officer');
    expect(main).toContain('2 unfinished records');
    expect(main).toContain('Import “Mombasa &lt;Oct&gt;.xlsx”');
    expect(main).toContain('58 of 1,212 rows need correcting');
    expect(main).not.toContain('Done.csv');
    expect(await home('ke.ncp')).not.toContain('unfinished');
    expect(await home('vn.ncp')).not.toContain('Mombasa &lt;Oct');
  });

  test('each figure has its numbers as a table', async () => {
    const main = await home('ke.ncp');
    expect(main.match(/<table/g)).toHaveLength(3);
    expect(main.match(/<tr>/g)?.length).toBeGreaterThan(26);
  });
});

describe('the desks', () => {
  test('a RILO sees its region', async () => {
    const main = await home('rilo.esa');
    expect(main).toContain('<h1>RILO Eastern and Southern Africa</h1>');
    expect(headline(main, 'records')).toBe('5');
    expect(main).toContain('Closed');
    expect(headline(await home('rilo.ap'), 'records')).toBe('1');
  });

  test('the Secretariat sees the world', async () => {
    expect(headline(await home('wco.admin'), 'records')).toBe('6');
    expect(await home('wco.cenmat')).not.toContain('href="/seizures/new"');
  });
});

describe('the wall', () => {
  test('Limited: lists and whom to ask, not a number or a name of the database', async () => {
    const main = await home('ke.limited');
    expect(main).toContain('href="/reference"');
    expect(main).toContain('RILO Eastern and Southern Africa');
    expect(main).not.toMatch(/figure|<svg class="chart|\/seizures/);
    for (const ref of refs) expect(main).not.toContain(ref);
    expect(main).toContain('Your level is Limited');
    expect(main).toMatch(/href="#more"[\s\S]*id="more"[\s\S]*Read-only adds the seizures/);
    expect(main).toContain('National Contact Point, Kenya');
  });

  test('the contact point with telephone, out of hours, email, local hours and whether it is open', async () => {
    await portal.owner.query(
      `insert into office_contacts (office_id, email, phone, phone_out_of_hours, days, opens, closes, time_zone)
      select id, 'cen@customs.example', '+254 20 555 0142', '+254 20 555 0199', $2, '00:00', '24:00', 'Africa/Nairobi'
      from offices where code = any($1)`,
      [
        ['KE', 'WCO'],
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
      ],
    );
    // A partner asks the Secretariat.
    for (const login of ['ke.limited', 'unep.partner']) {
      const main = await home(login);
      for (const told of ['tel:+254205550142', 'tel:+254205550199', 'mailto:cen@customs.example', 'Open until 24:00'])
        expect([login, told, main.includes(told)]).toEqual([login, told, true]);
      expect(main).toMatch(/Open now: \d\d:\d\d there, UTC\+3/);
      // Not named a second time.
      expect(main).not.toContain('Who to contact</h2>');
    }
    expect(mainOf((await (await portal.as('ke.limited')).get('/help/cws')).text)).toContain('tel:+254205550199');
  });

  test('a partner: CENcomm, and whom to ask', async () => {
    const main = await home('unep.partner');
    expect(main).toContain('href="/cencomm"');
    expect(main).toContain('WCO Secretariat');
    expect(main).not.toMatch(/href="\/(reference|seizures)/);
  });

  test('signed out: to the sign-in page', async () => {
    const answer = await portal.visitor().get('/');
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toMatch(/^\/sign-in/);
  });

  test('the visit is in the trail', async () => {
    await home('ke.reader');
    const { rows } = await portal.owner.query(
      "select login_id from audit_events where action = 'home.opened' order by id desc limit 1",
    );
    expect(rows).toEqual([{ login_id: 'ke.reader' }]);
  });
});

test('in French', async () => {
  const browser = await portal.as('vn.reader');
  await browser.post('/language', { lang: 'fr', back: '/' });
  const main = mainOf((await browser.get('/')).text);
  expect(main).toContain('Viet Nam');
  expect(main).toContain('Saisies, 12 derniers mois');
  expect(main).not.toMatch(/home:|search:|common:/);
});

interface Named {
  readonly page: string;
  readonly path: string;
  readonly to: Right;
}

/** Every address of the help pages, with who the part is for that names it. */
function namedIn(articles: Articles): Named[] {
  return languages.flatMap(lang =>
    [...articles[lang]].flatMap(([name, { body, sections }]) =>
      [{ access: name === 'sign-in' ? ('public' as const) : ('account' as const), body }, ...sections].flatMap(part =>
        [...part.body.matchAll(/\]\((\/[^)]*)\)/g)].map(([, path = '']) => ({
          page: `${lang} ${name}`,
          path,
          to: part.access,
        })),
      ),
    ),
  );
}

function lengthOf({ lead, body, sections }: Article): number {
  return [lead, body, ...sections.flatMap(one => [one.title, one.body])].join(' ').split(/\s+/).length;
}

describe('help', () => {
  const cast = [
    'ke.limited',
    'ke.reader',
    'ke.officer',
    'ke.ncp',
    'rilo.esa',
    'wco.cenmat',
    'wco.admin',
    'unep.partner',
  ];
  const pageOf = async (login: string, path: string): Promise<string> => {
    const answer = await (await portal.as(login)).get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.text;
  };
  const viewers = (): Promise<Viewer[]> =>
    Promise.all(
      cast.map(async login => {
        const { rows } = await portal.owner.query<{ id: number }>('select id from accounts where login_id = $1', [
          login,
        ]);
        const viewer = await viewerOfAccount(portal.pool, rows[0]?.id ?? 0);
        if (!viewer) throw new Error(`no account ${login}`);
        return viewer;
      }),
    );

  test('every area has a page in both languages, short enough to be read, with the same parts for the same', async () => {
    const texts = await loadTexts();
    const articles = readArticles(texts);
    const rightsNamed = new Set<Right>(topics.map(({ access }) => access));
    for (const [name, en] of articles.en) {
      const fr = articles.fr.get(name);
      const own = en.sections.map(({ access }) => access);
      for (const right of own) rightsNamed.add(right);
      expect(fr?.sections.map(({ access }) => access)).toEqual(own);
      const lengths = [lengthOf(en), lengthOf(fr ?? en)];
      expect([name, lengths.filter(words => words < 300 || words > 750)]).toEqual([name, []]);
      expect(en.sections.map(({ title }) => title).join()).toMatch(/When something went wrong|You lost your phone/);
    }
    expect([...articles.fr.keys()]).toEqual([overview, ...topics.map(({ name }) => name)]);
    const unnamed = [...rightsNamed].flatMap(right =>
      languages.filter(lang => !texts.has(`help:who.${right.replace(':', '-')}`, lang)),
    );
    expect(unnamed).toEqual([]);
  });

  test('every address a page names is there, and open to everyone the part is for', async () => {
    const [routes, all] = [await routesOf(portal), await viewers()];
    const named = namedIn(readArticles(await loadTexts()));
    const gets = new Map(routes.filter(({ method }) => method === 'get').map(({ path, access }) => [path, access]));
    const helpAt = (path: string): string =>
      topics.some(({ name }) => path === `/help/${name}`) ? '/help/:topic' : 'none';
    const isOpen = ({ path, to }: Named): boolean => {
      const access = gets.get(path) ?? gets.get(path.replace(/[^/]+$/, ':kind')) ?? gets.get(helpAt(path));
      if (access === undefined) return false;
      if (to === 'public') return access === 'public';
      return all.every(viewer => !rights[to](viewer) || rights[access](viewer));
    };
    expect(named.filter(one => !isOpen(one))).toEqual([]);
    expect(named.length).toBeGreaterThan(140);
  });

  test('every page of an area leads to its help page', async () => {
    const pages = (await routesOf(portal)).filter(({ method, answers }) => method === 'get' && answers !== 'data');
    const elsewhere = pages.map(({ path }) => path).filter(path => helpFor(path, true) === '/help');
    expect(elsewhere.toSorted()).toEqual(['/', '/help', '/help/:topic', '/help/sign-in', '/waiting']);
    expect(pages.filter(({ path }) => helpFor(path, false) !== '/help/sign-in')).toEqual([]);
    const ncp: readonly [path: string, help: string][] = [
      ['/', ''],
      ['/account', '/account'],
      ['/seizures', '/search'],
      ['/seizures/watches', '/search'],
      [`/seizures/${refs[0]}`, '/record'],
      [`/seizures/${refs[0]}/history`, '/record'],
      [`/seizures/${refs[0]}/duplicates`, '/approval'],
      ['/seizures/drafts', '/entry'],
      ['/seizures/imports', '/import'],
      ['/seizures/approval', '/approval'],
      ['/cws/alerts', '/cws'],
      ['/reference', '/cws'],
      ['/cpdb/training', '/cpdb'],
      ['/cencomm', '/cencomm'],
      ['/network', '/network'],
      ['/access/accounts', '/access'],
      ['/access/audit', '/audit'],
    ];
    for (const [path, help] of ncp)
      expect([path, (await pageOf('ke.ncp', path)).includes(`class="foot-help" href="/help${help}"`)]).toEqual([
        path,
        true,
      ]);
    expect(await pageOf('rilo.esa', '/seizures/verification')).toContain('href="/help/verification"');
    expect(await pageOf('wco.admin', '/access/alarms')).toContain('class="foot-help" href="/help/audit"');
    expect((await portal.visitor().get('/sign-in')).text).toContain('href="/help/sign-in"');
  });

  test('a reader sees in full what their level can use, and what the rest takes', async () => {
    const officer = await pageOf('ke.officer', '/help/import');
    expect(officer).toContain('Undo an import');
    expect(officer).not.toContain('With another level');
    const limited = await pageOf('ke.limited', '/help/import');
    expect(limited).toContain('Your access does not include this part of the portal. It is for: Unlimited.');
    expect(limited).not.toContain('are withdrawn, not deleted');
    expect(limited).toContain('Undo an import');
    const approval = await pageOf('ke.officer', '/help/approval');
    expect(approval).not.toContain('Nobody approves their own entry');
    expect(mainOf(approval)).toMatch(/Approve officers’ records[\s\S]*National Contact Points/);
    const ncp = await pageOf('ke.ncp', '/help/approval');
    expect(ncp).toContain('Nobody approves their own entry');
    // A contact point asks its RILO, an officer the contact point.
    expect(ncp).toContain('Your RILO helps with records');
    expect(approval).toContain('Can look up a record');
    expect(await pageOf('ke.limited', '/help')).toMatch(
      /href="\/help\/verification"[\s\S]*For: RILO officers and administrators\./,
    );
    expect((await (await portal.as('ke.officer')).get('/help/nothing')).status).toBe(404);
  });

  test('signed out: how to sign in and to apply, in the visitor’s language', async () => {
    const answer = await portal.visitor().get('/help/sign-in');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Apply for access');
    expect(answer.text).not.toContain('href="/help/import"');
    expect((await portal.visitor().get('/help/import')).headers.location).toMatch(/^\/sign-in/);
  });
});

test.each([
  ['ke.ncp', 'office=KE'],
  ['rilo.esa', 'area=RILO-ESA'],
  ['wco.admin', 'split=heading'],
])('the figures of %s lead to the trend of the same circle', async (login, asked) => {
  const browser = await portal.as(login);
  const html = (await browser.get('/')).text;
  const links = [...html.matchAll(/href="(\/analysis\/trends[^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  expect(links.filter(href => href.includes(asked) || login === 'wco.admin').length).toBeGreaterThanOrEqual(2);
  for (const href of links) expect([href, (await browser.get(href)).status]).toEqual([href, 200]);
});
