import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { facetNames } from '../../src/seizures/search/criteria.ts';
import { openFacetCounts } from '../../src/seizures/search/kept-facets.ts';
import { countFacets } from '../../src/seizures/search/search-facets.ts';
import { searchSeizures } from '../../src/seizures/search/search.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let database: TestDatabase;
let ground: Ground;
let reader: Viewer;

beforeAll(async () => {
  database = await ownDatabase();
  ground = await groundOf(database);
  reader = await ground.viewer('ke.reader');
  const open = { release: 'all', releaseOffices: undefined };
  const drug = (at: number, facts: object = {}, more: object = {}) =>
    sampleRecord('DRUG', { facts: { ...open, nationalRef: `D/${at}`, ...facts }, ...more });
  await ground.put([
    drug(1),
    drug(2),
    drug(3, { transport: 'AIR-PAX', concealment: 'CON-BODY-INT' }),
    drug(4, {}, { line: { quantity: 2500, unit: 'g' } }),
    sampleRecord('TOB', {
      facts: { ...open, nationalRef: 'T/1', country: 'TZ', place: undefined },
      lines: [{ heading: 'TOB', product: 'CIG', quantity: 10, unit: 'carton200', details: {} }],
    }),
    sampleRecord('CURR', {
      facts: { ...open, nationalRef: 'C/1' },
      line: { product: 'CASH-NOTES', quantity: 1000, unit: 'amount', currency: 'USD' },
    }),
  ]);
  await ground.put([drug(9)]);
  await database.owner.query("update seizures set status = 'withdrawn' where national_ref = 'D/9'");
  await database.owner.query("update seizures set status = 'verified' where national_ref = 'D/1'");
});

const counted = (query: string, viewer = reader) => countFacets(ground.pool, ground.searching(viewer, query));
const of = (counts: ReadonlyMap<string, number>) => Object.fromEntries(counts);

describe('counts', () => {
  test('of everything in force; the other statuses are counted beside', async () => {
    const { counts, countries, lines, total } = await counted('');
    expect(of(counts.heading)).toEqual({ DRUG: 4, TOB: 1, CURR: 1 });
    expect(of(counts.country)).toEqual({ KE: 5, TZ: 1 });
    expect(of(counts.status)).toEqual({ submitted: 5, verified: 1, withdrawn: 1 });
    expect(of(counts.transport)).toEqual({ 'SEA-CONT': 5, 'AIR-PAX': 1 });
    expect(of(counts.office)).toEqual({ KE: 5, TZ: 1 });
    expect({ countries, lines, total }).toEqual({ countries: 2, lines: 6, total: 6 });
  });

  test('a facet is counted without its own filter and with the others', async () => {
    const { counts, countries } = await counted('heading=DRUG&country=TZ');
    expect(of(counts.country)).toEqual({ KE: 4 });
    expect(of(counts.heading)).toEqual({ TOB: 1 });
    expect(of(counts.status)).toEqual({});
    expect(countries).toBe(0);
  });

  test('status asked for', async () => {
    const { counts } = await counted('status=withdrawn');
    expect(of(counts.status)).toEqual({ submitted: 5, verified: 1, withdrawn: 1 });
    expect(of(counts.heading)).toEqual({ DRUG: 1 });
  });

  test.each([
    '',
    'heading=DRUG',
    'country=KE&heading=DRUG',
    'q=kenya',
    'q=kenya&country=KE',
    'transport=SEA',
    'status=verified&status=withdrawn',
    'min=1&unit=kg',
  ])('a count is what its filter then finds: %s', async query => {
    const { counts } = await counted(query);
    for (const name of facetNames)
      for (const [code, n] of counts[name]) {
        const rest = [...new URLSearchParams(query)].filter(([key]) => key !== name);
        const page = await searchSeizures(
          ground.pool,
          ground.searching(reader, new URLSearchParams([...rest, [name, code]]).toString()),
        );
        expect([name, code, page.total]).toEqual([name, code, n]);
      }
  });

  test('of a viewer are those of the viewer', async () => {
    await ground.put([
      sampleRecord('NUC', { facts: { release: 'rilos', releaseOffices: undefined, nationalRef: 'N/1' } }),
    ]);
    expect(of((await counted('heading=NUC&heading=DRUG')).counts.heading)).toMatchObject({ NUC: 1 });
    expect(of((await counted('', await ground.viewer('vn.reader'))).counts.heading)).not.toHaveProperty('NUC');
    await database.owner.query("update seizures set status = 'withdrawn' where national_ref = 'N/1'");
  });
});

describe('totals', () => {
  test('stand side by side in base units, money in dollars', async () => {
    const { totals } = await counted('');
    const sums = Object.fromEntries((totals ?? []).map(({ unit, quantity }) => [unit, quantity]));
    const {
      rows: [drug],
    } = await database.owner.query<{ sum: number }>(
      `
        select sum(base_quantity) from goods_lines g join seizures s on s.id = g.seizure_id where g.heading =
        'DRUG' and s.status <> 'withdrawn'`,
    );
    expect(sums).toEqual({ kg: drug?.sum, stick: 2000, USD: 1000 });
  });

  test('are empty where nothing is found', async () => {
    expect(await counted('heading=PORN')).toMatchObject({ totals: [], lines: 0, countries: 0, capped: false });
  });
});

describe('keeping', () => {
  test('a tick brings the counts of its facet along', async () => {
    const asked: string[] = [];
    const watching = {
      query: (config: { text: string; values: unknown[] }) => {
        asked.push(config.text);
        return ground.pool.query(config);
      },
    } as never;
    const kept = openFacetCounts(watching, () => 0);
    const ask = (query: string) => kept.of(ground.searching(reader, query));
    const all = await ask('');
    const ticked = await ask('country=KE');
    expect(ticked.counts.country).toBe(all.counts.country);
    expect(asked[1]).not.toContain('group by b.country');
    expect(of((await countFacets(ground.pool, ground.searching(reader, 'country=KE'))).counts.country)).toEqual(
      of(ticked.counts.country),
    );
  });

  test('one counting for a minute, for every page and order of a search; a change drops it', async () => {
    let [changes, now, queries] = [0, 0, 0];
    const counting = {
      query: (...args: unknown[]) => {
        queries += 1;
        return (ground.pool.query as (...all: unknown[]) => unknown)(...args);
      },
    } as never;
    const kept = openFacetCounts(
      counting,
      () => changes,
      () => now,
    );
    const ask = (query: string, viewer = reader) => kept.of(ground.searching(viewer, query));
    await Promise.all([ask('country=KE'), ask('country=KE&sort=oldest'), ask('country=KE&rows=50&view=cards')]);
    expect(queries).toBe(1);
    await ask('country=TZ');
    await ask('country=KE', await ground.viewer('vn.reader'));
    expect(queries).toBe(3);
    await ask('country=KE', await ground.viewer('ke.ncp'));
    expect(queries).toBe(3);
    changes += 1;
    await ask('country=KE');
    expect(queries).toBe(4);
    now += 60_001;
    await ask('country=KE');
    expect(queries).toBe(5);
  });

  test('nothing counted right after a change, which the copy may lack, beyond the time the copy may lack it', async () => {
    let [changes, now] = [0, 0];
    const kept = openFacetCounts(
      ground.pool,
      () => changes,
      () => now,
    );
    const ask = () => kept.of(ground.searching(reader, 'country=KE'));
    await ask();
    changes += 1;
    const early = await ask();
    now += 4999;
    expect(await ask()).toBe(early);
    now += 2;
    const later = await ask();
    expect(later).not.toBe(early);
    now += 30_000;
    expect(await ask()).toBe(later);
  });

  test('a counting that takes too long leaves the list without counts', async () => {
    const slow = {
      query: () =>
        Promise.reject(Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })),
    } as never;
    expect(await openFacetCounts(slow, () => 0).of(ground.searching(reader, 'country=KE'))).toMatchObject({
      uncounted: true,
      totals: undefined,
    });
  });

  test('a failed counting is not kept', async () => {
    let fail = true;
    const kept = openFacetCounts(
      {
        query: (...args: unknown[]) =>
          fail ? Promise.reject(new Error('away')) : (ground.pool.query as (...all: unknown[]) => unknown)(...args),
      } as never,
      () => 0,
    );
    await expect(kept.of(ground.searching(reader, ''))).rejects.toThrow('away');
    fail = false;
    expect((await kept.of(ground.searching(reader, ''))).countries).toBe(2);
  });
});
