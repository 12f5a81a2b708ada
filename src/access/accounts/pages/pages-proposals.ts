import type { Request, Response } from 'express';
import { Forbidden } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import { reason } from '../../form-fields.ts';
import { viewerOf } from '../../guard.ts';
import type { Account } from '../account.ts';
import { confirmProposal, refuseProposal } from '../commands/decide-proposal.ts';
import { accountId } from './pages-account.ts';
import { presentDecision } from './presenter-form.ts';
import type { FormSources } from './presenter-form.ts';
import type { AccountsContext } from '../context.ts';
import { findProposal } from '../store-proposals.ts';
import type { Proposal } from '../store-proposals.ts';
import { findAccount } from '../store.ts';
import { wordsFor } from './words.ts';
import { today } from '../../../text/plain-date.ts';
import { anyText, readForm, readQuery } from '../../../fields/index.ts';
import { render } from '../../../web/render.ts';

type Verb = 'confirmation' | 'refusal';
const operations = { confirmation: confirmProposal, refusal: refuseProposal } as const;

/** The second administrator's pages on a proposal. */
export function proposalPages(context: AccountsContext) {
  const load = async (
    req: Request,
    res: Response,
  ): Promise<{ sources: FormSources; account: Account; proposal: Proposal | undefined; wanted: number }> => {
    const viewer = viewerOf(req);
    const account = await findAccount(context.pool, viewer, accountId(req));
    const [proposal, wanted] = [await findProposal(context.pool, account), accountId(req, 'proposal')];
    return {
      account,
      wanted,
      proposal: proposal?.id === wanted ? proposal : undefined,
      sources: { viewer, account, words: wordsFor(context, res.locals.lang as Language), today: today() },
    };
  };
  return (verb: Verb) => ({
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const { sources, account, proposal } = await load(req, res);
      if (!proposal) return res.redirect(303, `/access/accounts/${account.id}`);
      refuseSamePerson(verb, proposal, sources);
      render(res, 'access/change', presentDecision(verb, proposal, sources));
    },

    async act(req: Request, res: Response): Promise<void> {
      const { sources, account, proposal, wanted } = await load(req, res);
      const { typed, read, problems } = readForm(req.body, { version: anyText, reason });
      if (proposal && problems.length > 0)
        return render(
          res.status(422),
          'access/change',
          presentDecision(verb, proposal, { ...sources, typed, problems }),
        );
      const outcome = await operations[verb](context, sources.viewer, {
        id: account.id,
        proposal: wanted,
        reason: read.reason ?? '',
      });
      if (outcome.kind === 'done')
        return res.redirect(303, `/access/accounts/${account.id}?done=${outcome.note ?? 'refused'}`);
      if (outcome.kind === 'problems' && proposal)
        return render(
          res.status(422),
          'access/change',
          presentDecision(verb, proposal, { ...sources, typed, problems: outcome.problems }),
        );
      render(res.status(409), 'access/change', {
        ...presentDecision(verb, proposal ?? nobodys(account), { ...sources, stale: true, closed: true }),
      });
    },
  });
}

/** Refused before anything is asked: one person is not two. */
function refuseSamePerson(verb: Verb, { madeBy }: Proposal, { viewer, account }: FormSources): void {
  if (account.id === viewer.accountId || (verb === 'confirmation' && madeBy === viewer.accountId))
    throw new Forbidden('needs a second person');
}

/** What a page that came too late is about: nothing is proposed any more. */
function nobodys(account: Account): Proposal {
  return {
    id: 0,
    accountId: account.id,
    level: account.level,
    duties: account.duties,
    reason: '',
    madeBy: 0,
    by: '',
    madeAt: new Date(0),
  };
}
