import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { BadRequest, Forbidden } from '../../errors.ts';
import { readQuery } from '../../fields/index.ts';
import { enter } from '../operations/store.ts';
import { listMemberCards } from '../operations/members/store-members.ts';
import { wordsOf, type CencommContext } from '../context.ts';

/**
 * Milliseconds between two signs of life, which keep proxies from ending an idle connection; and until the page must
 * authenticate again.
 */
const beat = 25_000;
const longest = 60 * 60_000;

/**
 * News for an open page, as server-sent events: that there is something new, in which operation, and for accounts the
 * message's sealed list names its line as a list shows it.
 */
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
      // Browsers say which site asks; the session's cookie alone does not.
      if (!['same-origin', undefined].includes(req.get('sec-fetch-site'))) throw new Forbidden('another site asks');
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
        lang: wordsOf(context, res).lang,
        send: (event, told) => {
          if (!res.writableEnded) res.write(`event: ${event}\ndata: ${told}\n\n`);
        },
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
