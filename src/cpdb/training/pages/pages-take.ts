import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { Conflict, NotFound, type FieldProblem } from '../../../errors.ts';
import { uuidParam } from '../../../web/uuid-param.ts';
import { choice, readForm, readQuery, uuid } from '../../../fields/index.ts';
import { wordsOf, type CpdbContext } from '../../context.ts';
import { readAnswer } from './answer-form.ts';
import { exerciseImages } from '../store/store-images.ts';
import { sendExerciseImage } from './pages-image.ts';
import { numberOf, setRefOf } from './pages-common.ts';
import { listPicturesOf } from '../store/store-pictures.ts';
import { presentExercise } from './presenter-exercise.ts';
import { presentRun } from './presenter-run.ts';
import { path } from '../set.ts';
import { getSet } from '../store/store-sets.ts';
import { answer, exerciseAt, exerciseOf, show, standing, start } from '../run.ts';
import { render } from '../../../web/render.ts';

/** Taking a set: an exercise a page, in order, and the result. Everything of a run is its own account's. */
export function takePages(context: CpdbContext) {
  return {
    exercise(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      return showExercise(context, req, res);
    },

    async start(req: Request, res: Response): Promise<void> {
      const { values } = readForm(req.body, { run: uuid, untimed: choice(['yes'], { optional: true }) });
      const ref = setRefOf(req);
      if (!values) {
        await getSet(context.pool, viewerOf(req), ref);
        return res.redirect(303, `${path}/sets/${ref}`);
      }
      await start(context, viewerOf(req), ref, { id: values.run, untimed: values.untimed === 'yes' });
      res.redirect(303, addressOf(values.run, (await standing(context.pool, viewerOf(req), values.run)).next));
    },

    async answer(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const came = new Date();
      const [id, number] = [uuidParam(req, 'run'), numberOf(req, 'number')];
      const { run } = await standing(context.pool, viewer, id);
      const one = await exerciseAt(context.pool, run, number);
      const [image] = await exerciseImages(context.pool, one.shown);
      // Its picture was withdrawn while it was looked at: on with the next.
      if (!image) return res.redirect(303, addressOf(id, (await standing(context.pool, viewer, id)).next));
      const { typed, problems, given } = readAnswer(req.body, one, image);
      if (!given) return showExercise(context, req, res, { typed, problems });
      try {
        await answer(context, viewer, run, one, given, came);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        return res.redirect(303, addressOf(id, number));
      }
      const next = run.feedback === 'each' ? number : (await standing(context.pool, viewer, id)).next;
      res.redirect(303, addressOf(id, next));
    },

    /** The result of a run; one that is not over goes on where it stopped. */
    async result(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const now = await standing(context.pool, viewer, uuidParam(req, 'run'));
      if (now.next !== undefined) return res.redirect(303, addressOf(now.run.id, now.next));
      const exercises = await Promise.all(now.counted.map(id => exerciseOf(context.pool, now.run, id)));
      const pictures = await listPicturesOf(context.pool, exercises);
      const words = wordsOf(context, res);
      render(res, 'cpdb/training/run', presentRun({ standing: now, exercises, pictures, words, context }));
    },

    /** An image of an exercise that was shown in the run. */
    async image(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const { run, answers } = await standing(context.pool, viewer, uuidParam(req, 'run'));
      const one = await exerciseAt(context.pool, run, numberOf(req, 'number'));
      if (!answers.has(one.id)) throw new NotFound('not shown yet');
      await sendExerciseImage(res, context, viewer, {
        exercise: one,
        at: numberOf(req, 'at') - 1,
        size: one.kind === 'which' ? 'card' : 'screen',
        ref: run.setRef,
        accept: req.get('accept') ?? '',
      });
    },
  };
}

interface Failed {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
}

async function showExercise(context: CpdbContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const [id, number] = [uuidParam(req, 'run'), numberOf(req, 'number')];
  const before = await standing(context.pool, viewer, id);
  const exercise = await exerciseAt(context.pool, before.run, number);
  const given = before.answers.get(exercise.id);
  const isAnswered = (given?.answeredAt ?? null) !== null;
  if (!isAnswered && number !== before.next) return res.redirect(303, addressOf(id, before.next));
  const shown = isAnswered ? given : await show(context, viewer, before.run, exercise);
  const [images, pictures] = await Promise.all([
    exerciseImages(context.pool, exercise.shown),
    listPicturesOf(context.pool, [exercise]),
  ]);
  if (failed) res.status(422);
  if (shown)
    render(
      res,
      'cpdb/training/exercise',
      presentExercise({
        standing: before,
        exercise,
        number,
        answer: shown,
        images,
        picture: pictures.get(exercise.pictureId),
        words: wordsOf(context, res),
        context,
        now: new Date(),
        typed: failed?.typed ?? {},
        problems: failed?.problems ?? [],
      }),
    );
}

/** Where a run goes on: an exercise, or its result. */
function addressOf(id: string, number: number | undefined): string {
  return number === undefined ? `${path}/runs/${id}` : `${path}/runs/${id}/${number}`;
}
