import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import { NotFound } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import { viewerOf } from '../../guard.ts';
import { presentAccount } from './presenter-account.ts';
import type { AccountsContext } from '../context.ts';
import { listChanges, listFailedTries } from '../store-history.ts';
import { findProposal } from '../store-proposals.ts';
import { findAccount } from '../store.ts';
import { wordsFor } from './words.ts';
import { today } from '../../../text/plain-date.ts';
import { readQuery, freeText } from '../../../fields/index.ts';
import { render } from '../../../web/render.ts';

/** What an act may report of itself in the address of the page it leads to. */
const reports = [
  'access',
  'proposed',
  'confirmed',
  'refused',
  'endDate',
  'suspension',
  'resumption',
  'unlocking',
  'reset',
  'ending',
] as const;

/** `/access/accounts/:id`: one account with its history. Another office's is not there. */
export function accountPages(context: AccountsContext) {
  return {
    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: freeText });
      const viewer = viewerOf(req);
      const account = await findAccount(context.pool, viewer, accountId(req));
      const [changes, proposal, failed] = await Promise.all([
        listChanges(context.pool, account),
        findProposal(context.pool, account),
        account.tries > 0 ? listFailedTries(context.pool, account) : [],
      ]);
      await note(context.pool, viewer, { action: 'account.read', subject: account.loginId });
      const words = wordsFor(context, res.locals.lang as Language);
      const report = reports.find(one => one === done);
      render(
        res,
        'access/account',
        presentAccount({
          viewer,
          account,
          changes,
          failed,
          words,
          today: today(),
          ...(proposal ? { proposal } : {}),
          ...(report ? { report } : {}),
        }),
      );
    },
  };
}

/** The number in the address. Throws NotFound for what is no number of an account. */
export function accountId(req: Request, name = 'id'): number {
  const text = String(req.params[name]);
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound('no such account');
  return Number(text);
}
