import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { Forbidden } from '../../../errors.ts';
import { readQuery } from '../../../fields/index.ts';
import type { CpdbContext } from '../../context.ts';
import { wordsOf } from '../../context.ts';
import { classFile } from '../class-file.ts';
import { setRefOf } from './pages-sets.ts';
import { listPicturesOf } from '../store/store-pictures.ts';
import { presentHandout } from './presenter-handout.ts';
import { presentClass, presentOwn } from './presenter-results.ts';
import { isTrainer } from '../scope.ts';
import type { TrainingSet } from '../set.ts';
import { listAnswersOfSet, listClass, listExerciseResults, listOwnRates, listOwnRuns } from '../store/store-results.ts';
import { getSet, listExercises } from '../store/store-sets.ts';
import { exerciseImages } from '../store/store-images.ts';
import { render } from '../../../web/render.ts';

/** Results: one's own, a class's for its trainers; and the handout of a set. */
export function resultPages(context: CpdbContext) {
  async function ownSet(req: Request): Promise<TrainingSet> {
    readQuery(req.query, {});
    const set = await getSet(context.pool, viewerOf(req), setRefOf(req));
    if (!isTrainer(viewerOf(req), set)) throw new Forbidden('a set of another office');
    return set;
  }

  return {
    async own(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const [runs, place, heading, kind] = await Promise.all([
        listOwnRuns(context.pool, viewer),
        ...(['place', 'heading', 'kind'] as const).map(by => listOwnRates(context.pool, viewer, by)),
      ] as const);
      render(
        res,
        'cpdb/training/results',
        presentOwn({
          runs,
          rates: { place: place ?? [], heading: heading ?? [], kind: kind ?? [] },
          words: wordsOf(context, res),
          context,
        }),
      );
    },

    async class(req: Request, res: Response): Promise<void> {
      const set = await ownSet(req);
      const [runs, exercises] = await Promise.all([
        listClass(context.pool, set.id),
        listExerciseResults(context.pool, set.id),
        note(context.pool, viewerOf(req), { action: 'training.classRead', subject: set.ref }),
      ]);
      render(res, 'cpdb/training/class', presentClass({ set, runs, exercises, words: wordsOf(context, res), context }));
    },

    async export(req: Request, res: Response): Promise<void> {
      const set = await ownSet(req);
      const [runs, exercises, answers] = await Promise.all([
        listClass(context.pool, set.id),
        listExerciseResults(context.pool, set.id),
        listAnswersOfSet(context.pool, set.id),
      ]);
      await note(context.pool, viewerOf(req), {
        action: 'training.classExported',
        subject: set.ref,
        detail: { rows: runs.length },
      });
      res
        .attachment(`${set.ref}.csv`)
        .type('csv')
        .send(classFile(runs, exercises, answers, context.offices));
    },

    async handout(req: Request, res: Response): Promise<void> {
      const set = await ownSet(req);
      const viewer = viewerOf(req);
      const exercises = await listExercises(context.pool, set.id);
      const [pictures, images] = await Promise.all([
        listPicturesOf(context.pool, exercises),
        Promise.all(exercises.map(({ shown }) => exerciseImages(context.pool, shown))),
      ]);
      await note(context.pool, viewer, {
        action: 'training.handoutMade',
        subject: set.ref,
        detail: { pictures: [...pictures.values()].map(({ ref }) => ref) },
      });
      render(
        res,
        'cpdb/training/handout',
        presentHandout({
          viewer,
          set,
          exercises,
          pictures,
          images,
          words: wordsOf(context, res),
          context,
          now: new Date().toISOString(),
        }),
      );
    },
  };
}
