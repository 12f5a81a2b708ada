/** Percentiles of durations in milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly n: number;
}

export function spread(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), n: sorted.length };
}

/** Runs `work` one after the other, after a warm-up, and measures each. */
export async function timed(count: number, work: (index: number) => Promise<unknown>): Promise<Spread> {
  for (let index = 0; index < Math.min(20, count); index += 1) await work(index);
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const began = performance.now();
    await work(index);
    times.push(performance.now() - began);
  }
  return spread(times);
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
