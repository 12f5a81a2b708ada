import type { CoverageShown, FigureShown, NumberCell, NumbersTable } from '../../web/charts/views.ts';
import { numberCell, trendColumns } from '../../web/charts/index.ts';
import type { TrendColumn, TrendColumns, TrendRow } from '../../web/charts/index.ts';
import type { Estimate } from '../statistics/nowcast.ts';
import { claimOf, compareYears } from '../statistics/change.ts';
import { caseCoverage, formatsOf } from '../coverage/presenter-coverage.ts';
import { narrowed } from '../cells/drill.ts';
import { valueName } from '../cells/presenter-values.ts';
import { subjectOf } from '../question/presenter-question.ts';
import { recordsAddress } from '../question/question.ts';
import type { Question } from '../question/question.ts';
import { initialOf } from './buckets.ts';
import type { Bucket } from './buckets.ts';
import { bestOf } from './estimates.ts';
import type { TrendFields } from './fields.ts';
import type { Sources } from '../cells/sources.ts';
import type { TrendData } from './read.ts';
import { changeCell, countCell } from '../cells/number-cells.ts';

/** The whole, against the same days of the year before. */
export function totalFigure(question: Question<TrendFields>, data: TrendData, sources: Sources): FigureShown {
  const { names } = sources;
  const [now, before] = [sum(data.total.now), sum(data.total.before)];
  // Seizures are lines of cases, and a link opens cases.
  const cases = data.isLines ? data.coverage.cases : now;
  const unit = data.isLines ? 'lines' : 'cases';
  const title = withMember(withCause(changeTitle(question, data, sources), data, sources), data, sources);
  const isOne = isOneCase(data);
  const coverage = caseCoverage(data.coverage, names);
  return {
    id: 'total',
    title,
    sub: [
      names.text(`analysis:trends.sub_${unit}`, {
        step: names.label(`analysis:trends.per_${data.step}`),
        now: names.count(now),
        before: names.count(before),
        earlier: earlierWords(data, sources),
      }),
      ...stillToCome(data, sources),
      ...changeInterval(data, sources),
    ].join(' '),
    // Of one case a chart says no more than the sentence.
    ...(isOne
      ? { empty: { text: names.label('analysis:trends.oneCase') } }
      : {
          chart: {
            wide: chartOf(question, data, sources, title, false),
            narrow: chartOf(question, data, sources, title, true),
          },
        }),
    ...emptyPeriods(data, sources),
    table: tableOf(question, data, sources, title),
    links: [
      {
        label: names.text('analysis:openCases', { count: cases, number: names.count(cases) }),
        href: recordsAddress(question),
      },
    ],
    coverage: { ...coverage, rows: [...coverage.rows, ...estimateRows(data, sources)] },
  };
}

/** Whether one case is all there is. */
export function isOneCase({ total }: TrendData): boolean {
  return sum(total.now) === 1 && sum(total.before) === 0;
}

/** Quarters and years without a case: nobody can tell from records whether nothing happened or nobody reported. */
function emptyPeriods({ step, buckets, total }: TrendData, sources: Sources): Pick<FigureShown, 'note'> {
  const { names } = sources;
  const empty = buckets.filter((_, at) => total.now[at] === 0);
  if ((step !== 'year' && step !== 'quarter') || empty.length === 0) return {};
  const periods = empty.slice(0, 8).map(({ key }) => valueName(step, key, sources));
  const more =
    empty.length > 8
      ? [names.text('analysis:value.others', { count: empty.length - 8, number: names.count(empty.length - 8) })]
      : [];
  const list = new Intl.ListFormat(names.lang, { type: 'conjunction' }).format([...periods, ...more]);
  return { note: names.text('analysis:trends.emptyPeriods', { periods: list }) };
}

/** Where one Member reported all, the title says so. */
function withMember(title: string, { total, coverage }: TrendData, { names }: Sources): string {
  const isOfOne = coverage.members === 1 && coverage.membersAsked > 1 && sum(total.now) > 1;
  return isOfOne ? `${title} ${names.label('analysis:routes.oneMember')}` : title;
}

/** "in the same days of the year before" */
export function earlierWords({ against }: TrendData, { names }: Sources): string {
  return names.label(`analysis:trends.earlier_${against}`);
}

/** What the recent months will be, in a sentence; nothing where it is not known. */
function stillToCome({ total: { now, estimates } }: TrendData, { names }: Sources): string[] {
  if (estimates.size === 0) return [];
  const best = names.count(sum(bestOf(now, estimates)));
  return [names.text('analysis:trends.withToCome', { count: estimates.size, best })];
}

/**
 * What the change against the year before may be, in a sentence; nothing where there is nothing to compare. Where the
 * title tells no change it is the interval that the title goes by, which reaches to none.
 */
function changeInterval({ total }: TrendData, { names }: Sources): string[] {
  const { signed } = formatsOf(names);
  const compared = compareYears(total.before, bestOf(total.now, total.estimates));
  const level = claimOf(compared).direction === 'unchanged' ? 95 : 80;
  const { ratio, low, high } = level === 95 ? compared.at95 : compared.at80;
  if (!Number.isFinite(ratio) || !Number.isFinite(high)) return [];
  const values = { change: signed(ratio), low: signed(low), high: signed(high), level };
  return [names.text('analysis:trends.changeInterval', values)];
}

/** How sure the last months are: what has arrived, and what the same estimate did for past months. */
function estimateRows({ buckets, step, total: { estimates } }: TrendData, sources: Sources): CoverageShown['rows'] {
  const { names } = sources;
  const { share } = formatsOf(names);
  const youngest = [...estimates].slice(-2).toReversed();
  const [last] = youngest;
  if (!last) return [];
  const { past } = last[1];
  return [
    ...youngest.map(([at, { arrived }]) => ({
      label: names.text('analysis:trends.arrived', { month: valueName(step, buckets[at]?.key ?? null, sources) }),
      value: share(arrived, 1),
    })),
    { label: names.text('analysis:trends.bandHeld', { count: past.months }), value: share(past.held, past.months) },
    { label: names.label('analysis:trends.medianError'), value: share(past.medianError, 1) },
  ];
}

/** What the figures allow to be said of the change against the year before. */
function changeTitle(question: Question, data: TrendData, sources: Sources): string {
  const { names } = sources;
  const { total, isLines } = data;
  const unit = isLines ? 'lines' : 'cases';
  const of =
    question.criteria.heading.length === 1
      ? names.text(`analysis:trends.of_${unit}`, { heading: subjectOf(question, names) })
      : names.label(`analysis:trends.all_${unit}`);
  // With the reports that are still to come: incomplete months would make every trend fall.
  const best = bestOf(total.now, total.estimates);
  const { direction, percent, roundedTo } = claimOf(compareYears(total.before, best));
  if (direction !== 'rose' && direction !== 'fell') return names.text(`analysis:trends.title_${direction}`, { of });
  if (percent === undefined)
    return names.text(`analysis:trends.title_${direction}_new`, { of, earlier: earlierWords(data, sources) });
  return names
    .text(`analysis:trends.title_${direction}`, {
      of,
      percent: names.count(Math.abs(percent)),
      about: roundedTo > 1 ? names.label('analysis:trends.about') : '',
    })
    .replaceAll('  ', ' ');
}

/** A change that the Members that reported throughout do not share is one of reporting: the title says so. */
function withCause(title: string, { total, against, coverage: { cause } }: TrendData, { names }: Sources): string {
  const { direction } = claimOf(compareYears(total.before, bestOf(total.now, total.estimates)));
  const isChange = direction === 'rose' || direction === 'fell';
  if (!isChange || against !== 'year' || (cause !== 'reporting' && cause !== 'both')) return title;
  return names.text(`analysis:trends.reporting_${cause}`, { title });
}

function chartOf(question: Question, data: TrendData, sources: Sources, title: string, isNarrow: boolean): string {
  const { names } = sources;
  return trendColumns({
    title,
    linked: true,
    columns: data.buckets.map((bucket, at) => columnOf(question, data, bucket, at, sources)),
    width: isNarrow ? 358 : 956,
    narrow: isNarrow,
    format: names.count,
    whole: true,
    words: columnWords(data, sources),
    rows: rowsOf(data, sources),
  });
}

export function columnWords({ against }: TrendData, { names }: Sources): TrendColumns['words'] {
  return {
    recorded: { label: names.label('analysis:trends.recorded') },
    toCome: { label: names.label('analysis:trends.toCome'), note: names.label('analysis:trends.toComeNote') },
    before: names.label(`analysis:trends.before_${against}`),
  };
}

/** One period with its estimate and the year before; it leads to its cases. */
export function columnOf(
  question: Question,
  data: TrendData,
  bucket: Bucket,
  at: number,
  sources: Sources,
): TrendColumn {
  const { names } = sources;
  const { total, step } = data;
  const [now, before] = [total.now[at] ?? 0, total.before[at] ?? 0];
  const name = valueName(step, bucket.key, sources);
  const criteria = narrowed(question.criteria, [{ from: bucket.from, to: bucket.to }], sources.lists);
  const { label, note, initial } = axisLabel(step, bucket, at, sources);
  return {
    recorded: now,
    before,
    ...estimateOf(total.estimates.get(at)),
    label,
    note,
    initial,
    title: names.text('analysis:trends.column', {
      name,
      now: names.count(now),
      before: names.count(before),
      earlier: earlierWords(data, sources),
    }),
    ...(criteria && now > 0 ? { href: recordsAddress({ ...question, criteria }) } : {}),
  };
}

/** The estimate of a month as a chart takes it. */
export function estimateOf(found: Estimate | undefined) {
  return found ? { estimate: Math.round(found.estimate), band: found.band } : {};
}

/** A month by its short name, with the year where it begins; anything else by its whole name. */
function axisLabel(step: TrendData['step'], bucket: Bucket, at: number, sources: Sources) {
  const name = valueName(step, bucket.key, sources);
  const initial = initialOf(step, bucket, name);
  if (step === 'year') return { label: bucket.key, note: undefined, initial };
  const [head = name, ...rest] = name.split(' ');
  const isFirst = at === 0 || (step === 'month' && bucket.key.endsWith('-01'));
  const note = step === 'month' || step === 'quarter' ? rest.at(-1) : undefined;
  return {
    label: step === 'day' || step === 'week' ? `${head} ${rest[0] ?? ''}` : head,
    note: isFirst ? note : undefined,
    initial,
  };
}

/** Under the columns of months: who reported, and how much of it a RILO has verified. */
function rowsOf({ step, buckets, months, members }: TrendData, { names }: Sources): TrendRow[] {
  if (step !== 'month') return [];
  const of = (key: string) => months.filter(({ month }) => month === key);
  return [
    {
      label: names.text('analysis:trends.members', { all: names.count(members.size) }),
      kind: 'columns',
      values: buckets.map(({ key }) => of(key).filter(({ country, now }) => now > 0 && members.has(country)).length),
      format: names.count,
    },
    {
      label: names.label('analysis:trends.verified'),
      kind: 'numbers',
      values: buckets.map(({ key }) => {
        const [cases, verified] = [sum(of(key).map(one => one.now)), sum(of(key).map(one => one.verified))];
        return cases === 0 ? null : Math.round((verified / cases) * 100);
      }),
      format: names.count,
    },
  ];
}

function tableOf(question: Question, data: TrendData, sources: Sources, caption: string): NumbersTable {
  const { names } = sources;
  const isEstimated = data.total.estimates.size > 0;
  const columns = ['period', 'now', ...(isEstimated ? ['estimate', 'low', 'high'] : []), 'before', 'change'];
  const head = columns.map(key =>
    names.label(`analysis:trends.${key === 'before' ? `against_${data.against}` : `head_${key}`}`),
  );
  return {
    caption,
    head,
    rows: data.buckets.map((bucket, at) => {
      const [now, before] = [data.total.now[at] ?? 0, data.total.before[at] ?? 0];
      const criteria = narrowed(question.criteria, [{ from: bucket.from, to: bucket.to }], sources.lists);
      return [
        valueName(data.step, bucket.key, sources),
        countCell(now, names, criteria && now > 0 ? recordsAddress({ ...question, criteria }) : undefined),
        ...(isEstimated ? estimateCells(data.total.estimates.get(at), names) : []),
        countCell(before, names),
        changeCell(data.total.estimates.get(at)?.estimate ?? now, before, names),
      ];
    }),
  };
}

/** Estimate and both ends of its band in a row of a table; blank where the month is whole. */
function estimateCells(found: Estimate | undefined, names: Sources['names']): NumberCell[] {
  if (!found) return ['', '', ''];
  return [estimateCell(found.estimate, names), ...found.band.map(end => countCell(end, names))];
}

export function estimateCell(estimate: number, names: Sources['names']): NumberCell {
  return numberCell(estimate, value => `≈${names.count(value)}`);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
