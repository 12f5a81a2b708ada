import type { RequestHandler } from 'express';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { noteRefusal } from '../audit/index.ts';
import type { News } from '../db/news.ts';
import type { Pool } from '../db/pool.ts';
import { TooMany } from '../errors.ts';
import type { Room, Route } from '../web/route.ts';
import { viewerOf } from './guard.ts';
import type { Right } from './rights.ts';
import { sharedLimiter, type Refusal, type SharedLimiter } from './shared-limiter.ts';
import type { Viewer } from './viewer.ts';

/** How much one account may ask for. */
interface Allowance {
  readonly pagesPerMinute: number;
  readonly exportsPer10Minutes: number;
}

/** Far above what a person reads or takes along, far below what a program needs to carry the database away. */
const usualAllowance: Allowance = { pagesPerMinute: 300, exportsPer10Minutes: 20 };

type Counted = 'page' | 'image' | 'export' | 'preview';
/** A page of pictures asks for two of each, and for more when it is scrolled or looked into. */
const imagesPerPage = 10;
/** A preview costs what ten pages cost; it is asked for when the typing pauses. */
const previewsPerPage = 0.2;

interface UseLimits {
  /** Counts one more. Throws TooMany (seconds) beyond the allowance; the first time in a window leaves an audit row. */
  take(viewer: Viewer, kind: Counted, path: string): Promise<void>;
  /** Counts one more page for an address where nobody is signed in. Throws TooMany (seconds). */
  takeOf(address: string): Promise<void>;
}

/**
 * What is asked for of all processes together. Pages, images and previews are counted in memory, which costs nothing;
 * exports, to the last one, in the database.
 */
export function useLimits(pool: Pool, news: News, given: Partial<Allowance> = {}): UseLimits {
  const { pagesPerMinute = usualAllowance.pagesPerMinute, exportsPer10Minutes = usualAllowance.exportsPer10Minutes } =
    given;
  const perMinute = (name: Counted, points: number) => sharedLimiter(news, { name, points, duration: 60 });
  const limiters: Readonly<Record<Counted, SharedLimiter>> = {
    page: perMinute('page', pagesPerMinute),
    image: perMinute('image', pagesPerMinute * imagesPerPage),
    preview: perMinute('preview', Math.ceil(pagesPerMinute * previewsPerPage)),
    export: exportLimiter(pool, exportsPer10Minutes),
  };
  return {
    async takeOf(address) {
      const refusal = await limiters.page.take(`address:${address}`);
      if (refusal) throw new TooMany(Math.ceil(refusal.msBeforeNext / 1000), 'too many pages');
    },
    async take(viewer, kind, path) {
      const refusal = await limiters[kind].take(viewer.accountId);
      if (!refusal) return;
      const seconds = Math.ceil(refusal.msBeforeNext / 1000);
      // One row a window tells it; whoever goes on for hours is counted.
      if (refusal.isFirst)
        await noteRefusal(pool, viewer, {
          action: 'page.refused',
          sort: `too many ${kind}s`,
          subject: path.slice(0, 200),
          detail: { why: `too many ${kind}s`, seconds },
        });
      throw new TooMany(seconds, `too many ${kind}s`);
    },
  };
}

function exportLimiter(pool: Pool, points: number): SharedLimiter {
  const limiter = new RateLimiterPostgres({
    points,
    duration: 10 * 60,
    keyPrefix: 'export',
    storeClient: pool,
    storeType: 'pool',
    tableName: 'sign_in_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
  });
  return {
    async take(key): Promise<Refusal | undefined> {
      try {
        await limiter.consume(key);
        return undefined;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { msBeforeNext: refusal.msBeforeNext, isFirst: refusal.consumedPoints === points + 1 };
      }
    },
  };
}

/** Counts addresses that lead nowhere like pages: for the account, or for where a visitor comes from. */
export function countUnknown(limits: UseLimits): RequestHandler {
  return async (req, _res, next) => {
    if (req.user) await limits.take(req.user, 'page', req.path);
    else await limits.takeOf(req.ip ?? 'unknown');
    next();
  };
}

/** The same room, each of its routes counted for its account once it may enter and before its work is done. */
export function countedRoom(limits: UseLimits, room: Room<Right>): Room<Right> {
  return { ...room, load: async () => (await room.load()).map(route => countedRoute(limits, route)) };
}

function countedRoute(limits: UseLimits, route: Route<Right>): Route<Right> {
  if (route.access === 'public') return route;
  return {
    ...route,
    async handler(req, res) {
      await limits.take(viewerOf(req), route.counts ?? 'page', req.path);
      return route.handler(req, res);
    },
  };
}
