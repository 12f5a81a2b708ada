import { mapStep, type Fingerprint, type StructureMap } from './fingerprint.ts';

/** From a place of one picture to the other's: (x, y) to (re x - im y + left, im x + re y + top). */
export interface Cover {
  readonly re: number;
  readonly im: number;
  readonly left: number;
  readonly top: number;
}

/** How the maps of two pictures go together where one covers the other. */
export interface Comparison {
  /** Correlation of their structure, 1 at most; 0 where they cover each other too little. */
  readonly likeness: number;
  /**
   * What each has in some part that the other has not, the smaller of both, beside the mean structure of the whole. One
   * that has less everywhere is too bright or saved too small, and not another.
   */
  readonly difference: number;
}

interface Grid {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array | Int8Array;
}

/** Parts of a picture that must be covered, of the smaller one. */
const leastCovered = 0.5;
/** Blur of a map in 1/300 of the longer side: that of one shown larger is made up for. */
const blur = 4.47;
/** Places at the edge that are left out: what lay beyond it is in the one map and not in the other. */
const edge = 1;
/** Places a part is wide and high. */
const part = 4;

export function placed({ re, im, left, top }: Cover, x: number, y: number): [number, number] {
  return [re * x - im * y + left, im * x + re * y + top];
}

/** Both maps where one lies over the other, as if they were equally sharp. */
export function compareMaps(one: Fingerprint, other: Fingerprint, cover: Cover): Comparison {
  const size = Math.hypot(cover.re, cover.im);
  const own = size < 1 ? blurred(one.map, (blur * Math.sqrt(1 / size ** 2 - 1)) / mapStep) : one.map;
  const their = size > 1 ? blurred(other.map, (blur * Math.sqrt(size ** 2 - 1)) / mapStep) : other.map;
  const both = covered(one, other, cover, own, their);
  const smaller = Math.min(own.width * own.height, (their.width * their.height) / size ** 2);
  if (both.count < leastCovered * smaller * coveredAtMost(own)) return { likeness: 0, difference: Infinity };
  return correlated(both, own);
}

/** Of a map, without its edge. */
function coveredAtMost({ width, height }: Grid): number {
  return ((width - 2 * edge) * (height - 2 * edge)) / (width * height);
}

interface Both {
  readonly own: Float32Array;
  readonly theirs: Float32Array;
  /** Number of each place of the first map among those that are covered, -1 for one that is not. */
  readonly numbers: Int32Array;
  readonly count: number;
}

function covered(one: Fingerprint, other: Fingerprint, cover: Cover, own: Grid, their: Grid): Both {
  const all = own.width * own.height;
  const both = { own: new Float32Array(all * 3), theirs: new Float32Array(all * 3), numbers: new Int32Array(all) };
  both.numbers.fill(-1);
  const margin = 1.5 * mapStep;
  let count = 0;
  for (let row = edge; row < own.height - edge; row += 1) {
    for (let column = edge; column < own.width - edge; column += 1) {
      const [x, y] = placed(cover, ((column + 0.5) * one.width) / own.width, ((row + 0.5) * one.height) / own.height);
      if (x < margin || y < margin || x > other.width - margin || y > other.height - margin) continue;
      both.numbers[row * own.width + column] = count;
      const [across, down] = [(x * their.width) / other.width - 0.5, (y * their.height) / other.height - 0.5];
      for (let value = 0; value < 3; value += 1) {
        both.own[count * 3 + value] = own.values[(row * own.width + column) * 3 + value] ?? 0;
        both.theirs[count * 3 + value] = between(their, across, down, value);
      }
      count += 1;
    }
  }
  return { ...both, count };
}

function between({ width, height, values }: Grid, x: number, y: number, value: number): number {
  const left = Math.min(width - 2, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 2, Math.max(0, Math.floor(y)));
  const at = (top * width + left) * 3 + value;
  const [right, down] = [x - left, y - top];
  const upper = (values[at] ?? 0) * (1 - right) + (values[at + 3] ?? 0) * right;
  const lower = (values[at + width * 3] ?? 0) * (1 - right) + (values[at + width * 3 + 3] ?? 0) * right;
  return upper * (1 - down) + lower * down;
}

function correlated({ own, theirs, numbers, count }: Both, { width, height }: Grid): Comparison {
  // Of three values each the first (energy) has a mean.
  for (const values of [own, theirs]) {
    let sum = 0;
    for (let at = 0; at < count; at += 1) sum += values[at * 3] ?? 0;
    for (let at = 0; at < count; at += 1) values[at * 3] = (values[at * 3] ?? 0) - sum / count;
  }
  const productOf = (one: Float32Array, other: Float32Array): number => {
    let sum = 0;
    for (let at = 0; at < count * 3; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
    return sum;
  };
  const [product, ownSquare, theirSquare] = [productOf(own, theirs), productOf(own, own), productOf(theirs, theirs)];
  const likeness = product / (Math.sqrt(ownSquare * theirSquare) || 1);
  const scale = Math.sqrt(ownSquare / (theirSquare || 1));
  const apart = Math.min(...apartEachWay(own, theirs, scale, count).map(one => mostApart(one, numbers, width, height)));
  return { likeness, difference: apart / (ownSquare / count || 1) };
}

/** How far apart both are in each place: where the first has more, and where it has less. */
function apartEachWay(own: Float32Array, theirs: Float32Array, scale: number, count: number): Float32Array[] {
  const [more, less] = [new Float32Array(count), new Float32Array(count)];
  const apart = (at: number): number => (own[at] ?? 0) - (theirs[at] ?? 0) * scale;
  for (let place = 0; place < count; place += 1) {
    const energy = apart(place * 3);
    const sum = energy ** 2 + apart(place * 3 + 1) ** 2 + apart(place * 3 + 2) ** 2;
    (energy > 0 ? more : less)[place] = sum;
  }
  return [more, less];
}

/** The mean of the part of the map with the largest, of parts that are covered. */
function mostApart(apart: Float32Array, numbers: Int32Array, width: number, height: number): number {
  let most = 0;
  for (let top = 0; top + part <= height; top += 1) {
    for (let left = 0; left + part <= width; left += 1) {
      let [sum, count] = [0, 0];
      for (let at = 0; at < part * part; at += 1) {
        const number = numbers[(top + Math.floor(at / part)) * width + left + (at % part)] ?? -1;
        if (number < 0) continue;
        sum += apart[number] ?? 0;
        count += 1;
      }
      if (count >= part * part * 0.9) most = Math.max(most, sum / count);
    }
  }
  return most;
}

/** With a kernel of three places each way, by so many places. */
function blurred({ width, height, values }: StructureMap, by: number): Grid {
  const side = Math.min(0.33, (by * by) / 2);
  if (side < 0.01) return { width, height, values };
  const along = (
    from: Float32Array | Int8Array,
    step: number,
    last: (at: number) => boolean,
    first: (at: number) => boolean,
  ) =>
    Float32Array.from(from, (own, at) => {
      const place = Math.floor(at / 3);
      const before = first(place) ? own : (from[at - step] ?? 0);
      const after = last(place) ? own : (from[at + step] ?? 0);
      return side * (before + after) + (1 - 2 * side) * own;
    });
  const rows = along(
    values,
    3,
    at => at % width === width - 1,
    at => at % width === 0,
  );
  return {
    width,
    height,
    values: along(
      rows,
      3 * width,
      at => at >= width * (height - 1),
      at => at < width,
    ),
  };
}
