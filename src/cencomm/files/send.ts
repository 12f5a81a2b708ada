import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, NotVisible } from '../../errors.ts';
import { cleanName } from '../../files/file-name.ts';
import { derivedId } from '../../files/store/derived-id.ts';
import { Refused } from '../../forms/index.ts';
import { newSalt, sealText } from '../keys/seal.ts';
import { enterToWrite } from '../operations/store.ts';
import type { Entered } from '../operations/operation.ts';
import type { CencommContext } from '../context.ts';
import { queueCheck } from './jobs.ts';
import {
  largestFile,
  mostUploads,
  quota,
  uploadPiece,
  type StoredPiece,
  type UploadRow,
  type UploadTexts,
} from './library.ts';
import { uploadThing } from './seals.ts';
import { bytesKept, getFile } from './store-files.ts';
import { listFolders } from './store-folders.ts';
import { addPiece, countBegun, deleteUpload, getUpload, insertUpload } from './store-uploads.ts';
import { treeOf } from './folder-tree.ts';

/** Where a file goes: into a folder (null is the top), or as a new version of a file. */
export interface Target {
  readonly folderId: string | null;
  readonly fileId: string | null;
}

/** What the seals of an upload's pieces are bound to. */
export type Slot = Pick<UploadRow, 'id' | 'operationId' | 'accountId' | 'epoch' | 'createdMs' | 'salt'>;

/** The slot of an upload, derived from its form and the file's place in it: a form sent twice adds its files once. */
export function slotFor({ accountId }: Viewer, { operation }: Entered, clientUuid: string, place: number): Slot {
  return {
    id: derivedId(clientUuid, `upload/${accountId}/${operation.id}/${place}`),
    operationId: operation.id,
    accountId,
    epoch: operation.currentEpoch,
    createdMs: Date.now(),
    salt: newSalt(),
  };
}

/** A file of an ordinary form, its content stored sealed as one piece. */
interface SmallFile {
  readonly slot: Slot;
  readonly texts: UploadTexts;
  readonly piece: StoredPiece;
}

/**
 * Accepts the files of a form; they are checked soon. Returns stored pieces that are not needed because the form was
 * sent before. Throws Refused.
 */
export async function sendSmall(
  context: CencommContext,
  viewer: Viewer,
  operationId: unknown,
  target: Target,
  files: readonly SmallFile[],
): Promise<string[]> {
  const taken = await inTransaction(context.pool, async client => {
    const entered = await enterToWrite(client, viewer, operationId);
    await checkTarget(client, viewer, context, entered, target);
    await refuseOver(
      client,
      viewer,
      entered,
      files.reduce((sum, { piece }) => sum + piece.size, 0),
      files.length,
    );
    const known: boolean[] = [];
    for (const { slot, texts, piece } of files) {
      const isNew = await insertUpload(client, {
        ...slot,
        ...target,
        nameCt: await sealTexts(client, context, slot, texts),
        size: piece.size,
        received: piece.size,
        pieces: [piece],
        state: 'checking',
      });
      if (isNew)
        await note(client, viewer, {
          action: 'libraryFile.sent',
          subject: `operation:${entered.operation.id}`,
          detail: { upload: slot.id, size: piece.size },
        });
      known.push(!isNew);
    }
    return known;
  });
  for (const [at, { slot }] of files.entries()) if (!taken[at]) await queueCheck(context, slot.id);
  return files.filter((_, at) => taken[at]).map(({ piece }) => piece.id);
}

interface Begin extends Target {
  readonly clientUuid: string;
  readonly place: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly note: string;
}

/** Begins an upload in pieces, or finds the one begun before. Throws Refused at the field `file`. */
export async function beginUpload(
  context: CencommContext,
  viewer: Viewer,
  operationId: unknown,
  { clientUuid, place, name, size, note: said, folderId, fileId }: Begin,
): Promise<UploadRow> {
  return inTransaction(context.pool, async client => {
    const entered = await enterToWrite(client, viewer, operationId);
    await checkTarget(client, viewer, context, entered, { folderId, fileId });
    const slot = slotFor(viewer, entered, clientUuid, place);
    const known = await getUpload(client, viewer, entered.operation.id, slot.id).catch(orNone);
    if (known) return known;
    if (size === 0) throw new Refused({ path: 'file', key: 'files:refusals.empty' });
    if (size > largestFile)
      throw new Refused({ path: 'file', key: 'files:refusals.tooLarge', values: { limit: largestFile / 1024 / 1024 } });
    await refuseOver(client, viewer, entered, size, 1);
    const nameCt = await sealTexts(client, context, slot, { name: cleanName(name), note: said });
    await insertUpload(client, { ...slot, folderId, fileId, nameCt, size, received: 0, pieces: [], state: 'coming' });
    await note(client, viewer, {
      action: 'libraryFile.uploadBegun',
      subject: `operation:${entered.operation.id}`,
      detail: { upload: slot.id, size },
    });
    return getUpload(client, viewer, entered.operation.id, slot.id);
  });
}

function orNone(error: unknown): undefined {
  if (!(error instanceof NotVisible)) throw error;
}

/** The number of bytes the piece with this number must have. */
export function pieceLength({ size }: Pick<UploadRow, 'size'>, number: number): number {
  return Math.max(0, Math.min(uploadPiece, size - number * uploadPiece));
}

/** Adds a stored piece to an upload. Throws Conflict where it is not the next one; the caller then removes it. */
export async function takePiece(
  context: CencommContext,
  viewer: Viewer,
  operationId: unknown,
  uploadId: unknown,
  number: number,
  piece: StoredPiece,
): Promise<UploadRow> {
  const upload = await inTransaction(context.pool, async client => {
    const { operation } = await enterToWrite(client, viewer, operationId);
    const before = await getUpload(client, viewer, operation.id, uploadId, true);
    if (before.state !== 'coming' || before.pieces.length !== number || piece.size !== pieceLength(before, number))
      throw new Conflict('not the next piece');
    await addPiece(client, before, piece);
    const after = await getUpload(client, viewer, operation.id, uploadId);
    if (after.state === 'checking')
      await note(client, viewer, {
        action: 'libraryFile.sent',
        subject: `operation:${operation.id}`,
        detail: { upload: after.id, size: after.size },
      });
    return after;
  });
  if (upload.state === 'checking') await queueCheck(context, upload.id);
  return upload;
}

/** Drops an upload, or dismisses the notice of a refused one. Throws Conflict for one that is being checked. */
export async function dropUpload(
  context: CencommContext,
  viewer: Viewer,
  operationId: unknown,
  uploadId: unknown,
): Promise<UploadRow> {
  const upload = await inTransaction(context.pool, async client => {
    const { operation } = await enterToWrite(client, viewer, operationId);
    const found = await getUpload(client, viewer, operation.id, uploadId, true);
    if (found.state === 'checking' || found.state === 'kept') throw new Conflict('is being checked');
    await deleteUpload(client, found.id);
    if (found.state === 'coming')
      await note(client, viewer, {
        action: 'libraryFile.uploadDropped',
        subject: `operation:${operation.id}`,
        detail: { upload: found.id },
      });
    return found;
  });
  for (const { id } of upload.pieces) await context.files.remove(id);
  return upload;
}

/** Throws NotVisible unless the target is in this operation and visible to the member. */
async function checkTarget(
  client: Client,
  viewer: Viewer,
  { keys }: CencommContext,
  entered: Entered,
  { folderId, fileId }: Target,
): Promise<void> {
  if (fileId !== null) await getFile(client, viewer, entered, keys, fileId);
  if (folderId !== null) treeOf(await listFolders(client, viewer, entered, keys)).get(folderId);
}

async function refuseOver(
  client: Client,
  { accountId }: Viewer,
  { operation }: Entered,
  size: number,
  count: number,
): Promise<void> {
  if ((await countBegun(client, operation.id, accountId)) + count > mostUploads)
    throw new Refused({ path: 'file', key: 'cencommfiles:problem.tooManyUploads', values: { max: mostUploads } });
  if ((await bytesKept(client, operation.id)) + size > quota)
    throw new Refused({ path: 'file', key: 'cencommfiles:problem.full', values: { max: quota / 1024 ** 3 } });
}

async function sealTexts(client: Client, { keys }: CencommContext, slot: Slot, texts: UploadTexts): Promise<Buffer> {
  return sealText(
    await keys.keyOf(client, slot.operationId, slot.epoch),
    uploadThing(slot),
    'name',
    JSON.stringify(texts),
  );
}
