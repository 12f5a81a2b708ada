import type { Queryable } from '../db/pool.ts';
import { execute, join, queryRow, queryRows, sql, type Sql } from '../db/sql.ts';
import { actionsOf } from './action-groups.ts';
import { rowHash } from './chain/store-seals.ts';
import { noteRead, type Actor } from './store-note.ts';
import { addDays } from '../text/plain-date.ts';
import { insideList } from './store-inside.ts';
import { asRead } from './store-removed-words.ts';

/** Who reads, and whose rows he may see: all, or those of one office. */
export interface Reader extends Actor {
  readonly sees: 'all' | { readonly officeId: number };
}

export const outcomes = ['done', 'refused', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

/** What is looked for. Days are plain dates of UTC, both included. */
export interface TrailFilter {
  readonly group?: string;
  readonly action?: string;
  readonly login?: string;
  readonly officeId?: number;
  readonly subject?: string;
  readonly outcome?: Outcome;
  readonly from?: string;
  readonly to?: string;
  readonly address?: string;
}

export interface TrailRow {
  readonly id: number;
  /** ISO time with microseconds, UTC. */
  readonly at: string;
  readonly action: string;
  readonly outcome: Outcome;
  readonly accountId: number | null;
  readonly loginId: string | null;
  readonly officeId: number | null;
  readonly subject: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** A place in the list: time and row. */
export interface TrailPlace {
  readonly at: string;
  readonly id: number;
}

interface TrailQuery {
  readonly filter: TrailFilter;
  readonly after?: TrailPlace;
  readonly before?: TrailPlace;
  readonly limit: number;
}

/** Counts are exact up to this many. */
export const trailCountedTo = 1000;

export const trailColumns = sql`
  e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.action, e.outcome,
  e.account_id as "accountId",
  e.login_id as "loginId", e.office_id as "officeId", e.subject, e.address, e.request_id as "requestId", e.detail`;

/**
 * Which rows a reader may see: the one place where that is decided. What happens inside an operation is its members'
 * alone: they read it there (`listEventsOf`), and the register counts it. Alias of the table: `e`.
 */
function visibleRows({ sees }: Pick<Reader, 'sees'>): Sql {
  const isOutside = sql`e.action <> all(${insideList})`;
  return sees === 'all' ? isOutside : sql`e.office_id = ${sees.officeId}::int and ${isOutside}`;
}

/** The reader's rows that fit the filter, as a condition. */
export function trailWhere(reader: Pick<Reader, 'sees'>, filter: TrailFilter): Sql {
  const parts: Sql[] = [visibleRows(reader)];
  if (filter.group !== undefined) parts.push(sql`e.action = any(${actionsOf(filter.group)}::text[])`);
  if (filter.action !== undefined) parts.push(sql`e.action = ${filter.action}`);
  if (filter.login !== undefined) parts.push(sql`e.login_id = ${filter.login}`);
  if (filter.officeId !== undefined) parts.push(sql`e.office_id = ${filter.officeId}::int`);
  if (filter.subject !== undefined) parts.push(sql`e.subject in (${filter.subject}, ${filter.subject.toUpperCase()})`);
  if (filter.outcome === 'done') parts.push(sql`e.outcome = 'done'`);
  else if (filter.outcome !== undefined) parts.push(sql`e.outcome <> 'done' and e.outcome = ${filter.outcome}`);
  if (filter.from !== undefined) parts.push(sql`e.at >= ${`${filter.from}T00:00:00Z`}::timestamptz`);
  // Worked out here, the day after is a constant, and months after it are not planned for.
  if (filter.to !== undefined) parts.push(sql`e.at < ${`${addDays(filter.to, 1)}T00:00:00Z`}::timestamptz`);
  if (filter.address !== undefined) parts.push(sql`e.address = ${filter.address}`);
  return join(parts, ' and ');
}

export interface TrailPage {
  /** At most `limit` and one, the one saying that there are more; newest first, or oldest first before a place. */
  readonly rows: readonly TrailRow[];
  /** Exact to `trailCountedTo`; one more means "more than". */
  readonly total: number;
}

/**
 * A page of the trail with its count, and the reading noted: one statement, unnamed so that it is planned for its
 * values.
 */
export async function listTrail(
  on: Queryable,
  reader: Reader,
  { filter, after, before, limit }: TrailQuery,
): Promise<TrailPage> {
  const where = trailWhere(reader, filter);
  const place = after ?? before;
  const [beyond, direction] = before ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const deed = { action: 'trail.read', ...(Object.keys(filter).length > 0 ? { detail: { ...filter } } : {}) } as const;
  // The rows of the first page are of those that are counted: sought once, they are planned once for all months.
  const [counted, source] = place
    ? [
        sql`select from audit_events e where ${where}`,
        sql`audit_events e where ${where} and (e.at, e.id) ${beyond} (${place.at}::timestamptz, ${place.id}::bigint)`,
      ]
    : [sql`select e.* from audit_events e where ${where} order by e.at desc, e.id desc`, sql`counted e`];
  const rows = await queryRows<TrailRow & { total: number }>(
    on,
    sql`
      with noted as (${noteRead(reader, deed)}),
        counted as materialized (${counted} limit ${trailCountedTo + 1})
      select c.total, p.* from (select count(*)::int as total from counted) c left join lateral (
        select ${trailColumns} from ${source} order by e.at ${direction}, e.id ${direction} limit ${limit + 1}) p
        on true`,
  );
  return {
    rows: await asRead(
      on,
      rows.filter(row => row.id !== null),
    ),
    total: rows[0]?.total ?? 0,
  };
}

export interface WholeRow extends TrailRow {
  readonly tx: string;
  /** First 8 bytes of its hash as it stands now, hex. */
  readonly mark: string;
}

/** One row, noted as read; undefined where there is none for this reader. */
export async function readTrailRow(on: Queryable, reader: Reader, id: number): Promise<WholeRow | undefined> {
  const where = visibleRows(reader);
  const deed = { action: 'trail.read', subject: `row:${id}` } as const;
  const row = await queryRow<WholeRow>(
    on,
    sql`
      with found as (
        select ${trailColumns}, e.tx::text as tx, encode(substr(${rowHash}, 1, 8), 'hex') as mark from audit_events e
        where e.id = ${id}::bigint and ${where} limit 1),
      noted as (${noteRead(reader, deed, sql`found`)}) select * from found`,
  );
  return row && (await asRead(on, [row]))[0];
}

/** The trail's months are partitions: makes the next three. */
export async function makeMonths(on: Queryable): Promise<void> {
  await execute(
    on,
    sql`
      select ensure_audit_month((date_trunc('month', now()) + (n || ' months')::interval)::date)
      from generate_series(1, 3) n`,
  );
}
