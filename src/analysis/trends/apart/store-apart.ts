import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql } from '../../../db/sql.ts';

/** A month of a series that an office said is explained. */
export interface MonthApart {
  readonly id: string;
  readonly officeId: number;
  /** The search without its dates, as its address. */
  readonly series: string;
  /** "2026-03". */
  readonly month: string;
  readonly note: string;
  /** Of the month when this was said. */
  readonly cases: number;
  readonly loginId: string;
  readonly setAt: string;
}

/** Which month of which series. */
export type Place = Pick<MonthApart, 'series' | 'month'>;

const columns = sql`
  m.id::text, m.office_id as "officeId", m.series, m.month, m.note, m.cases,
  (select a.login_id from accounts a where a.id = m.set_by) as "loginId",
  to_char(m.set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "setAt"`;

/** An office keeps far fewer. */
const most = 1000;

/** What offices say is explained, the newest month first. */
export function listApart(on: Queryable, offices: readonly number[]): Promise<MonthApart[]> {
  return queryRows<MonthApart>(
    on,
    sql`
      select ${columns} from months_apart m
      where m.office_id = any(${[...offices]}::int[]) and m.ended_at is null
      order by m.month desc, m.id desc limit ${most}`,
  );
}

export function findApart(
  on: Queryable,
  officeId: number,
  { series, month }: Place,
  isLocked = false,
): Promise<MonthApart | undefined> {
  return queryRow<MonthApart>(
    on,
    sql`
      select ${columns} from months_apart m
      where m.office_id = ${officeId} and m.month = ${month} and md5(m.series) = md5(${series}) and m.ended_at is null
      ${isLocked ? sql`for update` : empty}`,
  );
}

export async function insertApart(
  client: Client,
  viewer: Viewer,
  { series, month, note, cases }: Pick<MonthApart, 'series' | 'month' | 'note' | 'cases'>,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into months_apart (office_id, series, month, note, cases, set_by)
      values (${viewer.office.id}, ${series}, ${month}, ${note}, ${cases}, ${viewer.accountId})`,
  );
}

/** Ends what was said: with the reason where it is taken back, without where another note takes its place. */
export async function endApart(client: Client, viewer: Viewer, id: string, reason?: string): Promise<void> {
  await execute(
    client,
    sql`
      update months_apart set ended_by = ${viewer.accountId}, ended_at = now(), reason = ${reason ?? null}
      where id = ${id}`,
  );
}
