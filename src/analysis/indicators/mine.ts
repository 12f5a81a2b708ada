import { setImmediate } from 'node:timers/promises';
import type { Cases } from './data.ts';
import { Enumeration, type Limits } from './enumerate.ts';
import { evidenceOf, type Evidence } from './evidence.ts';
import { frameOf, type Frame } from './frame.ts';
import { Selection } from './select.ts';
import { signsOf, universeOf } from './universe.ts';

export interface MineOptions extends Partial<Limits> {
  /** Attributes an officer sees, by their place in `columns`. */
  readonly signs: readonly number[];
  /** Attributes that say what was found. */
  readonly outcomes: readonly number[];
  /** False ones among those shown, on average at most. */
  readonly falseDiscovery?: number;
  readonly idleSign?: number;
  /** Told how far the work is, 0 to 1, several times a second. */
  readonly onProgress?: (done: number) => void;
  /** An abort rejects with its reason. */
  readonly signal?: AbortSignal;
}

export interface Indicator extends Evidence {
  /** Logarithm of the chance of so many hits within Members, times and uploads, were the signs none. */
  readonly logTail: number;
  /** The same after all tries: the false discovery rate at which it would just be shown alone. */
  readonly adjusted: number;
  /** Conditions of nearly the same cases that it stands for. */
  readonly folded: number;
}

export interface Mined {
  readonly indicators: readonly Indicator[];
  /** Conditions with their outcomes that had enough cases to be tried. */
  readonly tried: number;
  /** Of these, more frequent than chance in so many tries before redundant ones were removed. */
  readonly candidates: number;
  readonly falseDiscovery: number;
  readonly limits: Limits;
}

const usual: Limits = {
  fewestCases: 20,
  fewestHits: 5,
  fewestMembers: 3,
  largestMember: 0.75,
  longest: 4,
  leastLift: 1.5,
};
/** The thread is given back so often, in milliseconds. */
const breath = 50;
/** Part of the work that lies in trying conditions. */
const enumerating = 0.7;

/** Risk indicators of a set of cases, those with the highest lower end of their lift first. docs/analysis.md. */
export async function mine(cases: Cases, options: MineOptions): Promise<Mined> {
  const { signs, outcomes, falseDiscovery = 0.05, idleSign = 0.05, signal } = options;
  const limits = limitsOf(options);
  const searches = outcomes.map(outcome => {
    const universe = universeOf(cases, outcome, signs, limits.fewestCases);
    return { universe, enumeration: new Enumeration(universe, limits) };
  });
  const rest = resting(signal);
  for (const [at, { enumeration }] of searches.entries()) {
    for (const done of enumeration.steps()) {
      if (await rest()) options.onProgress?.((enumerating * (at + done)) / searches.length);
    }
  }
  const tried = searches.reduce((sum, { enumeration }) => sum + enumeration.tried, 0);
  const found: Indicator[] = [];
  for (const { universe, enumeration } of searches) {
    // Each attribute of outcomes has its part of the rate, so that it holds for all together.
    const rates = { falseDiscovery: falseDiscovery / searches.length, idleSign };
    const selection = new Selection(universe, limits);
    for (const _ of selection.steps(enumeration.candidates, enumeration.tried, rates)) await rest();
    const frames = new Map<number, Frame>();
    for (const { candidate, folded } of selection.shown) {
      await rest();
      const code = candidate.outcome;
      const frame = frames.get(code) ?? frameOf(cases, { attribute: universe.outcome, code });
      frames.set(code, frame);
      found.push({
        ...evidenceOf(frame, signsOf(universe, candidate.places)),
        logTail: candidate.logTail,
        adjusted: Math.min(1, Math.exp(candidate.logTail) * enumeration.tried * searches.length),
        folded,
      });
    }
  }
  options.onProgress?.(1);
  return {
    indicators: found.sort((one, other) => other.lift.low - one.lift.low),
    tried,
    candidates: searches.reduce((sum, { enumeration }) => sum + enumeration.candidates.length, 0),
    falseDiscovery,
    limits,
  };
}

/** Gives the thread back if it was held for long, and says whether it did. */
function resting(signal: AbortSignal | undefined): () => Promise<boolean> {
  let rested = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() - rested < breath) return false;
    await setImmediate();
    signal?.throwIfAborted();
    rested = performance.now();
    return true;
  };
}

function limitsOf(options: MineOptions): Limits {
  const given = (Object.keys(usual) as (keyof Limits)[]).flatMap(name =>
    options[name] === undefined ? [] : [[name, options[name]]],
  );
  return { ...usual, ...Object.fromEntries(given) };
}
