import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { together } from '../../db/together.ts';
import { BadRequest, type FieldProblem } from '../../errors.ts';
import { addressOf, anyText, anyTexts, readForm } from '../../fields/index.ts';
import { Refused } from '../../forms/index.ts';
import { addPictures } from '../collections/change.ts';
import { path as collectionsPath } from '../collections/collection.ts';
import { readRefs } from '../collections/form.ts';
import { mayChange } from '../collections/scope.ts';
import { listCollections } from '../collections/store.ts';
import { followPictures } from '../pictures/store.ts';
import { wordsOf, type CpdbContext } from '../context.ts';
import { pictureOfTheDay } from '../training/of-the-day.ts';
import { listGallery, type GalleryPage } from './store-list.ts';
import type { Counts } from './store-counts.ts';
import { presentGallery } from './presenter.ts';
import { addressAgain, collectionNumber, readGallery, type Asked } from './query.ts';
import { today } from '../../text/plain-date.ts';
import { render } from '../../web/render.ts';

/** What every member sees: published pictures; and from there into a collection. */
export function galleryPages(context: CpdbContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const asked = readGallery(req.query, context);
      const ref = asked.given.q.toUpperCase();
      const named = (await followPictures(context.pool, viewer, [ref])).get(ref);
      if (named !== undefined) return res.redirect(303, named);
      await show(context, req, res, asked);
    },

    /** Puts one picture, or those that are ticked, into a collection, and goes back to where the list was. */
    async collect(req: Request, res: Response): Promise<void> {
      const asked = readGallery(req.query, context);
      const { values, problems } = readForm(req.body, { collection: collectionNumber, ticked: anyTexts, one: anyText });
      if (!values) throw new BadRequest(problems);
      const { collection, ticked, one } = values;
      const refs = readRefs(one === '' ? ticked.join(',') : one);
      if (!refs.ok) throw new BadRequest([{ path: 'ticked', key: 'forms:problem.malformed' }]);
      if (refs.value.length === 0)
        return show(context, req, res, asked, { path: 'collection', key: 'cpdbcollections:problem.noneTicked' });
      if (collection === '')
        return res.redirect(303, addressOf(`${collectionsPath}/new`, { pictures: refs.value.join(',') }));
      try {
        await addPictures(context, viewerOf(req), Number(collection), refs.value);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return show(context, req, res, asked, { ...error.problem, path: 'collection' });
      }
      res.redirect(303, `${addressAgain(asked, { into: collection, done: 'collected' })}#${refs.value[0]}`);
    },
  };
}

async function show(
  context: CpdbContext,
  req: Request,
  res: Response,
  asked: Asked,
  problem?: FieldProblem,
): Promise<void> {
  const viewer = viewerOf(req);
  const date = today();
  const at = together(context.pool);
  const [day, collections] = await Promise.all([
    isBegin(asked) ? pictureOfTheDay(at, date) : undefined,
    listCollections(at, viewer),
  ]);
  const [page, kept] = await Promise.all([
    listGallery(context.pool, viewer, asked, day ? { besides: { day: day.ref } } : {}),
    context.counts.of(asked.filter),
  ]);
  const counts = isOf(page, kept) ? kept : await countAnew(context.counts, asked);
  if (problem) res.status(422);
  render(
    res,
    'cpdb/gallery',
    presentGallery({
      asked,
      page,
      counts,
      ...(day ? { day: { picture: day, date } } : {}),
      collections: collections.filter(one => mayChange(viewer, one)),
      ...(problem ? { problem } : {}),
      words: wordsOf(context, res),
      context,
    }),
  );
}

/** The first page of everything, where one begins to look. */
function isBegin({ given, after, before }: Asked): boolean {
  return after === undefined && before === undefined && Object.values(given).every(value => value === '');
}

/** Whether counts that were kept go with a page: pictures are published meanwhile, also by other processes. */
function isOf({ rows, first, after, before }: GalleryPage, { total }: Counts): boolean {
  const last = first + rows.length - 1;
  if (rows.length === 0) return total === 0;
  return after === undefined && before === undefined ? total === last : total >= last + (after === undefined ? 0 : 1);
}

function countAnew(counts: CpdbContext['counts'], { filter }: Asked): Promise<Counts> {
  counts.changed();
  return counts.of(filter);
}
