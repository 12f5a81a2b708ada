import type { RequestHandler } from 'express';
import { rights } from '../../../access/index.ts';
import type { Pool } from '../../../db/pool.ts';
import { countWaiting } from '../store-list.ts';

/**
 * Counts the referrals that wait, for the menu: on every page of who handles them; of others, who wait for news of
 * their own, on the pages of CWS and at home.
 */
export function countReferrals(pool: Pool): RequestHandler {
  return async (req, res, next) => {
    const { user } = req;
    const isNear = req.path === '/' || req.path === '/cws' || req.path.startsWith('/cws/');
    if (user && rights.member(user) && (isNear || rights['referral:handle'](user))) {
      const { waiting, news } = await countWaiting(pool, user);
      res.locals.menuCounts = {
        ...(res.locals.menuCounts as object | undefined),
        'cwsreferrals:section': waiting + news,
        referralsWaiting: waiting,
        referralsNews: news,
      };
    }
    next();
  };
}
