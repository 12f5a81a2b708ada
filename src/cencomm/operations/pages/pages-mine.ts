import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { together } from '../../../db/together.ts';
import { BadRequest, NotVisible, type FieldProblem } from '../../../errors.ts';
import { choice, choices, readForm, readQuery } from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import { pathOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { provenOf } from '../members/proven.ts';
import { acceptInvitation, declineInvitation, nameOfficers, officersToName } from '../members/answer-invitation.ts';
import { presentMine } from '../presenters/presenter-mine.ts';
import { presentNaming } from '../presenters/presenter-naming.ts';
import { isId, listEntered } from '../store.ts';
import { findOwnAnswer, listInvited } from '../members/store-invitations.ts';
import { countMine, listRequests } from '../store-mine.ts';
import { render } from '../../../web/render.ts';

const deeds = ['requested', 'declined', 'named', 'left'] as const;

/** Everything of CENcomm that belongs to an account: its operations, invitations and requests. */
export function minePages(context: CencommContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { done } = readQuery(req.query, { done: choice(deeds) });
      const at = together(context.pool);
      const [entered, counts, invited, requests] = await Promise.all([
        listEntered(at, viewer).then(all => provenOf(context, viewer, all)),
        countMine(at, viewer),
        listInvited(at, viewer, context.offices),
        listRequests(at, viewer),
      ]);
      render(res, 'cencomm/operations/index', {
        ...presentMine({ viewer, entered, counts, invited, requests, context, words: wordsOf(context, res) }),
        done: done === '' ? undefined : done,
      });
    },

    naming(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      return showNaming(context, req, res);
    },

    /** One button accepts, the other declines; for an office's invitation officers are named instead. */
    answer: (req: Request, res: Response): Promise<void> =>
      once(context, req, res, async id => {
        const { values, problems } = readForm(req.body, { answer: choice(['accept', 'decline']) });
        if (!values) throw new BadRequest(problems);
        if (values.answer === 'accept')
          return `${pathOf(await acceptInvitation(context, viewerOf(req), id))}?done=joined`;
        await declineInvitation(context, viewerOf(req), id);
        return '/cencomm?done=declined';
      }),

    name: (req: Request, res: Response): Promise<void> =>
      once(context, req, res, async id => {
        const { officers } = await officersToName(context, viewerOf(req), id);
        const { values, typed, problems } = readForm(req.body, {
          officers: choices(
            officers.map(({ accountId }) => String(accountId)),
            { optional: true },
          ),
        });
        if (!values) throw new BadRequest(problems);
        try {
          const { operationId, joined } = await nameOfficers(context, viewerOf(req), id, values.officers.map(Number));
          return joined ? `${pathOf(operationId)}?done=joined` : '/cencomm?done=named';
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          await showNaming(context, req, res, typed.officers.split(','), [error.problem]);
          return undefined;
        }
      }),
  };
}

/** The page on which officers of an invited office are named. */
async function showNaming(
  context: CencommContext,
  req: Request,
  res: Response,
  typed: readonly string[] = [],
  problems: readonly FieldProblem[] = [],
): Promise<void> {
  const { invited, officers } = await officersToName(context, viewerOf(req), req.params.invitation);
  if (problems.length > 0) res.status(422);
  render(
    res,
    'cencomm/operations/naming',
    presentNaming({ invited, officers, typed, problems, context, words: wordsOf(context, res) }),
  );
}

/**
 * Returns an invitation, unless the work has answered the request itself. If this viewer answered the invitation
 * before, they are sent where the first answer led.
 */
async function once(
  context: CencommContext,
  req: Request,
  res: Response,
  work: (id: string) => Promise<string | undefined>,
): Promise<void> {
  const id = String(req.params.invitation);
  try {
    const to = await work(id);
    if (to !== undefined) res.redirect(303, to);
  } catch (error) {
    const known =
      error instanceof NotVisible && isId(id) ? await findOwnAnswer(context.pool, viewerOf(req), id) : undefined;
    if (!known) throw error;
    res.redirect(303, known.state === 'declined' ? '/cencomm?done=declined' : '/cencomm');
  }
}
