import { beforeAll, describe, expect, test } from 'vitest';
import type { Queryable } from '../../src/db/pool.ts';
import { keptNorms, quantityNorms } from '../../src/seizures/checks/store-usual-quantities.ts';
import { sampleRecord } from '../support/builders.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { groundOf } from '../support/seizures.ts';
import { warningsOf, withValue } from '../support/validation.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const ground = await groundOf(database);
  let made = 0;
  const ods = (count: number, quantity: number, unit: string, product = 'HCFC-22') =>
    Array.from({ length: count }, () =>
      sampleRecord('ODS', { facts: { nationalRef: `NORM/${made++}` }, line: { product, quantity, unit } }),
    );
  await ground.put([
    // The middle of the logarithms of 10 and 1,000 is that of 100; each is a factor of ten away from it.
    ...ods(15, 10, 'kg'),
    ...ods(15, 1000, 'kg'),
    ...ods(40, 0, 'kg'),
    ...ods(29, 10, 'cylinder'),
    ...ods(31, 7, 'kg', 'HFC-134a'),
  ]);
});

describe('what is usual', () => {
  test('for a product in a unit: middle and spread of the logarithms, zeros left out', async () => {
    const norm = (await quantityNorms(database.pool))('HCFC-22', 'kg');
    expect(norm).toEqual({ median: expect.closeTo(Math.log(100)), mad: expect.closeTo(Math.log(10)), n: 30 });
  });

  test('is known from thirty quantities on, product and unit each apart', async () => {
    const norms = await quantityNorms(database.pool);
    expect(norms('HCFC-22', 'cylinder')).toBeUndefined();
    expect(norms('HFC-134a', 'kg')).toEqual({ median: expect.closeTo(Math.log(7)), mad: 0, n: 31 });
    expect(norms('HFC-134a', 'cylinder')).toBeUndefined();
    expect(norms('CFC-12', 'kg')).toBeUndefined();
  });

  test('warns of a quantity far from it, and of none where too little is known', async () => {
    const quantityNorm = await quantityNorms(database.pool);
    const of = (quantity: number, unit: string): string[] => {
      const record = sampleRecord('ODS', { line: { product: 'HCFC-22', unit } });
      return warningsOf(withValue(record, 'lines.0.quantity', quantity), { quantityNorm });
    };
    expect(of(100, 'kg')).toEqual([]);
    expect(of(100_000_000, 'kg')).toContain('lines.0.quantity quantityUnusualHigh');
    expect(of(0.0001, 'kg')).toContain('lines.0.quantity quantityUnusualLow');
    expect(of(90_000_000, 'cylinder')).not.toContain('lines.0.quantity quantityUnusualHigh');
  });
});

describe('norms that are kept', () => {
  const row = (n: number) => ({ product: 'A', unit: 'kg', median: 1, mad: 1, n });
  const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

  test('are read once in ten minutes, behind the back of who asks; a failure is tried again at once', async () => {
    let [now, reads, away] = [0, 0, false];
    const on = {
      query: () => {
        reads += 1;
        return away ? Promise.reject(new Error('away')) : Promise.resolve({ rows: [row(reads)] });
      },
    } as unknown as Queryable;
    const norms = keptNorms(on, () => now);
    expect(norms('A', 'kg')).toBeUndefined();
    await settled();
    expect(norms('A', 'kg')?.n).toBe(1);
    now = 10 * 60_000;
    expect([norms('A', 'kg')?.n, reads]).toEqual([1, 1]);
    [now, away] = [now + 1, true];
    expect(norms('A', 'kg')?.n).toBe(1);
    await settled();
    away = false;
    expect([norms('A', 'kg')?.n, reads]).toEqual([1, 3]);
    await settled();
    expect(norms('A', 'kg')?.n).toBe(3);
  });
});
