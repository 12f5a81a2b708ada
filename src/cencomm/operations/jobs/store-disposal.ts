import type { Client, Pool } from '../../../db/pool.ts';
import { execute, queryRows, sql, type Sql } from '../../../db/sql.ts';

/** Moves operations kept for long enough to the state "disposed", in which nobody can enter them. Returns their ids. */
export async function markDueDisposed(client: Client): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    client,
    sql`
      update cencomm_operations set state = 'disposed', version = version + 1 where id in (
        select id from cencomm_operations where not legal_hold
          and (state in ('closed', 'archived') and closed_at + make_interval(days => retention_days) < now()
            or state = 'refused' and decided_at + make_interval(days => retention_days) < now())
        for update skip locked)
      returning id`,
  );
  return rows.map(({ id }) => id);
}

/** Ids of operations whose disposal has begun and is not finished, the first closed first. */
export async function listUnfinishedDisposals(pool: Pool): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    pool,
    sql`select id from cencomm_operations where state = 'disposed' and disposed_at is null order by closed_at`,
  );
  return rows.map(({ id }) => id);
}

/** Destroys the keys of an operation, ends its memberships and invitations, and marks it as disposed of. */
export async function finishDisposal(client: Client, operationId: string): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_operation_keys set wrapped_dek = null, shredded_at = now()
      where operation_id = ${operationId} and wrapped_dek is not null`,
  );
  await execute(
    client,
    sql`update cencomm_members set removed_at = now() where operation_id = ${operationId} and removed_at is null`,
  );
  await execute(
    client,
    sql`
      update cencomm_invitations set state = 'withdrawn', settled_at = now()
      where operation_id = ${operationId} and state = 'open'`,
  );
  await execute(
    client,
    sql`
      update cencomm_operations set details_ct = ''::bytea, forms = '{}', disposed_at = now()
      where id = ${operationId}`,
  );
}

/** A table whose rows name stored files, and the ids of the files a row names. */
interface TableWithFiles {
  readonly name: Sql;
  readonly fileIds: Sql;
}

const fileIds = sql`array_remove(array[stored_id::text, preview_id::text], null)`;
const pieceIds = sql`
  array(select piece->>'id' from jsonb_array_elements(pieces) piece where piece->>'id' is not null)`;
export const tablesWithFiles: readonly TableWithFiles[] = [
  { name: sql`cencomm_attachments`, fileIds },
  { name: sql`cencomm_library_versions`, fileIds },
  { name: sql`cencomm_uploads`, fileIds: pieceIds },
];

/** Rows of one of these tables, with the stored files each names; at most `limit`. */
export function listRowsWithFiles(
  pool: Pool,
  table: TableWithFiles,
  operationId: string,
  limit: number,
): Promise<{ id: string; stored: string[] }[]> {
  return queryRows(
    pool,
    sql`
      select id, ${table.fileIds} as stored from ${table.name}
      where operation_id = ${operationId} order by id limit ${limit}`,
  );
}

export async function deleteRowsWithFiles(pool: Pool, table: TableWithFiles, ids: readonly string[]): Promise<void> {
  await execute(pool, sql`delete from ${table.name} where id = any(${ids}::uuid[])`);
}

/** Deletes what refers to messages, so that these can go. */
export async function deleteReferencesToMessages(pool: Pool, operationId: string): Promise<void> {
  await execute(pool, sql`delete from cencomm_wakes where operation_id = ${operationId}`);
  await execute(pool, sql`delete from cencomm_member_lists where operation_id = ${operationId}`);
  await execute(pool, sql`delete from cencomm_lists where operation_id = ${operationId}`);
  await execute(pool, sql`delete from cencomm_drafts where operation_id = ${operationId}`);
  await execute(pool, sql`delete from cencomm_chains where operation_id = ${operationId}`);
  await execute(pool, sql`delete from cencomm_mailbox where operation_id = ${operationId}`);
}

/** Deletes at most `limit` messages, the newest first: an answer goes before what it answers. Returns how many. */
export async function deleteNewestMessages(pool: Pool, operationId: string, limit: number): Promise<number> {
  return execute(
    pool,
    sql`
      delete from cencomm_messages where id in (
        select id from cencomm_messages where operation_id = ${operationId} order by seq desc limit ${limit})`,
  );
}

export async function deleteFoldersAndLibrary(pool: Pool, operationId: string): Promise<void> {
  await execute(pool, sql`delete from cencomm_folders where operation_id = ${operationId}`);
  await execute(pool, sql`delete from cencomm_library_files where operation_id = ${operationId}`);
  await execute(pool, sql`delete from cencomm_library_folders where operation_id = ${operationId}`);
}
