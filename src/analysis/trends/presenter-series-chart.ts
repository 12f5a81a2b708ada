import { lineChart, panels, trendColumns, type FigureShown, type Panel } from '../../web/charts/index.ts';
import { narrowed, narrowedTo } from '../cells/drill.ts';
import { valueName } from '../cells/presenter-values.ts';
import type { Sources } from '../cells/sources.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';
import { recordsAddress, type Question } from '../question/question.ts';
import { bestOf } from './estimates.ts';
import type { TrendFields } from './fields.ts';
import { columnOf, columnWords, estimateOf, sum } from './presenter-total.ts';
import type { Series, TrendData } from './read.ts';

/** Values that get a panel of their own. */
const mostPanels = 9;
/** Values that get a line or a tone of their own. */
const mostTones = 4;

type Drawn = NonNullable<FigureShown['chart']>;

/** The values of the field that is split by, as the question wants them drawn; wide, and narrow for a phone. */
export function seriesChart(question: Question<TrendFields>, data: TrendData, sources: Sources, title: string): Drawn {
  const draw = { lines: linesOf, stacked: stackOf, panels: panelsOf }[question.asked.show || 'panels'];
  const chart = (isNarrow: boolean): string => draw(question, data, sources, title, isNarrow);
  return { wide: chart(false), narrow: chart(true) };
}

type Draw = (question: Question, data: TrendData, sources: Sources, title: string, isNarrow: boolean) => string;

const panelsOf: Draw = (question, data, sources, title, isNarrow) => {
  const { names } = sources;
  const rest = data.series.slice(mostPanels);
  const count = sum(rest.flatMap(({ now }) => now));
  return panels({
    title,
    linked: true,
    panels: data.series.slice(0, mostPanels).map(series => panelOf(question, data, series, sources)),
    labels: data.buckets.map(({ key }) => valueName(data.step, key, sources)),
    width: isNarrow ? 358 : 956,
    narrow: isNarrow,
    format: names.count,
    ...(rest.length > 0
      ? {
          rest: {
            label: othersOf(rest, names),
            note: names.text('analysis:trends.restCases', { count, number: names.count(count) }),
          },
        }
      : {}),
  });
};

function panelOf(question: Question, data: TrendData, series: Series, sources: Sources): Panel {
  const { change } = formatsOf(sources.names);
  const href = casesOfSeries(question, data, series, sources);
  return {
    name: valueName(data.split, series.value, sources),
    change: change(sum(bestOf(series.now, series.estimates)), sum(series.before)),
    points: series.now.map((recorded, at) => ({
      recorded,
      before: series.before[at] ?? null,
      ...estimateOf(series.estimates.get(at)),
    })),
    ...(href && sum(series.now) > 0 ? { href } : {}),
  };
}

/** The records of one value of the field that is split by; undefined where no filter says the same. */
export function casesOfSeries(
  question: Question,
  { split }: TrendData,
  { value }: Series,
  sources: Sources,
): string | undefined {
  const criteria = narrowed(question.criteria, [narrowedTo(split, [value], sources)], sources.lists);
  return criteria && recordsAddress({ ...question, criteria });
}

const linesOf: Draw = (_question, data, sources, title, isNarrow) =>
  lineChart({
    title,
    series: toned(data, sources).map(({ name, best, estimatedFrom }) => ({
      name,
      values: best,
      ...(Number.isFinite(estimatedFrom) ? { estimatedFrom } : {}),
    })),
    labels: data.buckets.map(({ key }) => valueName(data.step, key, sources)),
    ...(isNarrow ? { width: 358, height: 340, narrow: true } : { width: 956, height: 320 }),
    axis: true,
    ends: true,
    format: sources.names.count,
  });

const stackOf: Draw = (question, data, sources, title, isNarrow) =>
  trendColumns({
    title,
    linked: true,
    columns: data.buckets.map((bucket, at) => columnOf(question, data, bucket, at, sources)),
    parts: toned(data, sources).map(({ name, recorded }) => ({ name, values: recorded })),
    width: isNarrow ? 358 : 956,
    narrow: isNarrow,
    format: sources.names.count,
    whole: true,
    words: columnWords(data, sources),
  });

interface Toned {
  readonly name: string;
  readonly recorded: readonly number[];
  readonly best: readonly number[];
  /** Its first estimate; Infinity where there is none. */
  readonly estimatedFrom: number;
}

/** The largest values, and the rest as one. */
function toned({ series, split }: TrendData, sources: Sources): Toned[] {
  const few = series.length <= mostTones + 1 ? series.length : mostTones;
  const rest = series.slice(few);
  const named = series
    .slice(0, few)
    .map(({ value, now, estimates }) => ({
      name: valueName(split, value, sources),
      recorded: now,
      best: bestOf(now, estimates),
      estimatedFrom: Math.min(...estimates.keys()),
    }));
  if (rest.length === 0) return named;
  const added = (of: (one: Series) => readonly number[]): number[] =>
    (rest[0]?.now ?? []).map((_one, at) => sum(rest.map(one => of(one)[at] ?? 0)));
  const best = added(({ now, estimates }) => bestOf(now, estimates));
  const estimatedFrom = Math.min(...rest.flatMap(({ estimates }) => [...estimates.keys()]));
  return [...named, { name: othersOf(rest, sources.names), recorded: added(({ now }) => now), best, estimatedFrom }];
}

function othersOf({ length }: readonly Series[], names: Sources['names']): string {
  return names.text('analysis:value.others', { count: length, number: names.count(length) });
}
