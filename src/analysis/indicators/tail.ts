import { logGamma } from '../statistics/distributions.ts';

/** Cases of one group of comparable ones: how many have the signs, and how many of the group have the outcome. */
export interface Stratum {
  readonly matching: number;
  readonly size: number;
  readonly hits: number;
}

/** Up to so many cases the distribution is computed, above it is bounded. */
const exactUpTo = 400;

/**
 * Natural logarithm of the chance of so many hits or more, had the hits of each group fallen on its cases at random: a
 * sum of hypergeometric counts (the exact test of Birch 1964). Above 400 cases it is Chernoff's bound of binomials
 * of the same shares, which Hoeffding (1963) proved to hold for drawing without return. Never below the true value.
 */
export function logTail(strata: readonly Stratum[], hits: number): number {
  const open = strata.filter(({ matching, hits: own, size }) => matching > 0 && own > 0 && own < size);
  // A group all of hits gives its hits in any case.
  const certain = strata.reduce((sum, { matching, size, hits: own }) => sum + (own === size ? matching : 0), 0);
  const needed = hits - certain;
  if (needed <= 0) return 0;
  const cases = open.reduce((sum, { matching }) => sum + matching, 0);
  if (needed > cases) return Number.NEGATIVE_INFINITY;
  const bound = logChernoff(open, needed);
  return cases <= exactUpTo && bound < 0 ? Math.min(bound, logExact(open, needed)) : bound;
}

/** What a count of hits is on average and how it varies. */
export function momentsOf(strata: readonly Stratum[]): { readonly mean: number; readonly variance: number } {
  let [mean, variance] = [0, 0];
  for (const { matching, size, hits } of strata) {
    const share = hits / size;
    mean += matching * share;
    if (size > 1) variance += (matching * share * (1 - share) * (size - matching)) / (size - 1);
  }
  return { mean, variance };
}

function logChernoff(strata: readonly Stratum[], hits: number): number {
  const cases = strata.reduce((sum, { matching }) => sum + matching, 0);
  const mean = strata.reduce((sum, { matching, size, hits: own }) => sum + (matching * own) / size, 0);
  if (hits <= mean) return 0;
  const atAll = strata.reduce((sum, { matching, size, hits: own }) => sum + matching * Math.log(own / size), 0);
  if (hits >= cases) return atAll;
  let tilt = Math.log(hits / mean);
  for (let step = 0; step < 40; step += 1) {
    let [slope, bend] = [-hits, 0];
    const growth = Math.exp(tilt);
    for (const { matching, size, hits: own } of strata) {
      const share = own / size;
      const tilted = (share * growth) / (1 - share + share * growth);
      slope += matching * tilted;
      bend += matching * tilted * (1 - tilted);
    }
    const change = slope / Math.max(bend, 1e-12);
    tilt -= Math.max(-2, Math.min(2, change));
    if (Math.abs(change) < 1e-9) break;
  }
  // Any tilt gives a bound: one that is not quite the best gives one that is not quite as low.
  const growth = Math.exp(tilt);
  const sum = strata.reduce(
    (total, { matching, size, hits: own }) => total + matching * Math.log1p((own / size) * (growth - 1)),
    0,
  );
  return Math.min(0, sum - tilt * hits);
}

/** The sum's distribution, group by group. */
function logExact(strata: readonly Stratum[], hits: number): number {
  let sum = Float64Array.of(1);
  for (const stratum of strata) {
    const own = hypergeometric(stratum);
    const next = new Float64Array(sum.length + own.length - 1);
    for (let at = 0; at < sum.length; at += 1) {
      const before = sum[at] ?? 0;
      if (before === 0) continue;
      for (let more = 0; more < own.length; more += 1)
        next[at + more] = (next[at + more] ?? 0) + before * (own[more] ?? 0);
    }
    sum = next;
  }
  let tail = 0;
  for (let at = sum.length - 1; at >= hits; at -= 1) tail += sum[at] ?? 0;
  return tail > 0 ? Math.min(0, Math.log(tail)) : -690;
}

const logFactorials: number[] = [0];
function logFactorial(count: number): number {
  if (count > 1_000_000) return logGamma(count + 1);
  for (let at = logFactorials.length; at <= count; at += 1)
    logFactorials.push((logFactorials[at - 1] ?? 0) + Math.log(at));
  return logFactorials[count] ?? 0;
}

function logChoose(all: number, some: number): number {
  return logFactorial(all) - logFactorial(some) - logFactorial(all - some);
}

function hypergeometric({ matching, size, hits }: Stratum): Float64Array {
  const whole = logChoose(size, matching);
  return Float64Array.from({ length: Math.min(matching, hits) + 1 }, (_, at) =>
    matching - at > size - hits ? 0 : Math.exp(logChoose(hits, at) + logChoose(size - hits, matching - at) - whole),
  );
}
