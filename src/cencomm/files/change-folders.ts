import { caseless } from '../../text/fold.ts';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { FieldProblem } from '../../errors.ts';
import { derivedId } from '../../files/store/derived-id.ts';
import { Refused } from '../../forms/index.ts';
import { newSalt, sealText } from '../keys/seal.ts';
import { enterToWrite } from '../operations/store.ts';
import type { Entered } from '../operations/operation.ts';
import type { CencommContext } from '../context.ts';
import { deepest, mostFolders } from './library.ts';
import { folderThing, type SealedRow } from './seals.ts';
import { insertFolder, isKnownFolder, listFolders, moveFolder, removeFolder, renameFolder } from './store-folders.ts';
import { fitsInto, treeOf, type Tree } from './folder-tree.ts';

const refuse = (path: string, key: string, values?: FieldProblem['values']): never => {
  throw new Refused({ path, key, ...(values ? { values } : {}) });
};

type Work<T> = (client: Client, entered: Entered, tree: Tree) => Promise<T>;

/** Changes the folders of an operation, one change after the other. */
function change<T>(context: CencommContext, viewer: Viewer, operationId: unknown, work: Work<T>): Promise<T> {
  return inTransaction(context.pool, async client => {
    const entered = await enterToWrite(client, viewer, operationId);
    return work(client, entered, treeOf(await listFolders(client, viewer, entered, context.keys)));
  });
}

/**
 * Creates a folder; the same form sent twice creates one. Throws Refused for a name that is taken, too many or too
 * deep.
 */
export async function makeFolder(
  context: CencommContext,
  viewer: Viewer,
  operationId: unknown,
  wish: { clientUuid: string; name: string; parentId: string | null },
): Promise<void> {
  await change(context, viewer, operationId, async (client, entered, tree) => {
    const id = derivedId(wish.clientUuid, `folder/${viewer.accountId}/${entered.operation.id}`);
    if (await isKnownFolder(client, entered.operation.id, id)) return;
    const parentId = wish.parentId === null ? null : tree.get(wish.parentId).id;
    if (tree.all.length >= mostFolders) refuse('name', 'cencommfiles:problem.tooManyFolders', { max: mostFolders });
    if (!fitsInto(tree, parentId, 1)) refuse('name', 'cencommfiles:problem.tooDeep', { max: deepest });
    refuseTaken(tree, parentId, wish.name);
    const row = await sealedName(client, context, viewer, entered, { id, name: wish.name });
    await insertFolder(client, { ...row, parentId });
    await note(client, viewer, {
      action: 'libraryFile.folderMade',
      subject: `operation:${entered.operation.id}`,
      detail: { folder: id },
    });
  });
}

/**
 * Gives a folder another name, another place, or both. Throws Refused as `makeFolder`, and for a place inside itself.
 */
export async function changeFolder(
  context: CencommContext,
  viewer: Viewer,
  operationId: unknown,
  folderId: unknown,
  wish: { name: string; parentId: string | null },
): Promise<void> {
  await change(context, viewer, operationId, async (client, entered, tree) => {
    const folder = tree.get(folderId);
    const parentId = wish.parentId === null ? null : tree.get(wish.parentId).id;
    const [isMoved, isRenamed] = [parentId !== folder.parentId, wish.name !== folder.name];
    if (isMoved && tree.isIn(parentId, folder.id)) refuse('parent', 'cencommfiles:problem.intoItself');
    if (isMoved && !fitsInto(tree, parentId, tree.height(folder.id)))
      refuse('parent', 'cencommfiles:problem.tooDeep', { max: deepest });
    if (isMoved || isRenamed) refuseTaken(tree, parentId, wish.name, folder.id);
    const detail = { folder: folder.id };
    const subject = `operation:${entered.operation.id}`;
    if (isRenamed) {
      await renameFolder(
        client,
        await sealedName(client, context, viewer, entered, { id: folder.id, name: wish.name }),
      );
      await note(client, viewer, { action: 'libraryFile.folderRenamed', subject, detail });
    }
    if (!isMoved) return;
    await moveFolder(client, entered.operation.id, folder.id, parentId);
    await note(client, viewer, { action: 'libraryFile.folderMoved', subject, detail });
  });
}

/** Removes an empty folder. Returns the folder it was in. Throws Refused for one that is not. */
export async function dropFolder(
  context: CencommContext,
  viewer: Viewer,
  operationId: unknown,
  folderId: unknown,
): Promise<string | null> {
  return change(context, viewer, operationId, async (client, { operation }, tree) => {
    const { id, parentId } = tree.get(folderId);
    if (!(await removeFolder(client, operation.id, id))) refuse('folder', 'cencommfiles:problem.notEmpty');
    await note(client, viewer, {
      action: 'libraryFile.folderRemoved',
      subject: `operation:${operation.id}`,
      detail: { folder: id },
    });
    return parentId;
  });
}

/** Two folders in one place need different names, regardless of capitals. */
function refuseTaken(tree: Tree, parentId: string | null, name: string, but?: string): void {
  const isTaken = tree
    .inside(parentId)
    .some(one => one.id !== but && one.name !== undefined && caseless(one.name) === caseless(name));
  if (isTaken) refuse('name', 'cencommfiles:problem.taken');
}

async function sealedName(
  client: Client,
  { keys }: CencommContext,
  { accountId }: Viewer,
  { operation }: Entered,
  { id, name }: { id: string; name: string },
): Promise<SealedRow & { nameCt: Buffer }> {
  const row = {
    id,
    operationId: operation.id,
    epoch: operation.currentEpoch,
    authorId: accountId,
    createdMs: Date.now(),
    salt: newSalt(),
  };
  return {
    ...row,
    nameCt: sealText(await keys.keyOf(client, operation.id, row.epoch), folderThing(row), 'name', name),
  };
}
