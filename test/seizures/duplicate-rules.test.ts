import { beforeAll, describe, expect, test } from 'vitest';
import { daysApartByContainer, daysApartByGoods, quantityTolerance } from '../../src/seizures/duplicates/thresholds.ts';
import { addDays } from '../../src/text/plain-date.ts';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { flagAll } from '../support/flags.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { groundOf } from '../support/seizures.ts';

let database: TestDatabase;
let put: Awaited<ReturnType<typeof groundOf>>['put'];
beforeAll(async () => {
  database = await testDatabase();
  ({ put } = await groundOf(database));
});

let number = 0;
let day = 0;

/** Whether two records are proposed as one event; the second is so many days later. */
async function areProposed(one: Overrides, other: Overrides, daysLater = 0): Promise<string[]> {
  day += 100;
  const from = addDays('1990-01-01', day);
  const records = [one, other].map((more, at) => {
    number += 1;
    const seizureDate = addDays(from, at * daysLater);
    return sampleRecord('DRUG', { ...more, facts: { nationalRef: `A/${number}`, seizureDate, ...more.facts } });
  });
  await put(records);
  await flagAll(database);
  const { rows } = await database.owner.query(
    `select p.reason from seizure_pairs p join seizures s on s.id = p.one where s.seizure_date = $1`,
    [from],
  );
  return rows.map(({ reason }: { reason: string }) => reason);
}
const kilograms = (quantity: number): Overrides => ({ line: { quantity, unit: 'kg' } });

describe('records that may be one event', () => {
  test('agree in quantity within 2 % of the larger', async () => {
    expect(quantityTolerance).toBe(0.02);
    expect(await areProposed(kilograms(100), kilograms(98.1))).toEqual(['goods']);
    expect(await areProposed(kilograms(100), kilograms(98))).toEqual(['goods']);
    expect(await areProposed(kilograms(98), kilograms(100))).toEqual(['goods']);
    expect(await areProposed(kilograms(100), kilograms(97.9))).toEqual([]);
  });

  test('are seized within 3 days of each other', async () => {
    expect(daysApartByGoods).toBe(3);
    expect(await areProposed({}, {}, 2)).toEqual(['goods']);
    expect(await areProposed({}, {}, 3)).toEqual(['goods']);
    expect(await areProposed({}, {}, 4)).toEqual([]);
  });

  test('or within 30 days in the same container', async () => {
    expect(daysApartByContainer).toBe(30);
    const box: Overrides = { facts: { narrative: 'Container MSKU 123456 7 was opened.' } };
    expect(await areProposed(box, box, 29)).toEqual(['container']);
    expect(await areProposed(box, box, 30)).toEqual(['container']);
    expect(await areProposed(box, box, 31)).toEqual([]);
  });
});
