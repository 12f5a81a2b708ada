import type { Queryable } from '../../db/pool.ts';
import { queryRow, sql } from '../../db/sql.ts';

/** Changes of all offices among which those of one are sought: after more of them all is read anew. */
const mostChanges = 5000;

/** What changed of an office's records. */
export interface Changed {
  /** From this transaction on is asked next: the oldest that still ran. */
  readonly until: string;
  readonly ids: readonly number[];
  /** Whether these are all; more than can be looked through may have changed. */
  readonly isAll: boolean;
}

/** Records of an office that were changed by transactions from one on, as far as they are over. */
export async function listChanged(on: Queryable, officeId: number, since: string): Promise<Changed> {
  const row = await queryRow<{ until: string; many: number; ids: number[] }>(
    on,
    sql`
      with changed as materialized (
        select seizure_id from seizure_changes where transaction_id >= ${since}::xid8
        order by transaction_id limit ${mostChanges + 1}::int)
      select pg_snapshot_xmin(pg_current_snapshot())::text as until, (select count(*)::int from changed) as many,
        array(select distinct s.id::float8 from changed c join seizures s on s.id = c.seizure_id
          where s.office_id = ${officeId}) as ids`,
  );
  if (!row) throw new Error('PostgreSQL did not say how far its transactions are');
  return { until: row.until, ids: row.ids, isAll: row.many <= mostChanges };
}

/** From which transaction on changes are asked for later, of what is read after this. */
export async function readPlace(on: Queryable): Promise<string> {
  const row = await queryRow<{ place: string }>(on, sql`select pg_snapshot_xmin(pg_current_snapshot())::text as place`);
  if (!row) throw new Error('PostgreSQL did not say how far its transactions are');
  return row.place;
}
