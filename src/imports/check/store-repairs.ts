import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';

/** In place of a column: the repair concerns the whole row, 'aside' (no record) or 'back' (a record after all). */
export const wholeRow = -1;

/** In place of a column: what was said of the record that the row may be, see alike.ts. */
export const alikeColumn = -2;

export interface Repair {
  readonly rowNo: number;
  readonly column: number;
  readonly value: string;
}

export async function saveRepairs(
  client: Client,
  importId: number,
  accountId: number,
  repairs: readonly Repair[],
): Promise<void> {
  await execute(
    client,
    sql`
      insert into import_repairs (import_id, row_no, column_no, value, account_id)
      select ${importId}, r, c, v, ${accountId}
      from unnest(${repairs.map(({ rowNo }) => rowNo)}::int[], ${repairs.map(({ column }) => column)}::int[],
        ${repairs.map(({ value }) => value)}::text[]) as x(r, c, v)
      on conflict (import_id, row_no, column_no) do update
      set value = excluded.value, account_id = excluded.account_id, at = now()`,
  );
}

/** Read otherwise, a file has other rows: what was said of the old ones concerns nobody. */
export async function deleteRepairs(client: Client, importId: number): Promise<void> {
  await execute(client, sql`delete from import_repairs where import_id = ${importId}`);
}

/** Repairs by row number, then column. */
export async function listRepairs(on: Queryable, importId: number): Promise<Map<number, Map<number, string>>> {
  const rows = await queryRows<{ row_no: number; column_no: number; value: string }>(
    on,
    sql`select row_no, column_no, value from import_repairs where import_id = ${importId}`,
  );
  const repairs = new Map<number, Map<number, string>>();
  for (const row of rows)
    repairs.set(row.row_no, (repairs.get(row.row_no) ?? new Map<number, string>()).set(row.column_no, row.value));
  return repairs;
}

/** New records that were said not to be the event of another, with the reference of that one. */
export async function listToldApart(
  on: Queryable,
  importId: number,
  written: readonly { readonly id: number }[],
): Promise<{ readonly seizureId: number; readonly ref: string }[]> {
  return queryRows<{ seizureId: number; ref: string }>(
    on,
    sql`
      select r.seizure_id as "seizureId", substr(p.value, length('different ') + 1) as ref
      from import_repairs p join import_rows r on r.import_id = p.import_id and r.row_no = p.row_no
      where p.import_id = ${importId} and p.column_no = ${alikeColumn} and p.value like 'different %'
        and r.seizure_id = any(${written.map(({ id }) => id)}::bigint[])`,
  );
}
