import { unusualPoints } from '../../web/charts/index.ts';
import type { FigureShown } from '../../web/charts/views.ts';
import { numberFormat } from '../../text/formats.ts';
import { narrowed, narrowedTo } from '../cells/drill.ts';
import { daysOf } from '../cells/dimension.ts';
import { valueName } from '../cells/presenter-values.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import type { Sources } from '../cells/sources.ts';
import { recordsAddress } from '../question/question.ts';
import type { Question } from '../question/question.ts';
import { fewestCases, fewestPoints } from '../statistics/unusual.ts';
import type { TrendData } from './read.ts';
import type { UnusualMonth, UnusualMonths } from './unusual-months.ts';
import { countCell } from '../cells/number-cells.ts';

/** Months drawn: two years before the end of the period. */
const drawn = 24;

/** The month that is most out of its range, with and without the Member that explains it; in words, that none is. */
export function unusualFigure(question: Question, data: TrendData, sources: Sources): FigureShown | undefined {
  const { unusual } = data;
  const { names } = sources;
  if (!unusual) return data.step === 'month' && !data.isLines ? tooFew(data, sources) : undefined;
  const { worst } = unusual;
  const base = { id: 'unusual', coverage: coverageOf(unusual, sources) };
  const sub = names.label('analysis:unusual.method');
  if (!worst) {
    const text = names.text('analysis:unusual.noneText', {
      count: unusual.looked,
      series: names.count(unusual.looked),
    });
    return { ...base, title: names.label('analysis:unusual.none'), sub, empty: { text } };
  }
  const words = wordsOf(worst, data, sources);
  const title = names.text(`analysis:unusual.title_${worst.without ? 'reporting' : words.direction}`, words);
  const href = casesOf(question, data, worst, sources);
  return {
    ...base,
    title,
    sub: `${names.text('analysis:unusual.found', words)} ${sub}`,
    chart: { wide: chartOf(worst, words, title, sources, 956), narrow: chartOf(worst, words, title, sources, 358) },
    ...(worst.without ? { note: names.text('analysis:unusual.without', words) } : {}),
    table: tableOf(worst, title, sources),
    links: href ? [{ label: names.text('analysis:openCases', { count: words.count, number: words.seen }), href }] : [],
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
    series: value === undefined ? names.label('analysis:unusual.whole') : valueName(split, value, sources),
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

function chartOf(
  { months, scan, at, without }: UnusualMonth,
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
    ],
    expectedLabel: names.label('analysis:unusual.expected'),
    width,
    height: 220,
    format: names.count,
  });
}

function casesOf(question: Question, { split }: TrendData, { value, months, at }: UnusualMonth, sources: Sources) {
  const ofValue = value === undefined ? {} : narrowedTo(split, [value], sources);
  const criteria = narrowed(question.criteria, [ofValue, daysOf(months[at] ?? '')]);
  return criteria && recordsAddress({ ...question, criteria });
}

function tableOf({ months, scan }: UnusualMonth, caption: string, sources: Sources) {
  const { names } = sources;
  return {
    caption,
    head: ['month', 'cases', 'from', 'to', 'flag'].map(key => names.label(`analysis:unusual.head_${key}`)),
    rows: scan.points.map((point, at) => [
      valueName('month', months[at] ?? null, sources),
      ...[point.count, point.low, point.high].map(count => countCell(count, names)),
      point.unusual === undefined ? '' : names.label(`analysis:unusual.flag_${point.unusual}`),
    ]),
  };
}

function coverageOf({ looked, flagged, explained, falseFlags }: UnusualMonths, { names }: Sources) {
  const fine = numberFormat(names.lang, { maximumFractionDigits: 1 });
  const row = (key: string, value: string) => ({ label: names.label(`analysis:unusual.${key}`), value });
  return {
    title: names.label('analysis:unusual.coverage'),
    rows: [
      row('looked', names.count(looked)),
      row('flagged', names.count(flagged)),
      row('explained', names.count(explained)),
      row('falseFlags', fine.format(falseFlags)),
    ],
    note: names.label('analysis:unusual.note'),
  };
}
