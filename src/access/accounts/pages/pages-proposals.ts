import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import { NeedsSecondPerson, type FieldProblem } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import { reason } from '../../form-fields.ts';
import { viewerOf } from '../../guard.ts';
import { rights } from '../../rights.ts';
import { confirmProposal, refuseProposal } from '../commands/decide-proposal.ts';
import { accountId } from './pages-account.ts';
import { presentDecision, presentWaiting, type Verb } from './presenter-proposal.ts';
import type { FormSources } from './presenter-form.ts';
import type { AccountsContext } from '../context.ts';
import { identityProofs, type Account } from '../account.ts';
import type { Proposal } from '../proposal.ts';
import { findProposal, findProposedAccount, listProposals, mayDecide } from '../store-proposals.ts';
import { wordsFor } from './words.ts';
import { today } from '../../../text/plain-date.ts';
import { anyText, choice, readForm, readQuery } from '../../../fields/index.ts';
import { render } from '../../../web/render.ts';

const operations = { confirmation: confirmProposal, refusal: refuseProposal } as const;
const identity = choice(identityProofs, { optional: true, problems: { notAChoice: 'errors:fields.notInList' } });

/** `/access/proposals`, and the second person's pages on one. */
export function proposalPages(context: AccountsContext) {
  const load = async (
    req: Request,
    res: Response,
  ): Promise<{ sources: FormSources; account: Account; proposal: Proposal | undefined; wanted: number }> => {
    const viewer = viewerOf(req);
    const account = await findProposedAccount(context.pool, viewer, accountId(req));
    const [proposal, wanted] = [await findProposal(context.pool, account), accountId(req, 'proposal')];
    return {
      account,
      wanted,
      proposal: proposal?.id === wanted ? proposal : undefined,
      sources: { viewer, account, words: wordsFor(context, res.locals.lang as Language), today: today() },
    };
  };

  /** Refused before anything is asked: one person is not two. Who proposed it may take it back. */
  const refuseSamePerson = async (verb: Verb, proposal: Proposal, { viewer }: FormSources): Promise<void> => {
    if (verb === 'refusal' && proposal.madeBy === viewer.accountId) return;
    if (!(await mayDecide(context.pool, viewer, proposal))) throw new NeedsSecondPerson();
  };

  return {
    async list(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const [waiting, asked] = await Promise.all([
        listProposals(context.pool, viewer),
        listProposals(context.pool, viewer, true),
      ]);
      await note(context.pool, viewer, { action: 'account.proposalsListed', detail: { shown: waiting.length } });
      const words = wordsFor(context, res.locals.lang as Language);
      render(res, 'access/proposals', presentWaiting(context, { waiting, asked, words }));
    },

    decide: (verb: Verb) => ({
      async ask(req: Request, res: Response): Promise<void> {
        readQuery(req.query, {});
        const { sources, proposal } = await load(req, res);
        if (!proposal) return res.redirect(303, '/access/proposals');
        await refuseSamePerson(verb, proposal, sources);
        render(res, 'access/change', presentDecision(context, verb, proposal, sources));
      },

      async act(req: Request, res: Response): Promise<void> {
        const { sources, account, proposal, wanted } = await load(req, res);
        const { typed, read, problems } = readForm(req.body, { version: anyText, reason, identity });
        const refuse = (found: readonly FieldProblem[], of: Proposal): void =>
          render(
            res.status(422),
            'access/change',
            presentDecision(context, verb, of, { ...sources, typed, problems: found }),
          );
        if (proposal && problems.length > 0) return refuse(problems, proposal);
        const { reason: why = '', identity: proof } = read;
        const decision = { id: account.id, proposal: wanted, reason: why, ...(proof ? { identity: proof } : {}) };
        const outcome = await operations[verb](context, sources.viewer, decision);
        if (outcome.kind === 'done') return res.redirect(303, doneAt(sources, verb));
        if (outcome.kind === 'problems' && proposal) return refuse(outcome.problems, proposal);
        const closed = { ...sources, stale: true, closed: true };
        render(res.status(409), 'access/change', presentDecision(context, verb, proposal ?? nobodys(account), closed));
      },
    }),
  };
}

/** The account, for who looks after it; others do not see it any more once it is decided. */
function doneAt({ viewer, account }: FormSources, verb: Verb): string {
  const isTheirs = rights.administrator(viewer) || viewer.office.id === account.officeId;
  return isTheirs && rights['accounts:manage'](viewer)
    ? `/access/accounts/${account.id}?done=${verb === 'confirmation' ? 'confirmed' : 'refused'}`
    : '/access/proposals';
}

/** What a page that came too late is about: nothing is proposed any more. */
function nobodys(account: Account): Proposal {
  return {
    id: 0,
    accountId: account.id,
    proposed: { what: 'access', level: account.level, duties: account.duties },
    reason: '',
    madeBy: 0,
    by: '',
    madeAt: new Date(0),
    expiresAt: null,
  };
}
