import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { networkOn, regions } from '../directory.ts';
import { presentDirectory } from './presenter-directory.ts';
import { choice, date, freeText, readQuery } from '../../fields/index.ts';
import type { NetworkContext } from '../context.ts';
import { listPointsOn } from '../store-points.ts';
import { wordsOf } from './common.ts';
import { today } from '../../text/plain-date.ts';
import { render } from '../../web/render.ts';

/** `/network`: Members by region with contact point and RILO, of today or of a day. One statement. */
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
      });
      const criteria = { ...asked, on: asked.on || today() };
      const points = await listPointsOn(context.pool, viewer, criteria.on);
      const network = networkOn(criteria, { lists: context.lists, offices: context.offices, points });
      render(
        res,
        'network/directory',
        presentDirectory({ viewer, criteria, network, rilos, words: wordsOf(context, res) }),
      );
    },
  };
}
