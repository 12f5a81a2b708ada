import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { readQuery } from '../../forms/index.ts';
import type { CwsRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { presentFront } from './presenter.ts';
import { readFront } from './store.ts';
import { visit } from './visit.ts';

/** What every officer opens first in the morning. */
export function frontPages(room: CwsRoom) {
  return {
    async show(req: Request, res: Response): Promise<void> {
      readQuery(req.query, { show: ['all'] });
      const viewer = viewerOf(req);
      const [front, before] = await Promise.all([readFront(viewer, room.pool, undefined), visit(viewer, room.pool)]);
      res.render('cws/front', presentFront({ viewer, front, before, isMine: undefined, words: wordsOf(room, res), room }));
    },
  };
}
