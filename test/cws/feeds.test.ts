import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { escaped } from '../../src/cws/feeds/write.ts';
import { shownPath } from '../../src/web/requests/request.ts';
import { eventsOf } from '../support/attacks.ts';
import { publishedDocument, withdrawPages } from '../support/documents.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { ageProof } from '../support/factors.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { parseXml } from '../support/xml.ts';

const here = '/cws/subscription';
let portal: TestPortal;
let reader: Browser;
let number = 0;
beforeAll(async () => {
  portal = await testPortal();
  await withdrawPages(portal);
  reader = await portal.as('ke.reader');
});

/** Makes a feed by the page; answers the path of its address. */
async function feedOf(browser: Browser): Promise<string> {
  number += 1;
  const page = await browser.post(`${here}/feeds`, { name: `Feed ${number}` }, here);
  const path = /value="https:\/\/cen\.test(\/cws\/feed\/[\w-]{43})"/.exec(page.text)?.[1];
  if (!path) throw new Error(`no feed: ${page.status}`);
  return path;
}
const read = (path: string, headers: Readonly<Record<string, string>> = {}, address?: string) => {
  const program = portal.visitor();
  if (address) program.address = address;
  return program.get(path, { Accept: '*/*', ...headers });
};
const titlesOf = (text: string): string[] =>
  parseXml(text)
    .filter(({ name }) => name === 'title')
    .slice(1)
    .map(({ text: said }) => said);

describe('a feed', () => {
  test('is made with a proof, shown once, known by its hash only, listed with its last use, revoked', async () => {
    await ageProof(portal, 11);
    const asked = await reader.post(`${here}/feeds`, { name: 'Reader at work' }, here);
    expect(asked.text).not.toContain('/cws/feed/');
    expect(textOf(asked)).toContain('Password');
    await ageProof(portal, -11);
    let path = '';
    const events = await eventsOf(portal, async () => {
      path = await feedOf(reader);
    });
    expect(events.filter(({ action }) => action === 'feed.made')).toMatchObject([
      { login_id: 'ke.reader', subject: `Feed ${number}` },
    ]);
    const token = path.slice('/cws/feed/'.length);
    const {
      rows: [row],
    } = await portal.owner.query('select f.*, f::text as whole from cws_feeds f order by made_at desc limit 1');
    expect(row.hash).toEqual(createHash('sha256').update(token).digest());
    expect(row.whole).not.toContain(token);
    expect(textOf(await reader.get(here))).toContain('never read');
    expect((await read(path)).status).toBe(200);
    const page = await reader.get(here);
    expect(textOf(page)).toContain('from 203.0.113.7');
    expect(page.text).not.toContain(token);
    const other = await portal.as('ke.officer');
    const removal = `${here}/feeds/${row.id}/removal`;
    expect((await other.post(removal, {}, here)).status).toBe(404);
    expect((await reader.post(removal, {}, here)).status).toBe(303);
    expect((await reader.post(removal, {}, here)).status).toBe(404);
    expect((await read(path)).status).toBe(404);
    expect(shownPath(`${path}.rss`)).toBe('/cws/feed/…'); // for log and trail
  });

  test('needs a name of its own, ten at most', async () => {
    const vn = await portal.as('vn.reader');
    for (const name of ['', '  ', 'x'.repeat(61), 'Call +254 722 123456']) {
      const answer = await vn.post(`${here}/feeds`, { name }, here);
      expect([name, answer.status, problemsOn(answer).length]).toEqual([name, 422, 1]);
    }
    for (let at = 0; at < 10; at += 1)
      expect((await vn.post(`${here}/feeds`, { name: `Reader ${at}` }, here)).status).toBe(200);
    expect(textOf(await vn.get(here))).toContain('You have 10 feeds');
    const more = await vn.post(`${here}/feeds`, { name: 'One more' }, here);
    expect([more.status, problemsOn(more).length]).toEqual([422, 1]);
    const vnNcp = await portal.as('vn.ncp');
    const _csrf = await vnNcp.token(here);
    const both = await Promise.all(['Twice', 'twice'].map(name => vnNcp.postRaw(`${here}/feeds`, { name, _csrf })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  test('a revoked, a wrong and an unknown token answer alike, without a cookie', async () => {
    const path = await feedOf(reader);
    await portal.owner.query("update cws_feeds set revoked_at = now(), revoked_why = 'person' where name = $1", [
      `Feed ${number}`,
    ]);
    let answers: Awaited<ReturnType<typeof read>>[] = [];
    const events = await eventsOf(portal, async () => {
      answers = await Promise.all([
        read(path),
        read(`${path}.rss`),
        read(`${path.slice(0, -1)}!`),
        read(`/cws/feed/${'A'.repeat(43)}`),
        read('/cws/feed/x'),
      ]);
      await read(path);
    });
    for (const answer of answers) {
      expect([answer.status, answer.headers['set-cookie']]).toEqual([404, undefined]);
      expect(answer.text.replace(/[0-9A-F]{12}/g, '')).toBe(answers[0]?.text.replace(/[0-9A-F]{12}/g, ''));
    }
    // The trail is told once a day that a feed without access is still asked for.
    expect(events.filter(({ action }) => action === 'feed.refused')).toMatchObject([
      { login_id: 'ke.reader', outcome: 'refused', subject: `Feed ${number}` },
    ]);
  });

  test('ends with the access: suspended, ended, a partner now; and does not come back', async () => {
    for (const [change, back] of [
      ["suspended_at = now(), suspended_reason = 'test'", 'suspended_at = null, suspended_reason = null'],
      ["ended_at = now(), end_reason = 'test'", 'ended_at = null, end_reason = null'],
      ["level = 'partner'", "level = 'unlimited'"],
    ]) {
      const browser = await portal.as('ke.officer');
      const path = await feedOf(browser);
      expect((await read(path)).status).toBe(200);
      await portal.owner.query(`update accounts set ${change} where login_id = 'ke.officer'`);
      expect((await read(path)).status).toBe(404);
      await portal.owner.query(`update accounts set ${back} where login_id = 'ke.officer'`);
      expect((await read(path)).status).toBe(404);
    }
    const path = await feedOf(await portal.as('ke.officer'));
    await portal.owner.query("update accounts set ends_on = current_date - 1 where login_id = 'ke.officer'");
    expect((await read(path)).status).toBe(404);
    await portal.owner.query("update accounts set ends_on = null, level = 'limited' where login_id = 'ke.officer'");
    expect((await read(path)).status).toBe(200);
  });
});

describe('what a feed holds', () => {
  const hostile = 'A ]]> & <script>alert("x")</script> \u0000\u0007\ud800 \u202e end';

  test(
    'titles, kinds, times and links of what the account may read now and follows; Atom and RSS; no text, no ' + 'token',
    async () => {
      const path = await feedOf(reader);
      await publishedDocument(portal, { titles: { en: { title: 'For the world', summary: 'A secret summary' } } });
      await publishedDocument(portal, {
        urgent: true,
        titles: { fr: { title: 'Only in French', summary: 'A secret summary' } },
      });
      const narrowed = await publishedDocument(portal, {
        titles: { en: { title: 'Of a region', summary: '' } },
        audience: 'region',
      });
      for (const more of [
        { audience: 'region', region: 'RILO-AP', office: 'VN' },
        { embargo_until: new Date(Date.now() + 60_000) },
        { state: 'withdrawn', withdrawn_at: new Date() },
        { valid_until: '2026-01-01' },
        { state: 'draft', version: 0, audience: null, published_at: null },
      ]) {
        await publishedDocument(portal, { titles: { en: { title: 'Not for this feed', summary: '' } }, ...more });
      }
      const [atom, rss] = [await read(path), await read(`${path}.rss`)];
      expect([atom.headers['content-type'], rss.headers['content-type']]).toEqual([
        'application/atom+xml; charset=utf-8',
        'application/rss+xml; charset=utf-8',
      ]);
      for (const { text, headers } of [atom, rss]) {
        expect(headers['set-cookie']).toBeUndefined();
        expect(titlesOf(text).sort()).toEqual([
          'Alert: For the world',
          'Alert: Of a region',
          'URGENT. Alert: Only in French',
          'WITHDRAWN. Alert: Not for this feed',
        ]);
        expect(text).toContain(`https://cen.test/cws/alerts/${narrowed}`);
        expect(text).not.toMatch(/secret/);
        expect(text).not.toContain(path.slice('/cws/feed/'.length));
      }
      const names = parseXml(atom.text).map(({ path: where }) => where);
      for (const needed of [
        'feed/id',
        'feed/title',
        'feed/updated',
        'feed/author/name',
        'feed/entry/id',
        'feed/entry/title',
        'feed/entry/updated',
        'feed/entry/link',
      ])
        expect(names).toContain(needed);
      for (const needed of [
        'rss/channel/title',
        'rss/channel/link',
        'rss/channel/description',
        'rss/channel/item/title',
        'rss/channel/item/link',
        'rss/channel/item/pubDate',
      ])
        expect(parseXml(rss.text).map(({ path: where }) => where)).toContain(needed);
      await portal.owner.query(
        `
        update cws_documents set region_id = (select id from offices where code = 'RILO-AP'), office_id =
        (select id from offices where code = 'VN') where ref = $1`,
        [narrowed],
      );
      expect(titlesOf((await read(path)).text)).not.toContain('Alert: Of a region');
      await reader.post(here, { version: '0', kinds: 'sheet', urgent: 'no', rhythm: 'none', hour: '6' }, here);
      expect(titlesOf((await read(path)).text)).toEqual([]);
      await portal.owner.query('truncate cws_subscriptions');
    },
  );

  test('the newest fifty, by when they came to be read', async () => {
    const path = await feedOf(await portal.as('rilo.esa'));
    for (let at = 0; at < 55; at += 1)
      await publishedDocument(portal, {
        published_at: new Date(Date.now() - 86_400_000 - at * 1000),
        titles: { en: { title: `Old ${at}`, summary: '' } },
      });
    await publishedDocument(portal, {
      published_at: new Date(Date.now() - 90 * 86_400_000),
      embargo_until: new Date(Date.now() - 1000),
      titles: { en: { title: 'Opened just now', summary: '' } },
    });
    const titles = titlesOf((await read(path)).text);
    expect(titles).toHaveLength(50);
    expect(titles.find(title => !title.startsWith('WITHDRAWN'))).toBe('Alert: Opened just now');
    expect(titles.at(-1)).toMatch(/^Alert: Old 4\d$/);
  });

  test('hostile titles stay text, in XML that can be read', async () => {
    const path = await feedOf(await portal.as('rilo.esa'));
    await publishedDocument(portal, {
      titles: { en: { title: hostile.replace('\u0000', '').replace('\ud800', ''), summary: '' } },
      published_at: new Date(),
    });
    for (const form of ['', '.rss']) {
      const { text } = await read(`${path}${form}`);
      expect(titlesOf(text)[0]).toBe('Alert: A ]]> & <script>alert("x")</script> \ufffd \u202e end');
      expect(text).not.toMatch(/<script/);
    }
    expect(escaped(hostile)).toBe(
      'A ]]&gt; &amp; &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; \ufffd\ufffd\ufffd \u202e end',
    );
  });

  test(
    'is asked for again at no cost: ETag and Last-Modified; each reading is in the trail, an unchanged one is ' + 'not',
    async () => {
      const path = await feedOf(await portal.as('wco.admin'));
      const events = await eventsOf(portal, async () => {
        const first = await read(path);
        const [etag, at] = [first.headers.etag ?? '', first.headers['last-modified'] ?? ''];
        expect([
          (await read(path, { 'If-None-Match': etag })).status,
          (await read(path, { 'If-Modified-Since': at })).status,
          (await read(`${path}.rss`, { 'If-None-Match': etag })).status,
        ]).toEqual([304, 304, 200]);
        await publishedDocument(portal, {
          published_at: new Date(),
          titles: { en: { title: 'One more', summary: '' } },
        });
        const [second, third] = [
          await read(path, { 'If-None-Match': etag }),
          await read(path, { 'If-Modified-Since': at }),
        ];
        expect([second.status, third.status]).toEqual([200, 200]);
        expect(second.headers.etag).not.toBe(etag);
        // What was withdrawn makes it other, too, though nothing in it is newer.
        await portal.owner.query(
          "update cws_documents set state = 'withdrawn', withdrawn_at = now() where titles->'en'->>'title' " +
            "= 'One more'",
        );
        expect((await read(path, { 'If-Modified-Since': second.headers['last-modified'] ?? '' })).status).toBe(200);
      });
      expect(events.filter(({ action }) => action === 'feed.read')).toHaveLength(5);
      expect(events.filter(({ action }) => action === 'feed.read')[0]).toMatchObject({
        login_id: 'wco.admin',
        subject: `Feed ${number}`,
        address: '203.0.113.7',
      });
      expect((await read(`${path}?x=1`)).status).toBe(400);
    },
  );

  test('wrong tokens are counted by address, readings by feed', async () => {
    const path = await feedOf(await portal.as('rilo.ap'));
    const statuses: number[] = [];
    for (let at = 0; at < 32; at += 1)
      statuses.push((await read(`/cws/feed/${'B'.repeat(43)}`, {}, '198.51.100.9')).status);
    expect([statuses[0], statuses[29], statuses[30]]).toEqual([404, 404, 429]);
    const told = await read(`/cws/feed/${'B'.repeat(43)}`, {}, '198.51.100.9');
    expect(Number(told.headers['retry-after'])).toBeGreaterThan(0);
    // One forgotten reader does not silence the office behind the same address.
    expect((await read(path, {}, '198.51.100.9')).status).toBe(200);
    expect((await read(`/cws/feed/${'B'.repeat(43)}`, {}, '198.51.100.10')).status).toBe(404);
    let last = 200;
    for (let at = 0; at < 62 && last === 200; at += 1) last = (await read(path)).status;
    expect(last).toBe(429);
  });
});
