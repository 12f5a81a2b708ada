import { seededRandom } from '../random.ts';

const tileSide = 256;
const tiles = new Map<number, Int8Array>();

/**
 * A square of noise with a bell-like spread, made once for each of eight seeds; 256 x 256 values, mostly within
 * -64..64.
 */
export function noiseTile(seed: number): Int8Array {
  const place = seed & 7;
  const known = tiles.get(place);
  if (known) return known;
  const random = seededRandom(place + 77);
  const tile = Int8Array.from(
    { length: tileSide * tileSide },
    () => (random.next() + random.next() + random.next() - 1.5) * 64,
  );
  tiles.set(place, tile);
  return tile;
}

/** Slow waves of light over a surface: a coarse lattice, read in between; about -1..1. */
export function lattice(seed: number, across: number, down: number): (x: number, y: number) => number {
  const random = seededRandom(seed);
  const values = Float32Array.from({ length: (across + 1) * (down + 1) }, () => random.next() * 2 - 1);
  const at = (column: number, row: number): number => values[row * (across + 1) + column] ?? 0;
  const ease = (share: number): number => share * share * (3 - 2 * share);
  return (x, y) => {
    const [column, row] = [Math.min(across - 1, Math.floor(x * across)), Math.min(down - 1, Math.floor(y * down))];
    const [dx, dy] = [ease(x * across - column), ease(y * down - row)];
    const top = at(column, row) * (1 - dx) + at(column + 1, row) * dx;
    return top * (1 - dy) + (at(column, row + 1) * (1 - dx) + at(column + 1, row + 1) * dx) * dy;
  };
}
