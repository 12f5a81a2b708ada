import type { RequestHandler } from 'express';
import { rights } from '../../access/index.ts';
import type { CencommRoom } from '../room.ts';
import { officesAnsweredFor } from './store-invitations.ts';
import { countWaiting } from './store-waiting.ts';

/** Counts what waits in CENcomm for the menu of everybody who may enter it: invitations, and for the Secretariat requests. */
export function countCencommForMenu({ pool, offices }: Pick<CencommRoom, 'pool' | 'offices'>): RequestHandler {
  return async (req, res, next) => {
    const { user } = req;
    if (user && rights.cencomm(user)) {
      const { invitations, requests } = await countWaiting(user, pool, officesAnsweredFor(user, offices));
      res.locals['menuCounts'] = { ...res.locals['menuCounts'] as object | undefined, 'cencomm:nav.operations': invitations, 'cencomm:nav.register': requests };
    }
    next();
  };
}
