import type { PictureKind } from '../../kinds/kinds.ts';
import type { Region } from '../../pictures/picture-types.ts';
import { decodeWhole, refusedBy, sharpOf, type Decoded } from './decode.ts';
import type { Plain } from '../../pictures/picture-types.ts';
import sharp from './safe-sharp.ts';
import type { Blurred } from '../answers.ts';

/** Patches along the longer side of a region: too few for letters or a face to be worked out of them. */
const patches = 5;

/**
 * A picture upright and without metadata, its regions filled with a few patches of their mean colours. Throws Refused.
 */
export async function blurPicture(path: string, kind: PictureKind, regions: readonly Region[]): Promise<Blurred> {
  const whole = await decodeWhole(path, kind);
  try {
    if (whole.grey) return await blurGrey(whole.grey, regions);
    for (const region of regions) await fill(whole, region);
    const { width, height } = whole;
    // A photograph stays one; what was kept without loss stays so. Better packed, a large one would take twice its
    // memory.
    const isLossless = kind === 'png' || kind === 'tiff';
    const content = await (isLossless
      ? sharpOf(whole).png({ compressionLevel: 6 })
      : sharpOf(whole).jpeg({ quality: 92, chromaSubsampling: '4:4:4', optimiseCoding: false })
    ).toBuffer();
    return { kind: isLossless ? 'png' : 'jpeg', width, height, content };
  } catch (error) {
    throw refusedBy(error);
  }
}

/** The region in pixels, widened to whole ones. */
function areaOf(
  { x, y, w, h }: Region,
  { width, height }: Pick<Plain, 'width' | 'height'>,
): { left: number; top: number; width: number; height: number } {
  const left = Math.min(width - 1, Math.floor(x * width));
  const top = Math.min(height - 1, Math.floor(y * height));
  return {
    left,
    top,
    width: Math.max(1, Math.min(width, Math.ceil((x + w) * width)) - left),
    height: Math.max(1, Math.min(height, Math.ceil((y + h) * height)) - top),
  };
}

async function fill(picture: Plain, region: Region): Promise<void> {
  const area = areaOf(region, picture);
  const { channels } = picture;
  const longer = Math.max(area.width, area.height);
  const across = Math.max(1, Math.round((patches * area.width) / longer));
  const down = Math.max(1, Math.round((patches * area.height) / longer));
  const small = await sharpOf(picture)
    .extract(area)
    .resize({ width: across, height: down, fit: 'fill', kernel: 'linear' })
    .raw({ depth: 'uchar' })
    .toBuffer();
  for (let row = 0; row < area.height; row += 1) {
    for (let column = 0; column < area.width; column += 1) {
      const from =
        (Math.floor((row * down) / area.height) * across + Math.floor((column * across) / area.width)) * channels;
      const to = ((area.top + row) * picture.width + area.left + column) * channels;
      for (let channel = 0; channel < channels; channel += 1)
        picture.data[to + channel] = (small[from + channel] ?? 0) & 0xf0;
    }
  }
}

/** One mean value for each region: 16 bits could hold more than the eye sees. */
async function blurGrey(grey: NonNullable<Decoded['grey']>, regions: readonly Region[]): Promise<Blurred> {
  const { values, width, height } = grey;
  for (const region of regions) {
    const area = areaOf(region, grey);
    const rows = Array.from({ length: area.height }, (_, row) => (area.top + row) * width + area.left);
    const sum = rows.reduce(
      (total, from) => total + values.subarray(from, from + area.width).reduce((part, value) => part + value, 0),
      0,
    );
    for (const from of rows) values.fill(Math.round(sum / (area.width * area.height)), from, from + area.width);
  }
  const content = await sharp(values, { raw: { width, height, channels: 1 } })
    .toColourspace('grey16')
    .png({ compressionLevel: 6 })
    .toBuffer();
  return { kind: 'png', width, height, content };
}
