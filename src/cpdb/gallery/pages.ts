import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { followPictures } from '../pictures/store.ts';
import type { CpdbContext } from '../context.ts';
import { wordsOf } from '../context.ts';
import { pictureOfTheDay } from '../training/of-the-day.ts';
import { listGallery } from './store-list.ts';
import { presentGallery } from './presenter.ts';
import { readGallery } from './query.ts';
import type { Asked } from './query.ts';
import { today } from '../../text/plain-date.ts';
import { render } from '../../web/render.ts';

/** What every member sees: published pictures. */
export function galleryPages(context: CpdbContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const asked = readGallery(req.query, context);
      const ref = asked.given.q.toUpperCase();
      const named = (await followPictures(context.pool, viewer, [ref])).get(ref);
      if (named !== undefined) return res.redirect(303, named);
      const date = today();
      const day = isBegin(asked) ? await pictureOfTheDay(context.pool, date) : undefined;
      const [page, counts] = await Promise.all([
        listGallery(context.pool, viewer, asked, day ? { day: day.ref } : {}),
        context.counts.of(asked.filter),
      ]);
      render(
        res,
        'cpdb/gallery',
        presentGallery({
          asked,
          page,
          counts,
          ...(day ? { day: { picture: day, date } } : {}),
          words: wordsOf(context, res),
          context,
        }),
      );
    },
  };
}

/** The first page of everything, where one begins to look. */
function isBegin({ given, after, before }: Asked): boolean {
  return after === undefined && before === undefined && Object.values(given).every(value => value === '');
}
