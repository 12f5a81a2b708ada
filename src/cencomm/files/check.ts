import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { PlainFile } from '../../files/intake/types.ts';
import { operationKinds, type FileRefusal } from '../../files/kinds/kinds.ts';
import { derivedId } from '../../files/store/derived-id.ts';
import { BrokenSeal, sealText, type Sealed } from '../keys/seal.ts';
import type { CencommContext } from '../context.ts';
import { joined, keepVersion, type KeptContent } from './contents.ts';
import { largestFile, type UploadRow, type UploadTexts } from './library.ts';
import { previewOf } from './preview.ts';
import { openUpload, versionThing } from './seals.ts';
import { insertVersion } from './store-files.ts';
import { queueText } from '../texts/read-texts.ts';
import { lockOperation } from '../operations/store.ts';
import {
  deleteUpload,
  findCurrentEpoch,
  findSender,
  getWaiting,
  lockWaiting,
  setEnded,
  tryLockUpload,
  unlockUpload,
} from './store-uploads.ts';

/** The scanner does not answer, or a new epoch began in the meantime: the check is repeated later. */
class CheckLater extends Error {}

/** A checked file and where it is stored. */
interface Ready {
  readonly thing: Sealed;
  readonly file: PlainFile;
  readonly isScanned: boolean;
  readonly kept: KeptContent;
}

/**
 * Joins the pieces of an upload, has them checked, and seals the file under the operation's current key into the
 * library; or refuses it and removes everything. The plain file is in the intake's private directory only meanwhile.
 * Throws CheckLater, KeysAway.
 */
export async function checkUpload(context: CencommContext, id: string): Promise<void> {
  const client = await context.jobPool.connect();
  let broken: Error | undefined;
  try {
    // A row lock would mean a transaction that idles while a large file is checked.
    if (!(await tryLockUpload(client, id))) return;
    try {
      await check(context, id);
    } finally {
      await unlockUpload(client, id).catch((lost: Error) => {
        broken = lost;
      });
    }
  } finally {
    client.release(broken);
  }
}

async function check(context: CencommContext, id: string): Promise<void> {
  const upload = await getWaiting(context.jobPool, id);
  if (!upload) return;
  const epoch = await findCurrentEpoch(context.jobPool, upload.operationId);
  if (epoch === undefined) return drop(context, upload);
  const texts = await openUpload(context.jobPool, context.keys, upload);
  const looked =
    texts &&
    (await look(context, upload, texts, epoch).catch((error: unknown) => {
      if (error instanceof BrokenSeal) return { refusal: { reason: 'damaged' } satisfies FileRefusal };
      throw error;
    }));
  if (!looked) return refuse(context, upload, { reason: 'damaged' });
  if ('refusal' in looked) return refuse(context, upload, looked.refusal);
  await take(context, upload, texts, looked.done);
}

async function look(
  context: CencommContext,
  upload: UploadRow,
  { name }: UploadTexts,
  epoch: number,
): Promise<{ done: Ready } | { refusal: FileRefusal }> {
  const found = await context.intake.withPlain(
    joined(context.jobPool, context, upload),
    { name, limit: largestFile, kinds: operationKinds },
    async file => {
      const inspected = await context.intake.inspect(file);
      if (inspected.verdict === 'later') throw new CheckLater(inspected.problem);
      if (inspected.verdict !== 'clean') return { refusal: inspected.refusal };
      // With salt and time of the upload a repeated check makes the same seal and replaces what was stored before.
      const thing = versionThing({
        id: upload.id,
        operationId: upload.operationId,
        epoch,
        authorId: upload.accountId,
        createdMs: upload.touchedMs,
        salt: upload.salt,
      });
      return {
        done: {
          thing,
          file,
          isScanned: inspected.scanned,
          kept: await keepVersion(context.jobPool, context, thing, file, previewOf(inspected)),
        },
      };
    },
  );
  return 'refusal' in found ? found : found.done;
}

async function take(
  context: CencommContext,
  upload: UploadRow,
  { note: said }: UploadTexts,
  { thing, file, isScanned, kept: { content, previewId } }: Ready,
): Promise<void> {
  const key = await context.keys.keyOf(context.jobPool, thing.operationId, thing.epoch);
  const outcome = await inTransaction(context.jobPool, async client => {
    await lockOperation(client, upload.operationId);
    const epoch = await findCurrentEpoch(client, upload.operationId);
    if (!(await lockWaiting(client, upload.id))) return 'ended';
    if (epoch !== thing.epoch) return 'again';
    const fileId = upload.fileId ?? derivedId(upload.id, 'file');
    const number = await insertVersion(
      client,
      {
        id: upload.id,
        fileId,
        operationId: upload.operationId,
        epoch: thing.epoch,
        authorId: thing.authorId,
        createdMs: thing.createdMs,
        salt: thing.salt,
        nameCt: sealText(key, thing, 'name', file.name),
        noteCt: said === '' ? null : sealText(key, thing, 'note', said),
        kind: file.kind,
        size: file.size,
        sha256: content.sha256,
        storedId: content.id,
        previewId,
        isScanned,
      },
      upload.folderId,
    );
    await setEnded(client, upload.id);
    await note(client, await findSender(client, upload), {
      action: 'libraryFile.added',
      subject: `file:${fileId}`,
      detail: { operation: upload.operationId, version: number, size: file.size, sha256: content.sha256 },
    });
    return 'taken';
  });
  if (outcome === 'again') {
    for (const id of [content.id, previewId]) if (id !== null) await context.files.remove(id);
    throw new CheckLater('a new epoch began');
  }
  if (outcome !== 'taken') return;
  await removePieces(context, upload);
  await queueText(context, 'cencomm_library_versions', upload.id);
}

async function refuse(context: CencommContext, upload: UploadRow, refusal: FileRefusal): Promise<void> {
  const isEnded = await inTransaction(context.jobPool, async client => {
    if (!(await lockWaiting(client, upload.id))) return false;
    await setEnded(client, upload.id, refusal);
    await note(client, await findSender(client, upload), {
      action: 'libraryFile.refused',
      outcome: 'refused',
      subject: `operation:${upload.operationId}`,
      detail: { upload: upload.id, reason: refusal.reason },
    });
    return true;
  });
  if (isEnded) await removePieces(context, upload);
}

/** Removes the upload of an operation that was disposed of. */
async function drop(context: CencommContext, upload: UploadRow): Promise<void> {
  await inTransaction(context.jobPool, client => deleteUpload(client, upload.id));
  await removePieces(context, upload);
}

async function removePieces({ files }: CencommContext, { pieces }: UploadRow): Promise<void> {
  for (const { id } of pieces) await files.remove(id);
}
