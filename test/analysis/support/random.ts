/** Draws that are the same in every run. */
export interface Random {
  /** 0 up to 1. */
  readonly share: () => number;
  /** 0 up to `below`, whole. */
  readonly whole: (below: number) => number;
  readonly normal: () => number;
  readonly poisson: (mean: number) => number;
  /** Of this mean and variance, which is above the mean. */
  readonly negativeBinomial: (mean: number, variance: number) => number;
  readonly shuffle: <T extends { length: number; [at: number]: number }>(values: T) => T;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const share = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number): number => Math.floor(share() * below);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
  const poisson = (mean: number): number => {
    if (mean > 500) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = -1;
    for (let product = 1; product > limit; product *= 1 - share()) count += 1;
    return Math.max(0, count);
  };
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - share()) ** (1 / shape);
    const third = shape - 1 / 3;
    for (;;) {
      const z = normal();
      const cube = (1 + z / Math.sqrt(9 * third)) ** 3;
      if (cube > 0 && Math.log(1 - share()) < (z * z) / 2 + third * (1 - cube + Math.log(cube))) return third * cube;
    }
  };
  return {
    share,
    whole,
    normal,
    poisson,
    negativeBinomial: (mean, variance) => {
      const shape = (mean * mean) / (variance - mean);
      return poisson((gamma(shape) * mean) / shape);
    },
    shuffle: values => {
      for (let at = values.length - 1; at > 0; at -= 1) {
        const other = whole(at + 1);
        [values[at], values[other]] = [values[other] as number, values[at] as number];
      }
      return values;
    },
  };
}
