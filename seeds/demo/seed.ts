import { uuidOfText } from '../../src/crypto/uuid-of-text.ts';
import type { Client, Pool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { loadLists, loadOffices } from '../../src/reference/index.ts';
import type { Lists, Offices } from '../../src/reference/index.ts';
import { insertSeizures, project, validateRecord } from '../../src/seizures/index.ts';
import type { NewSeizure } from '../../src/seizures/index.ts';
import { syntheticRecord } from './generate.ts';
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
  const [lists, offices, accounts] = await Promise.all([loadLists(pool), loadOffices(pool), accountIds(pool)]);
  const records = syntheticRecords(lists, offices, accounts.recorder, today, count);
  await inTransaction(pool, async client => {
    await insertSeizures(client, records);
    await giveStatuses(client, accounts.verifier);
  });
  return records.length;
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

async function accountIds(pool: Pool): Promise<{ recorder(office: string): number; verifier: number }> {
  const { rows } = await pool.query<{ login_id: string; id: number }>('select login_id, id from accounts');
  const ids = new Map(rows.map(({ login_id: login, id }) => [login, id]));
  const fallback = ids.get('wco.admin') ?? 1;
  return {
    recorder: office => ids.get(`${office.toLowerCase()}.ncp`) ?? fallback,
    verifier: ids.get('rilo.esa') ?? fallback,
  };
}

/** Older records have been verified by their RILO, a few recent ones are queried: as a live database looks. */
async function giveStatuses(client: Client, verifier: number): Promise<void> {
  await client.query(
    `
    with verified as (
      update seizures set status = 'verified' where synthetic and recorded_at < now() - interval '40 days' and
        id % 11 <> 0 returning id, version, recorded_at),
      changes as (insert into seizure_changes (seizure_id, kind) select id, 'upsert' from verified)
    insert into seizure_steps (seizure_id, kind, version, at, account_id)
    select id, 'verified', version, recorded_at + interval '1 day' * (3 + id % 20), $1 from verified`,
    [verifier],
  );
  await client.query(
    `
    with queried as (
      update seizures set status = 'queried' where synthetic and status = 'submitted' and id % 9 = 0 returning
        id, version, recorded_at),
      changes as (insert into seizure_changes (seizure_id, kind) select id, 'upsert' from queried)
    insert into seizure_steps (seizure_id, kind, version, at, account_id, reason)
    select id, 'queried', version, recorded_at + interval '2 days', $1,
      'Is the quantity of the first line net or gross?' from queried`,
    [verifier],
  );
}

/** The same record has the same id on every machine. */
function uuidOf(number: number): string {
  return uuidOfText(`synthetic ${number}`);
}
