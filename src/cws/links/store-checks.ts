import type { Client, Queryable } from '../../db/pool.ts';

export interface ToCheck {
  readonly id: number;
  readonly url: string;
  readonly failures: number;
  readonly movedTo: string | null;
}

/** The links in use, for the check: it is nobody's view. */
export async function linksToCheck(on: Queryable): Promise<ToCheck[]> {
  const { rows } = await on.query<ToCheck>(
    'select id, url, failures, moved_to as "movedTo" from cws_links where retired_on is null order by id',
  );
  return rows;
}

export interface Found {
  readonly isAnswer: boolean;
  readonly status: number | null;
  readonly why: string | null;
  readonly movedTo: string | null;
}

/** Keeps what a check found; false where the link was changed or retired meanwhile, and what was found is of another address. */
export async function saveFound(
  client: Client,
  { id, url }: ToCheck,
  { isAnswer, status, why, movedTo }: Found,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `
    update cws_links set checked_at = now(), status = $3, why = $4,
      answered_at = case when $5 then now() else answered_at end, failures = case when $5 then 0 else failures + 1 end,
      failing_since = case when $5 then null else coalesce(failing_since, now()) end, moved_to = case when $5 then $6 else moved_to end
    where id = $1 and url = $2 and retired_on is null`,
    [id, url, status, why, isAnswer, movedTo],
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
  await client.query('insert into cws_link_checks (checked, failed, no_way_out) values ($1, $2, $3)', [
    checked,
    failed,
    noWayOut,
  ]);
}

export async function lastRun(on: Queryable): Promise<CheckRun | undefined> {
  const {
    rows: [row],
  } = await on.query<Omit<CheckRun, 'at'> & { at: Date }>(
    'select at, checked, failed, no_way_out as "noWayOut" from cws_link_checks order by id desc limit 1',
  );
  return row && { ...row, at: row.at.toISOString() };
}
