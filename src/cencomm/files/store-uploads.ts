import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { FileRefusal } from '../../files/kinds/kinds.ts';
import type { Viewer } from '../../access/index.ts';
import type { Actor } from '../../audit/index.ts';
import { isId } from '../operations/store.ts';
import { uploadDays, type StoredPiece, type UploadRow } from './library.ts';

const columns = sql`
  u.id, u.operation_id as "operationId", u.account_id as "accountId", u.epoch, u.created_ms::float8 as "createdMs",
  floor(extract(epoch from u.touched_at) * 1000)::float8 as "touchedMs",
  u.salt, u.name_ct as "nameCt", u.size::float8 as size, u.received::float8 as received, u.pieces,
  u.folder_id as "folderId", u.file_id as "fileId", u.state, u.refusal`;

/** The member's uploads into this operation that are not in the library, the newest first. */
export async function listUploads(on: Queryable, { accountId }: Viewer, operationId: string): Promise<UploadRow[]> {
  return queryRows<UploadRow>(
    on,
    sql`
      select ${columns} from cencomm_uploads u
      where u.operation_id = ${operationId} and u.account_id = ${accountId} and u.state <> 'kept'
      order by u.created_ms desc, u.id limit 100`,
  );
}

/** An upload of the member's own in this operation. Throws NotVisible. */
export async function getUpload(
  on: Queryable,
  { accountId }: Viewer,
  operationId: string,
  id: unknown,
  isLocked = false,
): Promise<UploadRow> {
  if (!isId(id)) throw new NotVisible('no such upload');
  const row = await queryRow<UploadRow>(
    on,
    sql`
      select ${columns} from cencomm_uploads u
      where u.id = ${id} and u.operation_id = ${operationId}
        and u.account_id = ${accountId} ${isLocked ? sql`for update` : empty}`,
  );
  if (!row) throw new NotVisible('no such upload');
  return row;
}

/** Inserts an upload unless its form was sent before. Returns whether it is new. */
export async function insertUpload(client: Client, row: Omit<UploadRow, 'touchedMs' | 'refusal'>): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`
      insert into cencomm_uploads
        (id, operation_id, account_id, epoch, created_ms, salt, name_ct, size, received, pieces, folder_id, file_id,
        state)
      values (${row.id}, ${row.operationId}, ${row.accountId}, ${row.epoch}, ${row.createdMs}, ${row.salt},
        ${row.nameCt}, ${row.size}, ${row.received}, ${JSON.stringify(row.pieces)}, ${row.folderId}, ${row.fileId},
        ${row.state}) on conflict (id) do nothing`,
  );
  return rowCount === 1;
}

/** Adds the next piece to a locked upload. With the last it waits to be checked. */
export async function addPiece(
  client: Client,
  { id, pieces, received, size }: UploadRow,
  piece: StoredPiece,
): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_uploads set pieces = ${JSON.stringify([...pieces, piece])}, received = ${received + piece.size},
        state = ${received + piece.size === size ? 'checking' : 'coming'}, touched_at = now() where id = ${id}`,
  );
}

export async function countBegun(client: Client, operationId: string, accountId: number): Promise<number> {
  const row = await queryRow<{ n: number }>(
    client,
    sql`
      select count(*)::int as n from cencomm_uploads
      where operation_id = ${operationId} and account_id = ${accountId} and state in ('coming', 'checking')`,
  );
  return row?.n ?? 0;
}

export async function deleteUpload(client: Client, id: string): Promise<void> {
  await execute(client, sql`delete from cencomm_uploads where id = ${id}`);
}

/** An upload that is waiting to be checked. */
export async function getWaiting(on: Queryable, id: string): Promise<UploadRow | undefined> {
  return queryRow<UploadRow>(
    on,
    sql`select ${columns} from cencomm_uploads u where u.id = ${id} and u.state = 'checking'`,
  );
}

/** The same, locked to be ended; undefined when another process has ended it. */
export async function lockWaiting(client: Client, id: string): Promise<UploadRow | undefined> {
  return queryRow<UploadRow>(
    client,
    sql`select ${columns} from cencomm_uploads u where u.id = ${id} and u.state = 'checking' for update`,
  );
}

/** Ends an upload; its result stays for some days, its pieces do not. */
export async function setEnded(client: Client, id: string, refusal?: FileRefusal): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_uploads set state = ${refusal ? 'refused' : 'kept'},
        refusal = ${refusal ? JSON.stringify(refusal) : null}, pieces = '[]', touched_at = now() where id = ${id}`,
  );
}

/** Uploads waiting for longer than a minute: their job was lost, or the scanner did not answer. */
export async function listForgotten(on: Queryable): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    on,
    sql`
      select id from cencomm_uploads where state = 'checking' and touched_at < now() - interval '1 minute'
      order by touched_at limit 100`,
  );
  return rows.map(({ id }) => id);
}

/** Deletes uploads without progress for some days, and the results of ended ones. Returns their stored pieces. */
export async function deleteStale(on: Queryable): Promise<string[]> {
  const rows = await queryRows<{ pieces: readonly StoredPiece[] }>(
    on,
    sql`
      delete from cencomm_uploads
      where state <> 'checking' and touched_at < now() - make_interval(days => ${uploadDays}) returning pieces`,
  );
  return rows.flatMap(({ pieces }) => pieces.map(({ id }) => id));
}

/** Takes a lock on an upload that lasts beyond a transaction. Returns false where another process has it. */
export async function tryLockUpload(client: Client, id: string): Promise<boolean> {
  const lock = await queryRow<{ ok: boolean }>(
    client,
    sql`select pg_try_advisory_lock(hashtextextended(${id}, 6)) as ok`,
  );
  return lock?.ok === true;
}

export async function unlockUpload(client: Client, id: string): Promise<void> {
  await execute(client, sql`select pg_advisory_unlock(hashtextextended(${id}, 6))`);
}

/** The operation's current epoch; undefined once it is disposed of. */
export async function findCurrentEpoch(on: Queryable, operationId: string): Promise<number | undefined> {
  const row = await queryRow<{ epoch: number }>(
    on,
    sql`
      select current_epoch as epoch from cencomm_operations
      where id = ${operationId} and state in ('open', 'closed', 'archived')`,
  );
  return row?.epoch;
}

/** The account that sent an upload, as the actor of an entry of the trail. */
export async function findSender(on: Queryable, { accountId }: UploadRow): Promise<Actor> {
  const row = await queryRow<{ loginId: string; officeId: number }>(
    on,
    sql`select login_id as "loginId", office_id as "officeId" from accounts where id = ${accountId}`,
  );
  return { accountId, ...(row ? { loginId: row.loginId, office: { id: row.officeId } } : {}) };
}
