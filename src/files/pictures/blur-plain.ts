import { Readable } from 'node:stream';
import { BadRequest } from '../../errors.ts';
import type { ReceivedFile } from '../intake/types.ts';
import { Refused, isPicture, kinds, type FileKind } from '../kinds/kinds.ts';
import type { Region } from './picture-types.ts';
import type { FileStore } from '../store/file-store.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** Regions of one picture. */
const most = 50;

/**
 * Stores a plain picture anew with some regions made out of recognition. Throws Refused, and BadRequest for regions
 * that are none.
 */
export async function blurPlain(
  { store, sandbox }: { readonly store: FileStore; readonly sandbox: Sandbox },
  { path, kind }: { readonly path: string; readonly kind: FileKind },
  regions: readonly Region[],
): Promise<Omit<ReceivedFile, 'name'>> {
  if (!isPicture(kind)) throw new Refused('kindNotHere', { what: kinds[kind].endings[0] });
  if (regions.length === 0 || regions.length > most || !regions.every(isWithin))
    throw new BadRequest([], 'no regions to blur');
  const blurred = await sandbox.blur(path, kind, regions);
  const content = Buffer.from(blurred.content);
  if (!(blurred.kind === 'png' ? /^\x89PNG\r\n\x1a\n/ : /^\xff\xd8\xff/).test(content.toString('latin1', 0, 8)))
    throw new Refused('tooHard');
  const { id, size, sha256 } = await store.put(Readable.from([content]), content.length);
  return { storedId: id, kind: blurred.kind, mime: kinds[blurred.kind].mime, size, sha256 };
}

/** A pixel's rounding beyond the edge is none. */
function isWithin({ x, y, w, h }: Region): boolean {
  return (
    [x, y, w, h].every(value => Number.isFinite(value) && value >= 0 && value <= 1.001) &&
    w > 0 &&
    h > 0 &&
    x + w <= 1.001 &&
    y + h <= 1.001
  );
}
