import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { inDays } from '../support/days.ts';
import { problemsOn, recordByForm } from '../support/entry.ts';
import { begun, published as publishedPicture, submitted } from '../support/pictures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

type Fields = Record<string, string | readonly string[]>;
const alert = (fields: Fields = {}): Fields => ({
  original: 'en',
  'en.title': 'Scales under cashew nuts',
  'en.summary': 'In the third row from the doors.',
  'en.body': 'Bags of 40 kg.',
  alertKind: 'warning',
  urgent: 'no',
  headings: ['CITES'],
  countries: ['KE'],
  route: 'MZ > TZ > SG > VN',
  concealment: 'CON-FREIGHT-COVER',
  handling: 'H1',
  validUntil: inDays(90),
  then: 'review',
  ...fields,
});

async function draft(browser: Browser, fields: Fields = {}, kind = 'alert'): Promise<string> {
  const answer = await browser.post(`/cws/documents/new/${kind}`, {
    ...fields,
    clientUuid: randomUUID(),
    edition: '0',
  });
  expect(answer.status).toBe(303);
  return (answer.headers.location as string).split('/')[3] as string;
}

/** By RILO-ESA to its region, or by the Secretariat to the world. */
async function published(fields: Fields = {}, by = 'rilo.esa'): Promise<string> {
  const browser = await portal.as(by);
  const ref = await draft(browser, alert(fields));
  expect(
    (
      await browser.post(`/cws/documents/${ref}/publish`, {
        edition: '1',
        audience: by === 'rilo.esa' ? 'region' : 'world',
      })
    ).headers.location,
  ).toContain('done=published');
  return ref;
}

const page = async (login: string, path: string) => (await portal.as(login)).get(path);
const refsOn = async (login: string, path: string): Promise<string[]> =>
  [...(await page(login, path)).text.matchAll(/<small>((?:ALERT|SHEET|MEDIA)-\d{4}-\d+)<\/small>/g)].map(
    ([, ref]) => ref as string,
  );
const firstWaiting = (text: string): string =>
  strip(text) === '' ? (/<section class="section waiting"[\s\S]*?<\/li>/.exec(text)?.[0] ?? '') : '';
const strip = (text: string): string =>
  /<section class="notice is-(?:urgent|warning) urgent-strip[\s\S]*?<\/section>/.exec(text)?.[0] ?? '';

/** As time does: through the database, and then past what pages keep for seconds. */
async function set(ref: string, change: string): Promise<void> {
  await portal.owner.query(`update cws_documents set ${change} where ref = $1`, [ref]);
}

describe('the list', () => {
  let refs: Record<'scales' | 'urgent' | 'whites', string>;
  beforeAll(async () => {
    refs = {
      scales: await published(),
      urgent: await published(
        {
          urgent: 'yes',
          'en.title': 'Isotonitazene in parcels',
          headings: ['DRUG'],
          alertKind: 'product',
          route: '',
          countries: ['UG'],
        },
        'wco.admin',
      ),
      whites: await published({
        'en.title': 'Illicit whites by dhow',
        headings: ['TOB'],
        alertKind: 'route',
        route: 'AE > SO > KE',
      }),
    };
  });

  test.each<[string, readonly (keyof typeof refs)[]]>([
    ['', ['whites', 'urgent', 'scales']],
    ['?q=dhow', ['whites']],
    ['?heading=CITES&heading=DRUG', ['urgent', 'scales']],
    ['?heading=CITES,DRUG', ['urgent', 'scales']],
    ['?country=SG', ['scales']],
    ['?office=WCO', ['urgent']],
    ['?office=RILO-ESA', ['whites', 'scales']],
    ['?alertKind=route', ['whites']],
    ['?reading=acknowledge', ['urgent']],
    ['?standing=expired', []],
    ['?heading=WEAP', []],
  ])('filters: %s', async (query, expected) => {
    expect(await refsOn('ke.reader', `/cws/alerts${query}`)).toEqual(expected.map(name => refs[name]));
  });

  test('shows the count, each row’s state, and marks what was read', async () => {
    const reader = await portal.as('ke.reader');
    await reader.get(`/cws/alerts/${refs.whites}`);
    const { text } = await reader.get('/cws/alerts');
    expect(text).toContain('<h1>3 alerts in force</h1>');
    expect(text).toMatch(/2 in force that you have not read/);
    expect(await refsOn('ke.reader', '/cws/alerts?reading=unread')).toEqual([refs.urgent, refs.scales]);
    expect(text).toMatch(/RILO ESA/);
  });

  test('another region’s alert is on no list of ours, and no filter finds it', async () => {
    for (const query of ['', '?standing=all', '?q=dhow', '?office=RILO-ESA'])
      expect(await refsOn('vn.reader', `/cws/alerts${query}`)).toEqual(
        query === '' || query === '?standing=all' ? [refs.urgent] : [],
      );
    expect(await refsOn('rilo.ap', '/cws/alerts')).toHaveLength(3);
    expect((await page('unep.partner', '/cws/alerts')).status).toBe(403);
  });

  test('unknown and malformed parameters are named', async () => {
    for (const query of [
      '?page=2',
      '?heading=XXX',
      '?standing=maybe',
      '?after=xyz',
      '?after=WyIyMDI2LTAyLTMxIiwxXQ',
      '?country=K%00',
      '?q=a&q=b',
      '?year=2020',
      '?office=NOWHERE',
    ]) {
      expect([query, (await page('ke.reader', `/cws/alerts${query}`)).status]).toEqual([query, 400]);
    }
    expect((await page('ke.reader', '/cws/situation-sheets?alertKind=route')).status).toBe(400);
  });

  test('embargoed, expired and withdrawn ones stand where they belong', async () => {
    const [soon, old, wrong] = [await published({ embargoUntil: inDays(4) }), await published(), await published()];
    await set(old, 'valid_until = current_date');
    expect(await refsOn('ke.reader', '/cws/alerts')).toContain(old);
    expect(await refsOn('ke.reader', '/cws/alerts?standing=expired')).toEqual([]);
    await set(old, `valid_until = current_date - 1`);
    await (await portal.as('rilo.esa')).post(`/cws/documents/${wrong}/withdraw`, { reason: 'It was resin.' });
    expect(await refsOn('ke.reader', '/cws/alerts')).not.toContain(soon);
    expect(await refsOn('ke.reader', '/cws/alerts?standing=all')).not.toContain(soon);
    expect(await refsOn('ke.reader', '/cws/alerts?standing=expired')).toEqual([old]);
    expect(await refsOn('ke.reader', '/cws/alerts?standing=withdrawn')).toEqual([wrong]);
    expect(await refsOn('ke.reader', '/cws/alerts')).toHaveLength(3);
    await portal.owner.query(`update cws_documents set state = 'withdrawn' where ref = any($1)`, [[soon, old, wrong]]);
  });

  test('empty lists say why, and what to do', async () => {
    expect((await page('ke.reader', '/cws/situation-sheets')).text).toContain(
      'No situation sheets have been published yet',
    );
    expect((await page('ke.reader', '/cws/alerts?heading=NUC')).text).toContain('All alerts in force');
  });

  test('media releases stand by the month they were released in, with their Member and the original', async () => {
    const [ncp, admin] = [await portal.as('ke.ncp'), await portal.as('wco.admin')];
    for (const [day, title] of [
      ['2025-03-02', 'March seizure'],
      ['2025-11-20', 'November seizure'],
    ] as const) {
      const ref = await draft(
        ncp,
        {
          original: 'en',
          'en.title': title,
          'en.summary': 'Sum.',
          'en.body': 'Text.',
          member: 'KE',
          releasedOn: day,
          address: 'https://customs.ke.example/news',
          headings: ['TOB'],
          then: 'review',
        },
        'release',
      );
      await ncp.post(`/cws/documents/${ref}/submit`);
      expect(
        (await admin.post(`/cws/documents/${ref}/publish`, { edition: '1', audience: 'world' })).headers.location,
      ).toContain('done=published');
    }
    const { text } = await ncp.get('/cws/media-releases');
    expect(text.indexOf('November 2025')).toBeLessThan(text.indexOf('March 2025'));
    expect(text).toMatch(/doc-row-issuer">\s*Kenya/);
    expect(text).toContain('href="https://customs.ke.example/news" rel="noopener noreferrer"');
    expect(await refsOn('ke.ncp', '/cws/media-releases?member=KE&year=2025')).toHaveLength(2);
    expect(await refsOn('ke.ncp', '/cws/media-releases?year=2024')).toHaveLength(0);
    expect(await refsOn('ke.ncp', '/cws/media-releases?member=VN')).toHaveLength(0);
  });
});

describe('paging', () => {
  test('nothing is shown twice or left out while others publish, even of one moment', async () => {
    await portal.owner.query(`
      insert into cws_documents (kind, ref, client_uuid, office_id, made_by, state, version, audience,
        publisher_id, published_at, first_published_at, headings, titles, facts)
      select 'alert', 'ALERT-2020-' || lpad(n::text, 4, '0'), gen_random_uuid(), o.id, a.id, 'published', 1,
        'world', o.id, '2020-02-03 04:05:06.789123+00', '2020-02-03 04:05:06.789123+00', '{ODS}',
        jsonb_build_object('en', jsonb_build_object('title', 'Old ' || n, 'summary', '')), '{}' from
          generate_series(1, 60) n, offices o, accounts a where o.code = 'WCO' and a.login_id = 'wco.admin'`);
    const seen: string[] = [];
    let path = '/cws/alerts?heading=ODS';
    let second = '';
    for (let pages = 0; path !== '' && pages < 5; pages += 1) {
      const { text } = await page('ke.reader', path);
      seen.push(...[...text.matchAll(/<small>(ALERT-\d{4}-\d+)<\/small>/g)].map(([, ref]) => ref as string));
      if (pages === 0) await published({ headings: ['ODS'] });
      path = (/href="([^"]*after=[^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
      if (pages === 0) second = path;
    }
    expect(seen).toHaveLength(60);
    expect(new Set(seen).size).toBe(60);
    // Back from the second page: what was first, and now the new one before it.
    const back = (/href="([^"]*before=[^"]*)"/.exec((await page('ke.reader', second)).text)?.[1] ?? '').replaceAll(
      '&amp;',
      '&',
    );
    expect(await refsOn('ke.reader', back)).toEqual(seen.slice(0, 25));
    await portal.owner.query(`update cws_documents set state = 'withdrawn' where ref like 'ALERT-2020-%'`);
  });
});

describe('an urgent alert', () => {
  beforeEach(async () => {
    await portal.owner.query(`update cws_documents set state = 'withdrawn' where urgent`);
    await (await portal.as('wco.admin')).post(`/cws/documents/${await published({}, 'wco.admin')}/withdraw`, {
      reason: 'Lets pages look anew.',
    });
  });

  test('stands on every page of every level until acknowledged there; once is enough and is in the trail', async () => {
    const ref = await published({ urgent: 'yes' }, 'wco.admin');
    for (const login of ['ke.limited', 'ke.reader', 'ke.officer', 'ke.ncp', 'rilo.esa', 'wco.cenmat', 'wco.admin']) {
      const browser = await portal.as(login);
      // The home of an account without the database has it as the first thing that waits, and no strip over that.
      for (const path of ['/', '/reference', '/cws/alerts']) {
        const { text } = await browser.get(path);
        if (login === 'ke.limited' && path === '/') expect(text.split(`${ref}/acknowledge"`)).toHaveLength(2);
        const there = login === 'ke.limited' && path === '/' ? firstWaiting(text) : strip(text);
        expect([login, path, there.includes(`/cws/alerts/${ref}/acknowledge`)]).toEqual([login, path, true]);
      }
      const answer = await browser.post(`/cws/alerts/${ref}/acknowledge`, { version: '1', back: '/reference?x=1' });
      expect([answer.status, answer.headers.location]).toEqual([303, '/reference?x=1']);
      await browser.post(`/cws/alerts/${ref}/acknowledge`, { version: '1', back: '/reference' });
      expect(strip((await browser.get('/')).text)).toBe('');
    }
    const { rows } = await portal.owner.query(
      `select login_id from audit_events where action = 'document.acknowledged' and subject = $1 order by id`,
      [ref],
    );
    expect(rows.map(({ login_id: login }) => login)).toEqual([
      'ke.limited',
      'ke.reader',
      'ke.officer',
      'ke.ncp',
      'rilo.esa',
      'wco.cenmat',
      'wco.admin',
    ]);
    expect(
      (await (await portal.as('unep.partner')).post(`/cws/alerts/${ref}/acknowledge`, { version: '1' })).status,
    ).toBe(403);
  });

  test('leads back to pages of the portal only', async () => {
    const ref = await published({ urgent: 'yes' }, 'wco.admin');
    const browser = await portal.as('ke.reader');
    for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      expect((await browser.post(`/cws/alerts/${ref}/acknowledge`, { version: '1', back })).headers.location).toBe('/');
    }
    expect((await browser.post(`/cws/alerts/${ref}/acknowledge`, { version: '0' })).status).toBe(400);
    expect((await browser.post(`/cws/alerts/${ref}/acknowledge`, { version: '1', state: 'withdrawn' })).status).toBe(
      400,
    );
  });

  test('of another region is neither shown nor acknowledged', async () => {
    const ref = await published({ urgent: 'yes' });
    expect(strip((await page('vn.reader', '/')).text)).toBe('');
    expect((await (await portal.as('vn.reader')).post(`/cws/alerts/${ref}/acknowledge`, { version: '1' })).status).toBe(
      404,
    );
    expect(strip((await page('ke.limited', '/reference')).text)).toContain(ref);
  });

  test('asks again for a new version, and not for one that was never shown', async () => {
    const rilo = await portal.as('rilo.esa');
    const reader = await portal.as('ke.reader');
    const ref = await published({ urgent: 'yes' });
    await reader.post(`/cws/alerts/${ref}/acknowledge`, { version: '1' });
    await rilo.post(`/cws/documents/${ref}/revise`);
    const edition = /name="edition" value="(\d+)"/.exec(
      (await rilo.get(`/cws/documents/${ref}/edit`)).text,
    )?.[1] as string;
    expect(
      (await rilo.post(`/cws/documents/${ref}/publish`, { edition, audience: 'region' })).headers.location,
    ).toContain('done=published');
    expect(strip((await reader.get('/')).text)).toContain('name="version" value="2"');
    await reader.post(`/cws/alerts/${ref}/acknowledge`, { version: '1' });
    await reader.get(`/cws/alerts/${ref}`);
    expect(strip((await reader.get('/')).text)).toContain(ref);
    await reader.post(`/cws/alerts/${ref}/acknowledge`, { version: '2' });
    expect(strip((await reader.get('/')).text)).toBe('');
  });

  test('the newest of several is shown, with how many more', async () => {
    await published({ urgent: 'yes', 'en.title': 'First' });
    await published({ urgent: 'yes', 'en.title': 'Second' });
    const newest = await published({ urgent: 'yes', 'en.title': 'Third' });
    const shown = strip((await page('ke.reader', '/')).text);
    expect(shown).toContain(newest);
    expect(shown).toContain('2 more urgent alerts');
    expect((await page('ke.reader', '/cws/alerts?reading=acknowledge')).text).toContain('<h1>3 alerts in force</h1>');
  });

  test('that is withdrawn asks to take notice of that, and no more for the alert', async () => {
    const ref = await published({ urgent: 'yes' });
    expect(strip((await page('ke.officer', '/')).text)).toContain(ref);
    await (await portal.as('rilo.esa')).post(`/cws/documents/${ref}/withdraw`, { reason: 'Over.' });
    expect(strip((await page('ke.officer', '/')).text)).toContain('Over.');
    for (let times = 0; times < 2; times += 1)
      await (await portal.as('ke.officer')).post(`/cws/alerts/${ref}/acknowledge`, { version: '1' });
    expect(strip((await page('ke.officer', '/')).text)).toBe('');
    const { rows } = await portal.owner.query(
      `select detail from audit_events where action = 'document.acknowledged' and subject = $1 order by id`,
      [ref],
    );
    expect(rows).toEqual([{ detail: { version: 1, withdrawn: true } }]);
  });

  test('is acknowledged by script without leaving the page', async () => {
    const ref = await published({ urgent: 'yes' });
    const reader = await portal.as('ke.reader');
    expect(strip((await reader.get('/cws/alerts')).text)).toContain('data-acknowledge');
    const answer = await reader.postRaw(
      `/cws/alerts/${ref}/acknowledge`,
      { version: '1', back: '/', _csrf: await reader.token() },
      { Accept: 'application/json' },
    );
    expect([answer.status, answer.body]).toEqual([200, { acknowledged: 1 }]);
    expect(strip((await reader.get('/')).text)).not.toContain(ref);
  });
});

describe('who has acknowledged', () => {
  test(
    'is for its publisher and the administrator in full, for a contact point of the own office, for nobody ' + 'else',
    async () => {
      const ref = await published({ urgent: 'yes' });
      await (await portal.as('ke.reader')).post(`/cws/alerts/${ref}/acknowledge`, { version: '1' });
      const path = `/cws/alerts/${ref}/acknowledgements`;
      for (const login of ['rilo.esa', 'wco.admin']) {
        const { text } = await page(login, path);
        expect(text).toContain('rilo.ap');
        expect(text).toMatch(/1 of 4/);
        expect((await page(login, `${path}?office=KE`)).text).toMatch(
          /ke\.reader<\/th>\s*<td class="ph-a-end">\s*<time/,
        );
      }
      const own = (await page('ke.ncp', path)).text;
      expect(own).toContain('ke.reader');
      expect(own).not.toMatch(/rilo\.ap|wco\.cenmat/);
      expect((await page('ke.ncp', `${path}?office=WCO`)).status).toBe(403);
      for (const login of ['ke.reader', 'ke.officer', 'wco.cenmat', 'unep.partner'])
        expect([login, (await page(login, path)).status]).toEqual([login, 403]);
      expect((await page('vn.ncp', path)).status).toBe(404);
      expect((await page('rilo.ap', path)).text).not.toMatch(/ke\.reader/);
      expect((await page('rilo.esa', `${path}?office=XX`)).status).toBe(400);
      const { rows } = await portal.owner.query(
        `select 1 from audit_events where action = 'document.readersListed' and subject = $1 and outcome = 'done'`,
        [ref],
      );
      expect(rows.length).toBeGreaterThan(4);
    },
  );

  test('names those who may read it, and only those', async () => {
    const ref = await published({ urgent: 'yes' });
    const { text } = await page('rilo.esa', `/cws/alerts/${ref}/acknowledgements`);
    for (const login of [
      'ke.limited',
      'ke.reader',
      'ke.officer',
      'ke.ncp',
      'rilo.esa',
      'rilo.ap',
      'wco.admin',
      'wco.cenmat',
    ])
      expect([login, text.includes(login), (await page(login, `/cws/alerts/${ref}`)).status]).toEqual([
        login,
        true,
        200,
      ]);
    for (const login of ['vn.ncp', 'vn.reader', 'unep.partner'])
      expect([login, text.includes(login)]).toEqual([login, false]);
    expect((await page('rilo.esa', `/cws/alerts/${await published()}/acknowledgements`)).status).toBe(404);
  });
});

describe('the menu', () => {
  test('counts unread alerts in force, and goes down with reading', async () => {
    const count = async (login: string): Promise<number> =>
      Number(/Alerts\s*<span class="count">(\d+)/.exec((await page(login, '/cws/alerts')).text)?.[1] ?? 0);
    const ref = await published();
    const before = await count('ke.officer');
    await page('ke.officer', `/cws/alerts/${ref}`);
    expect(await count('ke.officer')).toBe(before - 1);
    const other = await count('vn.reader');
    await published();
    expect(await count('ke.officer')).toBe(before);
    expect(await count('vn.reader')).toBe(other);
  });
});

describe('similar alerts while drafting', () => {
  const found = (text: string): string => /data-similar open>[\s\S]*?<\/details>/.exec(text)?.[0] ?? '';

  test(
    'are named with why, in the form and in the answer to its script; not those of other regions, nor old ' + 'ones',
    async () => {
      const known = await published({
        'en.title': 'Zebra hides in coffee sacks',
        headings: ['CITES'],
        route: 'ET > DJ > AE',
        concealment: 'CON-FREIGHT-MIX',
      });
      const old = await published({ 'en.title': 'Zebra hides in old coffee sacks', route: 'ET > DJ > AE' });
      await set(old, `published_at = now() - interval '13 months'`);
      const typed = alert({
        'en.title': 'Hides of zebras found in sacks',
        route: 'ET > DJ > OM',
        concealment: 'CON-FREIGHT-MIX',
        countries: [],
        urgent: 'no',
      });
      const ncp = await portal.as('ke.ncp');
      const ref = await draft(ncp, typed);
      const form = found((await ncp.get(`/cws/documents/${ref}/edit`)).text);
      expect(form).toMatch(new RegExp(`^[\\s\\S]*?href="/cws/alerts/${known}"`));
      expect(form).toContain('same heading, same route, same concealment method, same words in the title');
      expect(form).not.toContain(old);
      expect(form).not.toContain(ref);
      const saved = await ncp.post(`/cws/documents/${ref}/edit`, { ...typed, edition: '1', then: 'auto' });
      expect(saved.body.similar[0]).toMatchObject({
        ref: known,
        href: `/cws/alerts/${known}`,
        title: 'Zebra hides in coffee sacks',
      });
      expect(saved.body.similar.length).toBeLessThanOrEqual(5);
      const vn = await portal.as('vn.ncp');
      expect(found((await vn.get(`/cws/documents/${await draft(vn, typed)}/edit`)).text)).not.toContain(known);
    },
  );

  test('odd titles are compared, not suffered; an empty draft resembles nothing', async () => {
    const ncp = await portal.as('ke.ncp');
    for (const title of [`it's | & ! :* ( '`, '\\', '%', 'a'.repeat(160)])
      expect((await ncp.get(`/cws/documents/${await draft(ncp, alert({ 'en.title': title }))}/edit`)).status).toBe(200);
    expect((await ncp.get('/cws/documents/new/alert')).text).toContain('data-similar open hidden');
  });
});

describe('the page of an alert', () => {
  test('says its kind, draws its route, and prints with head, foot and code', async () => {
    const ref = await published({
      'en.indicators': 'Paid in cash\nFirst shipment',
      handling: 'H2',
      alertKind: 'modus',
    });
    const { text } = await page('ke.reader', `/cws/alerts/${ref}`);
    expect(text).toContain('Modus operandi');
    expect(text).toMatch(/<svg class="[^"]*is-?map|<svg[^>]*map/);
    expect(text).toContain('Mozambique → Tanzania → Singapore → Viet Nam');
    expect(text).toContain('No onward use without consent');
    expect(text).toContain(`${ref} · version 1`);
    expect(text).toContain('Printed by ke.reader');
  });
});

describe('the cases and pictures an alert names', () => {
  let [record, narrow, shown, inReview, begunOnly] = ['', '', '', '', ''];
  beforeAll(async () => {
    const officer = await portal.as('ke.officer');
    const facts = { country: 'KE', embargoUntil: undefined, releaseOffices: undefined };
    record = await recordByForm(
      officer,
      sampleRecord('DRUG', { facts: { ...facts, nationalRef: 'AL/1', release: 'all' } }),
    );
    narrow = await recordByForm(
      officer,
      sampleRecord('DRUG', { facts: { ...facts, nationalRef: 'AL/2', release: 'rilos' } }),
    );
    [shown, inReview, begunOnly] = [
      await publishedPicture(portal, officer),
      await submitted(portal, officer),
      await begun(officer),
    ];
  }, 60_000);

  test(
    'are links for those who may follow them: a picture for every member, a record for who reads the database ' +
      'and sees it',
    async () => {
      const ref = await published({ cases: `${record} ${shown} ${narrow}` }, 'wco.admin');
      const links = async (login: string): Promise<string[]> =>
        [
          ...new Set(
            [
              ...(await page(login, `/cws/alerts/${ref}`)).text.matchAll(
                /href="\/(?:seizures|cpdb\/pictures)\/([A-Z]{2}-\d{4}-\d+)"/g,
              ),
            ].map(([, one]) => one ?? ''),
          ),
        ].sort();
      expect(await links('ke.reader')).toEqual([shown, record, narrow].sort());
      expect(await links('vn.reader')).toEqual([shown, record].sort());
      expect(await links('ke.limited')).toEqual([shown]);
      // What may not be followed is not named either.
      expect((await page('ke.limited', `/cws/alerts/${ref}`)).text).not.toMatch(new RegExp(`${record}|${narrow}`));
      expect((await page('vn.reader', `/cws/alerts/${ref}`)).text).not.toContain(narrow);
      expect((await page('unep.partner', `/cws/alerts/${ref}`)).status).toBe(403);
      // A picture that is withdrawn afterwards leads nowhere any more.
      await (await portal.as('rilo.esa')).post(`/cpdb/pictures/${shown}/withdraw`, {
        withdrawReason: 'A plate is to be read.',
      });
      expect([
        await links('ke.limited'),
        (await page('ke.limited', `/cws/alerts/${ref}`)).text.includes(shown),
      ]).toEqual([[], false]);
      shown = await publishedPicture(portal, await portal.as('ke.officer'));
    },
  );

  test.each<[string, string, () => string]>([
    ['unknown', 'rilo.esa', () => 'CP-2026-99999'],
    ['of no shape', 'rilo.esa', () => 'CP-26-1'],
    ['in review at this RILO', 'rilo.esa', () => inReview],
    ['a draft of this office', 'ke.ncp', () => begunOnly],
    ['in review for this office', 'ke.ncp', () => inReview],
  ])('a picture that is %s is refused at the field', async (_what, login, ref) => {
    const browser = await portal.as(login);
    const named = `${shown} ${ref()}`;
    const begunAlert = await browser.post('/cws/documents/new/alert', {
      ...alert({ cases: named }),
      clientUuid: randomUUID(),
      edition: '0',
    });
    const document = (begunAlert.headers.location ?? '').split('/')[3];
    const sent =
      document === undefined
        ? begunAlert
        : await browser.post(
            `/cws/documents/${document}/${login === 'ke.ncp' ? 'submit' : 'publish'}`,
            login === 'ke.ncp' ? {} : { edition: '1', audience: 'region' },
          );
    const form = sent.status === 303 ? await browser.get(String(sent.headers.location)) : sent;
    expect([
      form.status,
      form.text.includes('id="field-cases-error"'),
      problemsOn(form).some(line => line.includes(ref())),
      form.text.includes(named),
    ]).toEqual([422, true, true, true]);
  });
});
