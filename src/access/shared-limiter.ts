import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { News } from '../db/news.ts';

export interface Refusal {
  /** Milliseconds until more may be asked for. */
  readonly msBeforeNext: number;
  /** Whether this process refuses this one for the first time in this window. */
  readonly isFirst: boolean;
}

export interface SharedLimiter {
  /** Counts one more; undefined where the limit is not reached. */
  take(key: string | number): Promise<Refusal | undefined>;
}

interface Limit {
  /** One word, the same in every process. */
  readonly name: string;
  readonly points: number;
  /** Seconds of a window. */
  readonly duration: number;
}

/** Each process tells the others when it has counted this part of an allowance: an ordinary reader is not told of. */
const toldPart = 1 / 30;

/**
 * Counts in memory for all processes together: each tells the others what it counted, piece by piece, so that a page
 * costs the database nothing. With each further process an account may ask for a thirtieth more.
 */
export function sharedLimiter(news: News, { name, points, duration }: Limit): SharedLimiter {
  const limiter = new RateLimiterMemory({ points, duration, keyPrefix: name });
  const piece = Math.max(1, Math.floor(points * toldPart));
  const untold = new Map<string, number>();
  const refused = new Map<string, number>();
  let windowEnds = 0;
  let tellings = 0;

  news.hear('uses', told => {
    const [of, key, count] = told.split(' ');
    if (of === name && key !== undefined) void limiter.penalty(key, Number(count));
  });

  /** What was not worth telling in its window is not told in the next. */
  function turnWindow(now: number): void {
    if (now < windowEnds) return;
    windowEnds = now + duration * 1000;
    untold.clear();
    for (const [key, until] of refused) if (until <= now) refused.delete(key);
  }

  function tellOf(key: string): void {
    const count = (untold.get(key) ?? 0) + 1;
    untold.set(key, count % piece);
    if (count < piece) return;
    // Numbered: of the same that is told twice at a time, one would be left out.
    tellings += 1;
    news.tell('uses', `${name} ${key} ${count} ${tellings}`);
  }

  return {
    async take(given) {
      const [key, now] = [String(given), Date.now()];
      turnWindow(now);
      try {
        await limiter.consume(key);
        tellOf(key);
        return undefined;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const { msBeforeNext } = refusal;
        const isFirst = (refused.get(key) ?? 0) <= now;
        if (isFirst) refused.set(key, now + msBeforeNext);
        return { msBeforeNext, isFirst };
      }
    },
  };
}
