import { unusualPoints } from '../../web/charts/index.ts';
import type { FigureShown, NumbersTable } from '../../web/charts/views.ts';
import { dateFormat, numberFormat } from '../../text/formats.ts';
import { daysOf } from '../cells/dimension.ts';
import type { Sources } from '../cells/sources.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';
import { recordsAddress, type Question } from '../question/question.ts';
import type { SeasonMonth } from '../statistics/season-of-year.ts';
import type { TrendData } from './read.ts';
import type { YearlySeason } from './unusual-months.ts';
import { countCell, shareCell } from '../cells/number-cells.ts';

/** Which months of the year have more cases than others; in words, that none is told from chance. */
export function seasonFigure(question: Question, { unusual }: TrendData, sources: Sources): FigureShown | undefined {
  const season = unusual?.season;
  if (!season) return undefined;
  const { names } = sources;
  const years = names.count(season.years);
  const base = { id: 'season', coverage: coverageOf(season, sources) };
  if (!season.isTold) {
    const text = names.text('analysis:season.noneText', { years });
    const [title, sub] = [names.label('analysis:season.none'), names.text('analysis:season.sub', { years })];
    return { ...base, title, sub, empty: { text } };
  }
  const title = titleOf(season, sources);
  return {
    ...base,
    title,
    sub: names.text('analysis:season.sub', { years }),
    chart: { wide: chartOf(season, title, sources, 956), narrow: chartOf(season, title, sources, 358) },
    table: tableOf(question, season, title, sources),
  };
}

function titleOf({ months }: YearlySeason, { names }: Sources): string {
  const { share } = formatsOf(names);
  const sorted = months.toSorted((one, other) => one.typical - other.typical);
  const [least, most] = [sorted[0], sorted.at(-1)];
  return names.text('analysis:season.title', {
    most: monthName(most?.month ?? 0, 'long', names.lang),
    above: share((most?.typical ?? 1) - 1, 1),
    least: monthName(least?.month ?? 0, 'long', names.lang),
    below: share(1 - (least?.typical ?? 1), 1),
  });
}

function monthName(month: number, length: 'short' | 'long', lang: Sources['names']['lang']): string {
  return dateFormat(lang, { month: length, timeZone: 'UTC' }).format(Date.UTC(2001, month, 15));
}

function chartOf({ months, years }: YearlySeason, title: string, { names }: Sources, width: number): string {
  const { share } = formatsOf(names);
  const percent = (value: number): string => share(value, 100);
  const words = (one: SeasonMonth) => ({
    month: monthName(one.month, 'long', names.lang),
    typical: share(one.typical, 1),
    lowest: share(one.lowest, 1),
    highest: share(one.highest, 1),
    years: names.count(years),
  });
  const most = months.reduce((best, one) => (one.typical > best.typical ? one : best));
  return unusualPoints({
    title,
    points: months.map(one => ({
      label: monthName(one.month, 'short', names.lang),
      value: one.typical * 100,
      expected: [one.lowest * 100, one.highest * 100] as const,
      title: names.text('analysis:season.point', words(one)),
    })),
    marks: [{ index: most.month, label: names.text('analysis:season.mark', words(most)) }],
    expectedLabel: names.text('analysis:season.range', { years: names.count(years) }),
    width,
    height: 220,
    format: percent,
  });
}

/** A row a month of the year, a column a year, and each count leads to its cases. */
function tableOf(question: Question, season: YearlySeason, caption: string, sources: Sources): NumbersTable {
  const { names } = sources;
  const [firstYear = 0, firstMonth = 1] = season.since.split('-').map(Number);
  // A month before the first one is of the next calendar year.
  const yearOf = (month: number, at: number): number => firstYear + at + (month + 1 < firstMonth ? 1 : 0);
  const years = Array.from({ length: season.years + (firstMonth > 1 ? 1 : 0) }, (_, at) => firstYear + at);
  const counted = ({ month, counts }: SeasonMonth, year: number) => {
    const at = counts.findIndex((_, place) => yearOf(month, place) === year);
    const count = counts[at];
    if (count === undefined) return '';
    // Months before the period count too.
    const days = daysOf(`${year}-${String(month + 1).padStart(2, '0')}`);
    return countCell(count, names, count > 0 ? recordsAddress(question, days) : undefined);
  };
  return {
    caption,
    head: [
      ...['month', 'typical', 'lowest', 'highest'].map(key => names.label(`analysis:season.head_${key}`)),
      ...years.map(String),
    ],
    rows: season.months.map(one => [
      monthName(one.month, 'long', names.lang),
      ...[one.typical, one.lowest, one.highest].map(part => shareCell(part, 1, names)),
      ...years.map(year => counted(one, year)),
    ]),
  };
}

function coverageOf({ years, months, statistic, limit }: YearlySeason, { names }: Sources) {
  const fine = numberFormat(names.lang, { maximumFractionDigits: 1 });
  const row = (label: string, value: string) => ({ label, value });
  return {
    title: names.label('analysis:season.coverage'),
    rows: [
      row(names.label('analysis:season.years'), names.count(years)),
      row(
        names.label('analysis:season.cases'),
        names.count(months.flatMap(({ counts }) => counts).reduce((a, b) => a + b, 0)),
      ),
      row(names.text('analysis:season.test', { limit: fine.format(limit) }), fine.format(statistic)),
    ],
    note: names.label('analysis:season.note'),
  };
}
