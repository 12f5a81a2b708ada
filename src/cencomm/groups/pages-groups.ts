import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { Forbidden, NotVisible } from '../../errors.ts';
import { choice, readQuery, uuid, version } from '../../fields/index.ts';
import { render } from '../../web/render.ts';
import { wordsOf, type CencommContext } from '../context.ts';
import { enter } from '../operations/store.ts';
import { actInside, markFailed, type Failed } from '../operations/pages/pages-act.ts';
import { frameOf, pathOf } from '../pages-frame.ts';
import { groupFields, mayChange, requireGroups } from './group.ts';
import { changeGroup, makeGroup, readAddressees, removeGroup } from './groups.ts';
import { presentGroup, presentGroups } from './presenter-groups.ts';

const deeds = ['groupMade', 'groupChanged', 'groupRemoved'] as const;

async function showAll(context: CencommContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const entered = await enter(context.pool, viewer, req.params.id);
  const { done } = failed ? { done: '' } : readQuery(req.query, { done: choice(deeds) });
  const [addressees, frame] = await Promise.all([
    readAddressees(context, entered),
    frameOf(context, viewer, res, entered, 'members'),
    note(context.pool, viewer, { action: 'operation.groupsRead', subject: `operation:${entered.operation.id}` }),
  ]);
  markFailed(res, failed);
  const clientUuid = failed?.typed.clientUuid ?? randomUUID();
  const sources = { viewer, entered, ...addressees, context, words: wordsOf(context, res), clientUuid };
  const page = presentGroups({ ...sources, ...(failed ? { failed } : {}) });
  render(res, 'cencomm/operations/groups', { frame, ...page, done: done === '' ? undefined : done });
}

async function showOne(context: CencommContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const entered = await enter(context.pool, viewer, req.params.id);
  requireGroups(entered);
  if (!failed) readQuery(req.query, {});
  const addressees = await readAddressees(context, entered);
  const group = addressees.groups.find(({ id }) => id === req.params.group);
  if (!group) {
    // Somebody removed it while it was being changed.
    if (failed) return showAll(context, req, res, { typed: {}, isMeanwhile: true });
    throw new NotVisible('no such group');
  }
  if (!mayChange(entered, viewer, group.authorId)) throw new Forbidden('a liaison changes what they made');
  const frame = await frameOf(context, viewer, res, entered, 'members');
  markFailed(res, failed);
  const sources = { viewer, entered, ...addressees, context, words: wordsOf(context, res) };
  render(res, 'cencomm/operations/group', {
    frame,
    ...presentGroup(group, { ...sources, ...(failed ? { failed } : {}) }),
  });
}

/** Groups of members, for all of the operation; kept by its owner and liaisons. */
export function groupPages(context: CencommContext) {
  const show = (req: Request, res: Response, failed?: Failed) => showAll(context, req, res, failed);
  const showGroup = (req: Request, res: Response, failed?: Failed) => showOne(context, req, res, failed);
  return {
    groups: (req: Request, res: Response): Promise<void> => show(req, res),
    group: (req: Request, res: Response): Promise<void> => showOne(context, req, res),

    make: actInside(context, {
      fields: { clientUuid: uuid, ...groupFields },
      hidden: ['clientUuid'],
      require: requireGroups,
      again: show,
      async work(req, { clientUuid, name, members }) {
        const id = String(req.params.id);
        await makeGroup(context, viewerOf(req), id, clientUuid, { name, memberIds: members.map(Number) });
        return `${pathOf(id)}/groups?done=groupMade`;
      },
    }),

    change: actInside(context, {
      fields: { version, ...groupFields },
      hidden: ['version'],
      require: requireGroups,
      again: showGroup,
      async work(req, { version: seen, name, members }) {
        const id = String(req.params.id);
        const change = { id: String(req.params.group), seen, said: { name, memberIds: members.map(Number) } };
        await changeGroup(context, viewerOf(req), id, change);
        return `${pathOf(id)}/groups?done=groupChanged`;
      },
    }),

    remove: actInside(context, {
      fields: {},
      require: requireGroups,
      again: show,
      async work(req) {
        const id = String(req.params.id);
        await removeGroup(context, viewerOf(req), id, String(req.params.group));
        return `${pathOf(id)}/groups?done=groupRemoved`;
      },
    }),
  };
}
