import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { SeizureRecord } from '../seizure.ts';
import type { Flag } from './flag.ts';

/** A record whose flags are to be worked out. */
interface Due {
  readonly id: number;
  readonly version: number;
  readonly officeId: number;
  readonly channel: string;
  readonly isInForce: boolean;
  readonly recordedOn: string;
  readonly record: SeizureRecord;
  /** Places of the lines that are not held, though their quantity may be more than plausible. */
  readonly counted: readonly number[];
}

/**
 * Locks up to `most` records behind a number whose flags are to be worked out; those somebody is changing wait, and
 * those of a file until all of it is in: they would be looked at while PostgreSQL writes the others, and each against
 * half a file.
 */
export function lockDue(client: Client, { after, most }: { after: number; most: number }): Promise<Due[]> {
  return queryRows<Due>(
    client,
    sql`
      select s.id, s.version, s.office_id as "officeId", s.channel,
        s.status not in ('withdrawn', 'merged') as "isInForce",
        to_char(s.recorded_at at time zone 'UTC', 'YYYY-MM-DD') as "recordedOn", r.record,
        array(select line_no - 1 from goods_lines g where g.seizure_id = s.id and not g.held order by 1) as counted
      from seizure_flags_due d join seizures s on s.id = d.seizure_id join seizure_records r on r.seizure_id = s.id
      where d.seizure_id > ${after}
        and not exists (select from imports i where i.id = s.import_id and i.state = 'committing')
      order by d.seizure_id limit ${most} for no key update of s skip locked`,
  );
}

/** Of the last 40 records of each office that state a hiding place, how many state "other". */
export async function countOthers(
  on: Queryable,
  officeIds: readonly number[],
): Promise<ReadonlyMap<number, { other: number; of: number }>> {
  const rows = await queryRows<{ id: number; other: number; of: number }>(
    on,
    sql`
      select o.id, count(*) filter (where l.concealment = 'CON-OTH')::int as other, count(*)::int as of
      from unnest(${[...officeIds]}::int[]) o(id), lateral (
        select concealment from seizures s where s.office_id = o.id and s.concealment is not null
        order by recorded_at desc limit 40) l group by 1`,
  );
  return new Map(rows.map(({ id, other, of }) => [id, { other, of }]));
}

/** Flags settled before, by record. */
export async function listSettled(on: Queryable, ids: readonly number[]): Promise<ReadonlyMap<number, Set<string>>> {
  const rows = await queryRows<{ id: number; flags: string[] }>(
    on,
    sql`
      select seizure_id as id, array_agg(flag) as flags from seizure_settlements
      where seizure_id = any(${[...ids]}::bigint[]) group by 1`,
  );
  return new Map(rows.map(({ id, flags }) => [id, new Set(flags)]));
}

interface CheckedRecord {
  readonly id: number;
  readonly version: number;
  readonly flags: readonly Flag[];
  readonly doubts: number;
}

/**
 * Keeps the flags of a version, and how doubtful they make the record. A record whose doubts are what they were is not
 * written: that would write all its indexes.
 */
export async function writeFlags(client: Client, checked: readonly CheckedRecord[]): Promise<void> {
  const rows = JSON.stringify(checked);
  await execute(
    client,
    sql`
      insert into seizure_flags (seizure_id, version, flags)
      select id, version, flags from jsonb_to_recordset(${rows}::jsonb) x(id bigint, version int, flags jsonb)
      on conflict (seizure_id) do update set version = excluded.version, flags = excluded.flags`,
  );
  await execute(
    client,
    sql`
      update seizures s set doubts = x.doubts from jsonb_to_recordset(${rows}::jsonb) x(id bigint, doubts smallint)
      where s.id = x.id and s.doubts <> x.doubts`,
  );
}

/** The flags of locked records are as they should be. */
export async function settleDue(client: Client, ids: readonly number[]): Promise<void> {
  await execute(client, sql`delete from seizure_flags_due where seizure_id = any(${[...ids]}::bigint[])`);
}

/** A flag with who settled it, why and when. */
export interface ShownFlag extends Flag {
  readonly settled?: { readonly login: string; readonly reason: string; readonly at: string };
}

/** The flags of a record already read through the scope; `isCurrent` tells whether of its present version. */
export async function findFlags(
  on: Queryable,
  seizure: { readonly id: number; readonly version: number },
): Promise<{ flags: readonly Flag[]; isCurrent: boolean }> {
  const row = await queryRow<{ flags: Flag[]; version: number }>(
    on,
    sql`select flags, version from seizure_flags where seizure_id = ${seizure.id}`,
    'seizure_flags',
  );
  return { flags: row?.flags ?? [], isCurrent: row?.version === seizure.version };
}

export interface Settlement {
  readonly flag: string;
  readonly login: string;
  readonly reason: string;
  readonly at: string;
}

/** What was settled about a record already read through the scope. */
export async function listSettlements(on: Queryable, seizureId: number): Promise<Settlement[]> {
  const rows = await queryRows<Omit<Settlement, 'at'> & { at: Date }>(
    on,
    sql`
      select distinct on (t.flag) t.flag, a.login_id as login, t.reason, t.at
      from seizure_settlements t join accounts a on a.id = t.account_id
      where t.seizure_id = ${seizureId} order by t.flag, t.at desc`,
    'flag_settlements',
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}

/** Settles a flag of a locked record. Once is enough. */
export async function insertSettlement(
  client: Client,
  seizure: { readonly id: number; readonly version: number },
  { flag, accountId, reason }: { readonly flag: string; readonly accountId: number; readonly reason: string },
): Promise<void> {
  await execute(
    client,
    sql`
      insert into seizure_settlements (seizure_id, flag, version, account_id, reason)
      values (${seizure.id}, ${flag}, ${seizure.version}, ${accountId}, ${reason}) on conflict do nothing`,
  );
}

/** Keeps how doubtful a record is after a flag was settled. */
export async function setDoubts(client: Client, seizureId: number, doubts: number): Promise<void> {
  await execute(client, sql`update seizures set doubts = ${doubts} where id = ${seizureId}`);
}
