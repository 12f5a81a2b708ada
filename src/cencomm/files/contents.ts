import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Queryable } from '../../db/pool.ts';
import { DomainError, NotFound, Unavailable } from '../../errors.ts';
import { derivedId } from '../../files/store/derived-id.ts';
import { limitAndHash } from '../../files/store/file-encryption.ts';
import type { StoredFile } from '../../files/store/file-store.ts';
import { openingPieces, sealedSize, sealingPieces } from '../keys/chunks.ts';
import { BrokenSeal, type Sealed } from '../keys/seal.ts';
import type { CencommContext } from '../context.ts';
import type { StoredPiece, UploadRow, Version } from './library.ts';
import { packPreview, unpackPreview, type Preview } from './preview.ts';
import { pieceThing, versionThing } from './seals.ts';

type Place = Pick<CencommContext, 'files' | 'keys'>;
type SealedUpload = Pick<UploadRow, 'id' | 'operationId' | 'accountId' | 'epoch' | 'createdMs' | 'salt'>;

/** Errors reach the stream that is read. */
const quiet = (): void => undefined;

/**
 * Seals a piece of an upload as it arrives, and stores it. Rejects with TooLarge beyond `limit` bytes and stores
 * nothing.
 */
export async function keepPiece(
  on: Queryable,
  { files, keys }: Place,
  upload: SealedUpload,
  number: number,
  source: Readable,
  limit: number,
): Promise<StoredPiece> {
  const key = await keys.keyOf(on, upload.operationId, upload.epoch);
  const { through, told } = limitAndHash(limit);
  const { id } = await files.put(
    pipeline(source, through, sealingPieces(key, pieceThing(upload, number)), quiet),
    sealedSize(limit),
  );
  return { id, size: told().size };
}

/**
 * Opens stored content. Rejects with NotFound, KeysAway; the stream errors with BrokenSeal before passing on anything
 * unverified.
 */
async function opened(on: Queryable, { files, keys }: Place, thing: Sealed, storedId: string): Promise<Readable> {
  const key = await keys.keyOf(on, thing.operationId, thing.epoch);
  return pipeline(await files.get(storedId), openingPieces(key, thing), quiet);
}

/** A stored piece. Rejects or errors with BrokenSeal where it was changed or is missing. */
export async function* openPiece(
  on: Queryable,
  place: Place,
  upload: UploadRow,
  number: number,
): AsyncGenerator<Buffer> {
  try {
    for await (const part of await opened(on, place, pieceThing(upload, number), upload.pieces[number]?.id ?? '').catch(
      goneIsBroken,
    ))
      yield part as Buffer;
  } catch (error) {
    asBroken(error);
  }
}

/** The pieces of an upload, joined. */
export function joined(on: Queryable, place: Place, upload: UploadRow): Readable {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (const number of upload.pieces.keys()) yield* openPiece(on, place, upload, number);
  }
  return Readable.from(pieces(), { objectMode: false });
}

export interface KeptContent {
  readonly content: StoredFile;
  readonly previewId: string | null;
}

/**
 * Stores a plain file sealed as the version it becomes, and its preview under the same seal. Repeated for one upload
 * and epoch, it is stored once.
 */
export async function keepVersion(
  on: Queryable,
  { files, keys }: Place,
  thing: Sealed,
  { path, size }: { path: string; size: number },
  preview: Preview | undefined,
): Promise<KeptContent> {
  const key = await keys.keyOf(on, thing.operationId, thing.epoch);
  const put = (source: Readable, bytes: number, name: string): Promise<StoredFile> =>
    files.put(
      pipeline(source, sealingPieces(key, thing), quiet),
      sealedSize(bytes),
      derivedId(thing.id, `${name}/${thing.epoch}`),
    );
  const content = await put(createReadStream(path), size, 'content');
  if (!preview) return { content, previewId: null };
  try {
    const packed = packPreview(preview);
    return { content, previewId: (await put(Readable.from([packed]), packed.length, 'preview')).id };
  } catch (error) {
    await files.remove(content.id).catch(quiet);
    throw error;
  }
}

/**
 * The content of a version, its first piece verified before this resolves. Rejects with BrokenSeal where it was changed
 * or is missing, with Unavailable where the store does not answer. The rest errors with BrokenSeal, too, also at a
 * missing end.
 */
export async function openContent(on: Queryable, place: Place, version: Version): Promise<AsyncIterable<Buffer>> {
  const stream = await opened(on, place, versionThing(version), version.storedId).catch(goneIsBroken);
  const pieces = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const first = await pieces.next().catch(asBroken);
  return checked(stream, first, pieces, version.size);
}

async function* checked(
  stream: Readable,
  first: IteratorResult<Buffer>,
  rest: AsyncIterator<Buffer>,
  size: number,
): AsyncGenerator<Buffer> {
  let passed = 0;
  try {
    for (let next = first; next.done !== true; next = await rest.next().catch(asBroken)) {
      passed += next.value.length;
      if (passed > size) throw new BrokenSeal();
      yield next.value;
    }
    if (passed !== size) throw new BrokenSeal();
  } finally {
    stream.destroy();
  }
}

/** The preview of a version, if it has one. Rejects as `openContent`. */
export async function openPreview(on: Queryable, place: Place, version: Version): Promise<Preview | undefined> {
  if (version.previewId === null) return undefined;
  const stream = await opened(on, place, versionThing(version), version.previewId).catch(goneIsBroken);
  const preview = unpackPreview(await buffer(stream).catch(asBroken));
  if (!preview) throw new BrokenSeal();
  return preview;
}

function goneIsBroken(error: unknown): never {
  throw error instanceof NotFound ? new BrokenSeal() : error;
}

/** Errors of the store for a changed or cut file become BrokenSeal; a broken connection does not. */
export function asBroken(error: unknown): never {
  if (error instanceof DomainError || error instanceof BrokenSeal) throw error;
  if (error instanceof Error && /authenticate data|cut short/.test(error.message)) throw new BrokenSeal();
  throw typeof (error as { code?: unknown }).code === 'string'
    ? new Unavailable('a stored file cannot be read', { cause: error })
    : error;
}
