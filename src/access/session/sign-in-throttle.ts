import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { TooMany, Unavailable } from '../../errors.ts';
import type { Pool } from '../../db/pool.ts';
import { lockedAt } from './store-tries.ts';

/**
 * Five wrong passwords lock a login for 15 minutes; one address may try 30 logins' worth before it waits. Short, so
 * that nobody can lock a colleague out for long.
 */
const perLogin = { points: lockedAt, duration: 15 * 60, blockDuration: 15 * 60 };
/** Five wrong codes stop further ones for 15 minutes, whichever session they come from. */
const perFactor = { points: 5, duration: 15 * 60, blockDuration: 15 * 60 };
const perAddress = { points: 30, duration: 10 * 60, blockDuration: 5 * 60 };

export interface SignInLimits {
  /**
   * Counts one try before the password is checked, atomically. Throws TooMany (seconds) when login or address must
   * wait.
   */
  take(loginId: string, address: string): Promise<void>;
  /** Forgets the tries of a login after a right password, and gives the address its one back. */
  forget(loginId: string, address: string): Promise<void>;
}

export interface FactorLimits {
  /** Counts one try of a second factor before it is looked at, atomically. Throws TooMany (seconds). */
  take(accountId: number): Promise<void>;
  forget(accountId: number): Promise<void>;
}

const storeOf = (pool: Pool) => ({
  storeClient: pool,
  storeType: 'pool',
  tableName: 'sign_in_limits',
  tableCreated: true,
  clearExpiredByTimeout: false,
});

export function factorLimits(pool: Pool): FactorLimits {
  const limiter = new RateLimiterPostgres({ ...storeOf(pool), ...perFactor, keyPrefix: 'factor' });
  return {
    take: accountId => consume(limiter, String(accountId)),
    async forget(accountId) {
      await limiter.delete(String(accountId));
    },
  };
}

export function signInLimits(pool: Pool): SignInLimits {
  const common = storeOf(pool);
  const logins = new RateLimiterPostgres({ ...common, ...perLogin, keyPrefix: 'login' });
  const addresses = new RateLimiterPostgres({ ...common, ...perAddress, keyPrefix: 'address' });
  return {
    async take(loginId, address) {
      await consume(addresses, address);
      await consume(logins, keyOf(loginId));
    },
    async forget(loginId, address) {
      await logins.delete(keyOf(loginId));
      await addresses.reward(address, 1);
    },
  };
}

/** Unknown logins are counted like known ones, whatever their length. `triesKey` is the same in SQL. */
function keyOf(loginId: string): string {
  return createHash('sha256').update(loginId).digest('base64url');
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw new TooMany(Math.ceil(refusal.msBeforeNext / 1000));
    // No limit can be kept without the database: refuse rather than let tries through uncounted.
    throw new Unavailable('sign-in limits cannot be read');
  }
}
