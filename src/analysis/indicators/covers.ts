import type { Universe } from './universe.ts';

/** Hits among the rows of a condition, and how many their Members, times and uploads give. */
export interface Weighed {
  readonly hits: number;
  readonly expected: number;
}

/** Cases of the rate of all that are added to a group: groups of a few cases know none of their own. */
const leaning = 10;
const mostKept = 20_000;

/** Rows of conditions, which are asked for again and again; a condition is its places by turns. */
export class Covers {
  readonly #universe: Universe;
  readonly #rows = new Map<string, Int32Array>();
  readonly #weighed = new Map<string, Weighed>();
  readonly #siblings = new Map<string, number>();
  readonly #postings = new Map<number, readonly Int32Array[]>();

  constructor(universe: Universe) {
    this.#universe = universe;
  }

  rows(places: Int32Array): Int32Array {
    if (places.length === 2) return this.#posting(places[0] as number, places[1] as number);
    const key = places.join();
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const lists = Array.from({ length: places.length / 2 }, (_, at) => ({
      attribute: places[2 * at] as number,
      value: places[2 * at + 1] as number,
      rows: this.#posting(places[2 * at] as number, places[2 * at + 1] as number),
    })).sort((one, other) => one.rows.length - other.rows.length);
    let left = lists[0]?.rows ?? new Int32Array();
    for (const { attribute, value } of lists.slice(1)) {
      const { values } = this.#universe.attributes[attribute] as Universe['attributes'][number];
      left = keep(left, values, value);
    }
    if (this.#rows.size > mostKept) this.#rows.clear();
    this.#rows.set(key, left);
    return left;
  }

  weigh(places: Int32Array, outcome: number): Weighed {
    const key = `${places.join()} ${outcome}`;
    const known = this.#weighed.get(key);
    if (known !== undefined) return known;
    const { outcomes, rows, strata, stratumHits, stratumSizes, totals } = this.#universe;
    const base = (leaning * (totals[outcome] as number)) / rows.length;
    const own = this.rows(places);
    let [hits, expected] = [0, 0];
    for (let at = 0; at < own.length; at += 1) {
      const row = own[at] as number;
      const stratum = strata[row] as number;
      if (outcomes[row] === outcome) hits += 1;
      const ofStratum = stratumHits[stratum * totals.length + outcome] as number;
      expected += (ofStratum + base) / ((stratumSizes[stratum] as number) + leaning);
    }
    this.#weighed.set(key, { hits, expected });
    return { hits, expected };
  }

  /** Signs that could be added to a condition, with as many cases as any must have; at least 1. */
  siblings(places: Int32Array, fewestCases: number): number {
    const key = places.join();
    const known = this.#siblings.get(key);
    if (known !== undefined) return known;
    const rows = this.rows(places);
    let count = 0;
    for (const [attribute, { values, codes }] of this.#universe.attributes.entries()) {
      if (places.some((place, at) => at % 2 === 0 && place === attribute)) continue;
      const cases = new Int32Array(codes.length);
      for (let at = 0; at < rows.length; at += 1) {
        const value = values[rows[at] as number] as number;
        if (value >= 0) cases[value] = (cases[value] as number) + 1;
      }
      for (const found of cases) if (found >= fewestCases) count += 1;
    }
    this.#siblings.set(key, Math.max(1, count));
    return Math.max(1, count);
  }

  #posting(attribute: number, value: number): Int32Array {
    let lists = this.#postings.get(attribute);
    if (lists === undefined) {
      const { values, codes } = this.#universe.attributes[attribute] as Universe['attributes'][number];
      const found = codes.map((): number[] => []);
      for (let row = 0; row < values.length; row += 1) found[values[row] as number]?.push(row);
      lists = found.map(rows => Int32Array.from(rows));
      this.#postings.set(attribute, lists);
    }
    return lists[value] ?? new Int32Array();
  }
}

function keep(rows: Int32Array, values: Int32Array, wanted: number): Int32Array {
  const kept = new Int32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as number;
    if (values[row] !== wanted) continue;
    kept[count] = row;
    count += 1;
  }
  return kept.slice(0, count);
}
