import {
  aroundLength,
  longerSide,
  mapStep,
  mostPoints,
  packFingerprint,
  scaleStep,
  type Fingerprint,
  type Point,
  type StructureMap,
} from '../../pictures/fingerprint.ts';
import { sharpOf } from './decode.ts';
import type { Plain } from '../../pictures/picture-types.ts';
import { blurred, structureOf, valueAt, type Structure } from './structure.ts';

/** Sizes in which points are looked for: a part cut out of a picture is shown larger. */
const levels = 5;
/** Radii of the two rings of a point in pixels of its level, and how near the edge it may lie. */
const rings = [5, 10] as const;
const border = 12;
/** Blurs of about 2, 2.5 and 4 pixels. */
const fine = [1, 2, 2];
const corner = [2, 2, 2];
const coarse = [4, 4, 4];
/** Two points of one size lie further apart than this. */
const apart = 0.035 * longerSide;

interface Found extends Point {
  readonly mark: number;
}

/** The fingerprint of a picture, packed. */
export async function fingerprintOf(picture: Plain): Promise<Buffer> {
  const scale = longerSide / Math.max(picture.width, picture.height);
  const size = {
    width: Math.max(1, Math.round(picture.width * scale)),
    height: Math.max(1, Math.round(picture.height * scale)),
  };
  const found: Found[] = [];
  let map: StructureMap = { width: 0, height: 0, values: new Int8Array() };
  for (let level = 0; level < levels; level += 1) {
    const structure = structureOf(await resized(picture, size, scaleStep ** level));
    if (level === 0) map = mapOf(structure);
    if (Math.min(structure.width, structure.height) >= 2 * border + 6) found.push(...pointsOf(structure, level, size));
  }
  const print: Fingerprint = { ...size, points: mostMarked(found), map };
  return packFingerprint(print);
}

async function resized(picture: Plain, size: { readonly width: number; readonly height: number }, by: number) {
  const { data, info } = await sharpOf(picture)
    .resize({
      width: Math.max(2, Math.round(size.width / by)),
      height: Math.max(2, Math.round(size.height / by)),
      fit: 'fill',
    })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Where the light changes in every direction more than anywhere near. */
function pointsOf(structure: Structure, level: number, size: { readonly width: number; readonly height: number }) {
  const { width, height } = structure;
  const [energy, even, odd] = [structure.energy, structure.even, structure.odd].map(map =>
    blurred(map, width, height, corner),
  ) as [Float32Array, Float32Array, Float32Array];
  const marks = energy.map((value, at) => value - Math.hypot(even[at] ?? 0, odd[at] ?? 0));
  const near: Structure = {
    width,
    height,
    energy: blurred(structure.energy, width, height, fine),
    even: blurred(structure.even, width, height, fine),
    odd: blurred(structure.odd, width, height, fine),
  };
  const points: Found[] = [];
  for (let y = border; y < height - border; y += 1) {
    for (let x = border; x < width - border; x += 1) {
      const at = y * width + x;
      if (!isPeak(marks, width, at)) continue;
      const [px, py] = [x + peakOf(marks, at, 1), y + peakOf(marks, at, width)];
      points.push({
        x: ((px + 0.5) * size.width) / width,
        y: ((py + 0.5) * size.height) / height,
        level,
        mark: marks[at] ?? 0,
        around: aroundOf(near, px, py),
      });
    }
  }
  return points;
}

function isPeak(marks: Float32Array, width: number, at: number): boolean {
  const own = marks[at] ?? 0;
  for (let dy = -2; dy <= 2; dy += 1)
    for (let dx = -2; dx <= 2; dx += 1)
      if ((dx !== 0 || dy !== 0) && (marks[at + dy * width + dx] ?? 0) >= own) return false;
  return own > 0;
}

/** How far from a pixel the top of a parabola through it and its neighbours lies. */
function peakOf(marks: Float32Array, at: number, step: number): number {
  const [before, own, after] = [marks[at - step] ?? 0, marks[at] ?? 0, marks[at + step] ?? 0];
  const bend = before + after - 2 * own;
  return bend === 0 ? 0 : Math.min(0.5, Math.max(-0.5, (before - after) / (2 * bend)));
}

/** What is around a point, without its mean and of one length, in whole numbers. */
function aroundOf(near: Structure, x: number, y: number): Int8Array {
  const places = [
    [0, 0] as const,
    ...rings.flatMap(radius =>
      Array.from({ length: 8 }, (_, place) => {
        const angle = (place * Math.PI) / 4;
        return [Math.cos(angle) * radius, Math.sin(angle) * radius] as const;
      }),
    ),
  ];
  const values = places.flatMap(([dx, dy]) =>
    [near.energy, near.even, near.odd].map(map => valueAt(map, near, x + dx, y + dy)),
  );
  const mean = values.reduce((sum, value, at) => (at % 3 === 0 ? sum + value : sum), 0) / places.length;
  const centred = values.map((value, at) => (at % 3 === 0 ? value - mean : value));
  const length = Math.hypot(...centred) || 1;
  return Int8Array.from({ length: aroundLength }, (_, at) => byte(((centred[at] ?? 0) / length) * 254));
}

function byte(value: number): number {
  return Math.min(127, Math.max(-127, Math.round(value)));
}

function mostMarked(found: readonly Found[]): Point[] {
  const kept: Found[] = [];
  for (const one of found.toSorted((a, b) => b.mark - a.mark)) {
    if (kept.length === mostPoints) break;
    const reach = apart * Math.min(1.6, scaleStep ** one.level);
    if (kept.every(({ level, x, y }) => level !== one.level || Math.hypot(x - one.x, y - one.y) >= reach))
      kept.push(one);
  }
  return kept;
}

function mapOf(structure: Structure): StructureMap {
  const { width, height } = structure;
  const [energy, even, odd] = [structure.energy, structure.even, structure.odd].map(map =>
    blurred(map, width, height, coarse),
  ) as [Float32Array, Float32Array, Float32Array];
  const size = { width: Math.ceil(width / mapStep), height: Math.ceil(height / mapStep) };
  const values = new Int8Array(size.width * size.height * 3);
  for (let row = 0; row < size.height; row += 1) {
    for (let column = 0; column < size.width; column += 1) {
      // The places stand as far from the left edge as from the right one: a mirrored picture has the same.
      const x = ((column + 0.5) * width) / size.width - 0.5;
      const y = ((row + 0.5) * height) / size.height - 0.5;
      values.set(
        [energy, even, odd].map(map => byte(valueAt(map, structure, x, y) * 80)),
        (row * size.width + column) * 3,
      );
    }
  }
  return { ...size, values };
}
