import { readFile } from 'node:fs/promises';
import type { Metadata as Found, Sharp } from 'sharp';
import type { Metadata, Plain } from '../../pictures/picture-types.ts';
import { Refused, type PictureKind } from '../../kinds/kinds.ts';
import { readDicom } from './dicom.ts';
import { namedIn } from './exif.ts';
import { decodeHeic } from './heic.ts';
import { shown, wide, windowOf, type Grey, type Window } from './grey.ts';
import sharp from './safe-sharp.ts';
import { limits } from '../tasks.ts';

/**
 * A picture decoded once, upright, in 8 bits; where it had more, `grey` has them and `window` is what the 8 bits show.
 */
export interface Decoded extends Plain {
  readonly removed: readonly Metadata[];
  readonly grey?: Grey & { readonly window: Window };
}

/** Works on a plain picture. */
export function sharpOf({ data, width, height, channels }: Plain): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

/** What a worker throws is the file's doing: time, or anything else. */
export function refusedBy(error: unknown): Refused {
  return error instanceof Refused ? error : new Refused(/timeout/i.test(String(error)) ? 'tooHard' : 'damaged');
}

/** Decodes the whole of an untrusted picture. Throws Refused. */
export async function decodeWhole(path: string, kind: PictureKind): Promise<Decoded> {
  try {
    if (kind === 'dicom') {
      const { grey, removed } = readDicom(await readFile(path));
      return { removed, ...inWindow(grey) };
    }
    if (kind === 'heic') return await decodeHeic(path, limits.galleryPixels);
    const metadata = await readMetadata(path, limits.galleryPixels);
    if (metadata.depth !== 'uchar' && metadata.depth !== 'ushort') throw new Refused('damaged');
    const removed = [...namedIn(metadata)];
    return metadata.space === 'grey16'
      ? { removed, ...inWindow(await decodeGrey(path, metadata)) }
      : { removed, ...(await decodeColours(path)) };
  } catch (error) {
    throw refusedBy(error);
  }
}

/** Reads what a picture says of itself, and refuses what is too large or several. */
export async function readMetadata(path: string, pixels: number): Promise<Found> {
  const metadata = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw new Refused('damaged');
    });
  const { format, width, height, pages = 1 } = metadata;
  if (width * height > pixels) throw new Refused('pixels', { limit: pixels / 1_000_000 });
  if (pages > 1) throw new Refused(format === 'tiff' ? 'severalPictures' : 'animated');
  return metadata;
}

function opened(path: string): Sharp {
  return sharp(path, { limitInputPixels: limits.galleryPixels, failOn: 'error', sequentialRead: true, pages: 1 })
    .timeout({ seconds: 30 })
    .autoOrient();
}

async function decodeColours(path: string): Promise<Plain> {
  const { data, info } = await opened(path)
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels as Plain['channels'] };
}

async function decodeGrey(path: string, { hasAlpha }: Found): Promise<Grey> {
  const picture = hasAlpha ? opened(path).removeAlpha() : opened(path);
  const { data, info } = await picture
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  return { values: wide(data), width: info.width, height: info.height };
}

function inWindow(grey: Grey): Omit<Decoded, 'removed'> {
  const window = windowOf(grey);
  const plain = { data: shown(grey, window), width: grey.width, height: grey.height, channels: 1 as const };
  return { ...plain, grey: { ...grey, window } };
}
