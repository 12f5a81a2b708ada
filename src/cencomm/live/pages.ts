import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { BadRequest } from '../../errors.ts';
import { readQuery } from '../../fields/index.ts';
import { enter } from '../operations/store.ts';
import { listMemberCards } from '../operations/members/store-members.ts';
import { wordsOf } from '../context.ts';
import type { CencommContext } from '../context.ts';

/**
 * Milliseconds between two signs of life, which keep proxies from ending an idle connection; and until the page must
 * authenticate again.
 */
const beat = 25_000;
const longest = 60 * 60_000;

/** News for an open page, as server-sent events. They say that there is something new, and in which operation. */
export function livePages(context: CencommContext) {
  const { live } = context;
  return {
    /**
     * Which members are online, for the dots of an open page. Requested every minute, about members the page has shown:
     * not noted in the trail.
     */
    async presence(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const members = await listMemberCards(context.pool, viewer, await enter(context.pool, viewer, req.params.id));
      const { t } = wordsOf(context, res);
      res
        .set('Cache-Control', 'no-store')
        .json({
          online: members.filter(({ isOnLine }) => isOnLine).map(({ accountId }) => accountId),
          words: { on: t('cencommops:people.onLine'), away: t('cencommops:people.away') },
        });
    },

    stream(req: Request, res: Response): void {
      const viewer = viewerOf(req);
      // Requested as an ordinary page it would never end.
      if (!req.get('accept')?.includes('text/event-stream'))
        throw new BadRequest([], 'not asked for as an event stream');
      // With no-transform, compression passes each event on at once; without the last header, nginx holds it back.
      res.set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      });
      res.flushHeaders();
      res.write('retry: 3000\n\n');
      const beats = setInterval(() => res.write(':\n\n'), beat).unref();
      const over = setTimeout(() => res.end(), longest).unref();
      const close = live.open({
        accountId: viewer.accountId,
        sid: req.sessionID,
        send: (event, operationId) =>
          void res.write(`event: ${event}\ndata: ${JSON.stringify({ operation: operationId })}\n\n`),
        end: () => void res.end(),
      });
      res.once('close', () => {
        clearInterval(beats);
        clearTimeout(over);
        close();
      });
    },
  };
}
