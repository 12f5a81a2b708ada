import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { audienceOf, includes } from '../../src/seizures/record/store-audience.ts';
import { facetNames } from '../../src/seizures/search/criteria.ts';
import { countFacets } from '../../src/seizures/search/search-facets.ts';
import { headingCodes, type FieldValue } from '../../src/seizures/goods/heading.ts';
import { withdraw } from '../../src/seizures/record/withdraw.ts';
import { amendAs, inParallel, oneOf, outsiders, randomly, readers, refsOn, roomOf } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { draft, textOf } from '../support/entry.ts';
import { routesOf } from '../support/routes.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

const everyStatus = ['submitted', 'queried', 'verified', 'withdrawn', 'merged']
  .map(status => `status=${status}`)
  .join('&');
const random = randomly(20_261_124);
const today = new Date().toISOString().slice(0, 10);
const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

let portal: TestPortal;
let ground: Ground;
let refs: string[];

/** Facts of a record for anybody, nobody or some; an embargo over, ending today, or running. */
function release(): Record<string, FieldValue | undefined> {
  const kind = oneOf(random, ['all', 'region', 'rilos', 'named', 'through_rilo', undefined]);
  const offices = oneOf(random, [['VN'], ['RILO-AP'], ['KE', 'VN'], ['WCO'], ['TZ', 'RILO-ESA']]);
  const embargoUntil = oneOf(random, [undefined, undefined, undefined, day(-1), day(0), day(1), '2199-01-01']);
  return { release: kind, releaseOffices: kind === 'named' ? offices : undefined, embargoUntil };
}

function anyRecord(number: number) {
  const country = oneOf(random, ['KE', 'KE', 'TZ', 'VN', 'KR', 'FR', 'VA']);
  return sampleRecord(oneOf(random, headingCodes), {
    facts: {
      ...release(),
      country,
      place: undefined,
      nationalRef: `S/${number}`,
      seizureDate: oneOf(random, ['2026-01-31', '2026-02-28', '2025-12-31']),
    },
  });
}

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  refs = await ground.put(Array.from({ length: 36 }, (_, at) => anyRecord(at)));
  const [admin, context] = [await ground.viewer('wco.admin'), roomOf(ground)];
  await portal.owner.query("update seizures set status = (array['submitted', 'queried', 'verified'])[1 + id % 3]");
  const seen = new Set(await foreseen('wco.admin'));
  for (const [at, ref] of refs.filter(one => seen.has(one)).entries()) {
    if (at % 3 === 0)
      await amendAs(ground, admin, ref, {
        ...anyRecord(at),
        facts: { ...anyRecord(at).facts, nationalRef: `S/${ref}`, country: ref.slice(0, 2) },
      });
    // What was narrowed away from the administrator's sight is no longer his to withdraw.
    if (at % 5 === 0) await withdraw(context, admin, ref, 'entered twice').catch(() => undefined);
  }
});

async function list(login: string): Promise<{ refs: string[]; html: string }> {
  const answer = await (await portal.as(login)).get(`/seizures?rows=100&${everyStatus}`);
  expect([login, answer.status]).toEqual([login, 200]);
  return { refs: refsOn(answer.text), html: answer.text };
}

/** What the rules, told instead of queried, say this office may open. */
async function foreseen(login: string): Promise<string[]> {
  const { office } = await ground.viewer(login);
  const { rows } = await portal.owner.query(
    `
      select ref, office_id as "officeId", region_id as "regionId", release, release_offices as
      "releaseOffices", embargo_until as "embargoUntil" from seizures`,
  );
  return rows.filter(row => includes(audienceOf(row, today).now, office)).map(({ ref }) => ref);
}

describe('scope.same', () => {
  test('the ground has every kind of record', async () => {
    const { rows } = await portal.owner.query(
      'select distinct release, embargo_until is not null as held from seizures',
    );
    expect(rows.length).toBeGreaterThanOrEqual(9);
    const { rows: lives } = await portal.owner.query('select distinct kind from seizure_steps order by 1');
    expect(lives.map(({ kind }) => kind)).toEqual(['amended', 'submitted', 'withdrawn']);
  });

  test.each(readers)('%s: list, count, facets, export, page and history are of the same records', async login => {
    const [browser, viewer, { refs: listed, html }] = [
      await portal.as(login),
      await ground.viewer(login),
      await list(login),
    ];
    expect([...listed].sort()).toEqual((await foreseen(login)).sort());
    expect(html).toMatch(new RegExp(`<h1>\\s*${listed.length} seizures?\\s*</h1>`));
    const facets = await countFacets(portal.pool, ground.searching(viewer, everyStatus));
    for (const name of facetNames.filter(one => one !== 'heading')) {
      expect([name, [...facets.counts[name].values()].reduce((sum, n) => sum + n, 0)]).toEqual([name, listed.length]);
    }
    expect(shownSum(html, 'direction')).toBe(listed.length);
    expect(shownSum(html, 'status')).toBe(listed.length);
    expect(await exported(login)).toEqual([...listed].sort());
    await inParallel(refs, 4, async ref => {
      for (const page of ['', '/history'])
        expect([ref, page, (await browser.get(`/seizures/${ref}${page}`)).status]).toEqual([
          ref,
          page,
          listed.includes(ref) ? 200 : 404,
        ]);
    });
  });

  test('what was narrowed by an amendment, or held back, is told nowhere to those outside', async () => {
    const marker = 'Zanzibarquay';
    const [ref = ''] = await ground.put([
      sampleRecord('DRUG', {
        facts: { release: 'all', releaseOffices: undefined, placeName: marker, nationalRef: 'N/1' },
      }),
    ]);
    const reader = await portal.as('vn.reader');
    expect((await reader.get(`/seizures?q=${marker}`)).text).toMatch(/<h1>\s*1 seizure\s*<\/h1>/);
    // Open on the reader's screen while it is narrowed: no copy is kept, and what is sent from it is refused.
    const open = await reader.get(`/seizures/${ref}`);
    expect([open.status, open.headers['cache-control']]).toEqual([200, 'no-store']);
    await amendAs(
      ground,
      await ground.viewer('ke.ncp'),
      ref,
      sampleRecord('DRUG', {
        facts: { release: 'rilos', releaseOffices: undefined, placeName: marker, nationalRef: 'N/1' },
      }),
    );
    for (const path of [
      `/seizures?q=${marker}&sort=oldest`,
      `/seizures?q=${ref}`,
      '/',
      '/seizures/export.csv',
      '/seizures?rows=100',
    ]) {
      const { text } = await reader.get(path);
      expect([
        path,
        text.includes(ref) && !path.includes(ref),
        text.includes('<td class="ref') && path.includes('q='),
      ]).toEqual([path, false, false]);
    }
    for (const path of [`/seizures/${ref}`, `/seizures/${ref}/history`])
      expect((await reader.get(path)).text).not.toContain(marker);
    const sent = await reader.post(`/seizures/${ref}/suggestions`, {
      clientUuid: '6f1f0f53-6a0e-4b6b-9d39-3f0f2f6f2b11',
      field: 'facts.placeName',
      value: 'Another quay',
      reason: 'The bill of lading says so',
    });
    expect([sent.status, sent.text.includes(marker)]).toEqual([404, false]);
  });

  test('a record another process wrote is on the first page, and counted there', async () => {
    const reader = await portal.as('vn.reader');
    const count = async () => [
      /<h1>\s*(\d+) /.exec((await reader.get('/seizures?q=Zorblaxia')).text)?.[1],
      refsOn((await reader.get('/seizures?q=Zorblaxia')).text).length,
    ];
    expect(await count()).toEqual(['0', 0]);
    await ground.put([
      sampleRecord('TOB', {
        facts: { release: 'all', releaseOffices: undefined, placeName: 'Zorblaxia', nationalRef: 'K/1' },
      }),
    ]);
    expect(await count()).toEqual(['1', 1]);
  });

  test('for those without the database there is no record and no number', async () => {
    for (const login of outsiders) {
      const browser = await portal.as(login);
      for (const path of [
        '/seizures',
        `/seizures/${refs[0]}`,
        `/seizures/${refs[0]}/history`,
        '/seizures/export.csv',
        '/seizures/export.xlsx',
        '/seizures/new',
        '/seizures/drafts',
      ]) {
        const answer = await browser.get(path);
        expect([login, path, answer.status]).toEqual([login, path, 403]);
        expect(textOf(answer)).not.toMatch(/\b\d+ seizures?\b|[A-Z]{2}-\d{4}-\d{6}/);
      }
      expect(textOf(await browser.get('/'))).not.toMatch(/\b\d+ (seizures?|records?)\b|[A-Z]{2}-\d{4}-\d{6}/);
    }
  });
});

describe('a record released through its RILO', () => {
  const marker = 'Maskaraquay';
  const facts = {
    release: 'through_rilo',
    releaseOffices: undefined,
    embargoUntil: undefined,
    country: 'KE',
    place: undefined,
    placeName: marker,
    nationalRef: 'MASK/4711',
    seizureDate: '2026-03-05',
    departure: 'PK',
    destination: 'KE',
  } as const;
  /** Nothing of this may be on a page of an outside officer. */
  const tells = (text: string, ref: string): boolean =>
    text.includes(marker) || text.includes('MASK/4711') || text.includes(ref);
  const masked = (html: string): string => /<section class="section masked"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  const plain = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  /** A page without its counts of what is masked, times and tokens. */
  const rest = (html: string): string =>
    plain(html.replace(/<section class="section masked"[\s\S]*?<\/section>/, '')).replace(/\d\d:\d\d/g, '');
  const query = '/seizures?heading=CITES&from=2026-03-01&to=2026-03-31';
  let ref = '';
  let before: string[];
  const searches = [query, `${query}&country=KE`, `${query}&office=KE`, `${query}&q=KE`, `${query}&destination=KE`];

  beforeAll(async () => {
    const reader = await portal.as('vn.reader');
    before = await Promise.all(searches.map(async path => (await reader.get(path)).text));
    [ref = ''] = await ground.put([sampleRecord('CITES', { facts })], { loginId: 'ke.officer' });
    await portal.owner.query("update seizures set status = 'queried' where ref = $1", [ref]);
  });

  test('is told on no route to an outside officer, another RILO included', async () => {
    const paths = (await routesOf(portal)).filter(
      ({ method, sessionless, path }) =>
        // What they searched for themselves is in their trail.
        method === 'get' && !sessionless && path !== '/access/audit',
    );
    for (const login of ['vn.reader', 'vn.ncp', 'rilo.ap', 'ke.limited']) {
      const browser = await portal.as(login);
      const told = [
        ...paths.map(({ path }) => path.replace(/:(ref|other)\b/g, ref).replace(/:\w+/g, '1')),
        ...[`/seizures?q=${marker}`, '/seizures?rows=100', `/seizures?q=${ref}`, `/seizures/new?from=${ref}`],
        ...[`/seizures/export.csv?from=2026-03-05&to=2026-03-05`, `/search?q=${marker}`, `/search?q=${ref}`],
      ];
      await inParallel(told, 4, async path => {
        const { text = '', status } = await browser.get(path);
        const shown = path.includes(ref) ? text.replaceAll(ref, '') : text.replace(decodeURIComponent(path), '');
        const asked = path.includes(marker) ? shown.replaceAll(marker, '') : shown;
        expect([login, path, status, tells(asked, ref)]).toEqual([login, path, status, false]);
        if (path.startsWith(`/seizures/${ref}`)) expect([login, path, status]).not.toEqual([login, path, 200]);
      });
    }
  });

  test('is counted by region for those who cannot open it, and only where the question tells no country', async () => {
    for (const login of ['vn.reader', 'rilo.ap']) {
      const browser = await portal.as(login);
      const pages = await Promise.all(searches.map(async path => (await browser.get(path)).text));
      expect(plain(masked(pages[0] ?? ''))).toMatch(/1 seizure of a Member of the region of [^·]+ · .*Ask/);
      expect(masked(pages[0] ?? '')).not.toMatch(/Kenya|Maskara|KE-/);
      expect(masked(pages[0] ?? '')).toContain('rilo=RILO-ESA');
      const wide = await browser.get('/seizures?heading=CITES&rows=50');
      expect(masked(wide.text)).toContain('rilo=RILO-ESA');
      expect(pages.slice(1).map(masked)).toEqual(['', '', '', '']);
      if (login === 'vn.reader') expect(pages.map(rest)).toEqual(before.map(rest));
    }
    for (const login of ['ke.reader', 'rilo.esa', 'wco.admin']) {
      const page = await (await portal.as(login)).get(query);
      expect([login, page.status, masked(page.text), refsOn(page.text)]).toEqual([login, 200, '', [ref]]);
    }
  });

  test('says who can open it and what the others learn, before it is saved and after', async () => {
    const officer = await portal.as('ke.officer');
    const said = /Everyone else with access to the database sees it counted as a seizure of a Member of the region of/;
    expect(textOf(await officer.get(`/seizures/${ref}`))).toMatch(said);
    const id = await draft(officer, sampleRecord('DRUG', { facts: { ...facts, nationalRef: 'MASK/9' } }));
    const review = textOf(await officer.get(`/seizures/drafts/${id}/review`));
    expect(review).toMatch(said);
    expect(review).toContain('WCO Secretariat');
    expect(review).not.toContain('All RILOs');
  });

  test('is asked for at the RILO, which answers; nobody else reads either', async () => {
    const [reader, rilo] = [await portal.as('vn.reader'), await portal.as('rilo.esa')];
    const [, address = ''] = /href="(\/seizures\/requests\/new[^"]*)"/.exec((await reader.get(query)).text) ?? [];
    const form = await reader.get(address.replaceAll('&amp;', '&'));
    expect(textOf(form)).toMatch(/Ask RILO Eastern and Southern Africa.*Heading: CITES/);
    const fields = Object.fromEntries(
      [...form.text.matchAll(/type="hidden"\s+name="(clientUuid|rilo|query)"\s+value="([^"]*)"/g)].map(
        ([, name, value = '']) => [name, value.replaceAll('&amp;', '&')],
      ),
    );
    const nominal = await reader.post('/seizures/requests', { ...fields, text: 'Ask John Mwangi about it' });
    expect([nominal.status, nominal.text.includes('Ask John Mwangi')]).toEqual([422, true]);
    const asked = { ...fields, text: 'Ivory by sea: which port was it?' };
    for (let twice = 0; twice < 2; twice += 1)
      expect((await reader.post('/seizures/requests', asked)).headers.location).toBe('/seizures/requests?done=asked');
    expect(textOf(await rilo.get('/waiting'))).toMatch(/Viet ?Nam asks about seizures you hold/);
    const list = await rilo.get('/seizures/requests');
    expect(list.text.match(/Ivory by sea/g)).toHaveLength(1);
    const [, id = ''] = /\/seizures\/requests\/(\d+)\/answer/.exec(list.text) ?? [];
    for (const login of ['vn.ncp', 'rilo.ap', 'ke.ncp', 'wco.admin'])
      expect(textOf(await (await portal.as(login)).get('/seizures/requests'))).not.toContain('Ivory by sea');
    const answer = { answer: 'The Member agrees: a port on the coast.' };
    expect((await (await portal.as('rilo.ap')).post(`/seizures/requests/${id}/answer`, answer)).status).toBe(404);
    expect((await rilo.post(`/seizures/requests/${id}/answer`, {})).status).toBe(422);
    expect((await rilo.post(`/seizures/requests/${id}/answer`, answer)).status).toBe(303);
    expect((await rilo.post(`/seizures/requests/${id}/answer`, answer)).status).toBe(409);
    expect(textOf(await reader.get('/waiting'))).toContain('answered your request');
    expect(textOf(await reader.get('/seizures/requests'))).toContain('The Member agrees');
    expect(textOf(await reader.get('/waiting'))).not.toContain('answered your request');
    const { rows: letters } = await portal.owner.query(
      "select distinct kind from outgoing_letters where kind in ('riloRequest', 'riloAnswer') order by 1",
    );
    expect(letters).toEqual([{ kind: 'riloAnswer' }, { kind: 'riloRequest' }]);
    expect((await reader.get('/seizures')).text).toContain('href="/seizures/requests"');
    expect((await reader.get('/seizures/requests/new?rilo=KE')).status).toBe(400);
  });

  test('is not even counted under embargo', async () => {
    const reader = await portal.as('vn.reader');
    // Of other days each time: counts are kept until the portal changes a record, and here the database does.
    const counted = async (from: string): Promise<string> =>
      masked((await reader.get(`/seizures?heading=CITES&from=${from}&to=2026-03-31`)).text);
    await portal.owner.query('update seizures set embargo_until = current_date + 3 where ref = $1', [ref]);
    expect(await counted('2026-03-02')).toBe('');
    await portal.owner.query('update seizures set embargo_until = null where ref = $1', [ref]);
    expect(await counted('2026-03-03')).not.toBe('');
  });
});

/** Sum of the figures beside the ticks of a facet. */
function shownSum(html: string, name: string): number {
  return [
    ...html.matchAll(new RegExp(`name="${name}"\\s+value="[^"]*"[^>]*>[\\s\\S]*?facet-count">([\\d,]+)<`, 'g')),
  ].reduce((sum, [, n = '0']) => sum + Number(n.replace(',', '')), 0);
}

async function exported(login: string): Promise<string[]> {
  const answer = await (await portal.as(login)).get(`/seizures/export.csv?${everyStatus}`);
  const [, , , header = [], ...rows]: string[][] = parse(answer.text, { bom: true, relax_column_count: true });
  const at = header.findIndex(name => /^reference$/i.test(name));
  return [...new Set(rows.map(row => row[at] ?? ''))].sort();
}
