import { labelCount, type Weights } from './labels.ts';

/**
 * The likeliest labels of tokens (Viterbi): `scores` has what each label has for it at each token, one token after
 * another.
 */
export function decode(scores: Float64Array, steps: Weights['steps']): Uint8Array {
  const count = scores.length / labelCount;
  const found = new Uint8Array(count);
  const back = new Uint8Array(scores.length);
  let [now, next] = [new Float64Array(labelCount), new Float64Array(labelCount)];
  for (let at = 0; at < count; at += 1) {
    for (let label = 0; label < labelCount; label += 1) {
      const from = at === 0 ? labelCount : likeliest(now, steps, label);
      next[label] = scores[at * labelCount + label]! + steps[from * labelCount + label]! + (at === 0 ? 0 : now[from]!);
      back[at * labelCount + label] = from;
    }
    [now, next] = [next, now];
  }
  let label = now.indexOf(Math.max(...now));
  for (let at = count - 1; at >= 0; at -= 1) {
    found[at] = label;
    label = back[at * labelCount + label]!;
  }
  return found;
}

function likeliest(scores: Float64Array, steps: Weights['steps'], label: number): number {
  let best = 0;
  let most = scores[0]! + steps[label]!;
  for (let from = 1; from < labelCount; from += 1) {
    const score = scores[from]! + steps[from * labelCount + label]!;
    if (score <= most) continue;
    best = from;
    most = score;
  }
  return best;
}
