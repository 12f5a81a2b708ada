import { logTail, momentsOf, type Stratum } from './tail.ts';
import type { Universe } from './universe.ts';

export interface Limits {
  /** Cases that match a condition, at least; events, where these are told. */
  readonly fewestCases: number;
  readonly fewestHits: number;
  readonly fewestMembers: number;
  /** Of the matching cases of one Member, at most; 0 to 1. */
  readonly largestMember: number;
  readonly longest: number;
  /** A lift that is not worth a sentence. */
  readonly leastLift: number;
}

/** A condition that is frequent enough with its outcome and worth a closer look. */
export interface Candidate {
  /** Place of the attribute and of its value in the universe, by turns. */
  readonly places: Int32Array;
  readonly outcome: number;
  readonly cases: number;
  readonly hits: number;
  readonly logTail: number;
}

/** Weaker ones cannot survive the number of tries of any search. */
const weakest = Math.log(1e-4);

/**
 * Every condition of up to `longest` signs that enough cases of enough Members match, depth first: rows are dealt by
 * one attribute after another (Beyer and Ramakrishnan 1999), so a condition costs its own rows only. What is left out
 * here counts as tried and not found; which conditions count as tried depends on their signs alone.
 */
export class Enumeration {
  readonly candidates: Candidate[] = [];
  tried = 0;
  readonly #universe: Universe;
  readonly #limits: Limits;
  readonly #lists: readonly Int32Array[];
  readonly #outcomes: readonly Int32Array[];
  readonly #tested: readonly number[];
  readonly #places: Int32Array;
  readonly #memberCases: Int32Array;
  readonly #stratumCases: Int32Array;

  constructor(universe: Universe, limits: Limits) {
    this.#universe = universe;
    this.#limits = limits;
    const depths = Array.from({ length: limits.longest + 1 });
    this.#lists = depths.map(() => new Int32Array(universe.rows.length));
    this.#outcomes = depths.map(() => new Int32Array(universe.totals.length));
    this.#tested = Array.from(universe.totals.keys()).filter(code => (universe.totals[code] ?? 0) >= limits.fewestHits);
    this.#places = new Int32Array(2 * limits.longest);
    this.#memberCases = new Int32Array(universe.memberCount);
    this.#stratumCases = new Int32Array(universe.stratumSizes.length);
    this.#lists[0]?.forEach((_, at, list) => {
      list[at] = at;
    });
    this.#outcomes[0]?.set(universe.totals);
  }

  /** One step for each value of each attribute: all conditions whose first sign it is. Says how far it is, 0 to 1. */
  *steps(): Generator<number> {
    const { rows, attributes } = this.#universe;
    const weights = attributes.map((_, at) => (attributes.length - at) ** 2);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    let done = 0;
    for (let first = 0; first < attributes.length; first += 1) {
      const groups = this.#deal(0, first, 0, rows.length);
      for (let at = 0; at < groups.length; at += 3) {
        this.#enter(1, first, groups[at] ?? 0, groups[at + 1] ?? 0, groups[at + 2] ?? 0);
        yield (done + ((weights[first] ?? 0) * at) / groups.length) / all;
      }
      done += weights[first] ?? 0;
    }
  }

  /** Rows of a stretch by their value of an attribute, in the next list: value, from, to, by turns. */
  #deal(depth: number, attribute: number, from: number, to: number): number[] {
    const list = this.#lists[depth] as Int32Array;
    const next = this.#lists[depth + 1] as Int32Array;
    const { values, codes } = this.#universe.attributes[attribute] as Universe['attributes'][number];
    const counts = new Int32Array(codes.length);
    for (let at = from; at < to; at += 1) {
      const value = values[list[at] as number] as number;
      if (value >= 0) counts[value] = (counts[value] as number) + 1;
    }
    const groups: number[] = [];
    let place = from;
    for (let value = 0; value < counts.length; value += 1) {
      const count = counts[value] as number;
      counts[value] = -1;
      if (count < this.#limits.fewestCases) continue;
      groups.push(value, place, place + count);
      counts[value] = place;
      place += count;
    }
    for (let at = from; at < to; at += 1) {
      const row = list[at] as number;
      const value = values[row] as number;
      if (value < 0) continue;
      const goal = counts[value] as number;
      if (goal < 0) continue;
      next[goal] = row;
      counts[value] = goal + 1;
    }
    return groups;
  }

  #enter(depth: number, attribute: number, value: number, from: number, to: number): void {
    const { largestMember, fewestMembers, longest } = this.#limits;
    const [members, most] = this.#membersOf(depth, from, to);
    // Fewer cases have no more Members.
    if (members < fewestMembers) return;
    this.#places[2 * depth - 2] = attribute;
    this.#places[2 * depth - 1] = value;
    this.#count(depth, from, to);
    if (most <= largestMember * (to - from)) {
      this.tried += this.#tested.length;
      this.#look(depth, from, to);
    }
    if (depth === longest) return;
    for (let next = attribute + 1; next < this.#universe.attributes.length; next += 1) {
      const groups = this.#deal(depth, next, from, to);
      for (let at = 0; at < groups.length; at += 3)
        this.#enter(depth + 1, next, groups[at] as number, groups[at + 1] as number, groups[at + 2] as number);
    }
  }

  #membersOf(depth: number, from: number, to: number): [members: number, most: number] {
    const list = this.#lists[depth] as Int32Array;
    const { members } = this.#universe;
    const counts = this.#memberCases;
    let [different, most] = [0, 0];
    for (let at = from; at < to; at += 1) {
      const member = members[list[at] as number] as number;
      const count = (counts[member] as number) + 1;
      counts[member] = count;
      if (count === 1) different += 1;
      if (count > most) most = count;
    }
    for (let at = from; at < to; at += 1) counts[members[list[at] as number] as number] = 0;
    return [different, most];
  }

  #count(depth: number, from: number, to: number): void {
    const list = this.#lists[depth] as Int32Array;
    const { outcomes } = this.#universe;
    const counts = this.#outcomes[depth] as Int32Array;
    counts.fill(0);
    for (let at = from; at < to; at += 1) {
      const code = outcomes[list[at] as number] as number;
      counts[code] = (counts[code] as number) + 1;
    }
  }

  #look(depth: number, from: number, to: number): void {
    const { totals, rows } = this.#universe;
    const counts = this.#outcomes[depth] as Int32Array;
    const cases = to - from;
    let strata: ReturnType<Enumeration['strataOf']> | undefined;
    for (const outcome of this.#tested) {
      const hits = counts[outcome] as number;
      if (hits < this.#limits.fewestHits) continue;
      if (hits * rows.length < this.#limits.leastLift * cases * (totals[outcome] as number)) continue;
      if (!this.#addsToParent(depth, outcome, cases, hits)) continue;
      strata ??= this.strataOf(depth, from, to);
      this.#test(depth, outcome, hits, cases, strata);
    }
  }

  /** More frequent than without the last sign, by two deviations: a longer condition must add to each shorter one. */
  #addsToParent(depth: number, outcome: number, cases: number, hits: number): boolean {
    const before = this.#outcomes[depth - 1] as Int32Array;
    if (depth === 1) return true;
    const all = before.reduce((sum, count) => sum + count, 0);
    const share = (before[outcome] as number) / all;
    const variance = cases * share * (1 - share) * (1 - cases / all);
    return variance > 0 && hits - cases * share >= 2 * Math.sqrt(variance);
  }

  /** Strata of a stretch with the number of its cases in each, by turns. */
  private strataOf(depth: number, from: number, to: number): number[] {
    const list = this.#lists[depth] as Int32Array;
    const { strata } = this.#universe;
    const counts = this.#stratumCases;
    const found: number[] = [];
    for (let at = from; at < to; at += 1) {
      const stratum = strata[list[at] as number] as number;
      const count = (counts[stratum] as number) + 1;
      counts[stratum] = count;
      if (count === 1) found.push(stratum);
    }
    return found.flatMap(stratum => {
      const count = counts[stratum] as number;
      counts[stratum] = 0;
      return [stratum, count];
    });
  }

  #test(depth: number, outcome: number, hits: number, cases: number, strata: readonly number[]): void {
    const { stratumHits, stratumSizes, totals } = this.#universe;
    const compared: Stratum[] = [];
    for (let at = 0; at < strata.length; at += 2) {
      const stratum = strata[at] as number;
      compared.push({
        matching: strata[at + 1] as number,
        size: stratumSizes[stratum] as number,
        hits: stratumHits[stratum * totals.length + outcome] as number,
      });
    }
    const { mean, variance } = momentsOf(compared);
    if (hits - mean < 3 * Math.sqrt(variance)) return;
    const tail = logTail(compared, hits);
    if (tail > weakest) return;
    this.candidates.push({ places: this.#places.slice(0, 2 * depth), outcome, cases, hits, logTail: tail });
  }
}
