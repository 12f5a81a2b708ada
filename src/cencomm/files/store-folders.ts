import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import type { Entered } from '../operations/operation.ts';
import type { Folder } from './library.ts';
import { folderThing, readSealed, type SealedRow } from './seals.ts';

type Row = SealedRow & {
  readonly parentId: string | null;
  readonly nameCt: Buffer;
  readonly authorLogin: string;
  readonly files: number;
};

/** Every folder of the operation that was not removed, with what the viewer may know of it. */
export async function listFolders(
  on: Queryable,
  _viewer: Viewer,
  { operation, membership }: Entered,
  keys: KeyProvider,
): Promise<Folder[]> {
  const rows = await queryRows<Row>(
    on,
    sql`
      select d.id, d.operation_id as "operationId", d.parent_id as "parentId", d.epoch, d.author_id as "authorId",
        d.created_ms::float8 as "createdMs", d.salt, d.name_ct as "nameCt",
        a.login_id as "authorLogin", coalesce(n.files, 0) as files
      from cencomm_library_folders d join accounts a on a.id = d.author_id
      left join (
        select f.folder_id, count(*)::int as files from cencomm_library_files f
        where f.operation_id = ${operation.id} and f.removed_at is null
          and exists (select from cencomm_library_versions v
            where v.file_id = f.id and v.created_ms >= ${membership.seesFromMs})
        group by f.folder_id) n on n.folder_id = d.id
      where d.operation_id = ${operation.id} and d.removed_at is null`,
    'cencomm_library_folders',
  );
  const folders: Folder[] = [];
  for (const { id, parentId, nameCt, authorLogin, files, ...seal } of rows) {
    const isTheirs = seal.createdMs >= membership.seesFromMs;
    const name = isTheirs ? await readSealed(on, keys, folderThing({ ...seal, id }), 'name', nameCt) : undefined;
    folders.push({
      id,
      parentId,
      name,
      isBroken: isTheirs && name === undefined,
      createdMs: seal.createdMs,
      authorLogin,
      files,
    });
  }
  return folders;
}

/** Inserts a folder unless its form was sent before. Returns whether it is new. */
export async function insertFolder(
  client: Client,
  row: SealedRow & { readonly parentId: string | null; readonly nameCt: Buffer },
): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`
      insert into cencomm_library_folders (id, operation_id, parent_id, epoch, author_id, created_ms, salt, name_ct)
      values (${row.id}, ${row.operationId}, ${row.parentId}, ${row.epoch}, ${row.authorId}, ${row.createdMs},
        ${row.salt}, ${row.nameCt}) on conflict (id) do nothing`,
  );
  return rowCount === 1;
}

/** Whether the form of this folder was sent before. */
export async function isKnownFolder(client: Client, operationId: string, id: string): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`select from cencomm_library_folders where id = ${id} and operation_id = ${operationId}`,
  );
  return rowCount === 1;
}

/** Sets a new name, sealed with who gave it and when. */
export async function renameFolder(client: Client, row: SealedRow & { readonly nameCt: Buffer }): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_library_folders
      set epoch = ${row.epoch}, author_id = ${row.authorId}, created_ms = ${row.createdMs}, salt = ${row.salt},
        name_ct = ${row.nameCt} where id = ${row.id} and operation_id = ${row.operationId}`,
  );
}

export async function moveFolder(
  client: Client,
  operationId: string,
  id: string,
  parentId: string | null,
): Promise<void> {
  await execute(
    client,
    sql`update cencomm_library_folders set parent_id = ${parentId} where id = ${id} and operation_id = ${operationId}`,
  );
}

/** Removes a folder if it is empty and no upload into it is under way. Returns whether it did. */
export async function removeFolder(client: Client, operationId: string, id: string): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`
      update cencomm_library_folders d set removed_at = now()
      where d.id = ${id} and d.operation_id = ${operationId} and d.removed_at is null
        and not exists (select from cencomm_library_files f where f.folder_id = d.id and f.removed_at is null)
        and not exists (select from cencomm_library_folders c where c.parent_id = d.id and c.removed_at is null)
        and not exists (select from cencomm_uploads u where u.folder_id = d.id and u.state in ('coming', 'checking'))`,
  );
  return rowCount === 1;
}
