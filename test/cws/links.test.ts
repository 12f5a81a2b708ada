import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLinks } from '../../src/cws/links/check.ts';
import { linkFields } from '../../src/cws/links/form.ts';
import { loadLinks } from '../../src/cws/links/load.ts';
import { listLinks } from '../../src/cws/links/store.ts';
import type { Viewer } from '../../src/access/index.ts';
import { readForm } from '../../src/fields/index.ts';
import { checkUrl } from '../../src/net/safe-fetch.ts';
import { eventsOf } from '../support/attacks.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let admin: Browser;
let reader: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [admin, reader] = [await portal.as('wco.admin'), await portal.as('ke.limited')];
});

const typed = (more: object = {}) => ({
  clientUuid: randomUUID(),
  subject: 'CUSTOMS',
  url: `https://site-${randomUUID().slice(0, 8)}.example.org/`,
  nameEn: 'A customs site',
  nameFr: 'Un site douanier',
  descriptionEn: 'What an officer finds there.',
  descriptionFr: 'Ce qu’un agent y trouve.',
  languages: ['en', 'fr'],
  ...more,
});
async function added(more: object = {}): Promise<number> {
  const done = await admin.post('/cws/links', typed(more));
  const id = /^\/cws\/links\/(\d+)\?done=added$/.exec(done.headers.location ?? '')?.[1];
  if (!id) throw new Error(`not added: ${done.status} ${problemsOn(done).join()}`);
  return Number(id);
}
const rowOf = async (id: number) => (await portal.owner.query('select * from cws_links where id = $1', [id])).rows[0];
const all = () => listLinks(portal.pool, {} as Viewer);

describe('the page', () => {
  test('every member reads links by subject, partners do not', async () => {
    const page = await reader.get('/cws/links');
    const text = textOf(page);
    for (const told of [
      'Customs and the WCO',
      'Wildlife, plants, CITES',
      'International Narcotics Control Board',
      'cites.org',
      'Never checked',
      'does not contact other sites',
    ])
      expect(text).toContain(told);
    expect(text).not.toContain('Add a link');
    expect(page.text).toMatch(/<a href="https:\/\/cites\.org\/" rel="noopener noreferrer"/);
    expect((await (await portal.as('unep.partner')).get('/cws/links')).status).toBe(403);
  });

  test('narrows by subject, words and state', async () => {
    const names = async (query: string): Promise<string[]> =>
      [...(await reader.get(`/cws/links?${query}`)).text.matchAll(/class="links-out">\s*([^<]+?)\s*</g)].map(
        ([, name = '']) => name,
      );
    expect(await names('subject=NUCLEAR')).toEqual([
      'International Atomic Energy Agency (IAEA)',
      'Organisation for the Prohibition of Chemical Weapons (OPCW)',
    ]);
    expect(await names('q=precursors+notification')).toEqual(['International Narcotics Control Board (INCB)']);
    expect((await names('q=OICS')).length).toBe(1);
    expect(textOf(await reader.get('/cws/links?q=nothing+like+this'))).toContain('No links match');
    expect(await names('state=silent')).toEqual([]);
  });

  test('takes no parameter it does not know, and shows retired ones to the administrator only', async () => {
    for (const query of [
      'subject=MOON',
      'state=broken',
      'x=1',
      'q=a%00b',
      'state=retired',
      'done=reordered',
      'subject=CITES&subject=IPR',
    ])
      expect([query, (await reader.get(`/cws/links?${query}`)).status]).toEqual([query, 400]);
    expect((await admin.get('/cws/links?state=retired')).status).toBe(200);
  });
});

describe('the first list', () => {
  test('is complete in both languages, each once, with a known subject, as the form would take it', async () => {
    const links = await all();
    const { rows } = await portal.owner.query<{ code: string }>(
      "select code from reference_codes where kind = 'link_subject'",
    );
    expect(links.length).toBeGreaterThan(35);
    const fields = linkFields(rows.map(({ code }) => ({ code, name: code })));
    for (const { subject, nameEn, nameFr, url, descriptionEn, descriptionFr, languages } of links) {
      expect(
        readForm({ subject, nameEn, nameFr, url, descriptionEn, descriptionFr, languages: [...languages] }, fields)
          .problems,
      ).toEqual([]);
      expect(descriptionEn).not.toBe(descriptionFr);
    }
  });

  test('is loaded again without a change, and leaves alone what the administrator changed', async () => {
    expect(await loadLinks(portal.owner)).toBe(0);
    const [one] = await all();
    await portal.owner.query(
      "update cws_links set name_en = 'By us', edited_at = now(), seed_hash = 'x' where id = $1",
      [one?.id],
    );
    const [, other] = await all();
    await portal.owner.query("update cws_links set name_en = 'Old', seed_hash = 'x', status = 200 where id = $1", [
      other?.id,
    ]);
    const [, , third] = await all();
    await portal.owner.query(
      `
        update cws_links set url = 'https://old.example.org/', url_key = 'old.example.org', seed_hash = 'x',
        checked_at = now(), failures = 3 where id = $1`,
      [third?.id],
    );
    expect(await loadLinks(portal.owner)).toBe(2);
    expect([(await rowOf(other?.id ?? 0)).status, await rowOf(third?.id ?? 0)]).toMatchObject([
      200,
      { url: third?.url, checked_at: null, failures: 0 },
    ]);
    expect([(await rowOf(one?.id ?? 0)).name_en, (await rowOf(other?.id ?? 0)).name_en]).toEqual([
      'By us',
      other?.nameEn,
    ]);
  });
});

describe('keeping links', () => {
  test('the administrator adds one; the same form sent twice is one; it is in the trail', async () => {
    const form = { ...typed({ nameEn: 'Sent twice' }), _csrf: await admin.token() };
    const events = await eventsOf(portal, async () => {
      const answers = await Promise.all([admin.postRaw('/cws/links', form), admin.postRaw('/cws/links', form)]);
      expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    });
    expect(events.filter(({ action }) => action === 'link.added')).toMatchObject([
      { login_id: 'wco.admin', detail: { url: form.url } },
    ]);
    expect(textOf(await reader.get('/cws/links?q=sent+twice'))).toContain('Sent twice');
  });

  test('what cannot be taken is said at its field with everything kept', async () => {
    const cases: readonly (readonly [object, string])[] = [
      [{ url: '' }, 'Fill in'],
      [{ url: 'www.example.org' }, 'Enter a web address'],
      [{ url: 'javascript:alert(1)' }, 'Enter a web address'],
      [{ url: 'ftp://example.org/' }, 'Enter a web address'],
      [{ url: 'https://a b.example/' }, 'Enter a web address'],
      [{ url: 'http://127.0.0.1/' }, 'public name'],
      [{ url: 'http://2130706433/' }, 'public name'],
      [{ url: 'https://[::1]/' }, 'public name'],
      [{ url: 'https://localhost/' }, 'public name'],
      [{ url: 'https://intranet/' }, 'public name'],
      [{ url: 'https://files.local/' }, 'public name'],
      [{ url: 'https://user:word@example.org/' }, 'without a name or password'],
      [{ url: 'https://example.org:8443/' }, 'without a port'],
      [{ url: `https://example.org/${'a'.repeat(500)}` }, '500'],
      [{ subject: 'MOON' }, 'option from the list'],
      [{ nameFr: '' }, 'Fill in'],
      [{ nameEn: 'x'.repeat(121) }, '121'],
      [{ descriptionEn: 'a\u202eb' }, 'direction'],
      [{ descriptionFr: 'Écrire à jean.dupont@example.com' }, 'about a person'],
      [{ languages: ['xx'] }, 'option from the list'],
    ];
    for (const [change, words] of cases) {
      const answer = await admin.post('/cws/links', typed({ nameEn: 'Kept <b>name</b>', ...change }));
      expect([change, answer.status, problemsOn(answer).join()]).toEqual([change, 422, expect.stringContaining(words)]);
      if (!('nameEn' in change)) expect(answer.text).toContain('value="Kept &lt;b&gt;name&lt;/b&gt;"');
    }
    expect((await admin.post('/cws/links', typed({ position: '1' }))).status).toBe(400);
  });

  test('an address is there once, however it is written', async () => {
    for (const url of [
      'https://cites.org/',
      'http://www.cites.org',
      'https://CITES.org',
      'https://www.cites.org/#top',
    ]) {
      const answer = await admin.post('/cws/links', typed({ url }));
      expect([url, answer.status, problemsOn(answer).join()]).toEqual([
        url,
        422,
        expect.stringContaining('already in the list: CITES Secretariat'),
      ]);
    }
    const id = await added({ url: 'https://cites.org/eng/resources' });
    const version = String((await rowOf(id)).version);
    const { clientUuid: _, ...form } = typed({ url: 'https://cites.org' });
    expect(problemsOn(await admin.post(`/cws/links/${id}/edit`, { ...form, version })).join()).toContain('already');
  });

  test('a change keeps the old values, and two at once do not overwrite each other', async () => {
    const id = await added({ nameEn: 'Before', url: 'http://plain.example.org/' });
    expect(textOf(await reader.get('/cws/links?q=before'))).toContain('not encrypted');
    await portal.owner.query(
      'update cws_links set checked_at = now(), failures = 3, failing_since = now() where id = $1',
      [id],
    );
    const { clientUuid: _, ...form } = typed({ nameEn: 'After', url: 'https://plain.example.org/' });
    const save = (more: object = {}) => admin.post(`/cws/links/${id}/edit`, { ...form, version: '1', ...more });
    expect((await save()).headers.location).toBe(`/cws/links/${id}?done=amended`);
    const page = textOf(await admin.get(`/cws/links/${id}`));
    for (const told of ['Changed by wco.admin', 'Before', 'After', 'http://plain.example.org/', 'Never checked'])
      expect(page).toContain(told);
    const late = await save({ nameEn: 'Late' });
    expect([
      late.status,
      textOf(late).includes('changed while you were writing'),
      late.text.includes('value="Late"'),
      (await rowOf(id)).name_en,
    ]).toEqual([409, true, true, 'After']);
  });

  test('one retired leaves the page, keeps its history, frees its address, and comes back', async () => {
    const id = await added({ nameEn: 'To be retired', url: 'https://retired.example.org/' });
    expect(problemsOn(await admin.post(`/cws/links/${id}/retirement`, { reason: '' })).join()).toContain('Fill in');
    expect((await admin.post(`/cws/links/${id}/retirement`, { reason: 'Its body was dissolved' })).status).toBe(303);
    expect((await admin.post(`/cws/links/${id}/retirement`, { reason: 'Twice' })).status).toBe(303);
    expect(textOf(await reader.get('/cws/links'))).not.toContain('To be retired');
    expect(textOf(await admin.get('/cws/links?state=retired'))).toContain('To be retired');
    const page = textOf(await admin.get(`/cws/links/${id}`));
    expect([page.includes('Its body was dissolved'), page.includes('Twice')]).toEqual([true, false]);
    const next = await added({ url: 'https://retired.example.org/' });
    const blocked = await admin.post(`/cws/links/${id}/return`);
    expect([blocked.status, textOf(blocked).includes('now has this address')]).toEqual([409, true]);
    await admin.post(`/cws/links/${next}/retirement`, { reason: 'Makes context' });
    expect((await admin.post(`/cws/links/${id}/return`)).status).toBe(303);
    expect(textOf(await reader.get('/cws/links'))).toContain('To be retired');
    await expect(portal.pool.query('delete from cws_links where id = $1', [id])).rejects.toThrow(/permission denied/);
  });

  test('the order within a subject is the administrator’s', async () => {
    const order = async (): Promise<number[]> =>
      (await all()).filter(({ subject }) => subject === 'FINANCE').map(({ id }) => id);
    const [first = 0, second = 0] = await order();
    const move = (id: number, direction: string) => admin.post(`/cws/links/${id}/position`, { direction });
    expect((await move(second, 'up')).headers.location).toBe(`/cws/links?done=reordered#link-${second}`);
    expect(await order()).toEqual([second, first]);
    await Promise.all([move(second, 'down'), move(first, 'down')]);
    // Many at once wait for one another and not for ever.
    const many = await Promise.all(
      Array.from({ length: 24 }, (_, n) => move(n % 2 ? first : second, n % 3 ? 'up' : 'down')),
    );
    expect(many.map(({ status }) => status)).toEqual(many.map(() => 303));
    expect((await order()).toSorted()).toEqual([first, second].toSorted());
    expect((await move(first, 'sideways')).status).toBe(422);
    const [top = 0] = await order();
    expect((await move(top, 'up')).status).toBe(303);
    expect((await order())[0]).toBe(top);
  });

  test('a link does not disappear with its subject', async () => {
    const id = await added({ nameEn: 'Of a former subject' });
    await portal.owner.query("update cws_links set subject = 'GONE' where id = $1", [id]);
    expect(textOf(await reader.get('/cws/links?q=former+subject'))).toContain('Former subject (GONE)');
    expect(textOf(await admin.get(`/cws/links/${id}`))).toContain('Of a former subject');
  });

  test('nobody else changes anything', async () => {
    const id = await added();
    for (const login of ['ke.limited', 'ke.ncp', 'rilo.esa', 'wco.cenmat']) {
      const browser = await portal.as(login);
      const statuses = [
        await browser.get('/cws/links/new'),
        await browser.get(`/cws/links/${id}`),
        await browser.post('/cws/links', typed()),
        await browser.post(`/cws/links/${id}/retirement`, { reason: 'x' }),
        await browser.post(`/cws/links/${id}/position`, { direction: 'up' }),
        await browser.post('/cws/links/check'),
      ];
      expect([login, ...statuses.map(({ status }) => status)]).toEqual([login, 403, 403, 403, 403, 403, 403]);
    }
    for (const path of ['/cws/links/0', '/cws/links/999999', '/cws/links/x', '/cws/links/99999999999'])
      expect([path, (await admin.get(path)).status]).toEqual([path, 404]);
  });
});

describe('the weekly check', () => {
  let answer = 200;
  const server = createServer((req, res) =>
    req.url === '/steady'
      ? res.end()
      : answer === 301
        ? req.url === '/new'
          ? res.end()
          : res.writeHead(301, { Location: '/new' }).end()
        : res.writeHead(answer).end(),
  );
  let at = '';
  beforeAll(async () => {
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  /** The real asking, each link led to the server of this test. */
  const run = (steady = true) =>
    checkLinks({ jobPool: portal.owner }, url =>
      checkUrl(`http://${at}${url.includes('watched') ? '/watched' : steady ? '/steady' : '/watched'}`, {
        allowed: [at],
      }),
    );
  const textFor = async (): Promise<string> => textOf(await reader.get('/cws/links?q=watched+site'));

  test('three failed weeks make a link one that does not answer, one good one takes it back', async () => {
    const id = await added({ nameEn: 'Watched site', url: 'https://watched.example.org/page' });
    answer = 200;
    const events = await eventsOf(portal, async () => {
      expect((await run()).noWayOut).toBe(false);
    });
    expect(events.filter(({ action }) => action === 'link.checked')).toMatchObject([
      { login_id: 'job', detail: { failed: 0 } },
    ]);
    expect(await textFor()).toContain('Working');
    answer = 404;
    await run();
    await run();
    expect(await textFor()).toContain('Trying again');
    await run();
    expect(await textFor()).toMatch(/Not responding since \d/);
    expect(textOf(await admin.get('/cws/links'))).toContain('1 link is not responding.');
    expect(textOf(await admin.get(`/cws/links/${id}`))).toMatch(/Not responding found by the weekly check/);
    answer = 200;
    await run();
    expect(await textFor()).toContain('Working');
    expect(
      (await portal.owner.query('select kind from cws_link_changes where link_id = $1 order by id', [id])).rows.map(
        ({ kind }) => kind,
      ),
    ).toEqual(['added', 'silent', 'answers']);
  });

  test('a page that moved for good is told with its new address, which the form takes over', async () => {
    const id = await added({ nameEn: 'Watched site moved', url: 'https://watched-too.example.org/page' });
    answer = 301;
    await run();
    const row = await rowOf(id);
    expect(row.moved_to).toBe(`http://${at}/new`);
    const page = await admin.get(`/cws/links/${id}`);
    expect(textOf(page)).toContain('Use the new address');
    expect((await admin.get(`/cws/links/${id}/edit?take=moved`)).text).toContain(`value="http://${at}/new"`);
    await run();
    expect(
      (
        await portal.owner.query(
          "select count(*)::int as n from cws_link_changes where link_id = $1 and kind = 'moved'",
          [id],
        )
      ).rows[0].n,
    ).toBe(1);
    answer = 200;
    await run();
    expect((await rowOf(id)).moved_to).toBe(null);
  });

  test('a run in which nothing answers is held against no link', async () => {
    answer = 500;
    const before = await portal.owner.query('select id, failures, checked_at from cws_links order by id');
    expect(await run(false)).toMatchObject({ noWayOut: true });
    expect((await portal.owner.query('select id, failures, checked_at from cws_links order by id')).rows).toEqual(
      before.rows,
    );
  });

  test('what was changed during the run is not judged by its old address', async () => {
    const id = await added({ nameEn: 'Changed in between', url: 'https://between.example.org/' });
    await checkLinks({ jobPool: portal.owner }, async url => {
      if (url.includes('between'))
        await portal.owner.query("update cws_links set url = 'https://between-new.example.org/' where id = $1", [id]);
      return { state: 'works', status: 200 };
    });
    expect((await rowOf(id)).checked_at).toBe(null);
  });

  test('private addresses in the list are never connected to', async () => {
    const id = await added({ nameEn: 'Watched inside' });
    await portal.owner.query("update cws_links set url = 'http://127.0.0.1/' where id = $1", [id]);
    await checkLinks({ jobPool: portal.owner }, url =>
      url === 'http://127.0.0.1/' ? checkUrl(url) : Promise.resolve({ state: 'works', status: 200 }),
    );
    expect(await rowOf(id)).toMatchObject({ why: 'forbidden', failures: 1 });
  });

  test('a portal that may not go out does not offer it', async () => {
    expect(textOf(await admin.get('/cws/links'))).not.toContain('Check now');
    expect((await admin.post('/cws/links/check')).status).toBe(409);
  });
});

describe('a portal that may go out', () => {
  test('checks when it is asked to, in its queue', async () => {
    const open = await testPortal({ outside: true, atTheirTimes: true });
    // With nothing to ask for, nobody outside is bothered by a test.
    await open.owner.query('update cws_links set retired_on = current_date');
    const browser = await open.as('wco.admin');
    expect(textOf(await browser.get('/cws/links'))).toContain('Check now');
    expect((await browser.post('/cws/links/check')).headers.location).toBe('/cws/links?done=checkAsked');
    await expect
      .poll(async () => (await open.owner.query('select checked, failed, no_way_out from cws_link_checks')).rows, {
        timeout: 15_000,
      })
      .toEqual([{ checked: 0, failed: 0, no_way_out: false }]);
    expect((await open.owner.query("select cron from pgboss.schedule where name = 'cws-link-checks'")).rows).toEqual([
      { cron: '40 3 * * 1' },
    ]);
  }, 30_000);
});
