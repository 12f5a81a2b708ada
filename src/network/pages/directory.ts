import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { networkOn, regions } from '../directory.ts';
import { readContacts } from '../store.ts';
import { now as portalNow } from '../../text/clock.ts';
import { presentDirectory } from './presenter-directory.ts';
import { choice, date, freeText, readQuery } from '../../fields/index.ts';
import type { NetworkContext } from '../context.ts';
import { listPointsOn } from '../store-points.ts';
import { wordsOf } from './common.ts';
import { today } from '../../text/plain-date.ts';
import { render } from '../../web/render.ts';

/** `/network`: RILOs and Members, a line each, of today or of a day. Two statements. */
export function directoryPages(context: NetworkContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const rilos = context.offices.all.filter(({ kind }) => kind === 'rilo');
      const asked = readQuery(req.query, {
        q: freeText,
        region: choice(regions),
        rilo: choice(rilos.map(({ code }) => code)),
        on: date(),
        show: choice(['all']),
      });
      const { show, ...rest } = asked;
      const criteria = { ...rest, on: rest.on || today() };
      const [points, contacts] = await Promise.all([
        listPointsOn(context.pool, viewer, criteria.on),
        readContacts(
          context.pool,
          viewer,
          context.offices.all.map(({ id }) => id),
        ),
      ]);
      const network = networkOn(criteria, { lists: context.lists, offices: context.offices, points });
      render(
        res,
        'network/directory',
        presentDirectory({
          viewer,
          criteria,
          network,
          rilos,
          contacts,
          lists: context.lists,
          words: wordsOf(context, res),
          now: portalNow(),
          isWhole: show === 'all',
        }),
      );
    },
  };
}
