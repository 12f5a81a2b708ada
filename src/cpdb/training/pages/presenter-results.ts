import type { Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import { columnChart } from '../../../web/charts/index.ts';
import { captionIn } from '../../pictures/picture.ts';
import type { CpdbContext } from '../../context.ts';
import { path, textIn, type TrainingSet } from '../set.ts';
import type { ExerciseResult, Rate, RunResult } from '../store/store-results.ts';

type Context = Pick<CpdbContext, 'lists' | 'offices' | 'texts'>;

/** "7 of 10, 70 %". */
export function rateText(right: number, of: number, { t }: Words): string {
  return of === 0 ? '–' : t('cpdbtraining:rate', { right, of, percent: Math.round((100 * right) / of) });
}

export function presentRuns(runs: readonly RunResult[], words: Words) {
  const { t } = words;
  return runs.map(one => ({
    href: `${path}/runs/${one.id}`,
    time: words.time(one.startedAt.toISOString()),
    title: textIn(one.title, words.lang),
    ref: one.setRef,
    rate: rateText(one.right, one.answered, words),
    note: [
      ...(one.finishedAt ? [] : [t('cpdbtraining:results.unfinished')]),
      ...(one.late > 0 ? [t('cpdbtraining:results.late', { count: one.late })] : []),
      ...(one.isUntimed ? [t('cpdbtraining:results.untimed')] : []),
    ].join(', '),
  }));
}

interface OwnSources {
  readonly runs: readonly RunResult[];
  readonly rates: Readonly<Record<'place' | 'heading' | 'kind', readonly Rate[]>>;
  readonly words: Words;
  readonly context: Context;
}

/** Runs drawn in the chart. */
const [wideDrawn, narrowDrawn] = [20, 8];

/** One's own results: over time, and by what the exercises were about. Pure. */
export function presentOwn({ runs, rates, words, context }: OwnSources) {
  const { t, lang } = words;
  const finished = runs.filter(({ finishedAt, answered }) => finishedAt !== null && answered > 0).toReversed();
  const nameOf = {
    place: (code: string) => context.lists.name('concealment', code, lang),
    heading: (code: string) => headingMark(code, lang, context).label,
    kind: (code: string) => t(`cpdbtraining:kind.${code}`),
  };
  const [answered, right] = [
    finished.reduce((sum, one) => sum + one.answered, 0),
    finished.reduce((sum, one) => sum + one.right, 0),
  ];
  return {
    title: t('cpdbtraining:results.title'),
    head: {
      title: t('cpdbtraining:results.title'),
      crumbs: [
        { label: t('cpdb:title'), href: '/cpdb' },
        { label: t('cpdbtraining:title'), href: path },
        { label: t('cpdbtraining:results.title') },
      ],
      scope: t('cpdbtraining:results.scope', { count: finished.length, rate: rateText(right, answered, words) }),
    },
    runs: presentRuns(runs, words),
    empty: { text: t('cpdbtraining:results.none'), action: { label: t('cpdbtraining:title'), href: path } },
    chart:
      finished.length < 2
        ? undefined
        : {
            wide: draw(finished.slice(-wideDrawn), 640, 150, words),
            narrow: draw(finished.slice(-narrowDrawn), 340, 130, words),
          },
    rates: (['place', 'heading', 'kind'] as const)
      .filter(by => rates[by].length > 0)
      .map(by => ({
        id: `by-${by}`,
        title: t(`cpdbtraining:results.by.${by}`),
        rows: rates[by].map(one => ({
          name: nameOf[by](one.code),
          rate: rateText(one.right, one.answered, words),
          right: one.right,
          of: one.answered,
        })),
      })),
  };
}

function draw(runs: readonly RunResult[], width: number, height: number, words: Words): string {
  return columnChart({
    title: words.t('cpdbtraining:results.chart'),
    desc: words.t('cpdbtraining:results.chartNote'),
    width,
    height,
    axis: true,
    numbers: true,
    format: value => words.t('cpdbtraining:percent', { value: Math.round(value) }),
    values: runs.map(({ startedAt, right, answered }) => {
      const date = words.date(startedAt.toISOString().slice(0, 10));
      return {
        label: date.replace(/ \d{4}$/, ''),
        value: (100 * right) / answered,
        title: `${date}${words.t('common:colon')} ${rateText(right, answered, words)}`,
      };
    }),
  });
}

interface ClassSources {
  readonly set: TrainingSet;
  readonly runs: readonly RunResult[];
  readonly exercises: readonly ExerciseResult[];
  readonly words: Words;
  readonly context: Context;
}

/** How a class did: which exercises are missed most, and each run. Pure. */
export function presentClass({ set, runs, exercises, words, context }: ClassSources) {
  const { t, lang } = words;
  const [answered, right] = [
    runs.reduce((sum, one) => sum + one.answered, 0),
    runs.reduce((sum, one) => sum + one.right, 0),
  ];
  const here = `${path}/sets/${set.ref}`;
  return {
    title: t('cpdbtraining:class.of', { title: textIn(set.title, lang) }),
    head: {
      title: t('cpdbtraining:class.title'),
      crumbs: [
        { label: t('cpdb:title'), href: '/cpdb' },
        { label: t('cpdbtraining:title'), href: path },
        { label: set.ref, href: here },
        { label: t('cpdbtraining:class.title') },
      ],
      scope: [
        textIn(set.title, lang),
        t('cpdbtraining:class.persons', { count: new Set(runs.map(({ login }) => login)).size }),
        t('cpdbtraining:class.runs', { count: runs.length }),
        rateText(right, answered, words),
      ].join(' · '),
      actions:
        runs.length > 0 ? [{ label: t('cpdbtraining:class.export'), href: `${here}/class.csv`, icon: 'download' }] : [],
    },
    missed: exercises
      .map((one, at) => ({ ...one, number: at + 1 }))
      .toSorted((a, b) => share(a) - share(b) || b.answered - a.answered)
      .map(one => ({
        number: one.number,
        kind: t(`cpdbtraining:kind.${one.kind}`),
        title: captionIn(one.captions, lang),
        href: `/cpdb/pictures/${one.ref}`,
        rate: rateText(one.right, one.answered, words),
        right: one.right,
        of: one.answered,
        late: one.late === 0 ? '' : t('cpdbtraining:results.late', { count: one.late }),
      })),
    runs: runs.map((one, at) => {
      const office = context.offices.byId(one.officeId);
      return { ...presentRuns([one], words)[0], login: one.login, office: office ? words.office(office) : '', key: at };
    }),
    empty: { text: t('cpdbtraining:class.none') },
  };
}

/** What nobody answered stands last. */
function share({ right, answered }: ExerciseResult): number {
  return answered === 0 ? 2 : right / answered;
}
