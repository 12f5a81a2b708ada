import { rights, type Viewer } from '../../../access/index.ts';
import { addressOf } from '../../../fields/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { Card } from '../../pictures/picture.ts';
import type { CpdbContext } from '../../context.ts';
import { presentOfTheDay } from '../of-the-day.ts';
import { path, textIn, type State, type TrainingSet } from '../set.ts';
import type { RunResult } from '../store/store-results.ts';

type Context = Pick<CpdbContext, 'lists' | 'offices' | 'texts'>;

interface IndexSources {
  readonly viewer: Viewer;
  readonly open: readonly TrainingSet[];
  readonly own: readonly TrainingSet[];
  readonly runs: readonly RunResult[];
  readonly day: Card | undefined;
  readonly today: string;
  readonly words: Words;
  readonly context: Context;
  /** A picture that is to be put into a set. */
  readonly picture: string;
}

/** The training page: the picture of the day, sets to take, and for trainers those of their office. Pure. */
export function presentIndex({ viewer, open, own, runs, day, today, words, context, picture }: IndexSources) {
  const { t } = words;
  const isTrainer = rights['database:write'](viewer);
  return {
    title: t('cpdbtraining:title'),
    head: {
      title: t('cpdbtraining:title'),
      crumbs: [{ label: t('cpdb:title'), href: '/cpdb' }, { label: t('cpdbtraining:title') }],
      scope: t('cpdbtraining:index.scope'),
      actions: [
        { label: t('cpdbtraining:results.title'), href: `${path}/results`, icon: 'chart-line' },
        ...(isTrainer
          ? [{ label: t('cpdbtraining:new.title'), href: `${path}/new`, icon: 'plus', tone: 'primary' }]
          : []),
      ],
    },
    day: day && presentOfTheDay(day, today, words, context),
    choosing: picture === '' ? undefined : { text: t('cpdbtraining:index.choose', { ref: picture }) },
    open: open.map(set => ({
      ...rowOf(set, words, context),
      best: bestOf(
        runs.filter(({ setRef }) => setRef === set.ref),
        words,
      ),
    })),
    own: own.map(set => ({
      ...rowOf(set, words, context),
      tag: stateTag(set.state, words),
      href: addressOf(`${path}/sets/${set.ref}`, { picture: set.state === 'draft' ? picture : '' }),
    })),
    isTrainer,
  };
}

function rowOf(set: TrainingSet, words: Words, { offices }: Context) {
  const office = offices.byId(set.officeId);
  return {
    ref: set.ref,
    href: `${path}/sets/${set.ref}`,
    title: textIn(set.title, words.lang),
    text: textIn(set.description, words.lang),
    meta: [
      office ? words.office(office) : '',
      words.t('cpdbtraining:exercises', { count: set.exercises }),
      words.t(`cpdbtraining:seconds.${set.seconds ?? 'none'}`),
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

/** The best finished run, in words. */
function bestOf(runs: readonly RunResult[], { t }: Words): string {
  const best = runs
    .filter(({ answered }) => answered > 0)
    .toSorted((a, b) => b.right / b.answered - a.right / a.answered)[0];
  return best ? t('cpdbtraining:index.best', { right: best.right, of: best.answered }) : '';
}

const styles: Readonly<Record<State, readonly [tone: string, icon: string]>> = {
  draft: ['', 'pencil-line'],
  open: ['good', 'circle-check'],
  closed: ['', 'lock'],
};

export function stateTag(state: State, { t }: Words) {
  const [tone, icon] = styles[state];
  return { tone, icon, label: t(`cpdbtraining:state.${state}`) };
}
