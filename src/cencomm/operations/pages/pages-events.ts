import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../../access/index.ts';
import { listEventsOf, note, type EventScope } from '../../../audit/index.ts';
import { BadRequest } from '../../../errors.ts';
import { freeText, readQuery } from '../../../fields/index.ts';
import { render } from '../../../web/render.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { frameOf } from '../../pages-frame.ts';
import type { Entered } from '../operation.ts';
import { presentEvents } from '../presenters/presenter-events.ts';
import { enter } from '../store.ts';

const rowsOfPage = 50;

/** What every member may know of the operation itself, whoever did it. */
const open = [
  'operation.archived',
  'operation.closed',
  'operation.handedOver',
  'operation.joined',
  'operation.keyRenewed',
  'operation.left',
  'operation.memberConfirmed',
  'operation.memberEnded',
  'operation.memberRemoved',
  'operation.reopened',
  'operation.settingsChanged',
];

/** The owner reads every event; a liaison those of their office; each member their own and what concerns all. */
function scopeOf(viewer: Viewer, { membership }: Entered): EventScope | 'all' {
  if (membership.role === 'owner') return 'all';
  const { accountId } = viewer;
  return membership.role === 'liaison' ? { accountId, officeIds: [viewer.office.id], open } : { accountId, open };
}

/** What the trail holds of an operation, for its members alone. */
export function eventPages(context: CencommContext) {
  return {
    async events(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(context.pool, viewer, req.params.id);
      const { before } = readQuery(req.query, { before: freeText });
      if (before !== '' && !/^[1-9]\d{0,14}$/.test(before))
        throw new BadRequest([{ path: 'before', key: 'forms:problem.malformed', values: { value: '' } }]);
      const scope = scopeOf(viewer, entered);
      const place = { before: before === '' ? undefined : Number(before), limit: rowsOfPage + 1 };
      const [rows, frame] = await Promise.all([
        listEventsOf(context.pool, entered.operation.id, scope, place),
        frameOf(context, viewer, res, entered, 'members'),
        note(context.pool, viewer, { action: 'operation.eventsRead', subject: `operation:${entered.operation.id}` }),
      ]);
      render(res, 'cencomm/operations/events', {
        frame,
        ...presentEvents({
          entered,
          rows: rows.slice(0, rowsOfPage),
          hasMore: rows.length > rowsOfPage,
          scope: scope === 'all' ? 'all' : entered.membership.role === 'liaison' ? 'office' : 'own',
          context,
          words: wordsOf(context, res),
        }),
      });
    },
  };
}
