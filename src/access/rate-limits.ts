import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { note } from '../audit/index.ts';
import type { Pool } from '../db/pool.ts';
import { TooMany } from '../errors.ts';
import type { Route } from '../web/route.ts';
import { viewerOf } from './guard.ts';
import type { Right } from './rights.ts';
import type { Viewer } from './viewer.ts';

/** How much one account may ask for. */
interface Allowance {
  readonly pagesPerMinute: number;
  readonly exportsPer10Minutes: number;
}

/** Far above what a person reads or takes along, far below what a program needs to carry the database away. */
const usualAllowance: Allowance = { pagesPerMinute: 300, exportsPer10Minutes: 20 };

type Counted = 'page' | 'image' | 'export';
/** A page of pictures asks for two of each, and for more when it is scrolled or looked into. */
const imagesPerPage = 10;

interface UseLimits {
  /** Counts one more. Throws TooMany (seconds) beyond the allowance; the first time in a window leaves an audit row. */
  take(viewer: Viewer, kind: Counted, path: string): Promise<void>;
}

/**
 * Pages and images are counted in this process, which costs nothing; exports in the database, for all processes
 * together.
 */
export function useLimits(pool: Pool, given: Partial<Allowance> = {}): UseLimits {
  const { pagesPerMinute = usualAllowance.pagesPerMinute, exportsPer10Minutes = usualAllowance.exportsPer10Minutes } =
    given;
  const limiters = {
    page: new RateLimiterMemory({ points: pagesPerMinute, duration: 60, keyPrefix: 'page' }),
    image: new RateLimiterMemory({ points: pagesPerMinute * imagesPerPage, duration: 60, keyPrefix: 'image' }),
    export: new RateLimiterPostgres({
      points: exportsPer10Minutes,
      duration: 10 * 60,
      keyPrefix: 'export',
      storeClient: pool,
      storeType: 'pool',
      tableName: 'sign_in_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
    }),
  };
  return {
    async take(viewer, kind, path) {
      const limiter = limiters[kind];
      const refusal = await limiter.consume(viewer.accountId).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refusal === undefined) return;
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const seconds = Math.ceil(refusal.msBeforeNext / 1000);
      // One row tells it; a row for each further request would let an account swell the trail.
      if (refusal.consumedPoints === limiter.points + 1)
        await note(pool, viewer, {
          action: 'page.refused',
          outcome: 'refused',
          subject: path.slice(0, 200),
          detail: { why: `too many ${kind}s`, seconds },
        });
      throw new TooMany(seconds, `too many ${kind}s`);
    },
  };
}

/** The same routes, each counted for its account once it may enter and before its work is done. */
export function counted(limits: UseLimits, routes: readonly Route<Right>[]): Route<Right>[] {
  return routes.map(route =>
    route.access === 'public'
      ? route
      : {
          ...route,
          async handler(req, res) {
            await limits.take(viewerOf(req), route.counts ?? 'page', req.path);
            return route.handler(req, res);
          },
        },
  );
}
