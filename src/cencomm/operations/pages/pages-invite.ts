import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { choice, code, freeText, readQuery, shaped, uuid } from '../../../fields/index.ts';
import { frameOf, pathOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { findOfficers, findOffices } from '../members/store-candidates.ts';
import { invite, invitedRoles } from '../members/invite.ts';
import { requireManager } from '../operation.ts';
import { actInside, markFailed, type Failed } from './pages-act.ts';
import { presentInvite } from '../presenters/presenter-invite.ts';
import { enter } from '../store.ts';
import { listedToday } from '../../../reference/index.ts';
import { render } from '../../../web/render.ts';

/** Fewer letters would match almost everyone. */
const shortest = 2;

/** Inviting offices and officers of any administration, and partners. */
export function invitePages(context: CencommContext) {
  async function show(req: Request, res: Response, failed?: Failed): Promise<void> {
    const viewer = viewerOf(req);
    const entered = await enter(context.pool, viewer, req.params.id);
    requireManager(entered);
    const q = failed ? (failed.typed.q ?? '') : readQuery(req.query, { q: freeText }).q;
    const isSearch = q.length >= shortest;
    const found = isSearch
      ? await findOfficers(context.pool, viewer, entered, q, context.offices)
      : { rows: [], hasMore: false };
    // The words are not noted in the trail: whom an owner looks for is the operation's own business.
    if (isSearch && !failed)
      await note(context.pool, viewer, {
        action: 'operation.candidatesListed',
        subject: `operation:${entered.operation.id}`,
      });
    const frame = await frameOf(context, viewer, res, entered, 'members');
    markFailed(res, failed);
    render(res, 'cencomm/operations/invite', {
      frame,
      ...presentInvite({
        entered,
        q,
        offices: isSearch ? findOffices(q, context.offices) : [],
        officers: found.rows,
        hasMore: found.hasMore,
        clientUuid: failed?.typed.clientUuid ?? randomUUID(),
        context,
        words: wordsOf(context, res),
        ...(failed ? { failed } : {}),
      }),
    });
  }

  return {
    find: (req: Request, res: Response): Promise<void> => show(req, res),

    invite: actInside(context, {
      fields: {
        clientUuid: uuid,
        q: shaped(/^[^\p{Cc}]{0,200}$/u, 'forms:problem.malformed', { optional: true }),
        whom: shaped(/^(office|account)-[1-9]\d{0,8}$/, 'forms:problem.notListed'),
        role: choice(invitedRoles),
        country: code(listedToday(context.lists, 'country'), { optional: true }),
      },
      hidden: ['clientUuid', 'q'],
      require: requireManager,
      again: show,
      async work(req, values) {
        const [kind, id] = values.whom.split('-');
        const operationId = String(req.params.id);
        await invite(context, viewerOf(req), operationId, {
          clientUuid: values.clientUuid,
          whom: { kind: kind === 'office' ? 'office' : 'account', id: Number(id) },
          role: values.role,
          country: values.country,
        });
        return `${pathOf(operationId)}/members?done=invited`;
      },
    }),
  };
}
