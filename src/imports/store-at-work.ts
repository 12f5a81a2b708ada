import type { Queryable } from '../db/pool.ts';
import { queryRows, sql } from '../db/sql.ts';

/** What the job process does with a file. */
export const worksOnFiles = ['reading', 'checking', 'committing', 'keeping', 'undoing'] as const;

/** How many files of all offices are in each work. */
export async function countImportsAtWork(on: Queryable): Promise<ReadonlyMap<string, number>> {
  const rows = await queryRows<{ state: string; n: number }>(
    on,
    sql`select state, count(*)::int as n from imports where state = any(${[...worksOnFiles]}) group by 1`,
  );
  const found = new Map(rows.map(({ state, n }) => [state, n]));
  return new Map(worksOnFiles.map(state => [state, found.get(state) ?? 0]));
}
