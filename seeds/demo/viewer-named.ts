import { viewerOfAccount, type Viewer } from '../../src/access/index.ts';
import type { Queryable } from '../../src/db/pool.ts';
import { queryRow, sql } from '../../src/db/sql.ts';

/** Who a demo account is while it is used; undefined where it was taken out of use. */
export async function viewerNamed(on: Queryable, login: string): Promise<Viewer | undefined> {
  const row = await queryRow<{ id: number }>(on, sql`select id from accounts where login_id = ${login} and demo`);
  return row && ((await viewerOfAccount(on, row.id)) ?? undefined);
}
