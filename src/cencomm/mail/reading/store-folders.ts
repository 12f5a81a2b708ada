import { caseless } from '../../../text/fold.ts';
import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import { NotVisible } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from '../../keys/seal.ts';
import type { Entered } from '../../operations/operation.ts';
import { isId } from '../../operations/store.ts';

export const folderKinds = ['folder', 'label'] as const;
export type FolderKind = (typeof folderKinds)[number];
/** Folders and labels together that one member may have in one operation. */
const mostFolders = 60;

/** A folder or label of a member. Its name is undefined where it could not be verified. */
export interface Folder {
  readonly id: string;
  readonly kind: FolderKind;
  readonly name?: string;
}

interface Row {
  readonly id: string;
  readonly kind: FolderKind;
  readonly epoch: number;
  readonly createdMs: number;
  readonly salt: Buffer;
  readonly name: Buffer;
}

const sealOf = (
  viewer: Viewer,
  operationId: string,
  { id, epoch, createdMs, salt }: Omit<Row, 'kind' | 'name'>,
): Sealed => ({ kind: 'folder', operationId, epoch, id, authorId: viewer.accountId, createdMs, salt });

/** The viewer's folders and labels in an operation they have entered, the oldest first. Throws KeysAway. */
export async function listFolders(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  operationId: string,
): Promise<Folder[]> {
  const rows = await queryRows<Row>(
    on,
    sql`
      select id, kind, epoch, created_ms::float8 as "createdMs", salt, name_ct as name from cencomm_folders
      where account_id = ${viewer.accountId} and operation_id = ${operationId} order by created_ms, id`,
    'cencomm_folders',
  );
  const folders: Folder[] = [];
  for (const { name, ...row } of rows) {
    const { id, kind } = row;
    try {
      folders.push({
        id,
        kind,
        name: openText(await keys.keyOf(on, operationId, row.epoch), sealOf(viewer, operationId, row), 'name', name),
      });
    } catch (error) {
      if (!(error instanceof BrokenSeal)) throw error;
      folders.push({ id, kind });
    }
  }
  return folders;
}

/** Creates a folder or label. Throws Refused where the name is taken or there are sixty. */
export async function makeFolder(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  { operation }: Entered,
  kind: FolderKind,
  name: string,
): Promise<void> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtext(${`cencomm_folders ${viewer.accountId}`}))`);
  const known = await listFolders(client, viewer, keys, operation.id);
  refuseKnown(
    known.filter(one => one.kind === kind),
    name,
  );
  if (known.length >= mostFolders)
    throw new Refused({ path: 'name', key: 'cencommmail:problem.tooManyFolders', values: { limit: mostFolders } });
  const id = randomUUID();
  const sealed = await sealedName(client, viewer, keys, { operation }, id, name);
  await execute(
    client,
    sql`
      insert into cencomm_folders (id, operation_id, account_id, kind, epoch, created_ms, salt, name_ct)
      values (${id}, ${operation.id}, ${viewer.accountId}, ${kind}, ${sealed.epoch}, ${sealed.createdMs},
        ${sealed.salt}, ${sealed.name})`,
  );
  await note(client, viewer, { action: 'message.folderMade', subject: `operation:${operation.id}`, detail: { kind } });
}

export async function renameFolder(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  { operation }: Entered,
  id: unknown,
  name: string,
): Promise<void> {
  const known = await listFolders(client, viewer, keys, operation.id);
  const own = known.find(one => one.id === id);
  if (!own) throw new NotVisible('no such folder');
  refuseKnown(
    known.filter(one => one.kind === own.kind && one.id !== id),
    name,
  );
  const sealed = await sealedName(client, viewer, keys, { operation }, own.id, name);
  await execute(
    client,
    sql`
      update cencomm_folders set epoch = ${sealed.epoch}, created_ms = ${sealed.createdMs}, salt = ${sealed.salt},
        name_ct = ${sealed.name} where id = ${own.id}`,
  );
  await note(client, viewer, {
    action: 'message.folderRenamed',
    subject: `operation:${operation.id}`,
    detail: { kind: own.kind },
  });
}

/** Removes a folder or label; its messages are in the inbox again. */
export async function removeFolder(client: Client, viewer: Viewer, { operation }: Entered, id: unknown): Promise<void> {
  if (!isId(id)) throw new NotVisible('no such folder');
  await execute(
    client,
    sql`
      update cencomm_mailbox set label_ids = array_remove(label_ids, ${id}::uuid)
      where account_id = ${viewer.accountId} and ${id}::uuid = any(label_ids)`,
  );
  const gone = await queryRow<{ kind: FolderKind }>(
    client,
    sql`
      delete from cencomm_folders
      where id = ${id} and account_id = ${viewer.accountId} and operation_id = ${operation.id} returning kind`,
  );
  if (!gone) throw new NotVisible('no such folder');
  await note(client, viewer, {
    action: 'message.folderRemoved',
    subject: `operation:${operation.id}`,
    detail: { kind: gone.kind },
  });
}

function refuseKnown(known: readonly Folder[], name: string): void {
  if (known.some(one => one.name !== undefined && caseless(one.name) === caseless(name)))
    throw new Refused({ path: 'name', key: 'cencommmail:problem.folderKnown' });
}

async function sealedName(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  { operation }: Pick<Entered, 'operation'>,
  id: string,
  name: string,
): Promise<{ epoch: number; createdMs: number; salt: Buffer; name: Buffer }> {
  const row = { id, epoch: operation.currentEpoch, createdMs: Date.now(), salt: newSalt() };
  const key = await keys.keyOf(on, operation.id, row.epoch);
  return { ...row, name: sealText(key, sealOf(viewer, operation.id, row), 'name', name) };
}
