import { readFile } from 'node:fs/promises';
import libheif from 'libheif-js/wasm-bundle.js';
import type { HeifImage } from 'libheif-js/wasm-bundle.js';
import { Refused } from '../../kinds/kinds.ts';
import type { Metadata } from '../../pictures/picture-types.ts';
import type { Plain } from '../../pictures/picture-types.ts';
import { namedIn } from './exif.ts';
import sharp from './safe-sharp.ts';

/** How EXIF begins, in either order of bytes; and as much of it as is read: how long it is stands elsewhere. */
const tiffStarts = ['II*\0\x08\0\0\0', 'MM\0*\0\0\0\x08'];
const exifBytes = 64 * 1024;

/**
 * The first picture of a HEIC file, upright, in 8 bits, by libheif compiled to WebAssembly. Sharp's own reader of this
 * family has no HEVC. Throws Refused, before anything is decoded where it says that it is too large.
 */
export async function decodeHeic(
  path: string,
  pixels: number,
): Promise<Plain & { readonly removed: readonly Metadata[] }> {
  const file = await readFile(path);
  const images = new libheif.HeifDecoder().decode(file);
  try {
    const image = images.find(one => one.is_primary()) ?? images[0];
    if (!image) throw new Refused('damaged');
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > pixels) throw new Refused('pixels', { limit: pixels / 1_000_000 });
    const { data, info } = await sharp(await pixelsOf(image, width, height), { raw: { width, height, channels: 4 } })
      .flatten({ background: '#fff' })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { data, width, height, channels: info.channels as Plain['channels'], removed: [...metadataOf(file)] };
  } finally {
    for (const image of images) image.free();
  }
}

function pixelsOf(image: HeifImage, width: number, height: number): Promise<Uint8ClampedArray> {
  return new Promise((resolve, reject) => {
    image.display({ data: new Uint8ClampedArray(width * height * 4), width, height }, shown =>
      shown ? resolve(shown.data) : reject(new Refused('damaged')),
    );
  });
}

function metadataOf(file: Buffer): ReadonlySet<Metadata> {
  const at = Math.max(...tiffStarts.map(start => file.indexOf(start, 0, 'latin1')));
  const hasXmp = file.includes('application/rdf+xml', 0, 'latin1');
  return namedIn({
    ...(at < 0 ? {} : { exif: file.subarray(at, at + exifBytes) }),
    ...(hasXmp ? { xmp: Buffer.alloc(1) } : {}),
  });
}
