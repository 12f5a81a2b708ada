import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, NotFound } from '../../errors.ts';
import { listImages } from '../images/store.ts';
import type { Image } from '../images/image.ts';
import type { CpdbContext } from '../context.ts';
import { asDrawn, drawOrder } from './drawn.ts';
import { cellRegion, isLate, scoreCell, scorePoint, type Scored } from './score.ts';
import { getPictureRef } from './store/store-pictures.ts';
import { getExercise, getSet } from './store/store-sets.ts';
import {
  drawExercises,
  getRun,
  insertRun,
  insertShown,
  listAnswers,
  listShowable,
  lockAnswer,
  setAnswer,
  setFinished,
  type Answer,
  type Given,
  type Run,
} from './store/store-runs.ts';
import { isClean, type Exercise } from './set.ts';

/**
 * Begins a run of an open set; the same form sent twice is one run. Throws Conflict where the set is not open, or shows
 * nothing any more.
 */
export function start(
  { pool }: CpdbContext,
  viewer: Viewer,
  ref: string,
  { id, untimed }: { id: string; untimed: boolean },
): Promise<void> {
  return inTransaction(pool, async client => {
    const set = await getSet(client, viewer, ref);
    if (set.state !== 'open') throw new Conflict(`${ref} is not open`);
    const exercises = await drawExercises(client, set.id, set.draws);
    const drawn: Exercise[] = [];
    for (const one of exercises) drawn.push(await getExercise(client, one));
    const orders = Object.fromEntries(
      drawn.filter(({ answer: right }) => right !== null).map(one => [String(one.id), drawOrder(one)]),
    );
    const seconds = untimed ? null : set.seconds;
    const isNew = await insertRun(client, viewer, { id, setId: set.id, seconds, exercises, orders });
    if (!isNew) return void (await getRun(client, viewer, id));
    if (exercises.length === 0) throw new Conflict(`${ref} has nothing to show`);
    await note(client, viewer, {
      action: 'training.started',
      subject: ref,
      detail: { run: id, exercises: exercises.length, untimed },
    });
  });
}

/**
 * Where a run stands. `next`: number of the first exercise that is neither answered nor gone, from 1; undefined when
 * there is none.
 */
export interface Standing {
  readonly run: Run;
  readonly answers: ReadonlyMap<number, Answer>;
  /** Ids that can be shown or were answered, in their order. */
  readonly counted: readonly number[];
  readonly next: number | undefined;
}

export async function standing(on: Queryable, viewer: Viewer, id: string): Promise<Standing> {
  const run = await getRun(on, viewer, id);
  const [answers, showable] = await Promise.all([listAnswers(on, id), listShowable(on, run.exercises)]);
  const given = new Map(answers.map(one => [one.exerciseId, one]));
  const isAnswered = (one: number): boolean => (given.get(one)?.answeredAt ?? null) !== null;
  const at = run.exercises.findIndex(one => !isAnswered(one) && showable.includes(one));
  return {
    run,
    answers: given,
    counted: run.exercises.filter(one => isAnswered(one) || showable.includes(one)),
    next: at < 0 ? undefined : at + 1,
  };
}

/** Shows an exercise: its time runs from the first time, which is noted with the picture it shows. */
export function show({ pool }: CpdbContext, viewer: Viewer, run: Run, exercise: Exercise): Promise<Answer> {
  return inTransaction(pool, async client => {
    const isFirst = await insertShown(client, run.id, exercise.id);
    if (isFirst)
      await note(client, viewer, {
        action: 'training.exerciseShown',
        subject: await getPictureRef(client, exercise),
        detail: { set: run.setRef, run: run.id, kind: exercise.kind },
      });
    const shown = await lockAnswer(client, run.id, exercise.id);
    if (!shown) throw new Conflict('shown to nobody');
    return shown;
  });
}

/**
 * Keeps an answer with its score. One that was given stays, whatever is sent again. `now` says when it came: late
 * answers are kept as late. Throws Conflict where the exercise was not shown yet.
 */
export function answer(
  { pool }: CpdbContext,
  viewer: Viewer,
  run: Run,
  exercise: Exercise,
  given: Given,
  now = new Date(),
): Promise<void> {
  return inTransaction(pool, async client => {
    const before = await lockAnswer(client, run.id, exercise.id);
    if (!before) throw new Conflict('not shown yet');
    if (before.answeredAt) return;
    const scored = await score(client, exercise, given);
    const late = isLate(before.shownAt, now, run.seconds);
    await setAnswer(client, run.id, {
      exerciseId: exercise.id,
      answeredAt: now,
      given,
      isRight: scored.isRight,
      isLate: late,
      distance: exercise.kind === 'mark' ? scored.distance : null,
    });
    await note(client, viewer, {
      action: 'training.answered',
      subject: run.setRef,
      detail: { run: run.id, exercise: exercise.id, right: scored.isRight, late },
    });
    if ((await standing(client, viewer, run.id)).next === undefined) await setFinished(client, run.id);
  });
}

async function score(on: Client, exercise: Exercise, given: Given): Promise<Scored> {
  if ('choice' in given) return { isRight: given.choice === exercise.answer, distance: 0 };
  if (isClean(exercise)) return { isRight: 'nothing' in given, distance: 0 };
  if ('nothing' in given) return { isRight: false, distance: 0 };
  const { regions, width, height } = await imageOf(on, exercise);
  const aspect = (height ?? 3) / (width ?? 4);
  return 'cell' in given
    ? scoreCell(regions, cellRegion(given.cell.slice(0, 1), given.cell.slice(1)), aspect)
    : scorePoint(regions, given, aspect);
}

/** The image an exercise asks about. Throws NotFound when it is gone. */
export async function imageOf(on: Queryable, { pictureId, shown, answer: right, kind }: Exercise): Promise<Image> {
  const wanted = shown[kind === 'which' ? (right ?? 0) : 0]?.image;
  const image = (await listImages(on, pictureId)).find(({ id, state }) => id === wanted && state === 'ready');
  if (!image) throw new NotFound('the image is gone');
  return image;
}

/** The exercise at a place of a run, from 1, with its choices as the run shows them. Throws NotFound. */
export async function exerciseAt(on: Queryable, run: Run, number: number): Promise<Exercise> {
  const id = run.exercises[number - 1];
  if (id === undefined) throw new NotFound('no such exercise');
  return exerciseOf(on, run, id);
}

/** An exercise as a run shows it. */
export async function exerciseOf(on: Queryable, run: Run, id: number): Promise<Exercise> {
  return asDrawn(await getExercise(on, id), run.orders[String(id)]);
}
