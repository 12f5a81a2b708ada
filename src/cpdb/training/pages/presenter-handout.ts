import type { Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import { captionIn, type Picture } from '../../pictures/picture.ts';
import type { CpdbContext } from '../../context.ts';
import { listOf } from '../compose.ts';
import { drawnImage, gridLines } from '../overlay.ts';
import type { ExerciseImage } from '../store/store-images.ts';
import { letterOf } from './presenter-set.ts';
import { isClean, path, textIn, type Exercise, type TrainingSet } from '../set.ts';

interface HandoutSources {
  readonly viewer: Viewer;
  readonly set: TrainingSet;
  readonly exercises: readonly Exercise[];
  readonly pictures: ReadonlyMap<number, Picture>;
  /** Of each exercise, in its order. */
  readonly images: readonly (readonly (ExerciseImage | undefined)[])[];
  readonly words: Words;
  readonly context: Pick<CpdbContext, 'lists' | 'texts'>;
  readonly now: string;
}

/** A set on paper: numbered pictures with their questions, and the answers on a last page of their own. Pure. */
export function presentHandout({ viewer, set, exercises, pictures, images, words, context, now }: HandoutSources) {
  const { t, lang } = words;
  const here = `${path}/sets/${set.ref}`;
  const shown = exercises
    .map((exercise, at) => ({ exercise, picture: pictures.get(exercise.pictureId), images: images[at] ?? [] }))
    .flatMap(one => (one.picture && one.images.every(Boolean) ? [{ ...one, picture: one.picture }] : []));
  return {
    title: textIn(set.title, lang),
    description: textIn(set.description, lang),
    head: {
      title: textIn(set.title, lang),
      crumbs: [
        { label: t('cpdbtraining:title'), href: path },
        { label: set.ref, href: here },
        { label: t('cpdbtraining:handout.title') },
      ],
      scope: t('cpdbtraining:handout.scope'),
    },
    left:
      exercises.length - shown.length === 0
        ? undefined
        : t('cpdbtraining:handout.left', { count: exercises.length - shown.length }),
    exercises: shown.map(({ exercise, picture, images: own }, at) => ({
      number: at + 1,
      kind: exercise.kind,
      question: questionOf(exercise, words),
      images: own.map((image, place) => ({
        src: `${here}/exercises/${exercise.id}/images/${place + 1}/${exercise.kind === 'which' ? 'card' : 'screen'}`,
        width: image?.width ?? 4,
        height: image?.height ?? 3,
        letter: exercise.kind === 'which' ? letterOf(place) : '',
        alt: t('cpdbtraining:take.alt', { number: at + 1 }),
      })),
      options:
        exercise.asks === null
          ? []
          : exercise.options.map(
              (code, place) =>
                `${letterOf(place)}. ${context.lists.name(listOf(picture, exercise.asks ?? 'goods').list, code, lang)}`,
            ),
    })),
    answers: shown.map(({ exercise, picture, images: own }, at) => ({
      number: at + 1,
      caption: captionIn(picture.captions, lang),
      ref: picture.ref,
      answer: answerText(exercise, words),
      marked:
        exercise.kind === 'mark' && own[0]
          ? {
              src: `${here}/exercises/${exercise.id}/images/1/card`,
              alt: t('cpdbtraining:take.marked', { number: at + 1 }),
              ...drawnImage(own[0]),
            }
          : undefined,
    })),
    grid: gridLines(),
    print: {
      lead: t('cpdb:print.lead'),
      lines: [set.ref, textIn(set.title, lang)],
      official: t('cpdb:print.official'),
      what: `${set.ref} · ${textIn(set.title, lang)}`,
      by: t('cpdb:print.by', { login: viewer.loginId, time: words.time(now) }),
    },
  };
}

function answerText(exercise: Exercise, { t }: Words): string {
  if (isClean(exercise)) return t('cpdbtraining:take.nothing');
  return exercise.answer === null ? t('cpdbtraining:handout.region') : letterOf(exercise.answer);
}

/** What an exercise asks. */
export function questionOf({ kind, asks }: Pick<Exercise, 'kind' | 'asks'>, { t }: Words): string {
  return kind === 'what' ? t(`cpdbtraining:question.${asks ?? 'goods'}`) : t(`cpdbtraining:question.${kind}`);
}
