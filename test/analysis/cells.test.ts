import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../src/db/columnar/engine.ts';
import { follow } from '../../src/db/columnar/follow.ts';
import type { Queryable } from '../../src/db/pool.ts';
import { seizureCopyOf } from '../../src/seizures/index.ts';
import { countCases, sumLines } from '../../src/analysis/cells/search-cells.ts';
import { dimensionsFor } from '../../src/analysis/cells/dimension.ts';
import { raised } from '../../src/analysis/cells/table.ts';
import { countMonths, readLateness } from '../../src/analysis/coverage/search-coverage.ts';
import { countChanges, countFlows, countRoles } from '../../src/analysis/flows/search-flows.ts';
import { NotCopied } from '../../src/db/columnar/index.ts';
import { alikeByGoods } from '../../src/seizures/related/store-goods.ts';
import { countAlike } from '../../src/seizures/related/store-related.ts';
import { countMasked } from '../../src/seizures/search/search-masked.ts';
import { countAtHome, readReference } from '../../src/seizures/store-home.ts';
import { ownDatabase } from '../support/database.ts';
import { sampleRecord } from '../support/builders.ts';
import { sampleLines } from '../support/sample-lines.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let ground: Ground;
let copy: Queryable;
beforeAll(async () => {
  ground = await groundOf(await ownDatabase());
  const open = { release: 'all', releaseOffices: undefined };
  await ground.put([
    sampleRecord('DRUG', { facts: { ...open, nationalRef: 'A' } }),
    sampleRecord('DRUG', { facts: { ...open, nationalRef: 'B', seizureDate: '2024-02-29', transport: 'SEA-YACHT' } }),
    sampleRecord('TOB', {
      facts: { ...open, nationalRef: 'C', departure: 'ZZ', concealment: undefined },
      lines: [
        { heading: 'TOB', product: 'CIG', quantity: 10, unit: 'carton200', details: {} },
        { heading: 'DRUG', product: 'CAN-HERB', quantity: 2, unit: 'kg', details: {} },
        { heading: 'DRUG', product: 'COC-HCL', quantity: 1e9, unit: 'kg', details: {} },
        {
          ...sampleLines.TAX,
          quantity: 5,
          unit: 'L',
          details: { ...sampleLines.TAX.details, taxKind: ['vat', 'excise'] },
        },
      ],
    }),
    sampleRecord('CURR', {
      facts: { ...open, nationalRef: 'D', country: 'TZ', place: undefined },
      line: { product: 'CASH-NOTES', quantity: 1000, unit: 'amount', currency: 'USD' },
    }),
  ]);
  copy = await copied();
});

async function copied(): Promise<Queryable> {
  const engine = await openEngine(seizureCopyOf([]).ready);
  await follow(ground.pool, engine, seizureCopyOf([]));
  const query = async ({ text, values }: { text: string; values: unknown[] }) => ({
    rows: await engine.read({ text, values, today: '2026-11-28' }),
  });
  return { query } as unknown as Queryable;
}

// Doubles are added in any order: the last bit of a sum may differ.
const rounded = (_name: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(12)) : value;
const written = (rows: readonly object[]): string[] => rows.map(row => JSON.stringify(row, rounded));
const sorted = (rows: readonly object[]): string[] => written(rows).sort();
const ask = async (query: string) => ground.searching(await ground.viewer('ke.reader'), query);

describe('cells', () => {
  test.each(dimensionsFor(['DRUG', 'TAX']))(
    'by %s are the same and in one order from the copy as from the records, and add up',
    async name => {
      for (const query of [
        '',
        'heading=DRUG',
        'heading=DRUG&product=CAN-HERB',
        'heading=TAX',
        'country=KE&transport=SEA',
      ]) {
        const searching = await ask(query);
        const [cases, lines] = [
          await countCases(ground.pool, searching, [name]),
          await sumLines(ground.pool, searching, [name]),
        ];
        expect(written(await countCases(copy, searching, [name]))).toEqual(written(cases));
        expect(written(await sumLines(copy, searching, [name]))).toEqual(written(lines));
        const [all] = await countCases(ground.pool, searching, []);
        expect(cases.reduce((sum, cell) => sum + cell.cases, 0)).toBe(all?.cases);
      }
    },
  );

  test('count a case under its first line, or the first that was asked for', async () => {
    const product = async (query: string) =>
      Object.fromEntries(
        (await countCases(ground.pool, await ask(query), ['product'])).map(({ values, cases }) => [values[0], cases]),
      );
    expect(await product('')).toMatchObject({ 'TOB/CIG': 1, 'CURR/CASH-NOTES': 1 });
    expect(await product('heading=DRUG')).toMatchObject({ 'DRUG/CAN-HERB': 1 });
    expect(await product('heading=DRUG&product=COC-HCL')).toEqual({ 'DRUG/COC-HCL': 1 });
  });

  test('by a field of which a line states several values are by all of them together', async () => {
    const cells = await countCases(copy, await ask('heading=TAX'), ['TAX.taxKind']);
    expect(cells).toEqual([{ values: ['excise+vat'], cases: 1 }]);
    expect(await countCases(copy, await ask('heading=TAX'), ['DRUG.physicalForm'])).toEqual([
      { values: [null], cases: 1 },
    ]);
  });

  test('sum a unit for itself, money in dollars, and hold back what is more than goods can be', async () => {
    const lines = await sumLines(ground.pool, await ask(''), []);
    const of = (unit: string) => lines.find(line => line.unit === unit);
    expect(of('stick')).toMatchObject({ lines: 1, quantity: 2000, held: 0 });
    expect(of('USD')).toMatchObject({ lines: 1, quantity: 1000 });
    expect(of('kg')).toMatchObject({ held: 1 });
    expect(of('kg')?.quantity).toBeLessThan(1000);
  });

  test('raise a kind to its mode, a product to its group and a month to its quarter', async () => {
    const up = async (name: 'conveyance' | 'group' | 'quarter') =>
      raised(await countCases(ground.pool, await ask(''), [name]), [name], ground.lists, (one, other) => ({
        ...one,
        cases: one.cases + other.cases,
      })).map(({ values, cases }) => [values[0], cases]);
    expect(await up('conveyance')).toEqual([['SEA', 4]]);
    expect(Object.fromEntries(await up('group'))).toMatchObject({ 'DRUG:Opiates': 2, 'TOB/CIG': 1 });
    expect(Object.fromEntries(await up('quarter'))).toEqual({ '2026-Q1': 3, '2024-Q1': 1 });
  });

  test.each(['ends', 'origin', 'seizure', 'steps'] as const)(
    'flows by %s are alike from both, in one order',
    async ends => {
      for (const query of ['', 'touches=SO', 'heading=DRUG&transit=OM']) {
        const searching = await ask(query);
        const asked = [
          (on: Queryable) => countFlows(on, searching, ends),
          (on: Queryable) => countChanges(on, searching, ends, '2025-01-01'),
          (on: Queryable) => countRoles(on, searching, 'SO'),
        ];
        for (const count of asked) expect(written(await count(copy))).toEqual(written(await count(ground.pool)));
      }
    },
  );

  test('what was reported, when and how late, is the same from both', async () => {
    for (const query of ['', 'heading=DRUG&from=2026-01-01']) {
      const searching = await ask(query);
      const months = (on: Queryable) => countMonths(on, searching, { from: '2026-01-15', to: '2026-11-20' });
      expect(sorted(await months(copy))).toEqual(sorted(await months(ground.pool)));
      expect(await readLateness(copy, searching)).toEqual(await readLateness(ground.pool, searching));
    }
    expect(await readLateness(ground.pool, await ask('country=KE'))).toMatchObject({ held: 1, measured: 3 });
  });

  test('what is counted and not shown, at home and beside a record is the same from both', async () => {
    const [viewer, drug] = [await ground.viewer('ke.reader'), sampleRecord('DRUG')];
    await ground.put([sampleRecord('DRUG', { facts: { release: 'through_rilo', country: 'VN', nationalRef: 'E' } })], {
      loginId: 'vn.ncp',
    });
    const followed = await copied();
    for (const query of ['', 'heading=DRUG', 'heading=TAX']) {
      const searching = await ask(query);
      const masked = await countMasked(ground.pool, searching);
      expect(await countMasked(followed, searching)).toEqual(masked);
      expect(masked.map(({ records, totals }) => [records, totals.length])).toEqual(
        query === 'heading=TAX' ? [] : [[1, 1]],
      );
    }
    for (const login of ['ke.ncp', 'rilo.esa', 'wco.admin']) {
      const of = [await ground.viewer(login), '2025-01-01', 2026] as const;
      const counts = await countAtHome(ground.pool, ...of);
      expect(sorted(await countAtHome(followed, ...of))).toEqual(sorted(counts));
      expect(counts.length).toBeGreaterThan(5);
      const reference = await readReference(ground.pool, of[0], of[1]);
      expect([login, reference]).toEqual([login, login === 'wco.admin' ? null : expect.any(Number)]);
      expect(await readReference(followed, of[0], of[1])).toBe(reference);
    }
    const { concealment, departure, destination } = drug.facts;
    const shared = {
      ...{
        id: 0,
        year: 2026,
        product: drug.lines[0]?.product ?? '',
        productTerm: `drug:${drug.lines[0]?.product}`.toLowerCase(),
      },
      ...{
        concealment: String(concealment),
        departure: String(departure),
        destination: String(destination),
        mark: [],
        prefix: '',
        isInForce: false,
      },
    };
    const found = { likeThisYear: 1, hidden: 2, route: 2 };
    expect(await countAlike(ground.pool, viewer, shared)).toMatchObject(found);
    const alike = alikeByGoods();
    expect(await alike(followed, viewer, shared)).toEqual(found);
    expect(await alike(followed, viewer, { ...shared, isInForce: true })).toEqual({
      likeThisYear: 0,
      hidden: 1,
      route: 1,
    });
    expect(await alike(followed, viewer, { ...shared, year: 1999, destination: '' })).toEqual({
      ...found,
      likeThisYear: 0,
      route: 0,
    });
    const away = { query: () => Promise.reject(new NotCopied()) } as unknown as Queryable;
    expect(await alikeByGoods()(away, viewer, shared)).toBeUndefined();
  });
});
