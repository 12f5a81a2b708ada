import type { Client, Queryable } from '../../db/pool.ts';
import { NotVisible } from '../../errors.ts';
import type { FileRefusal } from '../../files/kinds/kinds.ts';
import type { Viewer } from '../../access/index.ts';
import { isId } from '../operations/store.ts';
import { uploadDays } from './library.ts';
import type { StoredPiece, UploadRow } from './library.ts';

const columns = `u.id, u.operation_id as "operationId", u.account_id as "accountId", u.epoch, u.created_ms::float8 as "createdMs", floor(extract(epoch from u.touched_at) * 1000)::float8 as "touchedMs",
  u.salt, u.name_ct as "nameCt", u.size::float8 as size, u.received::float8 as received, u.pieces, u.folder_id as "folderId", u.file_id as "fileId", u.state, u.refusal`;

/** What the member sent into this operation and is not in the library, the last first. */
export async function listUploads({ accountId }: Viewer, on: Queryable, operationId: string): Promise<UploadRow[]> {
  const { rows } = await on.query<UploadRow>(
    `select ${columns} from cencomm_uploads u where u.operation_id = $1 and u.account_id = $2 and u.state <> 'kept' order by u.created_ms desc, u.id limit 100`,
    [operationId, accountId],
  );
  return rows;
}

/** An upload of the member's own in this operation. Throws NotVisible. */
export async function getUpload(
  { accountId }: Viewer,
  on: Queryable,
  operationId: string,
  id: unknown,
  isLocked = false,
): Promise<UploadRow> {
  if (!isId(id)) throw new NotVisible('no such upload');
  const {
    rows: [row],
  } = await on.query<UploadRow>(
    `select ${columns} from cencomm_uploads u where u.id = $1 and u.operation_id = $2 and u.account_id = $3 ${isLocked ? 'for update' : ''}`,
    [id, operationId, accountId],
  );
  if (!row) throw new NotVisible('no such upload');
  return row;
}

/** Writes an upload down; of a form sent twice it is one. Answers whether it is new. */
export async function insertUpload(client: Client, row: Omit<UploadRow, 'touchedMs' | 'refusal'>): Promise<boolean> {
  const { rowCount } = await client.query(
    `
    insert into cencomm_uploads (id, operation_id, account_id, epoch, created_ms, salt, name_ct, size, received, pieces, folder_id, file_id, state)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (id) do nothing`,
    [
      row.id,
      row.operationId,
      row.accountId,
      row.epoch,
      row.createdMs,
      row.salt,
      row.nameCt,
      row.size,
      row.received,
      JSON.stringify(row.pieces),
      row.folderId,
      row.fileId,
      row.state,
    ],
  );
  return rowCount === 1;
}

/** Adds the next piece to a locked upload. With the last it waits to be checked. */
export async function addPiece(
  client: Client,
  { id, pieces, received, size }: UploadRow,
  piece: StoredPiece,
): Promise<void> {
  await client.query(
    'update cencomm_uploads set pieces = $2, received = $3, state = $4, touched_at = now() where id = $1',
    [
      id,
      JSON.stringify([...pieces, piece]),
      received + piece.size,
      received + piece.size === size ? 'checking' : 'coming',
    ],
  );
}

export async function countBegun(client: Client, operationId: string, accountId: number): Promise<number> {
  const {
    rows: [row],
  } = await client.query<{ n: number }>(
    `select count(*)::int as n from cencomm_uploads where operation_id = $1 and account_id = $2 and state in ('coming', 'checking')`,
    [operationId, accountId],
  );
  return row?.n ?? 0;
}

export async function deleteUpload(client: Client, id: string): Promise<void> {
  await client.query('delete from cencomm_uploads where id = $1', [id]);
}

/** One that waits to be checked. */
export async function getWaiting(on: Queryable, id: string): Promise<UploadRow | undefined> {
  const {
    rows: [row],
  } = await on.query<UploadRow>(`select ${columns} from cencomm_uploads u where u.id = $1 and u.state = 'checking'`, [
    id,
  ]);
  return row;
}

/** The same, locked to be ended; undefined when another process has ended it. */
export async function lockWaiting(client: Client, id: string): Promise<UploadRow | undefined> {
  const {
    rows: [row],
  } = await client.query<UploadRow>(
    `select ${columns} from cencomm_uploads u where u.id = $1 and u.state = 'checking' for update`,
    [id],
  );
  return row;
}

/** Its pieces are gone; what became of it stays for some days. */
export async function setEnded(client: Client, id: string, refusal?: FileRefusal): Promise<void> {
  await client.query(
    `update cencomm_uploads set state = $2, refusal = $3, pieces = '[]', touched_at = now() where id = $1`,
    [id, refusal ? 'refused' : 'kept', refusal ? JSON.stringify(refusal) : null],
  );
}

/** Uploads that wait for longer than a minute: their job was lost, or the scanner was away. */
export async function listForgotten(on: Queryable): Promise<string[]> {
  const { rows } = await on.query<{ id: string }>(
    `select id from cencomm_uploads where state = 'checking' and touched_at < now() - interval '1 minute' order by touched_at limit 100`,
  );
  return rows.map(({ id }) => id);
}

/** Removes what went no further for some days, and the note of what ended. Answers the stored pieces that are nobody's now. */
export async function deleteStale(on: Queryable): Promise<string[]> {
  const { rows } = await on.query<{ pieces: readonly StoredPiece[] }>(
    `
    delete from cencomm_uploads where state <> 'checking' and touched_at < now() - make_interval(days => $1) returning pieces`,
    [uploadDays],
  );
  return rows.flatMap(({ pieces }) => pieces.map(({ id }) => id));
}
