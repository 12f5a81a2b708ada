import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { today } from '../../reference/index.ts';
import { networkOn, regions } from '../directory.ts';
import { presentDirectory } from '../presenter-directory.ts';
import { readQuery } from '../../forms/index.ts';
import type { NetworkRoom } from '../room.ts';
import { listPointsOn } from '../store-points.ts';
import { wordsOf } from './common.ts';

/** `/network`: Members by region with contact point and RILO, of today or of a day. One statement. */
export function directoryPages(room: NetworkRoom) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const rilos = room.offices.all.filter(({ kind }) => kind === 'rilo');
      const asked = readQuery(req.query, {
        q: 'words',
        region: regions,
        rilo: rilos.map(({ code }) => code),
        on: 'date',
      });
      const criteria = { ...asked, on: asked.on || today() };
      const points = await listPointsOn(viewer, room.pool, criteria.on);
      const network = networkOn(criteria, { lists: room.lists, offices: room.offices, points });
      res.render(
        'network/directory',
        presentDirectory({ viewer, criteria, network, rilos, words: wordsOf(room, res) }),
      );
    },
  };
}
