import type { RequestHandler } from 'express';
import { rights } from '../../access/index.ts';
import type { Factors, Viewer } from '../../access/index.ts';
import type { CwsRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { presentStrip } from './present-strip.ts';

/** Whether an account reads the website: a member, and not one that has still to set up the second factor it needs. */
function reads(viewer: Viewer, factors: Pick<Factors, 'requires'>): boolean {
  return rights.member(viewer) && (viewer.hasFactor === true || !factors.requires(viewer));
}

/** Counts the unread alerts in force, for the menu of whoever reads the website. */
export function countAlertsForMenu(
  { alertWatch }: Pick<CwsRoom, 'alertWatch'>,
  factors: Pick<Factors, 'requires'>,
): RequestHandler {
  return async (req, res, next) => {
    if (req.user && reads(req.user, factors))
      res.locals.menuCounts = {
        ...(res.locals.menuCounts as object | undefined),
        'cws:nav.alerts': await alertWatch.unread(req.user),
      };
    next();
  };
}

/** Lets every page ask its reader to acknowledge the newest urgent alert. */
export function urgentStrip(
  room: Pick<CwsRoom, 'alertWatch' | 'lists' | 'texts' | 'offices'>,
  factors: Pick<Factors, 'requires'>,
): RequestHandler {
  return async (req, res, next) => {
    if (req.user && reads(req.user, factors)) {
      const back = req.method === 'GET' ? req.originalUrl : undefined;
      res.locals.urgentAlert = presentStrip(
        await room.alertWatch.unacknowledged(req.user),
        wordsOf(room, res),
        room,
        back,
      );
    }
    next();
  };
}
