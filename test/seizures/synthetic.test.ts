import { beforeAll, describe, expect, test } from 'vitest';
import { seedReal } from '../../seeds/demo/seed-real.ts';
import { seedSynthetic, syntheticRecords } from '../../seeds/demo/seed.ts';
import { sampleWatches, seedWatches } from '../../seeds/demo/seed-watches.ts';
import { loadLists, loadOffices } from '../../src/reference/index.ts';
import type { GoodsLine, SeizureRecord } from '../../src/seizures/index.ts';
import { readSaved } from '../../src/seizures/watches/saved-search.ts';
import { testDatabase, dropDatabase, type TestDatabase } from '../support/database.ts';
import { afterAll } from 'vitest';

/** Kilograms at most, as an officer would believe. */
const mostIn: Readonly<Record<string, number>> = {
  'CON-BODY-INT': 1.5,
  'CON-BODY-INS': 0.5,
  'CON-BODY-EXT': 5,
  'CON-CLOTH': 6,
  'CON-SHOE': 2,
  'CON-BAG-HAND': 12,
  'CON-BAG-FALSE': 8,
  'CON-MAIL-ELEC': 4,
  'CON-MAIL-TOY': 3,
  'CON-CONT-RIPOFF': 1200,
};
const mostBy: Readonly<Record<string, number>> = {
  'AIR-PAX': 50,
  'MAIL-PARCEL': 30,
  'AIR-EXPRESS': 30,
  'ROAD-CAR': 500,
};

function fitsIn({ quantity = 0, unit }: GoodsLine, facts: SeizureRecord['facts']): boolean {
  const most = mostIn[String(facts.concealment)] ?? mostBy[String(facts.transport)] ?? 30_000;
  return !['kg', 'L'].includes(unit ?? '') || quantity <= most;
}

/** "c1961_I" is one of what the list says: "1961 I, IV". */
function isScheduled({ details }: GoodsLine, listed: readonly string[]): boolean {
  const [, year, number] = /^c(\d+)_(\w+)$/.exec(String(details.schedule)) ?? [];
  return year === undefined || number === undefined || (listed.includes(year) && listed.includes(number));
}

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => dropDatabase(database));

describe('demo data', () => {
  test('synthetic records fill every heading, are marked, and come once', async () => {
    expect(await seedSynthetic(database.owner, '2026-11-24', 900)).toBe(900);
    expect(await seedSynthetic(database.owner, '2026-11-24', 900)).toBe(0);
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

  test('goods fit where they are hidden, and drugs have the form and the schedule of their list', async () => {
    const [lists, offices] = await Promise.all([loadLists(database.owner), loadOffices(database.owner)]);
    const records = syntheticRecords(lists, offices, () => 1, '2026-11-24').map(({ record }) => record);
    const schedulesOf = (product: string) => lists.lookUp('drug', product)?.details.schedule?.split(/[ ,;]+/) ?? [];
    const wrong = records.flatMap(({ facts, lines }) =>
      lines
        .filter(line => !fitsIn(line, facts) || !isScheduled(line, schedulesOf(line.product)))
        .map(({ product, quantity, unit }) => `${product} ${quantity} ${unit} ${String(facts.concealment)}`),
    );
    expect(wrong).toEqual([]);
    const byLand = records.filter(({ facts }) => /^(ROAD|RAIL)/.test(String(facts.transport)));
    expect(byLand.filter(({ facts }) => ['AU', 'JP', 'US', 'BR'].includes(String(facts.country)))).toEqual([]);
  });

  test('what a record goes through is there: amended, verified, asked about, restricted, twice, held', async () => {
    const {
      rows: [found],
    } = await database.owner.query(
      `select count(*) filter (where version = 2 and status = 'verified')::int as "amendedThenVerified",
         count(*) filter (where version = 2 and verified_version = 1 and status = 'submitted')::int as "waitsAgain",
         count(*) filter (where status = 'queried')::int as asked,
         count(*) filter (where release <> 'all')::int as restricted,
         count(*) filter (where embargo_until > '2026-11-24')::int as embargoed,
         count(*) filter (where held)::int as held,
         count(*) filter (where seizure_date > '2026-11-24' or recorded_at > now())::int as tomorrow
       from seizures`,
    );
    const { held, tomorrow, ...others } = found;
    expect({ held, tomorrow }).toEqual({ held: 1, tomorrow: 0 });
    expect(Object.entries(others).filter(([, count]) => count === 0)).toEqual([]);
    const { rows: twice } = await database.owner.query(
      `select s.id from seizures s join seizures o on o.national_ref = s.national_ref || '-2'`,
    );
    expect(twice.length).toBeGreaterThan(2);
  });

  test('an analyst finds something: ports, a month of one Member, a route of this quarter, and no false rise', async () => {
    const [lists, offices] = await Promise.all([loadLists(database.owner), loadOffices(database.owner)]);
    const records = syntheticRecords(lists, offices, () => 1, '2026-11-24').map(({ record }) => record.facts);
    const inMonth = (month: string): SeizureRecord['facts'][] =>
      records.filter(({ seizureDate }) => String(seizureDate).startsWith(month));
    const ofItaly = inMonth('2026-06').filter(({ departure, country }) => departure === 'ET' && country === 'IT');
    expect(ofItaly.length).toBeGreaterThan(25);
    // The month that is not over has fewer than the whole ones: nothing is recorded before its time.
    expect(inMonth('2026-11').length).toBeLessThan(inMonth('2026-09').length);
    const toKorea = records.filter(({ departure, destination }) => departure === 'DE' && destination === 'KR');
    expect(toKorea.length).toBeGreaterThan(10);
    expect(toKorea.every(({ seizureDate }) => String(seizureDate) >= '2026-09-01')).toBe(true);
    const toMombasa = records.filter(({ destinationPlace }) => ['Mombasa', 'KEMBA'].includes(String(destinationPlace)));
    expect(toMombasa.length).toBeGreaterThan(10);
  });

  test('saved searches of the cast can be read, and come once', async () => {
    expect(await seedWatches(database.owner)).toBe(sampleWatches.length);
    expect(await seedWatches(database.owner)).toBe(0);
    const [lists, offices] = await Promise.all([loadLists(database.owner), loadOffices(database.owner)]);
    const read = sampleWatches.map(({ query }) => readSaved(query, { lists, offices }));
    expect(read.flatMap(({ problems, retired }) => [...problems, ...retired])).toEqual([]);
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
