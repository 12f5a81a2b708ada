import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, sql } from '../../../db/sql.ts';
import type { CwsDocument } from '../document.ts';

type One = Pick<CwsDocument, 'id'>;

/** An open request of a RILO to let the world read a document. */
export interface WorldRequest {
  readonly login: string;
  readonly at: string;
  readonly reason: string;
}

export async function findWorldRequest(on: Queryable, { id }: One): Promise<WorldRequest | undefined> {
  const row = await queryRow<Omit<WorldRequest, 'at'> & { at: Date }>(
    on,
    sql`
      select a.login_id as login, q.asked_at as at, q.reason
      from cws_world_requests q join accounts a on a.id = q.asked_by where q.document_id = ${id} and q.answer is null`,
  );
  return row && { ...row, at: row.at.toISOString() };
}

/** Returns false where one is open already. */
export async function insertWorldRequest(
  client: Client,
  { accountId }: Viewer,
  { id }: One,
  reason: string,
): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`
      insert into cws_world_requests (document_id, asked_by, reason) values (${id}, ${accountId}, ${reason})
      on conflict (document_id) where answer is null do nothing`,
  );
  return rowCount === 1;
}

/** Ends the open request; the login of who asked, undefined where none is open. */
export async function endWorldRequest(
  client: Client,
  { accountId }: Viewer,
  { id }: One,
  answer: 'granted' | 'refused' | 'takenBack',
): Promise<string | undefined> {
  const row = await queryRow<{ login: string }>(
    client,
    sql`
      update cws_world_requests q set answer = ${answer}, answered_at = now(), answered_by = ${accountId}
      from accounts a where a.id = q.asked_by and q.document_id = ${id} and q.answer is null
      returning a.login_id as login`,
  );
  return row?.login;
}
