import type { Queryable } from '../../../db/pool.ts';
import { queryRows, sql } from '../../../db/sql.ts';
import type { CwsDocument } from '../document.ts';

/** Logins of some offices that have read a document, which was read through the scope before. */
export async function listReadersOf(
  on: Queryable,
  { id }: Pick<CwsDocument, 'id'>,
  officeIds: readonly number[],
): Promise<string[]> {
  if (officeIds.length === 0) return [];
  const rows = await queryRows<{ login: string }>(
    on,
    sql`
      select a.login_id as login from cws_reads r join accounts a on a.id = r.account_id
      where r.document_id = ${id} and a.office_id = any(${[...officeIds]}::int[]) order by a.id`,
  );
  return rows.map(({ login }) => login);
}
