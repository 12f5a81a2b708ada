import type { RequestHandler } from 'express';
import { rights } from '../../../access/index.ts';
import type { Viewer } from '../../../access/index.ts';
import type { CencommContext } from '../../context.ts';
import { officesAnsweredFor } from '../members/store-invitations.ts';
import { countWaiting } from '../lifecycle/store-waiting.ts';

/** Milliseconds a page waits for its counts, and for which no page asks again after they were late. */
const patience = 2000;
const rest = 10_000;

/**
 * Counts what waits in CENcomm for the menu of everybody who may enter it: unread messages, invitations, and for the
 * Secretariat requests. A page is answered without them when they cannot be counted, or not soon.
 */
export function countCencommForMenu({
  pool,
  offices,
  unread,
  log,
}: Pick<CencommContext, 'pool' | 'offices' | 'unread' | 'log'>): RequestHandler {
  let restsUntil = 0;

  async function count(viewer: Viewer): Promise<Readonly<Record<string, number>>> {
    const [{ invitations, requests }, inbox] = await Promise.all([
      countWaiting(pool, viewer, officesAnsweredFor(viewer, offices)),
      unread.of(viewer),
    ]);
    return { 'cencomm:nav.operations': invitations, 'cencomm:nav.inbox': inbox, 'cencomm:nav.register': requests };
  }

  return async (req, res, next) => {
    const { user } = req;
    if (user && rights.cencomm(user) && Date.now() >= restsUntil) {
      const counts = await inTime(count(user)).catch((error: unknown) => {
        restsUntil = Date.now() + rest;
        log.warn({ err: error }, 'what waits in CENcomm could not be counted');
        return {};
      });
      res.locals.menuCounts = { ...(res.locals.menuCounts as object | undefined), ...counts };
    }
    next();
  };
}

/** Rejects if the answer is late. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
