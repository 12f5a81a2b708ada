import type { RequestHandler } from 'express';
import { rights } from '../../access/index.ts';
import type { CwsRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { presentStrip } from './present-strip.ts';

/** Counts the unread alerts in force, for the menu of whoever reads the website. */
export function countAlertsForMenu({ alertWatch }: Pick<CwsRoom, 'alertWatch'>): RequestHandler {
  return async (req, res, next) => {
    if (req.user && rights.member(req.user)) res.locals['menuCounts'] = { ...res.locals['menuCounts'] as object | undefined, 'cws:nav.alerts': await alertWatch.unread(req.user) };
    next();
  };
}

/** Lets every page ask its reader to acknowledge the newest urgent alert. */
export function urgentStrip(room: Pick<CwsRoom, 'alertWatch' | 'lists' | 'texts' | 'offices'>): RequestHandler {
  return async (req, res, next) => {
    if (req.user && rights.member(req.user)) {
      const back = req.method === 'GET' ? req.originalUrl : undefined;
      res.locals['urgentAlert'] = presentStrip(await room.alertWatch.unacknowledged(req.user), wordsOf(room, res), room, back);
    }
    next();
  };
}
