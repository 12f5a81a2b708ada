import type { Knex } from 'knex';
import type { Queryable } from '../db/pool.ts';
import { run, sql } from '../db/sql.ts';
import type { Fragment } from '../db/sql.ts';
import { actionsOf } from './actions.ts';
import { rowHash } from './chain/store-seals.ts';
import { auditValues, noteRead, noteReadFrom } from './trail.ts';
import type { Actor } from './trail.ts';

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

export interface TrailQuery {
  readonly filter: TrailFilter;
  readonly after?: TrailPlace;
  readonly before?: TrailPlace;
  readonly limit: number;
}

/** Counts are exact up to this many. */
export const trailCountedTo = 1000;

export const trailColumns = `e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.action, e.outcome, e.account_id as "accountId",
  e.login_id as "loginId", e.office_id as "officeId", e.subject, e.address, e.request_id as "requestId", e.detail`;

/** Which rows a reader may see: the one place where that is decided. Alias of the table: `e`. */
export function visibleRows({ sees }: Pick<Reader, 'sees'>): Fragment {
  return sees === 'all' ? { text: 'true', bindings: [] } : { text: 'e.office_id = ?::int', bindings: [sees.officeId] };
}

/** The reader's rows that fit the filter, as a condition. */
export function trailWhere(reader: Pick<Reader, 'sees'>, filter: TrailFilter): Fragment {
  const parts: Fragment[] = [visibleRows(reader)];
  const add = (text: string, ...bindings: Knex.RawBinding[]): void => void parts.push({ text, bindings });
  if (filter.group !== undefined) add('e.action = any(?::text[])', actionsOf(filter.group));
  if (filter.action !== undefined) add('e.action = ?', filter.action);
  if (filter.login !== undefined) add('e.login_id = ?', filter.login);
  if (filter.officeId !== undefined) add('e.office_id = ?::int', filter.officeId);
  if (filter.subject !== undefined) add('e.subject in (?, ?)', filter.subject, filter.subject.toUpperCase());
  if (filter.outcome !== undefined)
    add(
      filter.outcome === 'done' ? "e.outcome = 'done'" : "e.outcome <> 'done' and e.outcome = ?",
      ...(filter.outcome === 'done' ? [] : [filter.outcome]),
    );
  if (filter.from !== undefined) add('e.at >= ?::timestamptz', `${filter.from}T00:00:00Z`);
  if (filter.to !== undefined) add("e.at < ?::timestamptz + interval '1 day'", `${filter.to}T00:00:00Z`);
  if (filter.address !== undefined) add('e.address = ?', filter.address);
  return { text: parts.map(({ text }) => text).join(' and '), bindings: parts.flatMap(({ bindings }) => bindings) };
}

export interface TrailPage {
  /** At most `limit` and one, the one saying that there are more; newest first, or oldest first before a place. */
  readonly rows: readonly TrailRow[];
  /** Exact to `trailCountedTo`; one more means "more than". */
  readonly total: number;
}

/** A page of the trail with its count, and the reading noted: one statement, unnamed so that it is planned for its values. */
export async function listTrail(
  reader: Reader,
  on: Queryable,
  { filter, after, before, limit }: TrailQuery,
): Promise<TrailPage> {
  const where = trailWhere(reader, filter);
  const place = after ?? before;
  const [beyond, direction] = before ? ['>', 'asc'] : ['<', 'desc'];
  const rows = await run<TrailRow & { total: number }>(
    on,
    sql.raw(
      `with noted as (${noteRead}), counted as (select count(*)::int as total from (select 1 from audit_events e where ${where.text} limit ${trailCountedTo + 1}) c)
     select counted.total, p.* from counted left join lateral (
       select ${trailColumns} from audit_events e where ${where.text} ${place ? `and (e.at, e.id) ${beyond} (?::timestamptz, ?::bigint)` : ''}
       order by e.at ${direction}, e.id ${direction} limit ${limit + 1}) p on true`,
      [
        ...(auditValues(reader, {
          action: 'trail.read',
          ...(Object.keys(filter).length > 0 ? { detail: { ...filter } } : {}),
        }) as string[]),
        ...where.bindings,
        ...where.bindings,
        ...(place ? [place.at, place.id] : []),
      ],
    ),
  );
  return { rows: rows.filter(row => row.id !== null), total: rows[0]?.total ?? 0 };
}

export interface WholeRow extends TrailRow {
  readonly tx: string;
  /** First 8 bytes of its hash as it stands now, hex. */
  readonly mark: string;
}

/** One row, noted as read; undefined where there is none for this reader. */
export async function readTrailRow(reader: Reader, on: Queryable, id: number): Promise<WholeRow | undefined> {
  const where = visibleRows(reader);
  const rows = await run<WholeRow>(
    on,
    sql.raw(
      `with found as (select ${trailColumns}, e.tx::text as tx, encode(substr(${rowHash}, 1, 8), 'hex') as mark from audit_events e where e.id = ?::bigint and ${where.text} limit 1),
       noted as (${noteReadFrom('found')}) select * from found`,
      [id, ...where.bindings, ...(auditValues(reader, { action: 'trail.read', subject: `row:${id}` }) as string[])],
    ),
  );
  return rows[0];
}
