import type { OutputInfo, ResizeOptions, Sharp } from 'sharp';
import { readMetadata, refusedBy } from './decode.ts';
import { namedIn } from './exif.ts';
import sharp from './safe-sharp.ts';
import { limits, sizes } from '../tasks.ts';
import type { Made, Pictures } from '../tasks.ts';

/** A picture upright in our sizes, as WebP, the smallest also as AVIF where that is smaller. Throws Refused. */
export async function makePictures(path: string): Promise<Pictures> {
  const metadata = await readMetadata(path, limits.pixels);
  const { data, info } = await decode(path).catch((error: unknown) => {
    throw refusedBy(error);
  });
  const screen = (): Sharp => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  const made: Made[] = [];
  for (const size of ['thumbnail', 'card', 'screen'] as const) {
    made.push(await webp(screen(), size));
    if (size === 'thumbnail') made.push(...(await smallerAvif(screen(), made[0])));
  }
  const { width, height } = metadata.autoOrient;
  return { width, height, removed: [...namedIn(metadata)], made };
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
