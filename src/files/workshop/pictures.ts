import sharp from 'sharp';
import type { Metadata, OutputInfo, ResizeOptions, Sharp } from 'sharp';
import { Refused } from '../kinds.ts';
import { namedIn } from './exif.ts';
import { limits, sizes } from './tasks.ts';
import type { Pictures } from './tasks.ts';

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadTiff'] });
sharp.cache(false);
sharp.concurrency(1);

type Made = Pictures['made'][number];

/** A picture upright in our sizes, as WebP, the smallest also as AVIF where that is smaller. Throws Refused. */
export async function makePictures(path: string): Promise<Pictures> {
  const metadata = await sharp(path, { limitInputPixels: false }).metadata().catch(() => { throw new Refused('damaged'); });
  refuseUnfit(metadata);
  const { data, info } = await decode(path).catch((error: unknown) => { throw new Refused(/timeout/i.test(String(error)) ? 'tooHard' : 'damaged'); });
  const screen = (): Sharp => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  const made: Made[] = [];
  for (const size of ['thumbnail', 'card', 'screen'] as const) {
    made.push(await webp(screen(), size));
    if (size === 'thumbnail') made.push(...await smallerAvif(screen(), made[0]));
  }
  const { width, height } = metadata.autoOrient;
  return { width, height, removed: [...namedIn(metadata)], made };
}

function refuseUnfit({ format, width, height, pages = 1 }: Metadata): void {
  if (width * height > limits.pixels) throw new Refused('pixels', { limit: limits.pixels / 1_000_000 });
  if (pages > 1) throw new Refused(format === 'tiff' ? 'severalPictures' : 'animated');
}

/** The untrusted picture is decoded once; every size is made of the result. */
function decode(path: string): Promise<{ data: Buffer; info: OutputInfo }> {
  return sharp(path, { limitInputPixels: limits.pixels, failOn: 'error', sequentialRead: true, pages: 1 })
    .timeout({ seconds: 15 }).autoOrient().resize(within(sizes.screen)).toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
}

function within(side: number): ResizeOptions {
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true };
}

async function webp(picture: Sharp, size: Made['size']): Promise<Made> {
  const { data, info } = await picture.resize(within(sizes[size])).webp({ quality: 80, effort: 4 }).toBuffer({ resolveWithObject: true });
  return { size, kind: 'webp', width: info.width, height: info.height, content: data };
}

async function smallerAvif(picture: Sharp, than: Made | undefined): Promise<Made[]> {
  const { data, info } = await picture.resize(within(sizes.thumbnail)).avif({ quality: 55, effort: 3 }).toBuffer({ resolveWithObject: true });
  if (than && data.length >= than.content.length) return [];
  return [{ size: 'thumbnail', kind: 'avif', width: info.width, height: info.height, content: data }];
}
