import { aroundLength, aroundTurned, turns, type Fingerprint } from './fingerprint.ts';

/**
 * Points of pictures by what is around them, for an index: each is held against so many random directions, and on which
 * side of each it lies are the bits of its keys (locality-sensitive hashing, Charikar 2002). Points that are alike have
 * a key in common more often than not. The directions never change: keys are stored.
 */
const bits = 30;
const tables = 2;
/** Points of a picture that are looked up by. */
const points = 32;
/** Which of the least certain bits are tried the other way as well, for a picture that is looked for. */
const doubts: readonly (readonly number[])[] = [[], [0], [1], [0, 1], [2], [0, 2], [3], [1, 2]];
/**
 * How many of these for a picture that is turned or mirrored: few copies are, and such a change alone leaves a point’s
 * surroundings as they were. There are seven of these for one that is not.
 */
const doubtsTurned = 1;
/**
 * What the energy of a point's centre and of its rings is on the mean of many pictures: held against it, as many points
 * lie on each side, and few have a key in common by chance.
 */
const usual = { centre: 49, inner: 9, outer: -15 } as const;

/** A direction has numbers that are normally distributed, drawn by a linear congruential generator. */
const directions: readonly Float64Array[] = drawDirections();
const none = new Float64Array(aroundLength);
/** How far the usual surroundings of a point lie on the side of each direction. */
const ofUsual = directions.map(direction => direction.reduce((sum, value, at) => sum + value * usualAt(at), 0));
const mostDoubted = 4;

function drawDirections(): Float64Array[] {
  let state = 12_345;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state + 1) / 0x80000001;
  };
  return Array.from({ length: bits * tables }, () =>
    Float64Array.from(
      { length: aroundLength },
      () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next()),
    ),
  );
}

/** The keys a picture is found by. */
export function keysOf(print: Fingerprint): number[] {
  const keys = print.points
    .slice(0, points)
    .flatMap(({ around }) => Array.from({ length: tables }, (_, table) => keyOf(sidesOf(around, table), table)));
  return [...new Set(keys)];
}

/** The keys to look for pictures by: `turn` is the number of the turn (`turns`) it is a key of. */
export function searchKeysOf(print: Fingerprint): { readonly keys: number[]; readonly turn: number[] } {
  const found: { readonly keys: number[]; readonly turn: number[] } = { keys: [], turn: [] };
  for (const [number, turn] of turns.entries()) {
    const own = new Set<number>();
    for (const { around } of print.points.slice(0, points)) {
      const as = aroundTurned(around, turn);
      const tried = number === 0 ? doubts.length : doubtsTurned;
      for (let table = 0; table < tables; table += 1) for (const key of keysNear(as, table, tried)) own.add(key);
    }
    for (const key of own) {
      found.keys.push(key);
      found.turn.push(number);
    }
  }
  return found;
}

function keysNear(around: Int8Array, table: number, tried: number): number[] {
  const sides = sidesOf(around, table);
  const leastCertain = leastOf(sides);
  const key = keyOf(sides, table);
  return doubts
    .slice(0, tried)
    .map(doubt => doubt.reduce((other, which) => other ^ (1 << (leastCertain[which] ?? 0)), key));
}

/** The bits that are least certain, as many as are tried the other way. */
function leastOf(sides: Float64Array): number[] {
  const found: number[] = [];
  for (let at = 0; at < bits; at += 1) {
    const size = Math.abs(sides[at] ?? 0);
    let place = found.length;
    while (place > 0 && Math.abs(sides[found[place - 1] ?? 0] ?? 0) > size) place -= 1;
    if (place < mostDoubted) found.splice(place, 0, at);
    if (found.length > mostDoubted) found.pop();
  }
  return found;
}

/** How far on which side of each direction of a table: 30,000 of them for a search, hence plain loops. */
function sidesOf(around: Int8Array, table: number): Float64Array {
  const sides = new Float64Array(bits);
  for (let bit = 0; bit < bits; bit += 1) {
    const direction = directions[table * bits + bit] ?? none;
    let sum = -(ofUsual[table * bits + bit] ?? 0);
    for (let at = 0; at < aroundLength; at += 1) sum += (around[at] ?? 0) * (direction[at] ?? 0);
    sides[bit] = sum;
  }
  return sides;
}

function usualAt(at: number): number {
  if (at % 3 !== 0) return 0;
  return at === 0 ? usual.centre : at < 27 ? usual.inner : usual.outer;
}

function keyOf(sides: Float64Array, table: number): number {
  let key = table << bits;
  for (let bit = 0; bit < bits; bit += 1) if ((sides[bit] ?? 0) > 0) key |= 1 << bit;
  return key;
}
