import { binomialTail } from '../statistics/distributions.ts';
import { Covers } from './covers.ts';
import type { Candidate, Limits } from './enumerate.ts';
import { logTail, type Stratum } from './tail.ts';
import type { Universe } from './universe.ts';

/** A candidate that stays, with what was folded into it. */
export interface Selected {
  readonly candidate: Candidate;
  readonly folded: number;
}

export interface Rates {
  /** False ones among those that are shown, on average at most. */
  readonly falseDiscovery: number;
  /** Chance that a sign is added to a condition that it adds nothing to. */
  readonly idleSign: number;
}

/** More than these are looked at by nobody; fewer share the rate among fewer. */
const mostShown = 512;
const yekutieli = yekutieliFactor(mostShown);
/** Of cases that two conditions match, in those that either matches. */
const sameFrom = 0.8;
/** Chance, of what is left of a condition beside another, that is no evidence of its own. */
const ownEvidence = Math.log(0.01);

/**
 * What a rate is divided by so that it holds however the tests depend on each other: 1 + 1/2 + … + 1/n (Benjamini and
 * Yekutieli 2001, theorem 1.3).
 */
export function yekutieliFactor(tests: number): number {
  return Array.from({ length: tests }, (_, at) => 1 / (at + 1)).reduce((sum, one) => sum + one, 0);
}

/** Largest chance that a test may have where so many are shown in the end (Benjamini and Yekutieli 2001). */
export function logLimit(shown: number, tried: number, rate: number): number {
  return Math.log((rate * Math.min(shown, mostShown)) / yekutieli / tried);
}

/**
 * The rate holds for what is shown after all that is redundant is gone, whatever rule removes it and however tests
 * depend on each other, as long as each shown one keeps the limit for their number (Blanchard and Roquain 2008).
 */
export class Selection {
  shown: readonly Selected[] = [];
  readonly #universe: Universe;
  readonly #limits: Limits;
  readonly #covers: Covers;
  readonly #mark: Uint8Array;

  constructor(universe: Universe, limits: Limits) {
    this.#universe = universe;
    this.#limits = limits;
    this.#covers = new Covers(universe);
    this.#mark = new Uint8Array(universe.rows.length);
  }

  /** One step for each candidate that is looked at; `shown` is the result. */
  *steps(candidates: readonly Candidate[], tried: number, rates: Rates): Generator<void> {
    let limit = logLimit(mostShown, tried, rates.falseDiscovery);
    const passing: Candidate[] = [];
    for (const one of candidates.filter(({ logTail: chance }) => chance <= limit)) {
      if (this.#addsTo(one, rates.idleSign)) passing.push(one);
      yield;
    }
    for (;;) {
      const shown: Selected[] = [];
      const within = passing.filter(({ logTail: chance }) => chance <= limit);
      for (const own of Map.groupBy(within, ({ outcome }) => outcome).values()) {
        shown.push(...this.#independent(this.#folded(own)));
        yield;
      }
      this.shown = shown;
      limit = logLimit(shown.length, tried, rates.falseDiscovery);
      if (shown.every(({ candidate }) => candidate.logTail <= limit)) return;
    }
  }

  /**
   * Each sign against every sign that could have been added to the others: the chance of so many of their hits among
   * cases with the sign, had these fallen on cases as often as Members, times and uploads have such hits.
   */
  #addsTo({ places, outcome, hits }: Candidate, rate: number): boolean {
    if (places.length === 2) return true;
    const own = this.#covers.weigh(places, outcome);
    for (let left = 0; left < places.length; left += 2) {
      const fewer = places.filter((_, at) => at !== left && at !== left + 1);
      const all = this.#covers.weigh(fewer, outcome);
      const chance = binomialTail(hits, all.hits, own.expected / all.expected);
      if (chance > rate) return false;
      if (chance * this.#covers.siblings(fewer, this.#limits.fewestCases) > rate) return false;
    }
    return true;
  }

  /** Of conditions that match nearly the same cases the one with fewest signs, then the surest. */
  #folded(candidates: readonly Candidate[]): Selected[] {
    const order = candidates.toSorted(
      (one, other) => one.places.length - other.places.length || one.logTail - other.logTail,
    );
    const kept: { candidate: Candidate; folded: number }[] = [];
    for (const candidate of order) {
      this.#set(candidate, 1);
      const same = kept.find(({ candidate: before }) => {
        const [a, b] = [before.cases, candidate.cases];
        if (Math.min(a, b) < sameFrom * Math.max(a, b)) return false;
        const both = this.#marked(before);
        return both >= sameFrom * (a + b - both);
      });
      this.#set(candidate, 0);
      if (same === undefined) kept.push({ candidate, folded: 0 });
      else same.folded += 1;
    }
    return kept;
  }

  /** One after another, surest first: what is left beside longer and surer ones must be evidence by itself. */
  #independent(selected: readonly Selected[]): Selected[] {
    const kept: Selected[] = [];
    const longestFirst = selected.toSorted((one, other) => one.candidate.logTail - other.candidate.logTail);
    for (const one of longestFirst) {
      const others = longestFirst.filter(
        other => other !== one && (isPart(one, other) || (kept.includes(other) && !isPart(other, one))),
      );
      for (const other of others) this.#set(other.candidate, 1);
      const isOwn = others.length === 0 || this.#logOutside(one.candidate) <= ownEvidence;
      for (const other of others) this.#set(other.candidate, 0);
      if (isOwn) kept.push(one);
    }
    return kept;
  }

  #logOutside({ places, outcome }: Candidate): number {
    const { strata, outcomes, stratumHits, stratumSizes, totals } = this.#universe;
    let hits = 0;
    const counts = new Map<number, number>();
    for (const row of this.#covers.rows(places)) {
      if (this.#mark[row] === 1) continue;
      if (outcomes[row] === outcome) hits += 1;
      counts.set(strata[row] as number, (counts.get(strata[row] as number) ?? 0) + 1);
    }
    const compared = [...counts].map(
      ([stratum, matching]): Stratum => ({
        matching,
        size: stratumSizes[stratum] as number,
        hits: stratumHits[stratum * totals.length + outcome] as number,
      }),
    );
    return hits === 0 ? 0 : logTail(compared, hits);
  }

  #set({ places }: Candidate, value: 0 | 1): void {
    for (const row of this.#covers.rows(places)) this.#mark[row] = value;
  }

  #marked({ places }: Candidate): number {
    let count = 0;
    for (const row of this.#covers.rows(places)) count += this.#mark[row] as number;
    return count;
  }
}

/** Whether every sign of the one is among the more of the other. */
function isPart({ candidate: one }: Selected, { candidate: other }: Selected): boolean {
  if (one.places.length >= other.places.length) return false;
  const signs = new Set<string>();
  for (let at = 0; at < other.places.length; at += 2) signs.add(`${other.places[at]} ${other.places[at + 1]}`);
  for (let at = 0; at < one.places.length; at += 2)
    if (!signs.has(`${one.places[at]} ${one.places[at + 1]}`)) return false;
  return true;
}
