import { uuidOfText } from '../../src/crypto/uuid-of-text.ts';
import type { Pool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { loadLists, loadOffices, type Lists, type Offices } from '../../src/reference/index.ts';
import {
  insertSeizures,
  project,
  validateRecord,
  type GoodsLine,
  type NewSeizure,
  type SeizureRecord,
} from '../../src/seizures/index.ts';
import { syntheticRecord } from './generate.ts';
import { amendSome } from './seed-amendments.ts';
import { seedLife } from './seed-life.ts';
import { seedUse } from './seed-use.ts';
import { seededRandom } from './random.ts';

const syntheticCount = 2000;

/**
 * Fills an empty database with synthetic records, each marked as such. Returns how many; 0 when there are records
 * already.
 */
export async function seedSynthetic(pool: Pool, today: string, count = syntheticCount): Promise<number> {
  const {
    rows: [any],
  } = await pool.query('select 1 from seizures limit 1');
  if (any) return 0;
  const [lists, offices, recorder] = await Promise.all([loadLists(pool), loadOffices(pool), recorderIds(pool)]);
  const records = syntheticRecords(lists, offices, recorder, today, count);
  const given = { lists, offices, today };
  await inTransaction(pool, async client => {
    await insertSeizures(client, [...records, ...mistakes(records, given)]);
    await amendSome(client, given, false, 11);
    await seedLife(client);
    await amendSome(client, given, true, 43);
    await seedUse(client);
  });
  return records.length;
}

/**
 * What goes wrong where many record: an event recorded twice, milligrams typed as kilograms, which are held, and more
 * swallowed than anybody could. The two of drugs are of Kenya, whose RILO is in the cast.
 */
function mistakes(
  records: readonly NewSeizure[],
  { lists, offices, today }: { readonly lists: Lists; readonly offices: Offices; readonly today: string },
): NewSeizure[] {
  // Too young to be verified.
  const latest = records
    .filter(({ recordedAt = '' }) => Date.parse(today) - Date.parse(recordedAt) < 20 * 86_400_000)
    .filter(({ record }) => record.facts.embargoUntil === undefined);
  const again = (
    from: NewSeizure,
    number: number,
    change: (line: GoodsLine) => GoodsLine = line => line,
    facts: SeizureRecord['facts'] = {},
  ): NewSeizure => {
    const [line, ...others] = from.record.lines as readonly [GoodsLine, ...GoodsLine[]];
    const nationalRef = `${String(from.record.facts.nationalRef)}-${number}`;
    const record = {
      ...from.record,
      facts: { ...from.record.facts, ...facts, nationalRef },
      lines: [change(line), ...others],
    };
    const projection = project(record, lists.lookUp, offices);
    return { ...from, clientUuid: uuidOfText(`synthetic mistake ${nationalRef}`), record, projection };
  };
  const twice = latest.filter((_, at) => at % 6 === 3).map(one => again(one, 2));
  const drugs = latest.filter(({ record: { lines } }) => lines[0]?.heading === 'DRUG' && lines[0].unit === 'kg');
  const from = drugs.find(({ record }) => record.facts.country === 'KE') ?? drugs[0];
  if (!from) return twice;
  const typed = (line: GoodsLine): GoodsLine => ({ ...line, quantity: (line.quantity ?? 1) * 1_000_000 });
  const swallowed = { concealment: 'CON-BODY-INT', transport: 'AIR-PAX', location: 'LOC-AIRPORT' };
  return [...twice, again(from, 3, typed), again(from, 4, line => ({ ...line, quantity: 14 }), swallowed)];
}

/** Valid records up to `today`, in the order of their recording. The same on every machine on the same day. */
export function syntheticRecords(
  lists: Lists,
  offices: Offices,
  recorder: (office: string) => number,
  today: string,
  count = syntheticCount,
): NewSeizure[] {
  const random = seededRandom(20_000_701); // the CEN began in July 2000
  const records: NewSeizure[] = [];
  const taken = new Set<string>();
  for (let number = 0; records.length < count; number += 1) {
    const { record, recordedAt } = syntheticRecord(random, lists, today);
    const valid = validateRecord(record, { today, lookUp: lists.lookUp, purpose: 'submit', form: record.form }).record;
    if (!valid) continue;
    const projection = project(valid, lists.lookUp, offices);
    // References are drawn by chance: one that an office used already would keep the whole portal from starting.
    const reference = `${projection.officeId} ${String(valid.facts.nationalRef)}`;
    if (taken.has(reference)) continue;
    taken.add(reference);
    const office = offices.byId(projection.officeId)?.code ?? '';
    records.push({
      clientUuid: uuidOf(number),
      record: valid,
      projection,
      channel: 'form',
      synthetic: true,
      recordedAt,
      recordedBy: recorder(office),
    });
  }
  return records.sort((a, b) => ((a.recordedAt ?? '') < (b.recordedAt ?? '') ? -1 : 1));
}

async function recorderIds(pool: Pool): Promise<(office: string) => number> {
  const { rows } = await pool.query<{ login_id: string; id: number }>('select login_id, id from accounts');
  const ids = new Map(rows.map(({ login_id: login, id }) => [login, id]));
  const fallback = ids.get('wco.admin') ?? 1;
  return office => ids.get(`${office.toLowerCase()}.ncp`) ?? fallback;
}

/** The same record has the same id on every machine. */
function uuidOf(number: number): string {
  return uuidOfText(`synthetic ${number}`);
}
