import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { mayWrite, type Entered } from '../operations/operation.ts';
import { enterToWrite } from '../operations/store.ts';
import type { CencommContext } from '../context.ts';
import { getFile, isAuthor, setPlace, setRemoved, setRestored } from './store-files.ts';
import { listFolders } from './store-folders.ts';
import { treeOf } from './folder-tree.ts';

/** Whether the file may be removed: by who put a version of it there, and by the owner. */
export function mayRemove(entered: Entered, isAuthorOfIt: boolean): boolean {
  return mayWrite(entered) && (isAuthorOfIt || entered.membership.role === 'owner');
}

/** Moves a file into another folder, null is the top. */
export async function moveFile(
  context: CencommContext,
  viewer: Viewer,
  operationId: unknown,
  fileId: unknown,
  folderId: string | null,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const entered = await enterToWrite(client, viewer, operationId);
    const file = await getFile(client, viewer, entered, context.keys, fileId);
    const target =
      folderId === null ? null : treeOf(await listFolders(client, viewer, entered, context.keys)).get(folderId).id;
    if (target === file.folderId) return;
    await setPlace(client, file.id, target);
    await note(client, viewer, {
      action: 'libraryFile.moved',
      subject: `file:${file.id}`,
      detail: { operation: entered.operation.id, folder: target },
    });
  });
}

/** Takes a file out of the library; the owner can put it back. Returns the folder it was in. */
export async function removeFile(
  context: CencommContext,
  viewer: Viewer,
  operationId: unknown,
  fileId: unknown,
): Promise<string | null> {
  return inTransaction(context.pool, async client => {
    const entered = await enterToWrite(client, viewer, operationId);
    const file = await getFile(client, viewer, entered, context.keys, fileId);
    if (!mayRemove(entered, await isAuthor(client, file.id, viewer.accountId)))
      throw new Forbidden('neither put it there nor owns the operation');
    await setRemoved(client, file.id, viewer.accountId);
    await note(client, viewer, {
      action: 'libraryFile.removed',
      subject: `file:${file.id}`,
      detail: { operation: entered.operation.id },
    });
    return file.folderId;
  });
}

/** Puts a removed file back. */
export async function restoreFile(
  context: CencommContext,
  viewer: Viewer,
  operationId: unknown,
  fileId: unknown,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const entered = await enterToWrite(client, viewer, operationId);
    if (entered.membership.role !== 'owner') throw new Forbidden('the owner restores');
    const file = await getFile(client, viewer, entered, context.keys, fileId, true);
    await setRestored(client, file.id);
    await note(client, viewer, {
      action: 'libraryFile.restored',
      subject: `file:${file.id}`,
      detail: { operation: entered.operation.id },
    });
  });
}
