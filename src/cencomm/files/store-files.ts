import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import { isId } from '../operations/store.ts';
import type { Entered } from '../operations/operation.ts';
import type { LibraryFile, Version, VersionRow } from './library.ts';
import { openVersion } from './seals.ts';

const versionColumns = sql`
  v.id, v.file_id as "fileId", v.operation_id as "operationId", v.number, v.epoch, v.author_id as "authorId",
  a.login_id as "authorLogin", a.person_name as "authorName", a.office_id as "authorOfficeId",
  v.created_ms::float8 as "createdMs", v.salt, v.name_ct as "nameCt", v.note_ct as "noteCt", v.kind,
  v.size::float8 as size, v.sha256, v.stored_id as "storedId", v.preview_id as "previewId",
  v.is_scanned as "isScanned"`;

type FileRow = VersionRow &
  Pick<LibraryFile, 'folderId' | 'removedAt' | 'removedByLogin' | 'removedByName' | 'readers' | 'isKnown'>;

/** Files `f` of an operation with their newest version `v`, of what the member may see. */
const newestOf = ({ accountId }: Viewer, { operation, membership: { seesFromMs } }: Entered): Sql => sql`
  select f.folder_id as "folderId", f.removed_at as "removedAt", w.login_id as "removedByLogin",
    w.person_name as "removedByName", ${versionColumns},
    v.author_id = ${accountId}
    or exists (select from cencomm_library_reads r
        where r.version_id = v.id and r.account_id = ${accountId}) as "isKnown",
    (select count(distinct r.account_id)::int
        from cencomm_library_reads r join cencomm_library_versions x on x.id = r.version_id
        where x.file_id = f.id and x.created_ms >= ${seesFromMs}) as readers
  from cencomm_library_files f
  join lateral (select * from cencomm_library_versions x where x.file_id = f.id and x.created_ms >= ${seesFromMs}
      order by x.number desc limit 1) v on true
  join accounts a on a.id = v.author_id left join accounts w on w.id = f.removed_by
  where f.operation_id = ${operation.id}`;

async function opened(on: Queryable, keys: KeyProvider, rows: readonly FileRow[]): Promise<LibraryFile[]> {
  const files: LibraryFile[] = [];
  for (const { folderId, removedAt, removedByLogin, removedByName, readers, isKnown, ...version } of rows) {
    files.push({
      id: version.fileId,
      folderId,
      removedAt,
      removedByLogin,
      removedByName,
      readers,
      isKnown,
      latest: await openVersion(on, keys, version),
    });
  }
  return files;
}

/** The files of a folder, in no order: their names are sealed. */
export async function listFiles(
  on: Queryable,
  viewer: Viewer,
  entered: Entered,
  keys: KeyProvider,
  folderId: string | null,
): Promise<LibraryFile[]> {
  const rows = await queryRows<FileRow>(
    on,
    sql`${newestOf(viewer, entered)} and f.removed_at is null and f.folder_id is not distinct from ${folderId}`,
  );
  return opened(on, keys, rows);
}

/** The latest additions to the whole library. */
export async function listRecent(
  on: Queryable,
  viewer: Viewer,
  entered: Entered,
  keys: KeyProvider,
  most: number,
): Promise<LibraryFile[]> {
  const rows = await queryRows<FileRow>(
    on,
    sql`${newestOf(viewer, entered)} and f.removed_at is null order by v.created_ms desc, v.id limit ${most}`,
  );
  return opened(on, keys, rows);
}

/** What was removed, the last first. For the owner. */
export async function listRemoved(
  on: Queryable,
  viewer: Viewer,
  entered: Entered,
  keys: KeyProvider,
): Promise<LibraryFile[]> {
  const rows = await queryRows<FileRow>(
    on,
    sql`${newestOf(viewer, entered)} and f.removed_at is not null order by f.removed_at desc limit 200`,
  );
  return opened(on, keys, rows);
}

/** A file of this operation that the member may see; with `isRemoved`, one that was removed. Throws NotVisible. */
export async function getFile(
  on: Queryable,
  viewer: Viewer,
  entered: Entered,
  keys: KeyProvider,
  id: unknown,
  isRemoved = false,
): Promise<LibraryFile> {
  if (!isId(id)) throw new NotVisible('no such file');
  const rows = await queryRows<FileRow>(
    on,
    sql`${newestOf(viewer, entered)} and f.id = ${id} and (f.removed_at is not null) = ${isRemoved}`,
  );
  const [file] = await opened(on, keys, rows);
  if (!file) throw new NotVisible('no such file');
  return file;
}

/** Versions of a file that the member may see, the newest first. */
export async function listVersions(
  on: Queryable,
  _viewer: Viewer,
  { operation, membership }: Entered,
  keys: KeyProvider,
  fileId: string,
): Promise<Version[]> {
  const rows = await queryRows<VersionRow>(
    on,
    sql`
      select ${versionColumns} from cencomm_library_versions v join accounts a on a.id = v.author_id
      where v.file_id = ${fileId} and v.operation_id = ${operation.id} and v.created_ms >= ${membership.seesFromMs}
      order by v.number desc`,
  );
  const versions: Version[] = [];
  for (const row of rows) versions.push(await openVersion(on, keys, row));
  return versions;
}

export interface Read {
  readonly versionId: string;
  readonly login: string;
  readonly personName: string | null;
  readonly officeId: number;
  readonly firstAt: string;
}

/** Who opened which version of a file, the last first. */
export async function listReads(
  on: Queryable,
  _viewer: Viewer,
  { operation, membership }: Entered,
  fileId: string,
): Promise<Read[]> {
  const rows = await queryRows<Omit<Read, 'firstAt'> & { firstAt: Date }>(
    on,
    sql`
      select r.version_id as "versionId", a.login_id as login, a.person_name as "personName",
        a.office_id as "officeId", r.first_at as "firstAt"
      from cencomm_library_reads r join cencomm_library_versions v on v.id = r.version_id
        join accounts a on a.id = r.account_id
      where v.file_id = ${fileId} and v.operation_id = ${operation.id} and v.created_ms >= ${membership.seesFromMs}
      order by r.first_at desc, a.login_id limit 2000`,
  );
  return rows.map(row => ({ ...row, firstAt: row.firstAt.toISOString() }));
}

export async function insertRead(client: Queryable, versionId: string, accountId: number): Promise<void> {
  await execute(
    client,
    sql`
      insert into cencomm_library_reads (version_id, account_id) values (${versionId}, ${accountId})
      on conflict do nothing`,
  );
}

/** Whether the account added a version of the file. */
export async function isAuthor(on: Queryable, fileId: string, accountId: number): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`select from cencomm_library_versions where file_id = ${fileId} and author_id = ${accountId} limit 1`,
  );
  return rowCount === 1;
}

export async function setPlace(client: Client, fileId: string, folderId: string | null): Promise<void> {
  await execute(client, sql`update cencomm_library_files set folder_id = ${folderId} where id = ${fileId}`);
}

export async function setRemoved(client: Client, fileId: string, by: number): Promise<void> {
  await execute(
    client,
    sql`update cencomm_library_files set removed_at = now(), removed_by = ${by} where id = ${fileId}`,
  );
}

/** Restores a file to its folder, or to the top if that folder was removed. */
export async function setRestored(client: Client, fileId: string): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_library_files f set removed_at = null, removed_by = null,
        folder_id = (select d.id from cencomm_library_folders d where d.id = f.folder_id and d.removed_at is null)
        where f.id = ${fileId}`,
  );
}

/** Bytes stored for the operation, including uploads under way. */
export async function bytesKept(on: Queryable, operationId: string): Promise<number> {
  const row = await queryRow<{ bytes: number }>(
    on,
    sql`
      select ((select coalesce(sum(size), 0) from cencomm_library_versions where operation_id = ${operationId})
        + (select coalesce(sum(size), 0) from cencomm_uploads
            where operation_id = ${operationId} and state in ('coming', 'checking')))::float8 as bytes`,
  );
  return row?.bytes ?? 0;
}

/** Today's members. */
export async function countMembers(on: Queryable, operationId: string): Promise<number> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`select count(*)::int as n from cencomm_members where operation_id = ${operationId} and removed_at is null`,
  );
  return row?.n ?? 0;
}

type NewVersion = Omit<VersionRow, 'number' | 'authorLogin' | 'authorName' | 'authorOfficeId'>;

/** Inserts the next version of a file, or the first of a new file. Returns its number. */
export async function insertVersion(client: Client, row: NewVersion, folderId: string | null): Promise<number> {
  await execute(
    client,
    sql`
      insert into cencomm_library_files (id, operation_id, folder_id)
      values (${row.fileId}, ${row.operationId},
        (select d.id from cencomm_library_folders d where d.id = ${folderId} and d.removed_at is null))
      on conflict (id) do nothing`,
  );
  const kept = await queryRow<{ number: number }>(
    client,
    sql`
      insert into cencomm_library_versions
        (id, file_id, operation_id, number, epoch, author_id, created_ms, salt, name_ct, note_ct, kind, size, sha256,
        stored_id, preview_id, is_scanned)
      values (${row.id}, ${row.fileId}, ${row.operationId},
        (select coalesce(max(number), 0) + 1 from cencomm_library_versions where file_id = ${row.fileId}), ${row.epoch},
        ${row.authorId}, ${row.createdMs}, ${row.salt}, ${row.nameCt}, ${row.noteCt}, ${row.kind}, ${row.size},
        ${row.sha256}, ${row.storedId}, ${row.previewId}, ${row.isScanned}) returning number`,
  );
  return kept?.number ?? 0;
}
