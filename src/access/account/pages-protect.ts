import type { Request, Response } from 'express';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { objectToFactorReset } from '../accounts/commands/object.ts';
import type { AccessDeps } from '../context.ts';
import { viewerOf } from '../guard.ts';
import { forgetDevices } from '../session/store-devices.ts';
import { idIn } from './pages.ts';

/** What the owner of an account does on `/account` against others who want in. */
export function protectPages(deps: AccessDeps) {
  const { pool } = deps;
  return {
    async object(req: Request, res: Response): Promise<void> {
      await objectToFactorReset(deps, viewerOf(req));
      res.redirect(303, '/account?done=objection');
    },

    async forgetOne(req: Request, res: Response): Promise<void> {
      const [viewer, id] = [viewerOf(req), idIn(req)];
      await inTransaction(pool, async client => {
        if ((await forgetDevices(client, viewer.accountId, { id })) === 0) throw new NotFound('no such browser');
        await note(client, viewer, { action: 'device.forgotten' });
      });
      res.redirect(303, '/account?done=device');
    },
  };
}
