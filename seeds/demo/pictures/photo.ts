import sharp from 'sharp';
import type { Canvas } from './canvas.ts';
import { syntheticMark } from './mark.ts';
import { lattice, noiseTile } from './noise.ts';
import { gradientsOf } from './paint.ts';

/** A small one is for galleries that must be there soon. */
const photoSizes = { full: { width: 1600, height: 1200 }, small: { width: 1280, height: 960 } };
export type Size = keyof typeof photoSizes;
type Extent = (typeof photoSizes)[Size];
/** Light is worked out for squares of this side. */
const step = 16;

/** Draws the photo, darkens it towards the corners, lays unevenness and grain over it. JPEG, sRGB. */
export async function photoOf(canvas: Canvas, seed: number, size: Size): Promise<Buffer> {
  const { width, height } = photoSizes[size];
  const drawing = canvas.sheet('photo') + syntheticMark({ line: '#ffffff', width: 3.4, opacity: 0.8 });
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 1200" width="${width}" height="${height}">` +
    `<defs>${gradientsOf(drawing)}</defs>${drawing}</svg>`;
  const pixels = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  develop(new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length), seed, photoSizes[size]);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 84 })
    .toBuffer();
}

/** The array clamps: what is brighter than white stays white. */
function develop(pixels: Uint8ClampedArray, seed: number, extent: Extent): void {
  const { width, height } = extent;
  const tile = noiseTile(seed);
  const light = lightMap(seed, extent);
  const columns = width / step;
  for (let y = 0, at = 0; y < height; y += 1) {
    const row = Math.floor(y / step) * columns;
    const grainRow = ((y + seed) & 255) * 256;
    for (let x = 0; x < width; x += 1, at += 3) {
      const gain = light[row + (x >> 4)] ?? 256;
      const grain = ((tile[grainRow + ((x + y * 7) & 255)] ?? 0) * 3) >> 4;
      pixels[at] = (((pixels[at] ?? 0) * gain) >> 8) + grain;
      pixels[at + 1] = (((pixels[at + 1] ?? 0) * gain) >> 8) + grain;
      pixels[at + 2] = (((pixels[at + 2] ?? 0) * gain) >> 8) + grain;
    }
  }
}

/** Brightness of each square, 256 = as drawn: corners darker, light from the upper left, slow stains. */
function lightMap(seed: number, { width, height }: Extent): Uint16Array {
  const [columns, rows] = [width / step, height / step];
  const [stains, clouds] = [lattice(seed, 9, 7), lattice(seed + 1, 26, 20)];
  return Uint16Array.from({ length: columns * rows }, (_, index) => {
    const [x, y] = [(index % columns) / columns, Math.floor(index / columns) / rows];
    const corner = ((x - 0.46) ** 2 + (y - 0.44) ** 2) * 0.5;
    const lamp = 0.24 * Math.exp(-(((x - 0.34) / 0.34) ** 2 + ((y - 0.16) / 0.24) ** 2));
    return Math.round(256 * (1.04 - corner + lamp + stains(x, y) * 0.022 + clouds(x, y) * 0.012));
  });
}
