import type { Request, Response } from 'express';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { choice, readQuery } from '../../fields/index.ts';
import { render } from '../../web/render.ts';
import type { CwsContext } from '../context.ts';
import { endDigests } from './store.ts';

/**
 * Leaving the digests by the address in their header: mail programs post to it without a session (RFC 8058). Looking at
 * it does nothing, as mail scanners do. A token that is none is answered as one that is, so that nobody can try tokens.
 */
export function leavePages({ pool }: Pick<CwsContext, 'pool'>) {
  return {
    show(req: Request, res: Response): void {
      const token = tokenOf(req);
      const { done } = readQuery(req.query, { done: choice(['1']) });
      render(res, 'cws/leave', { action: `/cws/leave/${token}`, isDone: done === '1' });
    },

    async leave(req: Request, res: Response): Promise<void> {
      const token = tokenOf(req);
      await inTransaction(pool, async client => {
        const left = await endDigests(client, token);
        if (left)
          await note(
            client,
            { ...left, origin: { address: req.ip ?? '', requestId: req.id } },
            { action: 'subscription.ended', detail: { rhythm: left.rhythm } },
          );
      });
      res.redirect(303, `/cws/leave/${token}?done=1`);
    },
  };
}

function tokenOf(req: Request): string {
  const token = String(req.params.token);
  if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(token)) throw new NotFound('no such address');
  return token;
}
