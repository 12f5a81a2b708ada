import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { BadRequest, Conflict } from '../../errors.ts';
import { choice, readForm, readQuery, shaped } from '../../fields/index.ts';
import { Refused } from '../../forms/index.ts';
import { refOf } from '../pictures/pages-contribute.ts';
import { path as picturePath } from '../pictures/picture.ts';
import { getPicture } from '../pictures/store.ts';
import { act, type Failed } from '../pages-act.ts';
import { wordsOf, type CpdbContext } from '../context.ts';
import { render } from '../../web/render.ts';
import { addPictures, discardCollection, movePicture, moves, subjectOf } from './change.ts';
import { path } from './collection.ts';
import { picturesField } from './form.ts';
import { changeable } from './pages-form.ts';
import { idOf } from './pages-id.ts';
import { presentCollection, presentIndex } from './presenter.ts';
import { getCollection, listCollected, listCollections } from './store.ts';

const deeds = ['saved', 'added', 'moved', 'removed', 'discarded'] as const;
const ref = shaped(/^CP-\d{4}-\d{5,12}$/, 'forms:problem.malformed');

/** Collections: the list, one of them, and what is done with it. */
export function collectionPages(context: CpdbContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: choice(deeds) });
      const viewer = viewerOf(req);
      const collections = await listCollections(context.pool, viewer);
      render(res, 'cpdb/collections', presentIndex({ viewer, collections, done, words: wordsOf(context, res) }));
    },

    show: (req: Request, res: Response): Promise<void> => show(context, req, res),

    async add(req: Request, res: Response): Promise<void> {
      const { id } = await changeable(context, req);
      const { typed, values, problems } = readForm(req.body, { pictures: picturesField });
      if (!values) return show(context, req, res, { typed, problems });
      await act(res, back(context, req, res, 'added', typed), () =>
        addPictures(context, viewerOf(req), id, values.pictures),
      );
    },

    async move(req: Request, res: Response): Promise<void> {
      const { id } = await changeable(context, req);
      const { values, problems } = readForm(req.body, { picture: ref, move: choice(moves) });
      if (!values) throw new BadRequest(problems);
      await act(res, back(context, req, res, values.move === 'remove' ? 'removed' : 'moved'), () =>
        movePicture(context, viewerOf(req), id, values.picture, values.move),
      );
    },

    async discard(req: Request, res: Response): Promise<void> {
      const { id } = await changeable(context, req);
      readForm(req.body, {});
      await discardCollection(context, viewerOf(req), id);
      res.redirect(303, `${path}?done=discarded`);
    },

    /** From a picture's page into a collection of the viewer's. */
    async collect(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const picture = await getPicture(context.pool, viewer, refOf(req));
      const { values, problems } = readForm(req.body, {
        collection: shaped(/^[1-9]\d{0,14}$/, 'forms:problem.malformed'),
      });
      if (!values) throw new BadRequest(problems);
      await addPictures(context, viewer, Number(values.collection), [picture.ref]).catch((error: unknown) => {
        throw error instanceof Refused ? new Conflict('not published, or the collection is full') : error;
      });
      res.redirect(303, `${picturePath}/${picture.ref}?done=collected`);
    },
  };
}

async function show(context: CpdbContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const { done } = failed ? { done: '' } : readQuery(req.query, { done: choice(deeds) });
  const collection = await getCollection(context.pool, viewer, idOf(req));
  const [cards] = await Promise.all([
    listCollected(context.pool, collection.id),
    note(context.pool, viewer, { action: 'collection.read', subject: subjectOf(collection.id) }),
  ]);
  if (failed) res.status(failed.isMeanwhile ? 409 : 422);
  render(
    res,
    'cpdb/collection',
    presentCollection({
      viewer,
      collection,
      cards,
      done,
      typed: failed?.typed ?? {},
      problems: failed?.problems ?? [],
      isMeanwhile: failed?.isMeanwhile === true,
      now: new Date().toISOString(),
      words: wordsOf(context, res),
      context,
    }),
  );
}

/** What an act leads to and where it shows what was wrong. */
const back = (
  context: CpdbContext,
  req: Request,
  res: Response,
  done: (typeof deeds)[number],
  typed?: Failed['typed'],
) => ({
  to: `${path}/${idOf(req)}?done=${done}`,
  show: (failed: Failed) => show(context, req, res, failed),
  ...(typed ? { typed } : {}),
});
