import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { rights, viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { BadRequest, Conflict, Forbidden, NotFound } from '../../../errors.ts';
import type { FieldProblem } from '../../../errors.ts';
import { choice, freeText, readForm, readQuery, shaped, uuid } from '../../../fields/index.ts';
import { ChangedMeanwhile, Refused, showForm } from '../../../forms/index.ts';
import type { CpdbContext } from '../../context.ts';
import { wordsOf } from '../../context.ts';
import { addExercise, makeSet, moveExercise, moves, saveSet, turn } from '../change.ts';
import type { Move } from '../change.ts';
import { copySet } from '../copy.ts';
import { readExercise, readSet, setForm, typedOf } from './form.ts';
import { sendExerciseImage } from './pages-image.ts';
import { pictureOfTheDay } from '../of-the-day.ts';
import { presentIndex } from './presenter-index.ts';
import { presentSet } from './presenter-set.ts';
import { isTrainer, ownSets, openSets } from '../scope.ts';
import { path } from '../set.ts';
import type { TrainingSet } from '../set.ts';
import { getExercise, getSet, listExercises, listSets } from '../store/store-sets.ts';
import { listOwnRuns } from '../store/store-results.ts';
import { listPicturesOf } from '../store/store-pictures.ts';
import { today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';

const deeds = ['saved', 'added', 'moved', 'removed', 'opened', 'closed', 'started', 'copied'] as const;
interface Failed {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly isMeanwhile?: boolean;
}

/** The sets: the list, a set's page, and what its trainers do with it. */
export function setPages(context: CpdbContext) {
  async function show(req: Request, res: Response, failed?: Failed): Promise<void> {
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

  /** A set of the viewer's office. 404 unless visible, 403 unless theirs to change. */
  async function ownSet(req: Request): Promise<TrainingSet> {
    const set = await getSet(context.pool, viewerOf(req), setRefOf(req));
    if (!isTrainer(viewerOf(req), set)) throw new Forbidden('a set of another office');
    return set;
  }

  /** Does the work and comes back to the set; what was typed stays where it cannot be done. */
  async function act(
    req: Request,
    res: Response,
    typed: Failed['typed'],
    done: (typeof deeds)[number],
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof Refused) return show(req, res, { typed, problems: [error.problem] });
      if (error instanceof Conflict) return show(req, res, { typed, problems: [], isMeanwhile: true });
      throw error;
    }
    res.redirect(303, `${path}/sets/${setRefOf(req)}?done=${done}`);
  }

  return {
    show: (req: Request, res: Response): Promise<void> => show(req, res),

    async index(req: Request, res: Response): Promise<void> {
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
    },

    ask(req: Request, res: Response): void {
      readQuery(req.query, {});
      const words = wordsOf(context, res);
      showForm(
        res,
        words,
        setForm(words, { clientUuid: randomUUID(), seconds: 'none', feedback: 'each', audience: 'office' }),
      );
    },

    async make(req: Request, res: Response): Promise<void> {
      const words = wordsOf(context, res);
      const { typed, problems, set: posted } = readSet(req.body);
      if (!posted)
        return showForm(
          res,
          words,
          setForm(words, {
            ...typed,
            ...(problems.some(({ path: field }) => field === 'clientUuid') ? { clientUuid: randomUUID() } : {}),
          }),
          visible(problems),
        );
      res.redirect(
        303,
        `${path}/sets/${await makeSet(context, viewerOf(req), posted.clientUuid, posted.facts)}?done=saved`,
      );
    },

    async edit(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const set = await ownSet(req);
      if (set.state !== 'draft') throw new Forbidden('no draft any more');
      const words = wordsOf(context, res);
      showForm(res, words, setForm(words, { ...typedOf(set), clientUuid: randomUUID() }, set.ref));
    },

    async save(req: Request, res: Response): Promise<void> {
      const set = await ownSet(req);
      const words = wordsOf(context, res);
      const { typed, problems, set: posted } = readSet(req.body);
      if (!posted) return showForm(res, words, setForm(words, typed, set.ref), visible(problems));
      try {
        await saveSet(context, viewerOf(req), set.ref, posted.version, posted.facts);
        res.redirect(303, `${path}/sets/${set.ref}?done=saved`);
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        const now = await ownSet(req);
        const items = Object.entries(now.title).map(([lang, value]) => ({
          label: words.language(lang),
          value: String(value),
        }));
        showForm(
          res,
          words,
          setForm(words, { ...typed, version: String(now.version) }, set.ref, {
            text: words.t('cpdbtraining:meanwhile'),
            items,
          }),
        );
      }
    },

    async add(req: Request, res: Response): Promise<void> {
      const set = await ownSet(req);
      const { typed, problems, wanted } = readExercise(req.body);
      if (!wanted) return show(req, res, { typed, problems });
      await act(req, res, typed, 'added', () => addExercise(context, viewerOf(req), set.ref, wanted));
    },

    async move(req: Request, res: Response): Promise<void> {
      const set = await ownSet(req);
      const { values, problems } = readForm(req.body, {
        exercise: shaped(/^\d{1,15}$/, 'forms:problem.malformed'),
        move: choice(moves),
      });
      if (!values) throw new BadRequest(problems);
      await act(req, res, {}, values.move === 'remove' ? 'removed' : 'moved', () =>
        moveExercise(context, viewerOf(req), set.ref, Number(values.exercise), values.move as Move),
      );
    },

    async open(req: Request, res: Response): Promise<void> {
      const set = await ownSet(req);
      readForm(req.body, {});
      await act(req, res, {}, 'opened', () => turn(context, viewerOf(req), set.ref, 'open'));
    },

    async close(req: Request, res: Response): Promise<void> {
      const set = await ownSet(req);
      readForm(req.body, {});
      await act(req, res, {}, 'closed', () => turn(context, viewerOf(req), set.ref, 'closed'));
    },

    async copy(req: Request, res: Response): Promise<void> {
      const set = await ownSet(req);
      const { values, problems } = readForm(req.body, { clientUuid: uuid });
      if (!values) throw new BadRequest(problems);
      res.redirect(
        303,
        `${path}/sets/${await copySet(context, viewerOf(req), set.ref, values.clientUuid)}?done=copied`,
      );
    },

    /** An image of an exercise, for the trainers of its set. */
    async image(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const set = await ownSet(req);
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

/** Problems of the inputs on the page; where only a hidden one is wrong, that one. */
function visible(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const seen = problems.filter(({ path: field }) => !['clientUuid', 'version'].includes(field));
  return seen.length > 0 ? seen : problems;
}

export function setRefOf(req: Request): string {
  const ref = String(req.params.ref);
  if (!/^CT-\d{4}-\d{4,12}$/.test(ref)) throw new NotFound('no such set');
  return ref;
}

/** A number in the address, from 1. Throws NotFound. */
export function numberOf(req: Request, name: string): number {
  const text = String(req.params[name]);
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new NotFound('no such number');
  return Number(text);
}
