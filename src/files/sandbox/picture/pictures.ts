import type { OutputInfo, ResizeOptions, Sharp } from 'sharp';
import type { PictureKind } from '../../kinds/kinds.ts';
import { readMetadata, refusedBy, sharpOf } from './decode.ts';
import type { Plain } from '../../pictures/picture-types.ts';
import { namedIn } from './exif.ts';
import { decodeHeic } from './heic.ts';
import sharp from './safe-sharp.ts';
import { limits, sizes } from '../tasks.ts';
import type { Made, Pictures } from '../answers.ts';

/** A picture upright in our sizes, as WebP, the smallest also as AVIF where that is smaller. Throws Refused. */
export async function makePictures(path: string, kind: PictureKind): Promise<Pictures> {
  const { width, height, removed, ...plain } = await (kind === 'heic' ? openHeic(path) : open(path)).catch(
    (error: unknown) => {
      throw refusedBy(error);
    },
  );
  const screen = (): Sharp => sharpOf(plain.screen);
  const made: Made[] = [];
  for (const size of ['thumbnail', 'card', 'screen'] as const) {
    made.push(await webp(screen(), size));
    if (size === 'thumbnail') made.push(...(await smallerAvif(screen(), made[0])));
  }
  return { width, height, removed, made };
}

/** A picture at our largest size, with its own size and what it says of itself. */
interface Opened extends Pick<Pictures, 'width' | 'height' | 'removed'> {
  readonly screen: Plain;
}

async function open(path: string): Promise<Opened> {
  const metadata = await readMetadata(path, limits.pixels);
  const { data, info } = await decode(path);
  return {
    ...metadata.autoOrient,
    removed: [...namedIn(metadata)],
    screen: { data, width: info.width, height: info.height, channels: info.channels as Plain['channels'] },
  };
}

async function openHeic(path: string): Promise<Opened> {
  const { removed, ...whole } = await decodeHeic(path, limits.pixels);
  const { data, info } = await sharpOf(whole)
    .resize(within(sizes.screen))
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return {
    width: whole.width,
    height: whole.height,
    removed: [...removed],
    screen: { data, width: info.width, height: info.height, channels: info.channels as Plain['channels'] },
  };
}

/** The untrusted picture is decoded once; every size is made of the result. */
function decode(path: string): Promise<{ data: Buffer; info: OutputInfo }> {
  return sharp(path, { limitInputPixels: limits.pixels, failOn: 'error', sequentialRead: true, pages: 1 })
    .timeout({ seconds: 15 })
    .autoOrient()
    .resize(within(sizes.screen))
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
}

function within(side: number): ResizeOptions {
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true };
}

async function webp(picture: Sharp, size: Made['size']): Promise<Made> {
  const { data, info } = await picture
    .resize(within(sizes[size]))
    .webp({ quality: 80, effort: 4 })
    .toBuffer({ resolveWithObject: true });
  return { size, kind: 'webp', width: info.width, height: info.height, content: data };
}

async function smallerAvif(picture: Sharp, than: Made | undefined): Promise<Made[]> {
  const { data, info } = await picture
    .resize(within(sizes.thumbnail))
    .avif({ quality: 55, effort: 3 })
    .toBuffer({ resolveWithObject: true });
  if (than && data.length >= than.content.length) return [];
  return [{ size: 'thumbnail', kind: 'avif', width: info.width, height: info.height, content: data }];
}
