import { decode } from '../../../src/personal-data/tagger/decode.ts';
import { buckets, readFeatures } from '../../../src/personal-data/tagger/features.ts';
import { labelCount, stepCount, type Weights } from '../../../src/personal-data/tagger/labels.ts';
import { SIGN, type Token } from '../../../src/personal-data/tagger/tokens.ts';

/** Tokens of a sentence, and the label of each. */
export interface Example {
  readonly tokens: readonly Token[];
  readonly labels: Uint8Array;
}

export type Sets = Pick<Weights, 'places' | 'plain'>;

interface Learnt {
  readonly features: Float32Array;
  readonly steps: Float32Array;
}

interface Ready {
  /** The buckets of all tokens, those of one after those of another; each token's lie before its end. */
  readonly buckets: Int32Array;
  readonly ends: Int32Array;
  readonly labels: Uint8Array;
}

const rounds = 8;

/**
 * Learns weights from examples: the averaged structured perceptron (Collins 2002). The same examples in the same order
 * give the same weights.
 */
export function train(examples: readonly Example[], sets: Sets): Learnt {
  const ready = examples.map(example => makeReady(example, sets));
  const now: Learnt = { features: new Float32Array(buckets * labelCount), steps: new Float32Array(stepCount) };
  const sums = { features: new Float64Array(buckets * labelCount), steps: new Float64Array(stepCount) };
  const random = randomFrom(7);
  let step = 1;
  const change: Change = (of, at, by) => {
    now[of][at]! += by;
    sums[of][at]! += by * step;
  };
  for (let round = 0; round < rounds; round += 1)
    for (const example of shuffled(ready, random)) {
      const guess = decode(scoresOf(example, now.features), now.steps);
      if (guess.some((label, at) => label !== example.labels[at])) correct(example, guess, change);
      step += 1;
    }
  return {
    features: now.features.map((weight, at) => weight - sums.features[at]! / step),
    steps: now.steps.map((weight, at) => weight - sums.steps[at]! / step),
  };
}

function makeReady({ tokens, labels }: Example, sets: Sets): Ready {
  const buckets: number[] = [];
  const ends: number[] = [];
  readFeatures(
    tokens,
    sets,
    bucket => buckets.push(bucket),
    () => ends.push(buckets.length),
  );
  const told = labels.filter((_, at) => tokens[at]?.kind !== SIGN);
  return { buckets: Int32Array.from(buckets), ends: Int32Array.from(ends), labels: told };
}

function scoresOf({ buckets, ends }: Ready, weights: Float32Array): Float64Array {
  const scores = new Float64Array(ends.length * labelCount);
  for (let token = 0, at = 0; token < ends.length; token += 1)
    for (; at < ends[token]!; at += 1)
      for (let label = 0; label < labelCount; label += 1)
        scores[token * labelCount + label]! += weights[buckets[at]! * labelCount + label]!;
  return scores;
}

type Change = (of: 'features' | 'steps', at: number, by: number) => void;

/** Strengthens what speaks for the right labels and weakens what spoke for the wrong ones. */
function correct({ buckets, ends, labels }: Ready, guess: Uint8Array, change: Change): void {
  ends.forEach((end, at) => {
    const [right, wrong] = [labels[at]!, guess[at]!];
    if (right !== wrong)
      for (const bucket of buckets.subarray(ends[at - 1] ?? 0, end)) {
        change('features', bucket * labelCount + right, 1);
        change('features', bucket * labelCount + wrong, -1);
      }
    const stepOf = (of: Uint8Array): number => (at === 0 ? labelCount : of[at - 1]!) * labelCount + of[at]!;
    if (stepOf(labels) === stepOf(guess)) return;
    change('steps', stepOf(labels), 1);
    change('steps', stepOf(guess), -1);
  });
}

/** A linear congruential generator, so that training can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  const order = [...all];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}
