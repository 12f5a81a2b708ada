import type { CoverageShown, FigureShown, NumbersTable } from '../../web/charts/views.ts';
import { keySign, panels } from '../../web/charts/index.ts';
import type { Panel } from '../../web/charts/index.ts';
import { compareYears, directionOf } from '../statistics/change.ts';
import { narrowed, narrowedTo } from '../cells/drill.ts';
import { valueName } from '../cells/presenter-values.ts';
import { numberFormat } from '../../text/formats.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';
import { inSentence } from '../question/presenter-question.ts';
import { recordsAddress } from '../question/question.ts';
import type { Question } from '../question/question.ts';
import type { TrendFields } from './fields.ts';
import { sum } from './presenter-total.ts';
import type { Sources } from '../cells/sources.ts';
import type { Series, TrendData } from './read.ts';

/** Values that get a panel of their own. */
const mostPanels = 9;

/** Each value of the field that is split by in a panel of its own, on its own scale. */
export function seriesFigure(question: Question<TrendFields>, data: TrendData, sources: Sources): FigureShown {
  const { names } = sources;
  const title = seriesTitle(data, sources);
  const shown = data.series.slice(0, mostPanels);
  const rest = data.series.slice(mostPanels);
  const restCount = sum(rest.flatMap(({ now }) => now));
  const chart = (isNarrow: boolean): string =>
    panels({
      title,
      linked: true,
      panels: shown.map(series => panelOf(question, data, series, sources)),
      labels: data.buckets.map(({ key }) => valueName(data.step, key, sources)),
      width: isNarrow ? 358 : 956,
      narrow: isNarrow,
      format: names.count,
      ...(rest.length > 0
        ? {
            rest: {
              label: names.text('analysis:value.others', { count: rest.length, number: names.count(rest.length) }),
              note: names.text('analysis:trends.restCases', { count: restCount, number: names.count(restCount) }),
            },
          }
        : {}),
    });
  return {
    id: 'series',
    title,
    sub: names.text('analysis:trends.subSeries', {
      field: inSentence(names.label(`analysis:dimension.${data.split}`)),
    }),
    key: [
      { svg: keySign('line'), label: names.label('analysis:trends.keyNow') },
      { svg: keySign('before-line'), label: names.label('analysis:trends.keyBefore') },
    ],
    chart: { wide: chart(false), narrow: chart(true) },
    table: tableOf(question, data, sources, title),
    coverage: seriesCoverage(data, sources),
  };
}

/** How many cases state the field, and what small numbers are worth. */
function seriesCoverage({ series, total, buckets }: TrendData, { names }: Sources): CoverageShown {
  const { share } = formatsOf(names);
  const [all, unstated] = [sum(total.now), sum(series.find(({ value }) => value === null)?.now ?? [])];
  const small = series.filter(({ now }) => sum(now) < 10 * buckets.length).length;
  return {
    title: names.label('analysis:coverage.title'),
    rows: [
      { label: names.label('analysis:trends.stated'), value: share(all - unstated, all) },
      { label: names.label('analysis:trends.values'), value: names.count(series.length) },
      { label: names.label('analysis:trends.small'), value: names.count(small) },
    ],
    note: [{ text: names.label('analysis:trends.smallNumbers') }, ' ', names.label('analysis:trends.smallWhy')],
  };
}

function panelOf(question: Question, data: TrendData, series: Series, sources: Sources): Panel {
  const { change } = formatsOf(sources.names);
  const [now, before] = [sum(series.now), sum(series.before)];
  const href = addressOfSeries(question, data, series, sources);
  return {
    name: valueName(data.split, series.value, sources),
    change: change(now, before),
    points: series.now.map((recorded, at) => ({ recorded, before: series.before[at] ?? null })),
    ...(href && now > 0 ? { href } : {}),
  };
}

function addressOfSeries(
  question: Question,
  { split }: TrendData,
  { value }: Series,
  sources: Sources,
): string | undefined {
  const criteria = narrowed(question.criteria, [narrowedTo(split, [value], sources)]);
  return criteria && recordsAddress({ ...question, criteria });
}

/** Which value rose most and which fell, as far as their intervals say so. */
function seriesTitle({ series, split }: TrendData, sources: Sources): string {
  const { names } = sources;
  const judged = series
    .filter(({ value }) => value !== null)
    .map(one => ({ one, change: compareYears(one.before, one.now) }));
  const first = (direction: 'rose' | 'fell') =>
    judged
      .filter(({ change }) => directionOf(change) === direction)
      .toSorted((a, b) => Math.abs(b.change.after - b.change.before) - Math.abs(a.change.after - a.change.before))[0];
  const words = ({ one, change }: (typeof judged)[number]) => ({
    name: valueName(split, one.value, sources),
    before: names.count(change.before),
    now: names.count(change.after),
  });
  const said = [first('rose'), first('fell')].map(
    (found, at) => found && names.text(`analysis:trends.series_${at === 0 ? 'rose' : 'fell'}`, words(found)),
  );
  return said.filter(one => one !== undefined).join('; ') || names.label('analysis:trends.seriesNone');
}

function tableOf(question: Question, data: TrendData, sources: Sources, caption: string): NumbersTable {
  const { names } = sources;
  const { change } = formatsOf(names);
  const { number } = intervalWords(names);
  return {
    caption,
    head: ['group', 'before', 'now', 'change', 'interval'].map(key => names.label(`analysis:trends.head_${key}`)),
    rows: [...data.series, data.total].map(series => {
      const [now, before] = [sum(series.now), sum(series.before)];
      const isTotal = series === data.total;
      const { at80 } = compareYears(series.before, series.now);
      const href = isTotal ? recordsAddress(question) : addressOfSeries(question, data, series, sources);
      return [
        isTotal ? names.label('analysis:trends.all') : valueName(data.split, series.value, sources),
        names.count(before),
        { text: names.count(now), href: now > 0 ? href : undefined },
        change(now, before),
        Number.isFinite(at80.high) ? `${number(at80.low)} – ${number(at80.high)}` : '–',
      ];
    }),
  };
}

function intervalWords({ lang }: Sources['names']) {
  const format = numberFormat(lang, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
  return { number: (ratio: number): string => format.format(ratio - 1) };
}
