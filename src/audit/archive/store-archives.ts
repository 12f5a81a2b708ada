import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, raw, sql, type Sql } from '../../db/sql.ts';
import { rowHash, rowText } from '../chain/store-seals.ts';
import type { Place, Seal } from '../chain/seal.ts';
import type { ArchiveRecord, Edge } from './record.ts';

interface RecordRow {
  month: string;
  first_seal: number;
  last_seal: number;
  row_count: number;
  file: string;
  sha256: Buffer;
  edges: Edge[];
  archived_by: string;
  archived_at: Date;
  mac: Buffer;
}

/** Every archived month, the oldest first. */
export async function readArchives(on: Queryable): Promise<ArchiveRecord[]> {
  const rows = await queryRows<RecordRow>(
    on,
    sql`
      select to_char(month, 'YYYY-MM') as month, first_seal, last_seal, row_count, file, sha256, edges, archived_by,
        archived_at, mac
      from audit_archives order by audit_archives.month`,
  );
  return rows.map(row => ({
    month: row.month,
    firstSeal: row.first_seal,
    lastSeal: row.last_seal,
    rowCount: row.row_count,
    file: row.file,
    sha256: row.sha256,
    edges: row.edges,
    by: row.archived_by,
    at: row.archived_at.toISOString(),
    mac: row.mac,
  }));
}

/** Archived months that days (plain dates of UTC, both included; open where there is none) reach into, YYYY-MM. */
export async function archivedMonths(on: Queryable, days: { from?: string; to?: string }): Promise<string[]> {
  const rows = await queryRows<{ month: string }>(
    on,
    sql`
      select to_char(month, 'YYYY-MM') as month from audit_archives
      where (month + interval '1 month') > coalesce(${days.from ?? null}::date, '-infinity')
        and audit_archives.month <= coalesce(${days.to ?? null}::date, 'infinity') order by audit_archives.month`,
    'archived_months_of',
  );
  return rows.map(({ month }) => month);
}

export async function insertArchive(owner: Queryable, record: ArchiveRecord): Promise<void> {
  await execute(
    owner,
    sql`
      insert into audit_archives (month, first_seal, last_seal, row_count, file, sha256, edges, archived_by,
        archived_at, mac)
      values (${`${record.month}-01`}::date, ${record.firstSeal}, ${record.lastSeal}, ${record.rowCount},
        ${record.file}, ${record.sha256}, ${JSON.stringify(record.edges)}::jsonb, ${record.by}, ${record.at},
        ${record.mac})`,
  );
}

export async function readMonthsKept(on: Queryable): Promise<number> {
  const row = await queryRow<{ kept: number }>(on, sql`select months_kept as kept from audit_retention`);
  return row?.kept ?? 24;
}

/** As the owner. Returns how many months were kept before. */
export async function keepMonths(owner: Client, months: number): Promise<number> {
  const before = await readMonthsKept(owner);
  await execute(owner, sql`update audit_retention set months_kept = ${months}`);
  return before;
}

/** Closed months with rows that are older than what is kept online, YYYY-MM, the oldest first. */
export async function readMonthsDue(on: Queryable): Promise<string[]> {
  const rows = await queryRows<{ month: string }>(
    on,
    sql`
      select to_char(m, 'YYYY-MM') as month from audit_retention,
        generate_series((select date_trunc('month', min(at)) from audit_events),
          date_trunc('month', now()) - make_interval(months => months_kept + 1), interval '1 month') m
      where exists (select from audit_events where at >= m and at < m + interval '1 month') order by m`,
  );
  return rows.map(({ month }) => month);
}

/** The rows of a month, as a condition. Alias of the table: `e`. */
function inMonth(month: string): Sql {
  const first = `${month}-01T00:00:00Z`;
  return sql`e.at >= ${first}::timestamptz and e.at < ${first}::timestamptz + interval '1 month'`;
}

/** First and last row of a month in the order of the chain; undefined for a month without rows. */
export async function spanOf(on: Queryable, month: string): Promise<readonly [Place, Place] | undefined> {
  const end = (order: Sql) =>
    queryRow<{ tx: string; id: number }>(
      on,
      sql`
        select e.tx::text, e.id from audit_events e where ${inMonth(month)}
        order by ${order} limit 1`,
    );
  const [first, last] = [await end(sql`e.tx, e.id`), await end(sql`e.tx desc, e.id desc`)];
  return first && last && [first, last];
}

export async function countMonth(on: Queryable, month: string): Promise<number> {
  const row = await queryRow<{ count: number }>(
    on,
    sql`select count(*)::bigint as count from audit_events e where ${inMonth(month)}`,
  );
  return row?.count ?? 0;
}

/** The canonical texts of the rows of a month under a seal, in the order of the chain. */
export async function rowTexts(on: Queryable, { from, to }: Seal, month: string): Promise<string[]> {
  const rows = await queryRows<{ text: string }>(
    on,
    sql`
      select ${rowText} as text from audit_events e
      where (e.tx, e.id) > (${from.tx}::xid8, ${from.id}::bigint) and (e.tx, e.id) <= (${to.tx}::xid8, ${to.id}::bigint)
        and ${inMonth(month)} order by e.tx, e.id`,
  );
  return rows.map(({ text }) => text);
}

/** The rows under a seal as they stand, but for a month, with their whole hashes (hex), in the order of the chain. */
export async function hashesUnder(
  on: Queryable,
  { from, to }: Pick<Seal, 'from' | 'to'>,
  without?: string,
): Promise<Map<number, string>> {
  const rows = await queryRows<{ id: number; hash: string }>(
    on,
    sql`
      select e.id, encode(${rowHash}, 'hex') as hash from audit_events e
      where (e.tx, e.id) > (${from.tx}::xid8, ${from.id}::bigint) and (e.tx, e.id) <= (${to.tx}::xid8, ${to.id}::bigint)
        ${without === undefined ? empty : sql`and not (${inMonth(without)})`} order by e.tx, e.id`,
  );
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

/** Holds off whoever else archives until the transaction ends, which may wait as long as a month takes to write. */
export async function lockArchiving(client: Client): Promise<boolean> {
  await execute(client, sql`set local idle_in_transaction_session_timeout = 0`);
  const row = await queryRow<{ mine: boolean }>(
    client,
    sql`select pg_try_advisory_xact_lock(hashtext('audit_archives')) as mine`,
  );
  return row?.mine ?? false;
}

async function partitionOf(owner: Client, month: string): Promise<Sql | undefined> {
  const row = await queryRow<{ partition: string | null }>(
    owner,
    sql`select to_regclass(${`audit_events_${month.replace('-', '')}`})::text as partition`,
  );
  return row?.partition ? raw(row.partition) : undefined;
}

/**
 * Lets nobody change the rows of a month until the transaction ends; the others are written as ever. Returns how many
 * there are. Who cannot have it within a second fails: pages wait for longer.
 */
export async function holdMonth(owner: Client, month: string): Promise<number> {
  await execute(owner, sql`set local lock_timeout = '1s'`);
  const partition = await partitionOf(owner, month);
  if (partition) await execute(owner, sql`lock table ${partition} in share mode`);
  else await execute(owner, sql`select from audit_events e where ${inMonth(month)} for update`);
  return countMonth(owner, month);
}

/**
 * Removes the rows of a month that is held, as the owner and last of all: a partition goes in the instant in which
 * nobody reads or writes the trail, and who waits for that keeps others waiting.
 */
export async function removeMonth(owner: Client, month: string): Promise<void> {
  const partition = await partitionOf(owner, month);
  await execute(
    owner,
    partition ? sql`drop table ${partition}` : sql`delete from audit_events e where ${inMonth(month)}`,
  );
}
