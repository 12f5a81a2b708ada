import { now as portalNow } from '../../text/clock.ts';
import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import {
  presentMembers,
  presentMemberships,
  presentOffice,
  presentPoints,
  type OfficeSources,
} from './presenter-office.ts';
import { choice, readQuery } from '../../fields/index.ts';
import type { NetworkContext } from '../context.ts';
import { listChanges, readContact } from '../store.ts';
import { listPoints } from '../store-points.ts';
import { listOfOffice } from '../suggestions/store.ts';
import { presentOutcomes } from '../suggestions/presenter.ts';
import { officeOf, wordsOf } from './common.ts';
import { render } from '../../web/render.ts';

/** What a change that was just made says at the head of the page. */
const deeds = ['amended', 'founded', 'closed', 'moved', 'notified', 'corrected', 'moveCorrected'] as const;

/** Pages of a RILO, an administration, the Secretariat. */
export function officePages(context: NetworkContext) {
  return {
    async show(req: Request, res: Response): Promise<void> {
      const office = officeOf(context, req);
      const viewer = viewerOf(req);
      const { done } = readQuery(req.query, { done: choice(deeds) });
      const [contact, points, changes, own] = await Promise.all([
        readContact(context.pool, viewer, office.id),
        listPoints(context.pool, viewer, office.id),
        listChanges(context.pool, viewer, office.id),
        listOfOffice(context.pool, viewer, office.id),
      ]);
      const words = wordsOf(context, res);
      const sources: OfficeSources = {
        viewer,
        office,
        offices: context.offices,
        lists: context.lists,
        contact,
        points,
        changes,
        words,
        now: portalNow(),
      };
      render(res, 'network/office', {
        ...presentOffice(sources),
        done: done === '' ? undefined : done,
        ...(office.kind === 'rilo' ? { members: presentMembers(sources) } : {}),
        ...(office.kind === 'administration'
          ? {
              points: presentPoints(sources),
              memberships: presentMemberships(sources),
              outcomes: presentOutcomes(own, words),
            }
          : {}),
      });
    },
  };
}
