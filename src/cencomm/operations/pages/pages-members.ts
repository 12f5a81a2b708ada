import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { NotVisible } from '../../../errors.ts';
import { choice, code, longtext, readQuery } from '../../../fields/index.ts';
import { listedToday } from '../../../reference/index.ts';
import { readContacts } from '../../../network/index.ts';
import { frameOf, pathOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { readDepartures } from '../members/departures.ts';
import { confirmMember, listUnproven } from '../members/proven.ts';
import { invitedRoles, withdrawInvitation } from '../members/invite.ts';
import { changeRole, handOver, leave, takeOut } from '../membership.ts';
import { requireManager, requireOwner } from '../operation.ts';
import { actInside, markFailed, type Failed } from './pages-act.ts';
import { presentMembers } from '../presenters/presenter-members.ts';
import { longestReason, presentMember } from '../presenters/presenter-member.ts';
import { enter, isId } from '../store.ts';
import { listInvitations } from '../members/store-invitations.ts';
import { listMemberCards } from '../members/store-members.ts';
import { render } from '../../../web/render.ts';

const deeds = ['confirmed', 'invited', 'invitedMany', 'withdrawn', 'changed', 'removed', 'handedOver'] as const;

async function showMembers(context: CencommContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const entered = await enter(context.pool, viewer, req.params.id);
  const { done } = failed ? { done: '' } : readQuery(req.query, { done: choice(deeds) });
  const isOwner = entered.membership.role === 'owner';
  const [members, invitations, unproven, departed] = await Promise.all([
    listMemberCards(context.pool, viewer, entered),
    isOwner ? listInvitations(context.pool, viewer, entered) : [],
    isOwner ? listUnproven(context.pool, context.keys, entered.operation.id) : [],
    readDepartures(context.pool, context.keys, entered),
    note(context.pool, viewer, { action: 'operation.membersRead', subject: `operation:${entered.operation.id}` }),
  ]);
  const contacts = await readContacts(
    context.pool,
    viewer,
    members.map(({ officeId }) => officeId),
  );
  const frame = await frameOf(context, viewer, res, entered, 'members');
  markFailed(res, failed);
  render(res, 'cencomm/operations/members', {
    frame,
    ...presentMembers({
      viewer,
      entered,
      members,
      invitations,
      unproven,
      departed,
      contacts,
      context,
      words: wordsOf(context, res),
      now: new Date(),
      ...(failed ? { failed } : {}),
    }),
    done: done === '' ? undefined : done,
  });
}

/** One other member, for the owner. */
async function showMember(context: CencommContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const entered = await enter(context.pool, viewer, req.params.id);
  requireOwner(entered);
  if (!failed) readQuery(req.query, {});
  const id = accountIn(req);
  const members = await listMemberCards(context.pool, viewer, entered);
  const member = members.find(({ accountId }) => accountId === id && accountId !== viewer.accountId);
  if (!member) throw new NotVisible('no such other member');
  const contacts = await readContacts(context.pool, viewer, [member.officeId]);
  const frame = await frameOf(context, viewer, res, entered, 'members');
  markFailed(res, failed);
  render(res, 'cencomm/operations/member', {
    frame,
    ...presentMember({
      entered,
      member,
      contacts,
      context,
      words: wordsOf(context, res),
      now: new Date(),
      ...(failed ? { failed } : {}),
    }),
  });
}

/** The members of an operation, and what its owner does about them. */
export function memberPages(context: CencommContext) {
  const membersOf = (req: Request, done: (typeof deeds)[number]): string =>
    `${pathOf(String(req.params.id))}/members?done=${done}`;
  const showAll = (req: Request, res: Response, failed?: Failed): Promise<void> =>
    showMembers(context, req, res, failed);
  /** Shows the member's page again; that a member has left in the meantime is said on the list. */
  const again = (req: Request, res: Response, failed: Failed): Promise<void> =>
    (failed.isMeanwhile ? showMembers : showMember)(context, req, res, failed);
  /** A button on a member's page, for the owner. */
  const button = (done: (typeof deeds)[number], act: typeof handOver | typeof confirmMember) =>
    actInside(context, {
      fields: {},
      require: requireOwner,
      again,
      async work(req) {
        await act(context, viewerOf(req), String(req.params.id), accountIn(req));
        return membersOf(req, done);
      },
    });

  return {
    members: (req: Request, res: Response): Promise<void> => showMembers(context, req, res),
    member: (req: Request, res: Response): Promise<void> => showMember(context, req, res),
    remove: actInside(context, {
      fields: { reason: longtext({ max: longestReason, screened: false }) },
      require: requireOwner,
      again,
      async work(req, { reason }) {
        await takeOut(context, viewerOf(req), String(req.params.id), accountIn(req), reason);
        return membersOf(req, 'removed');
      },
    }),
    handOver: button('handedOver', handOver),
    confirm: button('confirmed', confirmMember),

    change: actInside(context, {
      fields: { role: choice(invitedRoles), country: code(listedToday(context.lists, 'country'), { optional: true }) },
      require: requireManager,
      again,
      async work(req, values) {
        await changeRole(context, viewerOf(req), String(req.params.id), accountIn(req), {
          role: values.role,
          country: values.country,
        });
        return membersOf(req, 'changed');
      },
    }),

    withdraw: actInside(context, {
      fields: {},
      require: requireManager,
      again: showAll,
      async work(req) {
        const id = String(req.params.invitation);
        if (!isId(id)) throw new NotVisible('no such invitation');
        await withdrawInvitation(context, viewerOf(req), String(req.params.id), id);
        return membersOf(req, 'withdrawn');
      },
    }),

    leave: actInside(context, {
      fields: {},
      again: showAll,
      async work(req) {
        await leave(context, viewerOf(req), String(req.params.id));
        return '/cencomm?done=left';
      },
    }),
  };
}

/** The account an address names. Throws NotVisible for what cannot be one. */
function accountIn(req: Request): number {
  const text = String(req.params.member);
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotVisible('no such member');
  return Number(text);
}
