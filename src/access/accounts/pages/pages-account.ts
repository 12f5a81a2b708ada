import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import { NotFound } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import { viewerOf } from '../../guard.ts';
import { presentAccount } from './presenter-account.ts';
import type { AccountsContext } from '../context.ts';
import { listChanges, listFailedTries } from '../store-history.ts';
import { networkOf } from '../../session/sign-in-throttle.ts';
import { listWaiting } from '../../session/store-tries.ts';
import { findOpenAddress } from '../../corrections/store.ts';
import { findMoveOf } from '../../moves/store.ts';
import { findProposal, mayDecide } from '../store-proposals.ts';
import { presentProposal } from './presenter-proposal.ts';
import { findAccount } from '../store.ts';
import { wordsFor } from './words.ts';
import { today } from '../../../text/plain-date.ts';
import { readQuery, freeText } from '../../../fields/index.ts';
import { render } from '../../../web/render.ts';

/** What an act may report of itself in the address of the page it leads to. */
const reports = [
  'access',
  'proposed',
  'factorReset',
  'confirmed',
  'refused',
  'endDate',
  'suspension',
  'resumption',
  'unlocking',
  'reset',
  'resetAtOnce',
  'ending',
  'corrected',
  'addressAsked',
  'addressSent',
  'addressWithdrawn',
  'moveAsked',
] as const;

/** `/access/accounts/:id`: one account with its history. Another office's is not there. */
export function accountPages(context: AccountsContext) {
  return {
    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: freeText });
      const viewer = viewerOf(req);
      const account = await findAccount(context.pool, viewer, accountId(req));
      const [changes, proposal, failed, address, move] = await Promise.all([
        listChanges(context.pool, account),
        findProposal(context.pool, account),
        listFailedTries(context.pool, account),
        findOpenAddress(context.pool, account),
        findMoveOf(context.pool, account),
      ]);
      const waiting = await listWaiting(
        context.pool,
        failed.flatMap(({ address: from }) => (from === null ? [] : [networkOf(from)])),
      );
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
          failed: account.tries + account.factorTries > 0 ? failed : [],
          waiting,
          words,
          today: today(),
          ...(proposal
            ? {
                proposal: presentProposal(context, {
                  viewer,
                  account,
                  proposal,
                  decides: await mayDecide(context.pool, viewer, proposal),
                  words,
                }),
              }
            : {}),
          ...(address ? { address } : {}),
          ...(move
            ? { move, moveTo: context.offices.name(context.offices.byId(move.toOffice)?.code ?? '', words.lang) }
            : {}),
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
