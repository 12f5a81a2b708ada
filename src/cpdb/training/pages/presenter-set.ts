import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import { presentForm } from '../../../forms/index.ts';
import type { Words } from '../../../reference/index.ts';
import { captionIn, type Picture } from '../../pictures/picture.ts';
import type { CpdbContext } from '../../context.ts';
import { listOf } from '../compose.ts';
import { exerciseFields } from './form.ts';
import { stateTag } from './presenter-index.ts';
import { presentRuns } from './presenter-results.ts';
import { isTrainer } from '../scope.ts';
import { drawWayOf, path, textIn, type Exercise, type TrainingSet } from '../set.ts';
import type { RunResult } from '../store/store-results.ts';

type Context = Pick<CpdbContext, 'lists' | 'offices' | 'texts'>;

interface SetSources {
  readonly viewer: Viewer;
  readonly set: TrainingSet;
  /** Known to its trainers only. */
  readonly exercises: readonly Exercise[];
  readonly pictures: ReadonlyMap<number, Picture>;
  readonly runs: readonly RunResult[];
  readonly words: Words;
  readonly context: Context;
  readonly runId: string;
  /** Number of the form that copies the set. */
  readonly copyUuid: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly isMeanwhile: boolean;
  readonly done: string;
}

/** A set's page: to start it, and for its trainers what is in it. Pure. */
export function presentSet({
  viewer,
  set,
  exercises,
  pictures,
  runs,
  words,
  context,
  runId,
  copyUuid,
  typed,
  problems,
  isMeanwhile,
  done,
}: SetSources) {
  const { t, lang } = words;
  const keeps = isTrainer(viewer, set);
  const isDraft = set.state === 'draft';
  const here = `${path}/sets/${set.ref}`;
  const office = context.offices.byId(set.officeId);
  const officeName = office ? words.office(office) : '';
  const form = presentForm(words, { groups: [{ fields: exerciseFields(words, typed) }] }, problems);
  return {
    title: textIn(set.title, lang),
    ref: set.ref,
    here,
    problems: form.problems,
    done: done === '' ? undefined : t(`cpdbtraining:done.${done}`),
    meanwhile: isMeanwhile ? t('cpdbtraining:stands') : undefined,
    head: {
      title: textIn(set.title, lang),
      crumbs: [
        { label: t('cpdb:title'), href: '/cpdb' },
        { label: t('cpdbtraining:title'), href: path },
        { label: set.ref },
      ],
      tag: stateTag(set.state, words),
      scope: [
        officeName,
        t('cpdbtraining:exercises', { count: set.exercises }),
        t(`cpdbtraining:audienceOf.${set.audience}`),
      ]
        .filter(Boolean)
        .join(' · '),
      actions: keeps ? trainerActions(set, words) : [],
    },
    description: textIn(set.description, lang),
    isSample: set.synthetic,
    start:
      set.state === 'open'
        ? { action: `${here}/start`, runId, isTimed: set.seconds !== null, office: officeName }
        : undefined,
    facts: [
      { label: t('cpdbtraining:field.draws'), value: t(`cpdbtraining:draws.${drawWayOf(set.draws)}`) },
      { label: t('cpdbtraining:field.seconds'), value: t(`cpdbtraining:seconds.${set.seconds ?? 'none'}`) },
      { label: t('cpdbtraining:field.feedback'), value: t(`cpdbtraining:feedback.${set.feedback}`) },
      ...(keeps ? [{ label: t('cpdbtraining:field.madeBy'), value: set.madeBy ?? t('cpdb:step.portal') }] : []),
    ],
    runs: presentRuns(runs, words),
    keeps,
    acts: keeps
      ? {
          open: `${here}/open`,
          close: `${here}/close`,
          move: `${here}/move`,
          add: `${here}/exercises`,
          copy: `${here}/copy`,
          copyUuid,
        }
      : undefined,
    exercises: exercises.map((one, at) => {
      const picture = pictures.get(one.pictureId);
      return exerciseOf(one, { at, last: exercises.length - 1, here, isDraft, picture, words, context });
    }),
    fields: keeps && isDraft ? (form.groups[0]?.fields ?? []) : [],
  };
}

function trainerActions(set: TrainingSet, { t }: Words) {
  const here = `${path}/sets/${set.ref}`;
  const isDraft = set.state === 'draft';
  return [
    isDraft
      ? { label: t('cpdbtraining:edit.crumb'), href: `${here}/edit`, icon: 'square-pen' }
      : { label: t('cpdbtraining:class.title'), href: `${here}/class`, icon: 'users' },
    ...(set.exercises > 0
      ? [{ label: t('cpdbtraining:handout.title'), href: `${here}/handout`, icon: 'printer' }]
      : []),
    ...(isDraft ? [] : [{ label: t('cpdbtraining:act.copy'), form: 'copy-set', icon: 'copy' }]),
    set.state === 'open'
      ? { label: t('cpdbtraining:act.close'), form: 'close-set', icon: 'lock' }
      : { label: t('cpdbtraining:act.open'), form: 'open-set', icon: 'check', tone: 'primary' },
  ];
}

interface Row {
  readonly at: number;
  readonly last: number;
  readonly here: string;
  readonly isDraft: boolean;
  readonly picture: Picture | undefined;
  readonly words: Words;
  readonly context: Context;
}

function exerciseOf(exercise: Exercise, { at, last, here, isDraft, picture, words, context }: Row) {
  const { t } = words;
  const number = at + 1;
  return {
    id: exercise.id,
    number,
    kind: t(`cpdbtraining:kind.${exercise.kind}`),
    gone: picture ? undefined : t('cpdbtraining:set.gone'),
    caption: picture ? captionIn(picture.captions, words.lang) : '',
    ref: picture?.ref,
    href: picture ? `/cpdb/pictures/${picture.ref}` : undefined,
    answer: picture ? answerOf(exercise, picture, words, context) : '',
    images: picture
      ? exercise.shown.map((_one, place) => ({
          src: `${here}/exercises/${exercise.id}/images/${place + 1}/thumbnail`,
          isRight: exercise.kind === 'which' && place === exercise.answer,
        }))
      : [],
    moves: isDraft
      ? [
          ...(at > 0 ? [{ value: 'up', icon: 'arrow-up', label: t('cpdbtraining:act.up', { number }) }] : []),
          ...(at < last ? [{ value: 'down', icon: 'arrow-down', label: t('cpdbtraining:act.down', { number }) }] : []),
          { value: 'remove', icon: 'trash-2', label: t('cpdbtraining:act.remove', { number }) },
        ]
      : [],
  };
}

/** What is asked, with the labels to choose from. */
function answerOf(
  { kind, asks, options, answer }: Exercise,
  picture: Picture,
  words: Words,
  { lists }: Context,
): string {
  if (kind === 'which') return words.t('cpdbtraining:set.letter', { letter: letterOf(answer ?? 0) });
  if (kind === 'mark' || asks === null) return '';
  const { list } = listOf(picture, asks);
  const names = options.map(code => lists.name(list, code, words.lang));
  return [
    `${words.t(`cpdbtraining:asks.${asks}`)}${words.t('common:colon')} ${names.join(' / ')}`,
    ...(answer === null ? [] : [words.t('cpdbtraining:set.letter', { letter: names[answer] ?? '' })]),
  ].join(' · ');
}

/** "A" for the first. */
export function letterOf(at: number): string {
  return String.fromCodePoint(65 + at);
}
