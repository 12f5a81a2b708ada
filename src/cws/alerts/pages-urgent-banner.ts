import type { RequestHandler } from 'express';
import { rights, type Factors, type Viewer } from '../../access/index.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { presentStrip } from './presenter-banner.ts';

/** Whether an account reads the website: a member, and not one that has still to set up the second factor it needs. */
function reads(viewer: Viewer, factors: Pick<Factors, 'requires'>): boolean {
  return rights.member(viewer) && (viewer.hasFactor === true || !factors.requires(viewer));
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
