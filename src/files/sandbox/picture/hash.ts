import { sharpOf } from './decode.ts';
import type { Plain } from '../../pictures/picture-types.ts';

const side = 32;
const kept = 8;

/**
 * The perceptual hash of a picture, 64 bits as 16 hex digits: its 64 coarsest waves (DCT II of 32 × 32 greys) without
 * the mean, each a bit for whether it is above their median (Zauner 2010, "Implementation and benchmarking of
 * perceptual image hash functions").
 */
export async function hashOf(picture: Plain): Promise<string> {
  const { data, info } = await sharpOf(picture)
    .greyscale()
    .resize({ width: side, height: side, fit: 'fill' })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const greys = Array.from({ length: side * side }, (_, at) => data[at * info.channels] ?? 0);
  const waves = coarsest(greys);
  const median = waves.toSorted((one, other) => one - other)[waves.length / 2] ?? 0;
  let bits = 0n;
  for (const wave of waves) bits = (bits << 1n) | (wave >= median && Math.abs(wave) > 1e-6 ? 1n : 0n);
  return bits.toString(16).padStart(16, '0');
}

/**
 * Waves 1 to 8 each way: those without a change across or down are told by light and vignette, not by what is there.
 */
function coarsest(greys: readonly number[]): number[] {
  const rows = Array.from({ length: side }, (_, y) => transformed(greys.slice(y * side, (y + 1) * side)));
  const columns = Array.from({ length: kept }, (_, wave) => transformed(rows.map(row => row[wave] ?? 0)));
  return Array.from({ length: kept * kept }, (_, at) => columns[at % kept]?.[Math.floor(at / kept)] ?? 0);
}

function transformed(values: readonly number[]): number[] {
  return Array.from({ length: kept }, (_, wave) =>
    values.reduce((sum, value, at) => sum + value * (cosines[(wave + 1) * side + at] ?? 0), 0),
  );
}

const cosines = Float64Array.from({ length: (kept + 1) * side }, (_, index) =>
  Math.cos((Math.PI / side) * ((index % side) + 0.5) * Math.floor(index / side)),
);
