import type { Queryable } from '../db/pool.ts';
import { empty, queryRows, sql, type Sql } from '../db/sql.ts';
import { insideList } from './store-inside.ts';

/** An event inside an operation, as its members read it. */
export interface OperationEvent {
  readonly id: number;
  /** ISO time with microseconds, UTC. */
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
  readonly login: string | null;
  readonly personName: string | null;
  /** Login of the member it is about, where it names one. */
  readonly about: string | null;
  readonly aboutName: string | null;
  readonly officeId: number | null;
}

/** A row `e` is of an operation: it is its subject, or its detail names it. */
const isSubject = (id: string): Sql => sql`e.subject = ${`operation:${id}`} and e.action = any(${insideList})`;
const isNamed = (id: string): Sql => sql`e.detail->>'operation' = ${id} and e.action = any(${insideList})`;

/** Whose events a member may read: all, those of some offices, or their own. `open`: actions each member may read. */
export interface EventScope {
  readonly officeIds?: readonly number[];
  readonly accountId?: number;
  readonly open: readonly string[];
}

/** Events inside an operation before a row, the newest first. For a feature that has let its reader in. */
export async function listEventsOf(
  on: Queryable,
  operationId: string,
  scope: EventScope | 'all',
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<OperationEvent[]> {
  const seen =
    scope === 'all'
      ? empty
      : sql`
          and (e.account_id = ${scope.accountId ?? null}::int or e.office_id = any(${scope.officeIds ?? []}::int[])
            or e.action = any(${scope.open}::text[]))`;
  const older = before === undefined ? empty : sql`and ${isOlder(before)}`;
  const newest = (which: Sql): Sql => sql`
    (select e.id, e.at from audit_events e where ${which} ${seen} ${older}
      order by e.at desc, e.id desc limit ${limit})`;
  return queryRows<OperationEvent>(
    on,
    // Each of the two indexes is read from its end: an operation may have tens of thousands of events.
    sql`
      with found as (${newest(isSubject(operationId))} union ${newest(isNamed(operationId))}),
      page as (select id, at from found order by at desc, id desc limit ${limit})
      select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.action, e.outcome,
        e.login_id as login, a.person_name as "personName", e.detail->>'login' as about,
        b.person_name as "aboutName", e.office_id as "officeId"
      from page p join audit_events e on e.id = p.id and e.at = p.at left join accounts a on a.id = e.account_id
        left join accounts b on b.login_id = e.detail->>'login'
      order by p.at desc, p.id desc`,
  );
}

/** Rows `e` before a row in time; before one that is in an archive there are none. */
function isOlder(row: number): Sql {
  const at = sql`(select at from audit_events where id = ${row}::bigint)`;
  return sql`e.at <= ${at} and (e.at < ${at} or e.id < ${row}::bigint)`;
}

/** How many events there were inside an operation on each of the last days. Not who, and not what. */
export async function countEventsByDay(
  on: Queryable,
  operationId: string,
  days: number,
): Promise<{ day: string; count: number }[]> {
  return queryRows(
    on,
    sql`
      select to_char(e.at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as count from audit_events e
      where (${isSubject(operationId)} or ${isNamed(operationId)}) and e.at > now() - make_interval(days => ${days})
      group by 1 order by 1 desc`,
  );
}
