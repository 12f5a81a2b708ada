/**
 * What a picture is known again by, whatever was done to it: its most marked points with what is around each, and a
 * coarse map of its structure to hold a likeness against. Lengths are in 1/300 of the longer side.
 */
export interface Fingerprint {
  readonly width: number;
  readonly height: number;
  readonly points: readonly Point[];
  readonly map: StructureMap;
}

/** `level`: how much larger than the smallest its surroundings are, in steps of `scaleStep`. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly level: number;
  /** Energy, even and odd at a centre and two rings of eight places around it. */
  readonly around: Int8Array;
}

/** Energy, even and odd (`Structure`) every `mapStep`, row by row. */
export interface StructureMap {
  readonly width: number;
  readonly height: number;
  readonly values: Int8Array;
}

export const longerSide = 300;
export const scaleStep = 1.26;
export const mapStep = 8;
/** Points kept of a picture, the most marked first. */
export const mostPoints = 60;
const places = 17;
export const aroundLength = places * 3;
const version = 1;
const headLength = 8;
const pointLength = 5 + aroundLength;
/** Places between two lengths, as they are stored. */
const fine = 128;
/** Longest fingerprint in bytes. */
export const longestFingerprint = headLength + mostPoints * pointLength + 3 * 40 * 40;

/** As it is stored: about 6 kB. */
export function packFingerprint({ width, height, points, map }: Fingerprint): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt8(version, 0);
  head.writeUInt16LE(width, 1);
  head.writeUInt16LE(height, 3);
  head.writeUInt8(points.length, 5);
  head.writeUInt8(map.width, 6);
  head.writeUInt8(map.height, 7);
  const body = points.map(({ x, y, level, around }) => {
    const point = Buffer.alloc(pointLength);
    point.writeUInt16LE(Math.round(x * fine), 0);
    point.writeUInt16LE(Math.round(y * fine), 2);
    point.writeUInt8(level, 4);
    point.set(bytesOf(around), 5);
    return point;
  });
  return Buffer.concat([head, ...body, bytesOf(map.values)]);
}

/** Undefined for what is none, or one of another version. */
export function readFingerprint(packed: Uint8Array): Fingerprint | undefined {
  if (packed.length < headLength || packed[0] !== version) return undefined;
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  const [width, height, count] = [bytes.readUInt16LE(1), bytes.readUInt16LE(3), bytes.readUInt8(5)];
  const [across, down] = [bytes.readUInt8(6), bytes.readUInt8(7)];
  const mapAt = headLength + count * pointLength;
  if (bytes.length !== mapAt + across * down * 3 || count > mostPoints) return undefined;
  return {
    width,
    height,
    points: Array.from({ length: count }, (_, number) => {
      const at = headLength + number * pointLength;
      return {
        x: bytes.readUInt16LE(at) / fine,
        y: bytes.readUInt16LE(at + 2) / fine,
        level: bytes.readUInt8(at + 4),
        around: signed(bytes.subarray(at + 5, at + pointLength)),
      };
    }),
    map: { width: across, height: down, values: signed(bytes.subarray(mapAt)) },
  };
}

function bytesOf(values: Int8Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.length);
}

function signed(bytes: Uint8Array): Int8Array {
  return new Int8Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** A quarter turn clockwise taken 0 to 3 times, of the picture mirrored left to right or not: the eight ways up. */
export interface Turn {
  readonly quarters: number;
  readonly mirrored: boolean;
}

export const turns: readonly Turn[] = [false, true].flatMap(mirrored =>
  [0, 1, 2, 3].map(quarters => ({ quarters, mirrored })),
);

/** The fingerprint of the picture turned so, without drawing it. */
export function turned(print: Fingerprint, turn: Turn): Fingerprint {
  const isAcross = turn.quarters % 2 === 1;
  const { width, height, map } = print;
  return {
    width: isAcross ? height : width,
    height: isAcross ? width : height,
    points: print.points.map(({ x, y, level, around }) => {
      const [toX, toY] = placeTurned(x, y, print, turn);
      return { x: toX, y: toY, level, around: aroundTurned(around, turn) };
    }),
    map: mapTurned(map, turn),
  };
}

function placeTurned(
  x: number,
  y: number,
  { width, height }: { readonly width: number; readonly height: number },
  { quarters, mirrored }: Turn,
): [number, number] {
  const fromLeft = mirrored ? width - x : x;
  if (quarters === 0) return [fromLeft, y];
  if (quarters === 1) return [height - y, fromLeft];
  return quarters === 2 ? [width - fromLeft, height - y] : [y, width - fromLeft];
}

/** Three values in a place: a mirror turns the odd one, a quarter turn both directions. */
function put(to: Int8Array, at: number, from: Int8Array, of: number, { quarters, mirrored }: Turn): void {
  const sign = quarters % 2 === 1 ? -1 : 1;
  to[at] = from[of] ?? 0;
  to[at + 1] = (from[of + 1] ?? 0) * sign;
  to[at + 2] = (from[of + 2] ?? 0) * sign * (mirrored ? -1 : 1);
}

export function aroundTurned(around: Int8Array, turn: Turn): Int8Array {
  const to = new Int8Array(aroundLength);
  put(to, 0, around, 0, turn);
  for (const ring of [1, 9]) {
    for (let place = 0; place < 8; place += 1) {
      const goes = ((turn.mirrored ? 12 - place : place) + 2 * turn.quarters) % 8;
      put(to, (ring + goes) * 3, around, (ring + place) * 3, turn);
    }
  }
  return to;
}

function mapTurned(map: StructureMap, turn: Turn): StructureMap {
  const isAcross = turn.quarters % 2 === 1;
  const [width, height] = isAcross ? [map.height, map.width] : [map.width, map.height];
  const values = new Int8Array(map.values.length);
  for (let y = 0; y < map.height; y += 1) {
    for (let x = 0; x < map.width; x += 1) {
      const [toX, toY] = placeTurned(x, y, { width: map.width - 1, height: map.height - 1 }, turn);
      put(values, (toY * width + toX) * 3, map.values, (y * map.width + x) * 3, turn);
    }
  }
  return { width, height, values };
}
