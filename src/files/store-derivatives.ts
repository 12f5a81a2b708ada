import { Readable } from 'node:stream';
import { derivedId } from './store/derived-id.ts';
import type { Derivative } from './pictures/picture-types.ts';
import { Refused } from './kinds/kinds.ts';
import type { Depth, GalleryPicture, TileSet } from './pictures/picture-types.ts';
import type { FileStore } from './store/file-store.ts';
import { tileIds, tileName, tileSide } from './pictures/tiles.ts';
import type { Gallery, Made } from './sandbox/answers.ts';

/** Files stored at once. */
const hands = 4;

interface Piece {
  readonly name: string;
  readonly kind: Made['kind'];
  readonly content: Uint8Array;
}

/** Stores what was made of an original under its names, all of it or nothing. */
export async function storeDerivatives(store: FileStore, of: string, made: readonly Made[]): Promise<Derivative[]> {
  await keepAll(store, of, piecesOf(made));
  return made.map(one => derivativeOf(of, one));
}

function piecesOf(made: readonly Made[]): Piece[] {
  return made.map(({ size, kind, content }) => ({ name: `${size}.${kind}`, kind, content }));
}

function derivativeOf(of: string, { size, kind, width, height, content }: Made): Derivative {
  return { size, kind, storedId: derivedId(of, `${size}.${kind}`), width, height, bytes: content.length };
}

/** The same for a gallery's picture, with its tiles and its depth. */
export async function keepGallery(
  store: FileStore,
  of: string,
  { width, height, removed, hash, fingerprint, made, tiles, depth }: Gallery,
): Promise<GalleryPicture> {
  await keepAll(store, of, [
    ...piecesOf(made),
    ...(tiles?.tiles ?? []).map(({ level, column, row, content }) => ({
      name: tileName(level, column, row),
      kind: 'webp' as const,
      content,
    })),
    ...(depth ? [{ name: 'depth', kind: 'webp' as const, content: depth.content }] : []),
  ]);
  return {
    width,
    height,
    removed,
    hash,
    fingerprint,
    derivatives: made.map(one => derivativeOf(of, one)),
    ...(tiles
      ? { tiles: { of, size: tileSide, width, height, first: tiles.first, last: tiles.last } satisfies TileSet }
      : {}),
    ...(depth
      ? {
          depth: {
            storedId: derivedId(of, 'depth'),
            width: depth.width,
            height: depth.height,
            bytes: depth.content.length,
            low: depth.low,
            high: depth.high,
          } satisfies Depth,
        }
      : {}),
  };
}

async function keepAll(store: FileStore, of: string, pieces: readonly Piece[]): Promise<void> {
  for (const { kind, content } of pieces) refuseOther(kind, content);
  const waiting = [...pieces];
  const begun: string[] = [];
  const hand = async (): Promise<void> => {
    for (let piece = waiting.shift(); piece; piece = waiting.shift()) {
      const id = derivedId(of, piece.name);
      begun.push(id);
      await store.put(Readable.from([Buffer.from(piece.content)]), piece.content.length, id);
    }
  };
  const done = await Promise.allSettled(
    Array.from({ length: hands }, () =>
      hand().catch((error: unknown) => {
        waiting.length = 0;
        throw error;
      }),
    ),
  );
  const failed = done.find(({ status }) => status === 'rejected');
  if (!failed) return;
  for (const id of begun) await store.remove(id).catch(() => undefined);
  throw (failed as PromiseRejectedResult).reason;
}

/**
 * What the sandbox hands back is shown in pages: it is what it is called, whatever became of the process that made it.
 * Throws Refused.
 */
export function refuseOther(kind: Made['kind'], content: Uint8Array): void {
  const start = Buffer.from(content.subarray(0, 12)).toString('latin1');
  if (!(kind === 'webp' ? /^RIFF[\s\S]{4}WEBP/ : /^[\s\S]{4}ftypavif/).test(start)) throw new Refused('tooHard');
}

/** Everything stored of a picture beside its original, to be removed with it. */
export function storedIdsOf({
  derivatives,
  tiles,
  depth,
}: Pick<GalleryPicture, 'derivatives' | 'tiles' | 'depth'>): string[] {
  return [
    ...derivatives.map(({ storedId }) => storedId),
    ...(tiles ? tileIds(tiles) : []),
    ...(depth ? [depth.storedId] : []),
  ];
}
