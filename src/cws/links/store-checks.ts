import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';

export interface ToCheck {
  readonly id: number;
  readonly url: string;
  readonly failures: number;
  readonly movedTo: string | null;
}

/** The links in use, for the check: no viewer is asked. */
export async function linksToCheck(on: Queryable): Promise<ToCheck[]> {
  return queryRows<ToCheck>(
    on,
    sql`select id, url, failures, moved_to as "movedTo" from cws_links where retired_on is null order by id`,
  );
}

export interface Found {
  readonly isAnswer: boolean;
  readonly status: number | null;
  readonly why: string | null;
  readonly movedTo: string | null;
}

/**
 * Keeps what a check found; false where the link was changed or retired meanwhile, and what was found is of another
 * address.
 */
export async function saveFound(
  client: Client,
  { id, url }: ToCheck,
  { isAnswer, status, why, movedTo }: Found,
): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`
      update cws_links set checked_at = now(), status = ${status}, why = ${why},
        answered_at = case when ${isAnswer} then now() else answered_at end,
        failures = case when ${isAnswer} then 0 else failures + 1 end,
        failing_since = case when ${isAnswer} then null else coalesce(failing_since, now()) end,
        moved_to = case when ${isAnswer} then ${movedTo} else moved_to end
      where id = ${id} and url = ${url} and retired_on is null`,
  );
  return rowCount === 1;
}

export interface CheckRun {
  readonly at: string;
  readonly checked: number;
  readonly failed: number;
  /** Nothing answered: the portal itself could not get out, and nothing was held against any link. */
  readonly noWayOut: boolean;
}

export async function insertRun(client: Client, { checked, failed, noWayOut }: Omit<CheckRun, 'at'>): Promise<void> {
  await execute(
    client,
    sql`insert into cws_link_checks (checked, failed, no_way_out) values (${checked}, ${failed}, ${noWayOut})`,
  );
}

export async function lastRun(on: Queryable): Promise<CheckRun | undefined> {
  const row = await queryRow<Omit<CheckRun, 'at'> & { at: Date }>(
    on,
    sql`select at, checked, failed, no_way_out as "noWayOut" from cws_link_checks order by id desc limit 1`,
  );
  return row && { ...row, at: row.at.toISOString() };
}
