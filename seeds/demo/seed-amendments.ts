import type { Client } from '../../src/db/pool.ts';
import type { Lists, Offices } from '../../src/reference/index.ts';
import { project, validateRecord, type SeizureRecord } from '../../src/seizures/index.ts';
import { replaceSeizure } from '../../src/seizures/record/store-amend.ts';

interface Row {
  readonly id: number;
  readonly ref: string;
  readonly version: number;
  readonly record: SeizureRecord;
}

interface Correction {
  readonly reason: string;
  /** Undefined where the record gives no cause for it. */
  readonly of: (record: SeizureRecord) => SeizureRecord | undefined;
}

/** What officers learn after they have recorded a seizure. */
const corrections: readonly Correction[] = [
  { reason: 'Weighed again without the wrapping.', of: record => withQuantity(record, 'kg', 0.94) },
  { reason: 'The laboratory has answered.', of: record => withFacts(record, { laboratory: 'confirmed' }) },
  { reason: 'Counted again in the warehouse.', of: record => withQuantity(record, 'stick', 1.06) },
  {
    reason: 'The court has decided.',
    of: record => withFacts(record, { disposal: 'destroyed', outcome: 'prosecuted' }),
  },
];

function withQuantity(record: SeizureRecord, unit: string, factor: number): SeizureRecord | undefined {
  const [first, ...others] = record.lines;
  if (first?.unit !== unit || first.quantity === undefined || first.details.kgNet !== undefined) return undefined;
  return { ...record, lines: [{ ...first, quantity: Number((first.quantity * factor).toPrecision(3)) }, ...others] };
}

/** The fields are of the long form. */
function withFacts(record: SeizureRecord, facts: SeizureRecord['facts']): SeizureRecord | undefined {
  return record.form === 'long' ? { ...record, facts: { ...record.facts, ...facts } } : undefined;
}

/**
 * Gives one in `every` synthetic records a second version, in the name of who recorded it: those that are verified now
 * in the last days, the others a day after they were recorded. Returns how many.
 */
export async function amendSome(
  client: Client,
  { lists, offices, today }: { readonly lists: Lists; readonly offices: Offices; readonly today: string },
  verified: boolean,
  every: number,
): Promise<number> {
  const { rows } = await client.query<Row>(
    `select s.id, s.ref, s.version, r.record from seizures s join seizure_records r on r.seizure_id = s.id
     where s.synthetic and s.version = 1 and s.id % $1 = 0 and (s.status = 'verified') = $2
       and s.recorded_at < now() - interval '3 days' and s.recorded_at > now() - interval '2 years'
     order by s.id`,
    [every, verified],
  );
  let amended = 0;
  for (const row of rows) {
    const found = corrections
      .map(({ reason, of }) => ({ reason, record: of(row.record) }))
      .filter(({ record }) => record !== undefined);
    const one = found[amended % found.length];
    if (one?.record === undefined) continue;
    const checked = validateRecord(one.record, {
      today,
      lookUp: lists.lookUp,
      purpose: 'submit',
      form: one.record.form,
    });
    if (!checked.record) continue;
    const projection = project(checked.record, lists.lookUp, offices);
    await replaceSeizure(
      client,
      { ...row, lines: [] },
      { record: checked.record, masked: null, projection, isCorrection: false },
    );
    await noteAmendment(client, row, one.reason, verified);
    amended += 1;
  }
  return amended;
}

/** What was verified before is amended now; the others were, the day after. */
async function noteAmendment(client: Client, { id, version }: Row, reason: string, verified: boolean): Promise<void> {
  await client.query(
    `with step as (
       insert into seizure_steps (seizure_id, kind, version, at, account_id, reason)
       select id, 'amended', $2, case when $4 then now() - make_interval(hours => 3 + (id % 40)::int)
         else recorded_at + interval '1 day' end, recorded_by, $3
       from seizures where id = $1 returning seizure_id, at),
     moved as (update seizures s set changed_at = step.at from step where s.id = step.seizure_id)
     insert into seizure_changes (seizure_id, kind) values ($1, 'upsert')`,
    [id, version + 1, reason, verified],
  );
}
