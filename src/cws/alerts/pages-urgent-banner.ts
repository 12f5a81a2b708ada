import type { RequestHandler } from 'express';
import { rights } from '../../access/index.ts';
import type { Factors, Viewer } from '../../access/index.ts';
import type { CwsContext } from '../context.ts';
import { wordsOf } from '../context.ts';
import { presentStrip } from './presenter-banner.ts';

/** Whether an account reads the website: a member, and not one that has still to set up the second factor it needs. */
function reads(viewer: Viewer, factors: Pick<Factors, 'requires'>): boolean {
  return rights.member(viewer) && (viewer.hasFactor === true || !factors.requires(viewer));
}

/** Counts the unread alerts in force, for the menu of whoever reads the website. */
export function countAlertsForMenu(
  { alertWatch }: Pick<CwsContext, 'alertWatch'>,
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
  context: Pick<CwsContext, 'alertWatch' | 'lists' | 'texts' | 'offices'>,
  factors: Pick<Factors, 'requires'>,
): RequestHandler {
  return async (req, res, next) => {
    if (req.user && reads(req.user, factors)) {
      const back = req.method === 'GET' ? req.originalUrl : undefined;
      res.locals.urgentAlert = presentStrip(
        await context.alertWatch.unacknowledged(req.user),
        wordsOf(context, res),
        context,
        back,
      );
    }
    next();
  };
}
