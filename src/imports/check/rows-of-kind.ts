import type { Queryable } from '../../db/pool.ts';
import { nextNumbers } from './store-problems.ts';
import { findRows, listRows, type StagedRow } from './store-rows.ts';

/**
 * The next rows with a kind of problem, by the numbers kept at the check; behind those, which are many then, by looking
 * through the rows.
 */
export async function listOfKind(
  on: Queryable,
  importId: number,
  kind: { readonly code: string; readonly field?: string },
  after = 0,
  limit = 26,
): Promise<StagedRow[]> {
  const { numbers, last, isWhole } = await nextNumbers(on, importId, kind, { after, limit });
  const rows = await findRows(on, importId, numbers);
  if (isWhole || numbers.length === limit) return rows;
  const more = { ...kind, after: Math.max(after, last), open: true };
  return [...rows, ...(await listRows(on, importId, more, limit - rows.length))];
}
