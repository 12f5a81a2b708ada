import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { readQuery } from '../../forms/index.ts';
import { readContacts } from '../../network/index.ts';
import { BrokenSeal } from '../keys/seal.ts';
import { frameOf } from '../pages-frame.ts';
import type { CencommRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { countInside } from '../store-counts.ts';
import { readDetails } from './make.ts';
import type { Details } from './make.ts';
import { presentOverview } from './presenter-overview.ts';
import { enter } from './store.ts';
import { listMemberCards } from './store-members.ts';

/** The front page of an operation. */
export function overviewPages(room: CencommRoom) {
  return {
    async overview(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(viewer, room.pool, req.params.id);
      const { done } = readQuery(req.query, { done: ['joined'] });
      const { operation, membership } = entered;
      const [details, members, counts, frame] = await Promise.all([
        whole(readDetails(room.keys, room.pool, operation.id)),
        listMemberCards(viewer, room.pool, entered),
        countInside(room.pool, viewer, operation.id, membership.seesFromMs),
        frameOf(room, viewer, res, entered, 'overview'),
        note(room.pool, viewer, { action: 'operation.read', subject: `operation:${operation.id}` }),
      ]);
      const contacts = await readContacts(
        viewer,
        room.pool,
        members.map(({ officeId }) => officeId),
      );
      res.render('cencomm/operations/overview', {
        frame,
        ...presentOverview({
          viewer,
          entered,
          details,
          members,
          counts,
          contacts,
          room,
          words: wordsOf(room, res),
          now: new Date(),
        }),
        done: done === '' ? undefined : done,
      });
    },
  };
}

/** Undefined where what is sealed cannot be verified: the rest of the page still stands. */
async function whole(reading: Promise<Details>): Promise<Details | undefined> {
  return reading.catch((error: unknown) => {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  });
}
