import type { FieldProblem } from '../../../errors.ts';
import { presentForm } from '../../../forms/index.ts';
import type { Words } from '../../../reference/index.ts';
import { captionIn, type Picture } from '../../pictures/picture.ts';
import { monthOf, productName } from '../../pictures/presenter-card.ts';
import type { CpdbContext } from '../../context.ts';
import { heightAt, widths } from './answer-form.ts';
import { listOf } from '../compose.ts';
import { drawnAnswer, drawnImage, gridLines } from '../overlay.ts';
import type { ExerciseImage } from '../store/store-images.ts';
import { questionOf } from './presenter-handout.ts';
import { letterOf } from './presenter-set.ts';
import { columns, rows } from '../score.ts';
import { isClean, path, textIn, type Exercise } from '../set.ts';
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
    // What the page's script writes after the seconds: of one, and of more.
    leftTexts: [1, 2].map(count => t('cpdbtraining:take.left', { count }).slice(1)),
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
  } = sources;
  const { t } = words;
  if (run.feedback === 'end' && next !== undefined) return { kept: t('cpdbtraining:take.kept') };
  const asked = exercise.shown[exercise.kind === 'which' ? (exercise.answer ?? 0) : 0];
  const at = asked ? exercise.shown.indexOf(asked) : 0;
  const image = images[at];
  const shown = picture && image ? drawnPicture(sources, picture, image, at + 1) : undefined;
  const facts = picture && pictureFacts(picture, sources);
  const verdict = verdictOf(exercise, answer);
  return {
    tone: verdict === 'right' ? 'success' : 'warning',
    verdict: t(`cpdbtraining:verdict.${verdict}`),
    detail: detailOf(sources),
    gone: shown ? undefined : t('cpdbtraining:take.gone'),
    drawn: shown?.drawn,
    marks: shown?.marks ?? [],
    caption: facts?.caption ?? '',
    pictureHref: facts?.href,
    ref: picture?.ref ?? '',
    facts: facts?.items ?? [],
  };
}

function verdictOf({ kind }: Exercise, { isRight, isLate }: Answer): 'late' | 'right' | 'missed' | 'wrong' {
  if (isLate) return 'late';
  if (isRight) return 'right';
  return kind === 'mark' ? 'missed' : 'wrong';
}

/** How far off a mark was; or which label was given, and which is right. */
function detailOf({ exercise, answer, picture, words: { t, lang }, context }: ExerciseSources): string {
  if (isClean(exercise)) return t('cpdbtraining:verdict.clean');
  if (answer.given && 'nothing' in answer.given) return t('cpdbtraining:verdict.nothing');
  if (exercise.kind === 'mark')
    return answer.isRight || answer.distance === null
      ? ''
      : t('cpdbtraining:verdict.distance', { percent: Math.max(1, Math.round(100 * answer.distance)) });
  if (!answer.given || !('choice' in answer.given)) return '';
  const list = picture && exercise.asks ? listOf(picture, exercise.asks).list : '';
  const labelOf = (at: number): string =>
    exercise.kind === 'which' ? letterOf(at) : context.lists.name(list, exercise.options[at] ?? '', lang);
  const [given, right] = [labelOf(answer.given.choice), labelOf(exercise.answer ?? 0)];
  return t('cpdbtraining:verdict.answers', { given, right });
}

/** The image asked about, with its regions and what was marked in it. `number`: of the image, from 1. */
function drawnPicture(
  { standing: { run }, exercise, answer, words: { lang } }: ExerciseSources,
  picture: Picture,
  image: ExerciseImage,
  number: number,
) {
  return {
    drawn: {
      ...drawnImage(image),
      answer: exercise.kind === 'mark' ? drawnAnswer(answer.given, image) : undefined,
      src: `${path}/runs/${run.id}/${run.exercises.indexOf(exercise.id) + 1}/images/${number}`,
      alt: captionIn(picture.captions, lang),
    },
    marks: image.regions.map(({ note }, at) => ({ number: at + 1, note: captionIn(note, lang) })),
  };
}

function pictureFacts(picture: Picture, { words, context }: ExerciseSources) {
  const { t, lang } = words;
  const { name } = context.lists;
  const goods = productName(picture, words, context) ?? name('heading', picture.heading, lang);
  const where = t('cpdb:where', { country: words.country(picture.country), month: monthOf(picture, words) });
  return {
    caption: captionIn(picture.captions, lang),
    href: `/cpdb/pictures/${picture.ref}`,
    items: [
      { label: t('cpdb:fact.place'), value: name('concealment', picture.concealment, lang) },
      { label: t('cpdb:fact.transport'), value: name('transport', picture.transport, lang) },
      { label: t('cpdb:fact.goods'), value: goods },
      { label: t('cpdb:fact.seized'), value: where },
    ],
  };
}
