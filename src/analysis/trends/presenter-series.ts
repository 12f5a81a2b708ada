import { isSmallCount } from '../statistics/small-counts.ts';
import type { CoverageShown, FigureShown, NumbersTable } from '../../web/charts/views.ts';
import { keySign, type KeySign } from '../../web/charts/index.ts';
import { compareYears, directionOf } from '../statistics/change.ts';
import { isOfGoods } from '../cells/search-cells.ts';
import { dimensionLabel, valueName } from '../cells/presenter-values.ts';
import type { Sources } from '../cells/sources.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';
import { inSentence, pages } from '../question/presenter-question.ts';
import { addressOf, recordsAddress, type Question } from '../question/question.ts';
import { bestOf } from './estimates.ts';
import { shows, type Show, type TrendFields } from './fields.ts';
import { casesOfSeries, seriesChart } from './presenter-series-chart.ts';
import { earlierWords, estimateCell, sum } from './presenter-total.ts';
import type { TrendData } from './read.ts';
import { changeCell, countCell, ratioCell } from '../cells/number-cells.ts';

/** Each value of the field that is split by: in a panel of its own, as lines of one scale, or on one another. */
export function seriesFigure(question: Question<TrendFields>, data: TrendData, sources: Sources): FigureShown {
  const { names } = sources;
  const title = seriesTitle(data, sources);
  const show = question.asked.show || 'panels';
  return {
    id: 'series',
    title,
    sub: [
      names.text('analysis:trends.subSeries', {
        field: inSentence(dimensionLabel(data.split, names)),
        earlier: earlierWords(data, sources),
      }),
      names.label(`analysis:trends.scale_${show}`),
      ...(isOfGoods(data.split) ? [names.label('analysis:trends.firstLine')] : []),
    ].join(' '),
    views: {
      label: names.label('analysis:trends.show'),
      items: shows.map(one => ({
        label: names.label(`analysis:trends.show_${one}`),
        href: addressOf(pages.trends, question, { ...question.asked, show: one === 'panels' ? undefined : one }),
        icon: icons[one],
        current: one === show,
      })),
    },
    key: show === 'panels' ? keyOf(data, names) : undefined,
    chart: seriesChart(question, data, sources, title),
    table: tableOf(question, data, sources, title),
    coverage: seriesCoverage(data, sources),
  };
}

const icons = { panels: 'layout-grid', lines: 'chart-line', stacked: 'chart-column-stacked' } as const satisfies Record<
  Show,
  string
>;

function keyOf({ total, against }: TrendData, names: Sources['names']): FigureShown['key'] {
  const sign = (name: KeySign, key: string) => ({ svg: keySign(name), label: names.label(`analysis:trends.${key}`) });
  return [
    sign('line', 'keyNow'),
    ...(total.estimates.size > 0 ? [sign('estimate', 'keyEstimate')] : []),
    sign('before-line', `keyBefore_${against}`),
  ];
}

/** How many cases state the field, and what small numbers are worth. */
function seriesCoverage({ series, total, buckets }: TrendData, { names }: Sources): CoverageShown {
  const { share } = formatsOf(names);
  const [all, unstated] = [sum(total.now), sum(series.find(({ value }) => value === null)?.now ?? [])];
  const small = series.filter(({ now }) => isSmallCount(sum(now) / buckets.length)).length;
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

/** Which value rose most and which fell, as far as their intervals say so. */
function seriesTitle({ series, split }: TrendData, sources: Sources): string {
  const { names } = sources;
  const judged = series
    .filter(({ value }) => value !== null)
    .map(one => ({ one, change: compareYears(one.before, bestOf(one.now, one.estimates)) }));
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
  const isEstimated = data.total.estimates.size > 0;
  return {
    caption,
    head: [
      'head_group',
      `against_${data.against}`,
      'head_now',
      ...(isEstimated ? ['head_estimate'] : []),
      'head_change',
      'head_changeLow',
      'head_changeHigh',
    ].map(key => names.label(`analysis:trends.${key}`)),
    rows: [...data.series, data.total].map(series => {
      const best = bestOf(series.now, series.estimates);
      const [now, before, whole] = [sum(series.now), sum(series.before), sum(best)];
      const isTotal = series === data.total;
      const { at80 } = compareYears(series.before, best);
      const href = isTotal ? recordsAddress(question) : casesOfSeries(question, data, series, sources);
      return [
        isTotal ? names.label('analysis:trends.all') : valueName(data.split, series.value, sources),
        countCell(before, names),
        countCell(now, names, now > 0 ? href : undefined),
        ...(isEstimated ? [series.estimates.size > 0 ? estimateCell(whole, names) : ''] : []),
        changeCell(whole, before, names),
        ...[at80.low, at80.high].map(end => (Number.isFinite(at80.high) ? ratioCell(end, names) : '–')),
      ];
    }),
  };
}
