import type { FieldProblem } from '../../../errors.ts';
import { presentForm } from '../../../forms/index.ts';
import type { Words } from '../../../reference/index.ts';
import { captionIn } from '../../pictures/picture.ts';
import type { Picture } from '../../pictures/picture.ts';
import { monthOf, productName } from '../../pictures/presenter-card.ts';
import type { CpdbContext } from '../../context.ts';
import { heightAt, widths } from './answer-form.ts';
import { listOf } from '../compose.ts';
import { drawnAnswer, drawnImage, gridLines } from '../overlay.ts';
import type { ExerciseImage } from '../store/store-images.ts';
import { questionOf } from './presenter-handout.ts';
import { letterOf } from './presenter-set.ts';
import { columns, rows } from '../score.ts';
import { path, textIn } from '../set.ts';
import type { Exercise } from '../set.ts';
import type { Answer } from '../store/store-runs.ts';
import type { Standing } from '../run.ts';

interface ExerciseSources {
  readonly standing: Standing;
  readonly exercise: Exercise;
  readonly number: number;
  readonly answer: Answer;
  readonly images: readonly (ExerciseImage | undefined)[];
  /** Undefined where it went out of the gallery after it was answered. */
  readonly picture: Picture | undefined;
  readonly words: Words;
  readonly context: Pick<CpdbContext, 'lists' | 'texts'>;
  readonly now: Date;
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
}

/** One exercise: to be answered, or answered with what was right. Nothing of the answer is in it before. Pure. */
export function presentExercise(sources: ExerciseSources) {
  const {
    standing: { run, counted, next },
    exercise,
    number,
    answer,
    images,
    words,
    now,
    problems,
  } = sources;
  const { t } = words;
  const here = `${path}/runs/${run.id}/${number}`;
  const isAnswered = answer.answeredAt !== null;
  const title = t('cpdbtraining:take.title', { number: counted.indexOf(exercise.id) + 1, of: counted.length });
  const onward =
    next === undefined
      ? { label: t('cpdbtraining:take.result'), href: `${path}/runs/${run.id}` }
      : { label: t('cpdbtraining:take.next'), href: `${path}/runs/${run.id}/${next}` };
  return {
    title,
    head: {
      title,
      over: textIn(run.title, words.lang),
      crumbs: [
        { label: t('cpdbtraining:title'), href: path },
        { label: run.setRef, href: `${path}/sets/${run.setRef}` },
        { label: String(number) },
      ],
    },
    question: questionOf(exercise, words),
    kind: exercise.kind,
    here,
    number,
    images: images.map((image, at) => ({
      src: `${here}/images/${at + 1}`,
      width: image?.width ?? 4,
      height: image?.height ?? 3,
      alt: t('cpdbtraining:take.alt', { number }),
      letter: exercise.kind === 'which' ? letterOf(at) : '',
    })),
    progress: counted.map((id, at) => ({ number: at + 1, isHere: id === exercise.id })),
    of: counted.length,
    answered: isAnswered ? answeredOf(sources) : undefined,
    onward: isAnswered ? onward : undefined,
    form: isAnswered ? undefined : formOf(sources),
    timer: isAnswered ? undefined : timerOf(run.seconds, answer.shownAt, now, words),
    problems: isAnswered
      ? []
      : problems.map(problem => ({ text: words.problem(problem), href: `#field-${problem.path}` })),
  };
}

/** The limit, and what is left of it by the server's clock. Seconds. */
function timerOf(seconds: number | null, shownAt: Date, now: Date, { t }: Words) {
  if (seconds === null) return undefined;
  const left = Math.max(0, Math.round(seconds - (now.getTime() - shownAt.getTime()) / 1000));
  return {
    left,
    text: t('cpdbtraining:take.limit', { count: seconds }),
    over: t('cpdbtraining:take.over'),
    isOver: left === 0,
    leftText: t('cpdbtraining:take.left', { count: 0 }).replace(/^0/, ''),
  };
}

function formOf({ exercise, images, typed, problems, picture, words, context }: ExerciseSources) {
  const { t, lang } = words;
  const radios = (name: string, codes: readonly string[]) => ({
    name,
    type: 'choice' as const,
    display: 'radios' as const,
    label: t(`cpdbtraining:field.${name}`),
    value: typed[name] ?? '',
    options: codes.map(code => ({ value: code, label: code })),
  });
  const grid = presentForm(
    words,
    { groups: [{ fields: exercise.kind === 'mark' ? [radios('column', columns), radios('row', rows)] : [] }] },
    problems,
  );
  const image = images[0];
  return {
    error: problems[0] && words.problem(problems[0]),
    points: exercise.kind === 'mark' && image ? widths.map(width => ({ width, height: heightAt(width, image) })) : [],
    fields: grid.groups[0]?.fields ?? [],
    grid: gridLines(),
    chosen: typed.choice ?? '',
    options:
      exercise.kind === 'what' && picture && exercise.asks
        ? exercise.options.map(code => context.lists.name(listOf(picture, exercise.asks ?? 'goods').list, code, lang))
        : [],
  };
}

/** What was answered; with what is right once it may be told. */
function answeredOf(sources: ExerciseSources) {
  const {
    standing: { run, next },
    exercise,
    answer,
    picture,
    images,
    words,
    context,
  } = sources;
  const { t, lang } = words;
  if (run.feedback === 'end' && next !== undefined) return { kept: t('cpdbtraining:take.kept') };
  const isRight = answer.isRight === true && answer.isLate !== true;
  const given = answer.given && 'choice' in answer.given ? answer.given.choice : undefined;
  const asked = exercise.shown[exercise.kind === 'which' ? (exercise.answer ?? 0) : 0];
  const image = images[asked ? exercise.shown.indexOf(asked) : 0];
  const list = picture && exercise.asks ? listOf(picture, exercise.asks).list : '';
  const labelOf = (at: number): string =>
    exercise.kind === 'which' ? letterOf(at) : context.lists.name(list, exercise.options[at] ?? '', lang);
  const failure = exercise.kind === 'mark' ? 'missed' : 'wrong';
  const [number, imageNumber] = [run.exercises.indexOf(exercise.id) + 1, asked ? exercise.shown.indexOf(asked) + 1 : 1];
  return {
    tone: isRight ? 'success' : 'warning',
    verdict: t(`cpdbtraining:verdict.${answer.isLate ? 'late' : isRight ? 'right' : failure}`),
    detail: [
      ...(exercise.kind === 'mark' && !answer.isRight && answer.distance !== null
        ? [t('cpdbtraining:verdict.distance', { percent: Math.max(1, Math.round(100 * answer.distance)) })]
        : []),
      ...(exercise.kind !== 'mark' && given !== undefined
        ? [t('cpdbtraining:verdict.answers', { given: labelOf(given), right: labelOf(exercise.answer ?? 0) })]
        : []),
    ].join(' '),
    gone: picture && image ? undefined : t('cpdbtraining:take.gone'),
    drawn:
      picture && image
        ? {
            ...drawnImage(image),
            answer: exercise.kind === 'mark' ? drawnAnswer(answer.given, image) : undefined,
            src: `${path}/runs/${run.id}/${number}/images/${imageNumber}`,
            alt: captionIn(picture.captions, lang),
          }
        : undefined,
    marks:
      picture && image ? image.regions.map(({ note }, at) => ({ number: at + 1, note: captionIn(note, lang) })) : [],
    caption: picture ? captionIn(picture.captions, lang) : '',
    pictureHref: picture ? `/cpdb/pictures/${picture.ref}` : undefined,
    ref: picture?.ref ?? '',
    facts: picture
      ? [
          { label: t('cpdb:fact.place'), value: context.lists.name('concealment', picture.concealment, lang) },
          { label: t('cpdb:fact.transport'), value: context.lists.name('transport', picture.transport, lang) },
          {
            label: t('cpdb:fact.goods'),
            value: productName(picture, words, context) ?? context.lists.name('heading', picture.heading, lang),
          },
          {
            label: t('cpdb:fact.seized'),
            value: t('cpdb:where', { country: words.country(picture.country), month: monthOf(picture, words) }),
          },
        ]
      : [],
  };
}
