import { unusualPoints } from '../../web/charts/index.ts';
import type { FigureShown } from '../../web/charts/views.ts';
import { numberFormat } from '../../text/formats.ts';
import { narrowed, narrowedTo } from '../cells/drill.ts';
import { daysOf } from '../cells/dimension.ts';
import { valueName } from '../cells/presenter-values.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import type { Sources } from '../cells/sources.ts';
import { recordsAddress, type Question } from '../question/question.ts';
import { fewestCases, fewestPoints } from '../statistics/unusual.ts';
import { knownViews, notesOf, seriesName, settingApart } from './apart/presenter-apart.ts';
import type { TrendFields } from './fields.ts';
import type { TrendData } from './read.ts';
import type { UnusualMonth, UnusualMonths } from './unusual-months.ts';
import { countCell } from '../cells/number-cells.ts';

/** Months drawn: two years before the end of the period. */
const drawn = 24;

/** The month that is most out of its range, with and without the Member that explains it; in words, that none is. */
export function unusualFigure(
  question: Question<TrendFields>,
  data: TrendData,
  sources: Sources,
): FigureShown | undefined {
  const { unusual } = data;
  const { names } = sources;
  if (!unusual) return data.step === 'month' && !data.isLines ? tooFew(data, sources) : undefined;
  const { worst } = unusual;
  const base = {
    id: 'unusual',
    coverage: coverageOf(unusual, sources),
    views: knownViews(question, unusual, sources),
    notes: notesOf(question, data, unusual, sources),
  };
  const method = names.label('analysis:unusual.method');
  const sub = unusual.isLeftOut ? `${method} ${names.label('analysis:apart.leftOut')}` : method;
  if (!worst) {
    const text = names.text('analysis:unusual.noneText', {
      count: unusual.looked,
      series: names.count(unusual.looked),
    });
    return { ...base, title: names.label('analysis:unusual.none'), sub, empty: { text } };
  }
  const words = wordsOf(worst, data, sources);
  const title = names.text(`analysis:unusual.title_${titleOf(worst, unusual, words)}`, words);
  const marked = { worst, known: knownPlaces(worst, unusual) };
  const chart = (width: number): string => chartOf(marked, words, title, sources, width);
  const href = casesOf(question, data, worst, sources);
  return {
    ...base,
    title,
    sub: `${names.text('analysis:unusual.found', words)} ${sub}`,
    chart: { wide: chart(956), narrow: chart(358) },
    ...(worst.without ? { note: names.text('analysis:unusual.without', words) } : {}),
    table: tableOf(worst, unusual, title, sources),
    links: [
      ...(href ? [{ label: names.text('analysis:openCases', { count: words.count, number: words.seen }), href }] : []),
      ...settingApart(question, data, worst, sources),
    ],
  };
}

/** Where no series has enough cases to say what is usual. */
function tooFew({ coverage }: TrendData, { names }: Sources): FigureShown {
  return {
    id: 'unusual',
    title: names.label('analysis:unusual.tooFew'),
    empty: { text: names.text('analysis:unusual.tooFewText', { months: fewestPoints, cases: fewestCases }) },
    coverage: caseCoverage(coverage, names),
  };
}

function wordsOf({ value, months, scan, at, without }: UnusualMonth, { split }: TrendData, sources: Sources) {
  const { names } = sources;
  const point = scan.points[at];
  return {
    direction: point?.unusual ?? 'high',
    series: seriesName(value, { split }, sources),
    month: valueName('month', months[at] ?? null, sources),
    count: point?.count ?? 0,
    seen: names.count(point?.count ?? 0),
    low: names.count(point?.low ?? 0),
    high: names.count(point?.high ?? 0),
    member: without ? names.of('country', without.id) : '',
    ofMember: names.count(without?.cases ?? 0),
    rest: names.count(without?.without.count ?? 0),
  };
}

type UnusualWords = ReturnType<typeof wordsOf>;

/** What the month is first of all: said to be explained, explained by one Member, or neither. */
function titleOf({ at, without, ...worst }: UnusualMonth, unusual: UnusualMonths, { direction }: UnusualWords): string {
  if (knownPlaces(worst, unusual).includes(at)) return 'apart';
  return without ? 'reporting' : direction;
}

/** Places of the months of a series that are said to be explained. */
function knownPlaces({ value, months }: Pick<UnusualMonth, 'value' | 'months'>, { apart }: UnusualMonths): number[] {
  const of = apart.filter(one => one.value === value);
  return [...new Set(of.map(({ said }) => months.indexOf(said.month)))];
}

interface Marked {
  readonly worst: UnusualMonth;
  /** Places of months that are said to be explained. */
  readonly known: readonly number[];
}

function chartOf(
  { worst: { months, scan, at, without }, known }: Marked,
  words: UnusualWords,
  title: string,
  sources: Sources,
  width: number,
): string {
  const first = Math.max(0, Math.min(months.length - drawn, at));
  const { names } = sources;
  return unusualPoints({
    title,
    points: scan.points
      .slice(first)
      .map((point, index) => ({
        label: valueName('month', months[first + index] ?? null, sources).split(' ')[0] ?? '',
        value: point.count,
        expected: [point.low, point.high] as const,
        title: names.text('analysis:unusual.point', {
          month: valueName('month', months[first + index] ?? null, sources),
          count: names.count(point.count),
          low: names.count(point.low),
          high: names.count(point.high),
        }),
      })),
    marks: [
      {
        index: at - first,
        label: names.text('analysis:unusual.mark', words),
        ...(without
          ? { without: { value: without.without.count, label: names.text('analysis:unusual.markWithout', words) } }
          : {}),
      },
      ...known
        .filter(place => place !== at && place >= first)
        .map(place => ({ index: place - first, label: names.label('analysis:apart.mark') })),
    ],
    expectedLabel: names.label('analysis:unusual.expected'),
    width,
    height: 220,
    format: names.count,
  });
}

function casesOf(question: Question, { split }: TrendData, { value, months, at }: UnusualMonth, sources: Sources) {
  const ofValue = value === undefined ? {} : narrowedTo(split, [value], sources);
  const criteria = narrowed(question.criteria, [ofValue, daysOf(months[at] ?? '')], sources.lists);
  return criteria && recordsAddress({ ...question, criteria });
}

function tableOf(worst: UnusualMonth, unusual: UnusualMonths, caption: string, sources: Sources) {
  const { months, scan } = worst;
  const known = knownPlaces(worst, unusual);
  const { names } = sources;
  return {
    caption,
    head: ['month', 'cases', 'from', 'to', 'flag'].map(key => names.label(`analysis:unusual.head_${key}`)),
    rows: scan.points.map((point, at) => [
      valueName('month', months[at] ?? null, sources),
      ...[point.count, point.low, point.high].map(count => countCell(count, names)),
      [
        ...(point.unusual === undefined ? [] : [names.label(`analysis:unusual.flag_${point.unusual}`)]),
        ...(known.includes(at) ? [names.label('analysis:apart.mark')] : []),
      ].join(', '),
    ]),
  };
}

function coverageOf({ looked, flagged, explained, falseFlags, apart }: UnusualMonths, { names }: Sources) {
  const fine = numberFormat(names.lang, { maximumFractionDigits: 1 });
  const row = (key: string, value: string) => ({ label: names.label(`analysis:unusual.${key}`), value });
  return {
    title: names.label('analysis:unusual.coverage'),
    rows: [
      row('looked', names.count(looked)),
      row('flagged', names.count(flagged)),
      row('explained', names.count(explained)),
      ...(apart.length === 0 ? [] : [row('apart', names.count(apart.length))]),
      row('falseFlags', fine.format(falseFlags)),
    ],
    note: names.label('analysis:unusual.note'),
  };
}
