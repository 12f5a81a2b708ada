import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotFound } from '../../../errors.ts';
import { choice, readQuery } from '../../../fields/index.ts';
import { render } from '../../../web/render.ts';
import type { SeizuresContext } from '../../context.ts';
import { endLetters } from '../store-watches.ts';

/**
 * Ends the letters of a list by the address in their header: mail programs post to it without a session (RFC 8058).
 * Looking at it does nothing. A token that is none is answered as one that is.
 */
export function leavePages({ pool }: Pick<SeizuresContext, 'pool'>) {
  return {
    show(req: Request, res: Response): void {
      const token = tokenOf(req);
      const { done } = readQuery(req.query, { done: choice(['1']) });
      render(res, 'seizures/watches/leave', { action: `/seizures/watches/leave/${token}`, isDone: done === '1' });
    },

    async leave(req: Request, res: Response): Promise<void> {
      const token = tokenOf(req);
      await inTransaction(pool, async client => {
        const left = await endLetters(client, token);
        if (!left) return;
        const actor = { ...left, origin: { address: req.ip ?? '', requestId: req.id } };
        await note(client, actor, { action: 'watch.lettersEnded', subject: String(left.id) });
      });
      res.redirect(303, `/seizures/watches/leave/${token}?done=1`);
    },
  };
}

function tokenOf(req: Request): string {
  const token = String(req.params.token);
  if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(token)) throw new NotFound('no such address');
  return token;
}
