import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Viewer } from '../../../access/index.ts';
import type { FileStore } from '../../../files/store/file-store.ts';
import { openingPieces, sealedSize, sealingPieces } from '../../keys/chunks.ts';
import type { Key } from '../../../crypto/envelope.ts';
import type { Sealed } from '../../keys/seal.ts';
import type { Operation } from '../../operations/operation.ts';
import type { CencommContext } from '../../context.ts';
import { newAttachment, sealOfAttachment, sealOfPreview, type AttachmentRow } from './store-attachments.ts';

type Keeper = Pick<CencommContext, 'files' | 'keys' | 'pool'>;
/** Content to be sealed. `size` in bytes. */
interface Content {
  readonly name: string;
  readonly kind: AttachmentRow['kind'];
  readonly size: number;
  readonly isScanned: boolean | null;
  open(): Promise<Readable>;
}

/** What was sealed and stored, to be inserted as an attachment. */
export type Kept = Omit<AttachmentRow, 'nameCt' | 'messageId' | 'draftId'> & { readonly name: string };

/**
 * Seals content and its thumbnail, if there is one, under the operation's key and stores both. Throws KeysAway,
 * Unavailable.
 */
export async function keepContent(
  context: Keeper,
  viewer: Viewer,
  operation: Pick<Operation, 'id' | 'currentEpoch'>,
  content: Content,
  preview?: { readonly size: number; open(): Promise<Readable> },
): Promise<Kept> {
  const row = newAttachment(viewer, operation, randomUUID());
  const key = await context.keys.keyOf(context.pool, operation.id, operation.currentEpoch);
  const kept = await put(context.files, key, sealOfAttachment(row), await content.open(), content.size);
  const previewId = preview
    ? (await put(context.files, key, sealOfPreview(row), await preview.open(), preview.size)).id
    : null;
  return {
    ...row,
    name: content.name,
    kind: content.kind,
    size: content.size,
    sha256: kept.sha256,
    storedId: kept.id,
    previewId,
    isScanned: content.isScanned,
  };
}

async function put(
  files: FileStore,
  key: Key,
  seal: Sealed,
  plain: Readable,
  size: number,
): Promise<{ id: string; sha256: string }> {
  const sealing = sealingPieces(key, seal);
  const [stored] = await Promise.all([files.put(sealing, sealedSize(size)), pipeline(plain, sealing)]);
  return stored;
}

/**
 * The verified content of an attachment. The stream errors with BrokenSeal before passing on anything unverified.
 * Rejects with NotFound, KeysAway.
 */
export async function openContent(context: Keeper, row: Omit<AttachmentRow, 'nameCt'>): Promise<Readable> {
  return opened(context, row.storedId, row, sealOfAttachment(row));
}

/** The same for its thumbnail (WebP or AVIF), for a row that has one. */
export async function openPreview(
  context: Keeper,
  row: Omit<AttachmentRow, 'nameCt'> & { readonly previewId: string },
): Promise<Readable> {
  return opened(context, row.previewId, row, sealOfPreview(row));
}

async function opened(
  context: Keeper,
  storedId: string,
  row: Pick<AttachmentRow, 'operationId' | 'epoch'>,
  seal: Sealed,
): Promise<Readable> {
  const key = await context.keys.keyOf(context.pool, row.operationId, row.epoch);
  const opening = openingPieces(key, seal);
  // If the store finds its file damaged, the stream ends with its error.
  pipeline(await context.files.get(storedId), opening).catch(() => undefined);
  return opening;
}
