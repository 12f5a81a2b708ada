import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { TooMany, Unavailable } from '../../errors.ts';
import type { Pool } from '../../db/pool.ts';
import { addressWaitsAt, lockedAt } from './store-tries.ts';

/**
 * Five wrong passwords lock a login for 15 minutes; one address may try 30 logins' worth before it waits. Short, so
 * that nobody can lock a colleague out for long. Only wrong ones count, so many officers may sit behind one address.
 */
const perLogin = { points: lockedAt, duration: 15 * 60, blockDuration: 15 * 60 };
/** Five wrong codes stop further ones for 15 minutes, whichever session they come from. */
const perFactor = { points: 5, duration: 15 * 60, blockDuration: 15 * 60 };
const perAddress = { points: addressWaitsAt, duration: 10 * 60, blockDuration: 5 * 60 };

export interface SignInLimits {
  /**
   * Counts one try before the password is checked, atomically. Throws TooMany (seconds) when login or address must
   * wait. `known` names who tries where that is known before the password (a browser known to the login, a passkey, a
   * session): it has an allowance of its own, whatever strangers spent of the others.
   */
  take(loginId: string, address: string, known?: string): Promise<void>;
  /**
   * Forgets the tries of a login after a right password, and gives the address its one back; with `known`, its
   * own only.
   */
  forget(loginId: string, address: string, known?: string): Promise<void>;
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
  const knowns = new RateLimiterPostgres({ ...common, ...perLogin, keyPrefix: 'known' });
  return {
    async take(loginId, address, known) {
      if (known !== undefined) return consume(knowns, keyOf(known));
      await consume(addresses, networkOf(address));
      await consume(logins, keyOf(loginId));
    },
    async forget(loginId, address, known) {
      if (known !== undefined) return void (await knowns.delete(keyOf(known)));
      await logins.delete(keyOf(loginId));
      await addresses.reward(networkOf(address), 1);
    },
  };
}

/** One subscriber has an IPv4 address, or 2^64 of IPv6 in one network, which therefore count as one. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = address.includes('::') ? 8 - groups.length - (tail === '' ? 0 : tail.split(':').length) : 0;
  const whole = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail === '' ? [] : tail.split(':'))];
  return `${whole
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
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
