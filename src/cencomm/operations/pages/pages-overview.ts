import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { choice, readQuery } from '../../../fields/index.ts';
import { readContacts } from '../../../network/index.ts';
import { frameOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { countInside } from '../../store-counts.ts';
import { readIntactDetails } from '../lifecycle/create.ts';
import { presentOverview } from '../presenters/presenter-overview.ts';
import { enter } from '../store.ts';
import { listMemberCards } from '../members/store-members.ts';
import { render } from '../../../web/render.ts';

/** The front page of an operation. */
export function overviewPages(context: CencommContext) {
  return {
    async overview(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(context.pool, viewer, req.params.id);
      const { done } = readQuery(req.query, { done: choice(['joined']) });
      const { operation, membership } = entered;
      const [details, members, counts, frame] = await Promise.all([
        readIntactDetails(context.pool, context.keys, operation.id),
        listMemberCards(context.pool, viewer, entered),
        countInside(context.pool, viewer, operation.id, membership.seesFromMs),
        frameOf(context, viewer, res, entered, 'overview'),
        note(context.pool, viewer, { action: 'operation.read', subject: `operation:${operation.id}` }),
      ]);
      const contacts = await readContacts(
        context.pool,
        viewer,
        members.map(({ officeId }) => officeId),
      );
      render(res, 'cencomm/operations/overview', {
        frame,
        ...presentOverview({
          viewer,
          entered,
          details,
          members,
          counts,
          contacts,
          context,
          words: wordsOf(context, res),
          now: new Date(),
        }),
        done: done === '' ? undefined : done,
      });
    },
  };
}
