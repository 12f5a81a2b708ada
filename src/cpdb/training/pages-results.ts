import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { Forbidden } from '../../errors.ts';
import { readQuery } from '../../forms/index.ts';
import type { CpdbRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { classFile } from './class-file.ts';
import { setRefOf } from './pages-sets.ts';
import { listPicturesOf } from './pictures-of.ts';
import { presentHandout } from './present-handout.ts';
import { presentClass, presentOwn } from './present-results.ts';
import { isTrainer } from './scope.ts';
import type { TrainingSet } from './set.ts';
import { listAnswersOfSet, listClass, listExerciseResults, listOwnRates, listOwnRuns } from './store-results.ts';
import { getSet, listExercises } from './store-sets.ts';
import { exerciseImages } from './images.ts';

/** Results: one's own, a class's for its trainers; and the handout of a set. */
export function resultPages(room: CpdbRoom) {
  async function kept(req: Request): Promise<TrainingSet> {
    readQuery(req.query, {});
    const set = await getSet(viewerOf(req), room.pool, setRefOf(req));
    if (!isTrainer(viewerOf(req), set)) throw new Forbidden('a set of another office');
    return set;
  }

  return {
    async own(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const [runs, place, heading, kind] = await Promise.all([
        listOwnRuns(viewer, room.pool),
        ...(['place', 'heading', 'kind'] as const).map(by => listOwnRates(viewer, room.pool, by)),
      ] as const);
      res.render(
        'cpdb/training/results',
        presentOwn({
          runs,
          rates: { place: place ?? [], heading: heading ?? [], kind: kind ?? [] },
          words: wordsOf(room, res),
          room,
        }),
      );
    },

    async class(req: Request, res: Response): Promise<void> {
      const set = await kept(req);
      const [runs, exercises] = await Promise.all([
        listClass(room.pool, set.id),
        listExerciseResults(room.pool, set.id),
        note(room.pool, viewerOf(req), { action: 'training.classRead', subject: set.ref }),
      ]);
      res.render('cpdb/training/class', presentClass({ set, runs, exercises, words: wordsOf(room, res), room }));
    },

    async export(req: Request, res: Response): Promise<void> {
      const set = await kept(req);
      const [runs, exercises, answers] = await Promise.all([
        listClass(room.pool, set.id),
        listExerciseResults(room.pool, set.id),
        listAnswersOfSet(room.pool, set.id),
      ]);
      await note(room.pool, viewerOf(req), {
        action: 'training.classExported',
        subject: set.ref,
        detail: { rows: runs.length },
      });
      res
        .attachment(`${set.ref}.csv`)
        .type('csv')
        .send(classFile(runs, exercises, answers, room.offices));
    },

    async handout(req: Request, res: Response): Promise<void> {
      const set = await kept(req);
      const viewer = viewerOf(req);
      const exercises = await listExercises(room.pool, set.id);
      const [pictures, images] = await Promise.all([
        listPicturesOf(room.pool, exercises),
        Promise.all(exercises.map(({ shown }) => exerciseImages(room.pool, shown))),
      ]);
      await note(room.pool, viewer, {
        action: 'training.handoutMade',
        subject: set.ref,
        detail: { pictures: [...pictures.values()].map(({ ref }) => ref) },
      });
      res.render(
        'cpdb/training/handout',
        presentHandout({
          viewer,
          set,
          exercises,
          pictures,
          images,
          words: wordsOf(room, res),
          room,
          now: new Date().toISOString(),
        }),
      );
    },
  };
}
