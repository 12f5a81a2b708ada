/* The few distributions intervals and bands need. docs/analysis.md says why they are not a package. */

/** Lanczos (1964) with g = 7 and nine terms: 15 digits for x > 0. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const sum = lanczos.reduce((total, term, at) => (at === 0 ? term : total + term / (shifted + at)), 0);
  const height = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(height) - height + Math.log(sum);
}

/** Share of the standard normal distribution below z. */
export function normalBelow(z: number): number {
  const half = 0.5 * lowerGamma(0.5, (z * z) / 2);
  return z < 0 ? 0.5 - half : 0.5 + half;
}

/** The z below which the share p lies; by Newton steps in the tail that keeps its digits. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError('A quantile needs a share between 0 and 1.');
  if (p > 0.5) return -normalQuantile(1 - p);
  let z = p < 0.02 ? -Math.sqrt(-2 * Math.log(p)) + 0.5 : 2.5 * (p - 0.5);
  for (let step = 0; step < 60; step += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const below = z > -5 ? normalBelow(z) : lowTail(z);
    // On the logarithm, where the tail is nearly a parabola.
    const change = ((Math.log(below) - Math.log(p)) * below) / density;
    z -= change;
    if (Math.abs(change) < 1e-13) break;
  }
  return z;
}

/** Far below zero, by the continued fraction of Laplace. */
function lowTail(z: number): number {
  const x = -z;
  let fraction = x;
  for (let term = 60; term > 0; term -= 1) fraction = x + term / fraction;
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI) / fraction;
}

/** Regularised lower incomplete gamma function, by its series; for x up to some hundreds. */
function lowerGamma(shape: number, x: number): number {
  if (x <= 0) return 0;
  if (x > shape + 600) return 1;
  let term = 1 / shape;
  let sum = term;
  for (let at = 1; at < 5000 && term > sum * 1e-17; at += 1) sum += term *= x / (shape + at);
  return Math.min(1, sum * Math.exp(shape * Math.log(x) - x - logGamma(shape)));
}

/** Share of Student's t distribution below t; `freedom` may be broken and infinite. */
export function studentBelow(t: number, freedom: number): number {
  if (freedom > 1e6) return normalBelow(t);
  const beyond = 0.5 * incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
  return t > 0 ? 1 - beyond : beyond;
}

const quantiles = new Map<string, number>();

/** The t below which the share p lies. */
export function studentQuantile(p: number, freedom: number): number {
  if (freedom > 1e6) return normalQuantile(p);
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  const key = `${p} ${freedom}`;
  const known = quantiles.get(key);
  if (known !== undefined) return known;
  let [low, high] = [0, 1];
  while (studentBelow(high, freedom) < p && high < 1e12) high *= 2;
  for (let step = 0; step < 100 && high - low > 1e-12 * high; step += 1) {
    const middle = (low + high) / 2;
    if (studentBelow(middle, freedom) < p) low = middle;
    else high = middle;
  }
  if (quantiles.size > 5000) quantiles.clear();
  quantiles.set(key, high);
  return high;
}

/** Regularised incomplete beta function by its continued fraction, evaluated by Lentz's method. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  const tiny = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return (front * fraction) / a;
}

/**
 * The smallest count below or at which the share p of a negative binomial distribution lies. It is given by its mean
 * and variance; at a variance of the mean or less it is a Poisson distribution.
 */
export function countQuantile(p: number, mean: number, variance: number): number {
  if (mean <= 0) return 0;
  const deviation = Math.sqrt(Math.max(mean, variance));
  if (mean > 2000) return Math.max(0, Math.round(mean + normalQuantile(p) * deviation));
  const isPoisson = variance <= mean * (1 + 1e-9);
  const size = isPoisson ? Number.POSITIVE_INFINITY : (mean * mean) / (variance - mean);
  const failing = isPoisson ? 0 : 1 - mean / variance;
  let logTerm = isPoisson ? -mean : size * Math.log(mean / variance);
  let below = Math.exp(logTerm);
  let count = 0;
  const limit = mean + 60 * deviation + 50;
  while (below < p && count < limit) {
    count += 1;
    logTerm += isPoisson ? Math.log(mean / count) : Math.log(((size + count - 1) / count) * failing);
    below += Math.exp(logTerm);
  }
  return count;
}

/** Chance of `hits` or more in so many independent cases of this share. */
export function binomialTail(hits: number, cases: number, share: number): number {
  return hits <= 0 ? 1 : incompleteBeta(share, hits, cases - hits + 1);
}
