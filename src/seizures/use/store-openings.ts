import type { Queryable } from '../../db/pool.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Seizure } from '../record/store.ts';

/** Officers and offices of others that opened a record. */
export interface Opened {
  readonly officers: number;
  readonly offices: number;
}

export async function countOpened(on: Queryable, { id }: Pick<Seizure, 'id'>): Promise<Opened> {
  const row = await queryRow<Opened>(
    on,
    sql`
      select count(distinct account_id)::int as officers, count(distinct office_id)::int as offices
      from seizure_openings where seizure_id = ${id}`,
    'count_opened',
  );
  return row ?? { officers: 0, offices: 0 };
}

export interface OpenedBy {
  readonly officeId: number;
  readonly times: number;
  /** ISO time in UTC. */
  readonly lastAt: string;
}

/** The offices of others that opened a record, the last first. */
export async function listOpened(on: Queryable, { id }: Pick<Seizure, 'id'>): Promise<OpenedBy[]> {
  const rows = await queryRows<OpenedBy & { lastAt: Date }>(
    on,
    sql`
      select office_id as "officeId", sum(times)::int as times, max(last_at) as "lastAt"
      from seizure_openings where seizure_id = ${id} group by 1 order by 3 desc, 1`,
  );
  return rows.map(row => ({ ...row, lastAt: row.lastAt.toISOString() }));
}
