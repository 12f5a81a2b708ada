import { beforeAll, describe, expect, test } from 'vitest';
import { seedReal } from '../../seeds/demo/seed-real.ts';
import { seedSynthetic, syntheticRecords } from '../../seeds/demo/seed.ts';
import { loadLists, loadOffices } from '../../src/reference/index.ts';
import { testDatabase, dropDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { afterAll } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => dropDatabase(database));

describe('demo data', () => {
  test('synthetic records fill every heading, are marked, and come once', async () => {
    expect(await seedSynthetic(database.owner, '2026-11-24', 400)).toBe(400);
    expect(await seedSynthetic(database.owner, '2026-11-24', 400)).toBe(0);
    const {
      rows: [all],
    } = await database.owner.query(
      `select count(*)::int as n, bool_and(synthetic) as marked, count(distinct h)::int as headings from
        seizures, unnest(headings) h`,
    );
    expect(all.marked).toBe(true);
    expect(all.headings).toBeGreaterThanOrEqual(12);
  });

  test('no office uses a reference twice, whatever the day of the first start', async () => {
    const [lists, offices] = await Promise.all([loadLists(database.owner), loadOffices(database.owner)]);
    for (const today of ['2026-11-25', '2027-03-01', '2028-02-29']) {
      const records = syntheticRecords(lists, offices, () => 1, today);
      expect(
        new Set(records.map(({ record, projection }) => `${projection.officeId} ${String(record.facts.nationalRef)}`))
          .size,
      ).toBe(2000);
    }
  });

  test('animals give no planks', async () => {
    const {
      rows: [found],
    } = await database.owner.query(
      `select count(*)::int as lines, count(*) filter (where l->'details'->>'specimen' in ('LOG', 'SAW',
        'TIP'))::int as planks
       from seizure_records, jsonb_array_elements(record->'lines') l join reference_codes c on c.kind =
         'cites_species' and c.code = l->>'product'
       where c.details->>'group' = 'mammal'`,
    );
    expect(found.lines).toBeGreaterThan(5);
    expect(found.planks).toBe(0);
  });

  test('the excerpt of public data comes in through the import engine', async () => {
    const made = await seedReal(database.owner, '2026-11-24');
    expect(made).toBeGreaterThanOrEqual(291); // 97 of 100 rows
    const {
      rows: [real],
    } = await database.owner.query(
      `select count(*)::int as n, bool_and(r.source is not null) as sourced from seizures s join seizure_records
        r on r.seizure_id = s.id where not s.synthetic`,
    );
    expect(real).toEqual({ n: made, sourced: true });
  });
});
