import type { RequestHandler } from 'express';
import { rights } from '../../access/index.ts';
import type { Pool } from '../../db/pool.ts';
import { countWaiting } from './store-queue.ts';

/** Counts what waits for review, for the menu of who reviews: on the pages of the database of pictures and at home. */
export function countPicturesForMenu(pool: Pool): RequestHandler {
  return async (req, res, next) => {
    const { user } = req;
    if (
      user &&
      rights['cpdb:review'](user) &&
      (req.path === '/' || req.path === '/cpdb' || req.path.startsWith('/cpdb/')) &&
      !req.path.startsWith('/cpdb/images/')
    ) {
      res.locals.menuCounts = {
        ...(res.locals.menuCounts as object | undefined),
        'cpdb:nav.review': await countWaiting(pool, user),
      };
    }
    next();
  };
}
