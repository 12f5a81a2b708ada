import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooMany } from '../../errors.ts';

/** Readers ask every few minutes; one that asks every second is broken. */
const perFeed = { points: 60, duration: 10 * 60 };
/**
 * Wrong tokens of one network address. Behind it may be an office with one forgotten reader: a right token is answered
 * all the same.
 */
const perAddress = { points: 30, duration: 10 * 60 };

export interface FeedLimits {
  /** Counts one more reading of a feed. Throws TooMany (seconds). */
  takeFeed(id: string): Promise<void>;
  /** Counts one more wrong token of a network address. Throws TooMany (seconds). */
  takeWrong(address: string): Promise<void>;
}

/** Counted in this process: nobody guesses 256 bits, and a flood shall cost the database nothing. */
export function feedLimits(): FeedLimits {
  const [feeds, addresses] = [new RateLimiterMemory(perFeed), new RateLimiterMemory(perAddress)];
  return { takeFeed: id => consume(feeds, id), takeWrong: address => consume(addresses, address) };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new TooMany(Math.ceil(refusal.msBeforeNext / 1000), 'too many readings of feeds');
  }
}
