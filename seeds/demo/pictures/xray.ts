import sharp from 'sharp';
import type { Canvas } from './canvas.ts';
import { syntheticMark } from './mark.ts';
import { noiseTile } from './noise.ts';
import { frame, type Box } from './shapes.ts';
import type { Size } from './photo.ts';

const xraySizes = { full: { width: 1120, height: 840 }, small: { width: 960, height: 720 } };
type Extent = (typeof xraySizes)[Size];
/** How the scanner writes its picture: colours of two energies, or the grey of one, with 8 or 16 bits a point. */
export type Film = 'colour' | 'grey' | 'grey16' | 'tiff16';

const wholeOf = ({ width, height }: Extent): Box => ({ x: 0, y: 0, w: width, h: height });

/**
 * A scan of the drawing, with what is hidden or without it; both carry the same noise, so they differ there only. PNG
 * or TIFF by `film`.
 */
export async function xrayOf(
  canvas: Canvas,
  film: Film,
  seed: number,
  { hidden, size }: { readonly hidden: boolean; readonly size: Size },
): Promise<Buffer> {
  const extent = xraySizes[size];
  const mark = (opacity: number): string => syntheticMark({ line: '#000000', width: 3.4, opacity });
  const low = await exposed(canvas.sheet('low') + mark(0.85), extent);
  const high = await exposed(canvas.sheet('high') + mark(0.55), extent);
  for (const part of hidden ? canvas.regions.map(box => onGrid(box, extent)) : []) {
    cover(low, await exposed(canvas.sheet('hiddenLow'), extent, part), part, extent);
    cover(high, await exposed(canvas.sheet('hiddenHigh'), extent, part), part, extent);
  }
  const points = extent.width * extent.height;
  const picture =
    film === 'colour' ? new Uint8Array(points * 3) : film === 'grey' ? new Uint8Array(points) : new Uint16Array(points);
  const develop = film === 'colour' ? inColour : inGrey(film !== 'grey');
  develop(picture, low, high, noiseTile(seed), extent);
  return encoded(picture, film, extent);
}

/** The region in points of the scan. */
function onGrid({ x, y, w, h }: Box, { width, height }: Extent): Box {
  const scale = width / frame.w;
  const [left, top] = [Math.max(0, Math.floor(x * scale)), Math.max(0, Math.floor(y * scale))];
  return {
    x: left,
    y: top,
    w: Math.min(width, Math.ceil((x + w) * scale)) - left,
    h: Math.min(height, Math.ceil((y + h) * scale)) - top,
  };
}

/** What comes through, 255 = all of it, for the whole picture or a part. */
async function exposed(drawing: string, extent: Extent, part: Box = wholeOf(extent)): Promise<Buffer> {
  const scale = extent.width / frame.w;
  const view = [part.x, part.y, part.w, part.h].map(value => value / scale).join(' ');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}" width="${part.w}" height="${part.h}" ` +
    `stroke-linejoin="round"><rect x="-100" y="-100" width="1900" height="1500" fill="#fff"/>${drawing}</svg>`;
  return sharp(Buffer.from(svg)).extractChannel(0).raw().toBuffer();
}

/** Lays a part over the whole: absorption multiplies. */
function cover(sheet: Buffer, part: Buffer, at: Box, { width }: Extent): void {
  for (let y = 0; y < at.h; y += 1) {
    for (let x = 0; x < at.w; x += 1) {
      const place = (at.y + y) * width + at.x + x;
      sheet[place] = Math.round(((sheet[place] ?? 0) * (part[y * at.w + x] ?? 0)) / 255);
    }
  }
}

/** Hues by the quotient of the absorption at both energies. */
const hues: readonly (readonly [quotient: number, red: number, green: number, blue: number])[] = [
  [1.1, 236, 134, 22],
  [1.42, 232, 150, 44],
  [1.54, 186, 172, 66],
  [1.65, 74, 158, 84],
  [1.9, 52, 124, 158],
  [2.15, 40, 84, 176],
  [2.6, 30, 62, 150],
];
const paper = [238, 243, 244] as const;
const quotientSteps = 64;
const palette = colours();

function colours(): Uint8Array {
  const table = new Uint8Array(quotientSteps * 256 * 3);
  for (let step = 0; step < quotientSteps; step += 1) {
    const hue = hueOf(1 + (step * 2) / quotientSteps);
    for (let through = 0; through < 256; through += 1) {
      const stop = 1 - through / 255;
      const tint = Math.min(1, 1.25 * stop ** 0.86);
      const dark = stop < 0.62 ? 1 : 1 - ((stop - 0.62) / 0.38) ** 1.5 * 0.9;
      for (let channel = 0; channel < 3; channel += 1) {
        const plain = paper[channel] ?? 0;
        table[(step * 256 + through) * 3 + channel] = Math.round((plain + ((hue[channel] ?? 0) - plain) * tint) * dark);
      }
    }
  }
  return table;
}

function hueOf(quotient: number): readonly number[] {
  const above = hues.findIndex(([at]) => at >= quotient);
  const next = hues[above === -1 ? hues.length - 1 : above] ?? hues[0];
  const last = hues[Math.max(0, (above === -1 ? hues.length : above) - 1)] ?? hues[0];
  if (!next || !last) throw new Error('no hues');
  const share = next[0] === last[0] ? 0 : Math.min(1, Math.max(0, (quotient - last[0]) / (next[0] - last[0])));
  return [1, 2, 3].map(place => (last[place] ?? 0) + ((next[place] ?? 0) - (last[place] ?? 0)) * share);
}

/** Absorption of what comes through, by 255ths. */
const absorbed = Float64Array.from({ length: 256 }, (_, through) => -Math.log(Math.max(through, 0.6) / 255));
/** Where the palette's row begins for what comes through at both energies (low * 256 + high). */
const rows = Uint16Array.from({ length: 65_536 }, (_, both) => {
  const stop = absorbed[both & 255] ?? 0;
  const quotient = stop < 0.012 ? 1.2 : (absorbed[both >> 8] ?? 0) / stop;
  return Math.min(quotientSteps - 1, Math.max(0, Math.round(((quotient - 1) * quotientSteps) / 2))) * 256;
});

type Develop = (picture: Uint8Array | Uint16Array, low: Buffer, high: Buffer, tile: Int8Array, extent: Extent) => void;

const inColour: Develop = (picture, low, high, tile, { width, height }) => {
  for (let y = 0, at = 0; y < height; y += 1) {
    const noiseRow = (y & 255) * 256;
    const streak = (tile[noiseRow] ?? 0) >> 5;
    for (let x = 0; x < width; x += 1, at += 1) {
      const [lower, higher] = [low[at] ?? 255, high[at] ?? 255];
      // Few quanta come through thick things: their noise is coarser.
      const through = ((lower + higher) >> 1) + ((tile[noiseRow + (x & 255)] ?? 0) >> (higher > 200 ? 5 : 4)) + streak;
      const from = ((rows[(lower << 8) + higher] ?? 0) + Math.max(0, Math.min(through, 255))) * 3;
      picture[at * 3] = palette[from] ?? 0;
      picture[at * 3 + 1] = palette[from + 1] ?? 0;
      picture[at * 3 + 2] = palette[from + 2] ?? 0;
    }
  }
};

const inGrey =
  (deep: boolean): Develop =>
  (picture, low, high, tile, { width, height }) => {
    for (let y = 0, at = 0; y < height; y += 1) {
      const noiseRow = (y & 255) * 256;
      const streak = (tile[noiseRow] ?? 0) * 3;
      for (let x = 0; x < width; x += 1, at += 1) {
        const value =
          (high[at] ?? 255) * 146 + (low[at] ?? 255) * 92 + (tile[noiseRow + (x & 255)] ?? 0) * 10 + streak + 600;
        picture[at] = deep ? Math.max(0, value) : Math.max(0, value) >> 8;
      }
    }
  };

function encoded(picture: Uint8Array | Uint16Array, film: Film, extent: Extent): Promise<Buffer> {
  const image = sharp(picture, { raw: { ...extent, channels: film === 'colour' ? 3 : 1 } });
  if (film === 'tiff16')
    return image.toColourspace('grey16').tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer();
  const space = film === 'colour' ? 'srgb' : film === 'grey16' ? 'grey16' : 'b-w';
  return image.toColourspace(space).png({ compressionLevel: 2, adaptiveFiltering: false }).toBuffer();
}
