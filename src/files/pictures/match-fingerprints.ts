import { compareMaps, placed, type Comparison, type Cover } from './compare-maps.ts';
import { scaleStep, turned, turns, type Fingerprint, type Point } from './fingerprint.ts';

/**
 * Whether two pictures are one: points that are alike must lie in one order, so that one picture laid over the other by
 * them (a turn, a size, a place) covers it, and where it does, both must look the same all over. Pictures of one scene
 * or of like goods have points in common, and do not cover each other.
 */
export interface Match extends Comparison {
  /** Points that lie on each other. */
  readonly points: number;
}

interface Pair {
  readonly one: Point;
  readonly other: Point;
  readonly alike: number;
}

/** `difference` is a most: one scene with other goods in it differs where they were and where they are. */
const least = { points: 6, likeness: 0.8, difference: 0.4, alike: 0.75, sizes: [0.6, 1.65], turn: 0.2 } as const;
/** Pairs looked at, and those a cover is tried by. */
const most = { pairs: 80, tried: 22 } as const;
/** How far a point may lie from where it should, and what two must be apart to tell a cover; 1/300 of the side. */
const [reach, apart] = [3.6, 45];

export function isCopy({ points, likeness, difference }: Match): boolean {
  return points >= least.points && likeness >= least.likeness && difference <= least.difference;
}

/** One picture over another as both lie. */
const asTheyLie: Cover = { re: 1, im: 0, left: 0, top: 0 };

/**
 * Whether two pictures that look alike as a whole are one, as they lie: also where they have too few points to tell how
 * one covers the other. Of a picture without any structure nothing can be said, and the likeness stands.
 */
export function isSameAsItLies(one: Fingerprint, other: Fingerprint): boolean {
  if (![one, other].every(({ map }) => map.values.some(value => value !== 0))) return true;
  const { likeness, difference } = compareMaps(one, other, asTheyLie);
  return (likeness >= least.likeness && difference <= least.difference) || isCopy(matchOf(one, other, [0]));
}

/** The best of some turns (numbers of `turns`) of one picture over another. */
export function matchOf(one: Fingerprint, other: Fingerprint, among: readonly number[]): Match {
  let best: Match = { points: 0, likeness: 0, difference: Infinity };
  for (const number of among) {
    const turn = turns[number];
    if (!turn) continue;
    const print = turned(one, turn);
    const { cover, points } = coverOf(pairsOf(print, other));
    if (!cover || points < least.points) continue;
    const compared = compareMaps(print, other, cover);
    if (compared.likeness > best.likeness) best = { points, ...compared };
  }
  return best;
}

/** Points of both that are alike, the most alike first. */
function pairsOf(one: Fingerprint, other: Fingerprint): Pair[] {
  const lengths = other.points.map(({ around }) => lengthOf(around));
  const pairs = one.points.flatMap(point => {
    const length = lengthOf(point.around);
    return other.points.flatMap((against, at) => {
      const alike = product(point.around, against.around) / (length * (lengths[at] ?? 1) || 1);
      return alike >= least.alike ? [{ one: point, other: against, alike }] : [];
    });
  });
  return pairs.sort((a, b) => b.alike - a.alike).slice(0, most.pairs);
}

function product(one: Int8Array, other: Int8Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

function lengthOf(values: Int8Array): number {
  return Math.sqrt(product(values, values));
}

/** The cover that puts most points on each other, of those that two pairs tell. */
function coverOf(pairs: readonly Pair[]): { readonly cover?: Cover; readonly points: number } {
  let best: readonly Pair[] = [];
  const tried = pairs.slice(0, most.tried);
  for (const [at, first] of tried.entries()) {
    for (const second of tried.slice(at + 1)) {
      const cover = coverBy([first, second]);
      if (!cover) continue;
      const on = coveredBy(pairs, cover);
      if (on.length > best.length) best = on;
    }
  }
  const cover = best.length >= 2 ? coverBy(best) : undefined;
  return cover ? { cover, points: coveredBy(pairs, cover).length } : { points: 0 };
}

/** By least squares; undefined where it is no turn or size a copy has. */
function coverBy(pairs: readonly Pair[]): Cover | undefined {
  const count = pairs.length;
  const mean = (value: (pair: Pair) => number): number => pairs.reduce((sum, pair) => sum + value(pair), 0) / count;
  const [x, y] = [mean(({ one }) => one.x), mean(({ one }) => one.y)];
  const [toX, toY] = [mean(({ other }) => other.x), mean(({ other }) => other.y)];
  let [square, along, across] = [0, 0, 0];
  for (const { one, other } of pairs) {
    const [dx, dy, ex, ey] = [one.x - x, one.y - y, other.x - toX, other.y - toY];
    square += dx * dx + dy * dy;
    along += ex * dx + ey * dy;
    across += ey * dx - ex * dy;
  }
  if (square < (apart * apart) / 2) return undefined;
  const [re, im] = [along / square, across / square];
  const size = Math.hypot(re, im);
  if (size < least.sizes[0] || size > least.sizes[1] || Math.abs(Math.atan2(im, re)) > least.turn) return undefined;
  return { re, im, left: toX - re * x + im * y, top: toY - im * x - re * y };
}

/** The pairs that lie on each other, each point in one only. */
function coveredBy(pairs: readonly Pair[], cover: Cover): Pair[] {
  const size = Math.log(Math.hypot(cover.re, cover.im));
  const seen = new Set<Point>();
  return pairs.filter(({ one, other }) => {
    const [x, y] = placed(cover, one.x, one.y);
    const far = (x - other.x) ** 2 + (y - other.y) ** 2;
    const bigger = size + (one.level - other.level) * Math.log(scaleStep);
    if (far > reach * reach || Math.abs(bigger) > 0.4 || seen.has(one) || seen.has(other)) return false;
    seen.add(one).add(other);
    return true;
  });
}
