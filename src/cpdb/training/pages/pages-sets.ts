import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { rights, viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { BadRequest, NotFound } from '../../../errors.ts';
import { choice, freeText, readForm, readQuery, shaped, uuid } from '../../../fields/index.ts';
import { act, type Failed } from '../../pages-act.ts';
import { wordsOf, type CpdbContext } from '../../context.ts';
import { addExercise, moveExercise, moves, turn, type Move } from '../change.ts';
import { copySet } from '../copy.ts';
import { readExercise } from './form.ts';
import { numberOf, ownSet, setRefOf } from './pages-common.ts';
import { sendExerciseImage } from './pages-image.ts';
import { pictureOfTheDay } from '../of-the-day.ts';
import { presentIndex } from './presenter-index.ts';
import { presentSet } from './presenter-set.ts';
import { isTrainer, ownSets, openSets } from '../scope.ts';
import { path } from '../set.ts';
import { getExercise, getSet, listExercises, listSets } from '../store/store-sets.ts';
import { listOwnRuns } from '../store/store-results.ts';
import { listPicturesOf } from '../store/store-pictures.ts';
import { today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';

const deeds = ['saved', 'added', 'moved', 'removed', 'opened', 'closed', 'started', 'copied'] as const;
const movement = { exercise: shaped(/^\d{1,15}$/, 'forms:problem.malformed'), move: choice(moves) };

/** The sets: the list, a set's page, and what its trainers do with it. */
export function setPages(context: CpdbContext) {
  return {
    index: (req: Request, res: Response): Promise<void> => showIndex(context, req, res),
    show: (req: Request, res: Response): Promise<void> => show(context, req, res),

    async add(req: Request, res: Response): Promise<void> {
      const set = await ownSet(context, req);
      const { typed, problems, wanted } = readExercise(req.body);
      if (!wanted) return show(context, req, res, { typed, problems });
      await act(res, back(context, req, res, 'added', typed), () =>
        addExercise(context, viewerOf(req), set.ref, wanted),
      );
    },

    async move(req: Request, res: Response): Promise<void> {
      const set = await ownSet(context, req);
      const { values, problems } = readForm(req.body, movement);
      if (!values) throw new BadRequest(problems);
      await act(res, back(context, req, res, values.move === 'remove' ? 'removed' : 'moved'), () =>
        moveExercise(context, viewerOf(req), set.ref, Number(values.exercise), values.move as Move),
      );
    },

    open: turning(context, 'open', 'opened'),
    close: turning(context, 'closed', 'closed'),

    async copy(req: Request, res: Response): Promise<void> {
      const set = await ownSet(context, req);
      const { values, problems } = readForm(req.body, { clientUuid: uuid });
      if (!values) throw new BadRequest(problems);
      const copied = await copySet(context, viewerOf(req), set.ref, values.clientUuid);
      res.redirect(303, `${path}/sets/${copied}?done=copied`);
    },

    /** An image of an exercise, for the trainers of its set. */
    async image(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const set = await ownSet(context, req);
      const size = (['thumbnail', 'card', 'screen'] as const).find(one => one === req.params.size);
      const exercise = await getExercise(context.pool, numberOf(req, 'exercise'));
      if (exercise.setId !== set.id || size === undefined) throw new NotFound('no such image');
      await sendExerciseImage(res, context, viewerOf(req), {
        exercise,
        at: numberOf(req, 'at') - 1,
        size,
        ref: set.ref,
        accept: req.get('accept') ?? '',
      });
    },
  };
}

async function showIndex(context: CpdbContext, req: Request, res: Response): Promise<void> {
  const { picture } = readQuery(req.query, { picture: freeText });
  const viewer = viewerOf(req);
  const [open, own, runs, day] = await Promise.all([
    listSets(context.pool, openSets(viewer)),
    rights['database:write'](viewer) ? listSets(context.pool, ownSets(viewer)) : [],
    listOwnRuns(context.pool, viewer),
    pictureOfTheDay(context.pool, today()),
  ]);
  if (day) await note(context.pool, viewer, { action: 'picture.listed', detail: { day: day.ref } });
  render(
    res,
    'cpdb/training/index',
    presentIndex({
      viewer,
      open,
      own,
      runs,
      day,
      today: today(),
      words: wordsOf(context, res),
      context,
      picture: /^CP-\d{4}-\d{5,12}$/.test(picture) ? picture : '',
    }),
  );
}

async function show(context: CpdbContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const { done, picture } = failed
    ? { done: '', picture: '' }
    : readQuery(req.query, { done: choice(deeds), picture: freeText });
  const set = await getSet(context.pool, viewer, setRefOf(req));
  const keeps = isTrainer(viewer, set);
  const [exercises, runs] = await Promise.all([
    keeps ? listExercises(context.pool, set.id) : [],
    listOwnRuns(context.pool, viewer, set.id),
  ]);
  const [pictures] = await Promise.all([
    listPicturesOf(context.pool, exercises),
    ...(keeps ? [note(context.pool, viewer, { action: 'training.setRead' as const, subject: set.ref })] : []),
  ]);
  if (failed) res.status(failed.isMeanwhile ? 409 : 422);
  render(
    res,
    'cpdb/training/set',
    presentSet({
      viewer,
      set,
      exercises,
      pictures,
      runs,
      words: wordsOf(context, res),
      context,
      runId: randomUUID(),
      copyUuid: randomUUID(),
      typed: failed?.typed ?? (picture === '' ? {} : { picture }),
      problems: failed?.problems ?? [],
      isMeanwhile: failed?.isMeanwhile === true,
      done,
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
  to: `${path}/sets/${setRefOf(req)}?done=${done}`,
  show: (failed: Failed) => show(context, req, res, failed),
  ...(typed ? { typed } : {}),
});

function turning(context: CpdbContext, state: 'open' | 'closed', done: 'opened' | 'closed') {
  return async (req: Request, res: Response): Promise<void> => {
    const set = await ownSet(context, req);
    readForm(req.body, {});
    await act(res, back(context, req, res, done), () => turn(context, viewerOf(req), set.ref, state));
  };
}
