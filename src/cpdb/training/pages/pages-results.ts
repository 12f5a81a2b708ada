import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { readQuery } from '../../../fields/index.ts';
import { wordsOf, type CpdbContext } from '../../context.ts';
import { classFile } from '../class-file.ts';
import { ownSet } from './pages-common.ts';
import { listPicturesOf } from '../store/store-pictures.ts';
import { presentHandout } from './presenter-handout.ts';
import { presentClass, presentOwn } from './presenter-results.ts';
import type { TrainingSet } from '../set.ts';
import { listAnswersOfSet, listClass, listExerciseResults, listOwnRates, listOwnRuns } from '../store/store-results.ts';
import { listExercises } from '../store/store-sets.ts';
import { exerciseImages } from '../store/store-images.ts';
import { render } from '../../../web/render.ts';

/** Results: one's own, a class's for its trainers; and the handout of a set. */
export function resultPages(context: CpdbContext) {
  return {
    async own(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const [runs, place, heading, kind] = await Promise.all([
        listOwnRuns(context.pool, viewer),
        listOwnRates(context.pool, viewer, 'place'),
        listOwnRates(context.pool, viewer, 'heading'),
        listOwnRates(context.pool, viewer, 'kind'),
      ]);
      const sources = { runs, rates: { place, heading, kind }, words: wordsOf(context, res), context };
      render(res, 'cpdb/training/results', presentOwn(sources));
    },

    async class(req: Request, res: Response): Promise<void> {
      const set = await askedSet(context, req);
      const [runs, exercises] = await Promise.all([
        listClass(context.pool, set.id),
        listExerciseResults(context.pool, set.id),
        note(context.pool, viewerOf(req), { action: 'training.classRead', subject: set.ref }),
      ]);
      render(res, 'cpdb/training/class', presentClass({ set, runs, exercises, words: wordsOf(context, res), context }));
    },

    async export(req: Request, res: Response): Promise<void> {
      const set = await askedSet(context, req);
      const [runs, exercises, answers] = await Promise.all([
        listClass(context.pool, set.id),
        listExerciseResults(context.pool, set.id),
        listAnswersOfSet(context.pool, set.id),
      ]);
      const detail = { rows: runs.length };
      await note(context.pool, viewerOf(req), { action: 'training.classExported', subject: set.ref, detail });
      const file = classFile(runs, exercises, answers, context.offices);
      res.attachment(`${set.ref}.csv`).type('csv').send(file);
    },

    async handout(req: Request, res: Response): Promise<void> {
      const set = await askedSet(context, req);
      const viewer = viewerOf(req);
      const exercises = await listExercises(context.pool, set.id);
      const [pictures, images] = await Promise.all([
        listPicturesOf(context.pool, exercises),
        Promise.all(exercises.map(({ shown }) => exerciseImages(context.pool, shown))),
      ]);
      const detail = { pictures: [...pictures.values()].map(({ ref }) => ref) };
      await note(context.pool, viewer, { action: 'training.handoutMade', subject: set.ref, detail });
      const [words, now] = [wordsOf(context, res), new Date().toISOString()];
      render(
        res,
        'cpdb/training/handout',
        presentHandout({ viewer, set, exercises, pictures, images, words, context, now }),
      );
    },
  };
}

function askedSet(context: CpdbContext, req: Request): Promise<TrainingSet> {
  readQuery(req.query, {});
  return ownSet(context, req);
}
