import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { path } from '../pictures/picture.ts';
import { visiblePictureRefs } from '../pictures/store.ts';
import type { CpdbRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { listGallery } from './list.ts';
import { presentGallery } from './presenter.ts';
import { readGallery } from './query.ts';

/** What every member sees: published pictures. */
export function galleryPages(room: CpdbRoom) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const asked = readGallery(req.query, room);
      const ref = asked.given.q.toUpperCase();
      if (/^CP-\d{4}-\d{5,12}$/.test(ref) && (await visiblePictureRefs(viewer, room.pool, [ref])).length > 0) return res.redirect(303, `${path}/${ref}`);
      const [page, counts] = await Promise.all([listGallery(viewer, room.pool, asked), room.counts.of(asked.filter)]);
      res.render('cpdb/gallery', presentGallery({ asked, page, counts, words: wordsOf(room, res), room }));
    },
  };
}
