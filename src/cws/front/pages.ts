import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { choice, readQuery } from '../../fields/index.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { together } from '../../db/together.ts';
import { findSubscription } from '../subscription/store.ts';
import { isNarrow } from '../subscription/subscription.ts';
import { wantedDocuments } from '../subscription/scope.ts';
import { presentFront } from './presenter.ts';
import { readFront, recordVisit } from './store.ts';
import { render } from '../../web/render.ts';

/** What every officer opens first in the morning. */
export function frontPages(context: CwsContext) {
  return {
    async show(req: Request, res: Response): Promise<void> {
      const { show } = readQuery(req.query, { show: choice(['all']) });
      const viewer = viewerOf(req);
      const [followed, before] = await Promise.all([
        findSubscription(context.pool, viewer),
        recordVisit(context.pool, viewer),
      ]);
      const isMine = isNarrow(followed) ? show !== 'all' : undefined;
      // What the menu and the strip of urgent ones say of alerts is known from there.
      const [front, unread, urgent] = await Promise.all([
        readFront(together(context.pool), viewer, { wanted: isMine ? wantedDocuments(followed) : undefined, before }),
        context.alertWatch.unread(viewer),
        context.alertWatch.unacknowledged(viewer),
      ]);
      render(
        res,
        'cws/front',
        presentFront({
          viewer,
          front,
          unread,
          toAcknowledge: urgent.length,
          before,
          isMine,
          words: wordsOf(context, res),
          context,
        }),
      );
    },
  };
}
