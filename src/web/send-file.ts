import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Request, Response } from 'express';
import { waitForDrain } from '../files/wait-for-drain.ts';
import { kinds, type FileKind } from '../files/kinds/kinds.ts';
import type { Fetched, Watermarker } from '../files/pictures/picture-types.ts';
import type { FileStore } from '../files/store/file-store.ts';

/** A file to hand out. `size` in bytes, as it was stored. */
interface SentFile {
  readonly storedId: string;
  readonly size: number;
}

/** Should a browser open it all the same: no script, no form, no page around it, nothing fetched. */
const sandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";
const headers = {
  'Content-Security-Policy': sandbox,
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;
const keptForSession = { 'Cache-Control': 'private, no-cache' } as const;
const pictureMimes = { webp: 'image/webp', avif: 'image/avif' } as const;

/**
 * Hands out what was uploaded, under a name and a type of ours, always to be saved and never to be shown by the
 * browser. Rejects with NotFound. A file that was tampered with is answered by an error, or breaks off where more than
 * a piece of it has gone.
 */
export async function sendOriginal(
  res: Response,
  store: Pick<FileStore, 'get'>,
  file: SentFile & { readonly kind: FileKind; readonly name: string },
): Promise<void> {
  await send(res, store, file, () => nameOriginal(res, file));
}

function nameOriginal(res: Response, { kind, name }: { readonly kind: FileKind; readonly name: string }): void {
  const { mime } = kinds[kind];
  res.attachment(name);
  res.set('Content-Type', mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime);
}

/**
 * As `sendOriginal`, for a content whose pieces are each known to be whole when they come. Rejects with what the
 * content errors with; what was begun then must be broken off.
 */
export async function sendVerified(
  res: Response,
  content: AsyncIterable<Buffer>,
  file: { readonly kind: FileKind; readonly name: string; readonly size: number },
): Promise<void> {
  nameOriginal(res, file);
  // Compressed on its way it would have no length, by which a download knows that it broke off.
  res.status(200).set({ ...headers, 'Cache-Control': 'no-store, no-transform', 'Content-Length': String(file.size) });
  for await (const piece of content) {
    if (res.destroyed) return;
    if (!res.write(piece)) await waitForDrain(res);
  }
  res.end();
}

/**
 * Lets the browser keep a small picture for the session it is handed out to, and answers 304 where it has it. It asks
 * each time, so who may not see it any more is not shown it; signing out empties what it keeps. True where answered.
 */
export function answeredFromBrowser(req: Request, res: Response, storedId: string): boolean {
  const hash = createHash('sha256').update(`${req.sessionID} ${storedId}`).digest('base64url');
  const tag = `"${hash.slice(0, 24)}"`;
  res.set({ ...headers, ...keptForSession, ETag: tag, Vary: 'Accept, Cookie' });
  if (req.get('if-none-match') !== tag) return false;
  res.status(304).end();
  return true;
}

/** Hands out a picture the portal made itself, from memory. `isKept`: after `answeredFromBrowser`. */
export function sendMade(res: Response, image: Buffer, kind: keyof typeof pictureMimes, isKept = false): void {
  res
    .status(200)
    .set({
      ...headers,
      ...(isKept ? keptForSession : {}),
      'Content-Disposition': 'inline',
      'Content-Type': pictureMimes[kind],
      'Content-Length': String(image.length),
    });
  res.end(image);
}

/** Hands out a picture the portal made itself, to be shown in its pages. */
export async function sendPicture(
  res: Response,
  store: Pick<FileStore, 'get'>,
  file: SentFile & { readonly kind: keyof typeof pictureMimes },
): Promise<void> {
  await send(res, store, file, () =>
    res.set({ 'Content-Disposition': 'inline', 'Content-Type': pictureMimes[file.kind] }),
  );
}

/**
 * A picture of the portal's own, and where in the portal it was asked for by whom. `visible`: also to be read in the
 * picture itself.
 */
interface StampedFile {
  readonly storedId: string;
  readonly kind: keyof typeof pictureMimes;
  readonly fetched: Fetched;
  readonly visible?: boolean;
  /** After `answeredFromBrowser`. */
  readonly isKept?: boolean;
}

/**
 * Hands out a picture with the name of who is handed it. Rejects with NotFound, and with Unavailable where the store
 * does not answer.
 */
export async function sendStamped(
  res: Response,
  { files, stamper }: { readonly files: FileStore; readonly stamper: Watermarker },
  { storedId, kind, fetched, visible = false, isKept = false }: StampedFile,
): Promise<void> {
  sendMade(res, await stamper.stamp(await buffer(await files.get(storedId)), kind, fetched, visible), kind, isKept);
}

/**
 * Only at its end is a file known to be whole: the last piece waits for that, and without it nobody takes the answer
 * for whole. Headers wait for the first piece that goes, so that an error page has its own.
 */
async function send(
  res: Response,
  store: Pick<FileStore, 'get'>,
  { storedId, size }: SentFile,
  name: () => unknown,
): Promise<void> {
  const content = await store.get(storedId);
  const begin = (): void => {
    if (res.headersSent) return;
    name();
    res.status(200).set({ ...headers, 'Content-Length': String(size) });
  };
  let held: Buffer | undefined;
  for await (const piece of content as AsyncIterable<Buffer>) {
    // Whoever closes the page while a file comes is no fault.
    if (res.destroyed) return;
    if (held) {
      begin();
      if (!res.write(held)) await waitForDrain(res);
    }
    held = piece;
  }
  begin();
  res.end(held);
}
