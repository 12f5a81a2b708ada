import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { audienceOf, includes } from '../../src/seizures/record/store-audience.ts';
import { facetNames } from '../../src/seizures/search/criteria.ts';
import { countFacets } from '../../src/seizures/search/search-facets.ts';
import { headingCodes } from '../../src/seizures/goods/heading.ts';
import type { FieldValue } from '../../src/seizures/goods/heading.ts';
import { withdraw } from '../../src/seizures/record/withdraw.ts';
import { amendAs, inParallel, oneOf, outsiders, randomly, readers, refsOn, roomOf } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { textOf } from '../support/entry.ts';
import { testPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';
import type { Ground } from '../support/seizures.ts';

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
  refs = await ground.put(Array.from({ length: 48 }, (_, at) => anyRecord(at)));
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

  test.each(readers)(
    '%s: list, count, facets, export, page and history are of the same records',
    async login => {
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
    },
    60_000,
  );

  test('what was narrowed by an amendment, or held back, is told nowhere to those outside', async () => {
    const marker = 'Zanzibarquay';
    const [ref = ''] = await ground.put([
      sampleRecord('DRUG', {
        facts: { release: 'all', releaseOffices: undefined, placeName: marker, nationalRef: 'N/1' },
      }),
    ]);
    const reader = await portal.as('vn.reader');
    expect((await reader.get(`/seizures?q=${marker}`)).text).toMatch(/<h1>\s*1 seizure\s*<\/h1>/);
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
  });

  test('a record another process wrote is on the first page, and counted there', async () => {
    const reader = await portal.as('vn.reader');
    const count = async () => [
      /<h1>\s*(\d+) /.exec((await reader.get('/seizures?q=Kilindini')).text)?.[1],
      refsOn((await reader.get('/seizures?q=Kilindini')).text).length,
    ];
    expect(await count()).toEqual(['0', 0]);
    await ground.put([
      sampleRecord('TOB', {
        facts: { release: 'all', releaseOffices: undefined, placeName: 'Kilindini', nationalRef: 'K/1' },
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
