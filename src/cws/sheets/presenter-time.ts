import { trendColumns, type CoverageShown, type TrendColumn } from '../../web/charts/index.ts';
import {
  changeFrom,
  countCell,
  datesText,
  leastForPercent,
  narrowWidth,
  signed,
  wideWidth,
  yearsBack,
  type Drawn,
  type FigureTable,
  type Files,
  type Reading,
} from './snapshot-view.ts';
import { dateFormat } from '../../text/formats.ts';

/** Cases over time, with the Members behind them under the same axis. */
export interface CasesFigure {
  readonly title: string;
  readonly note: string;
  readonly chart: Drawn;
  /** Which columns are not whole. */
  readonly incomplete: string;
  readonly table: FigureTable;
  readonly files?: Files;
  readonly coverage: CoverageShown;
}

export function presentCases(reading: Reading): CasesFigure {
  const { names } = reading;
  const { period, buckets } = reading.frozen.figures;
  const title = names.label(`cwssheets:cases.title.${period.step}`);
  const note = names.label('cwssheets:cases.note');
  const isCompared = buckets.some(({ before }) => before !== undefined);
  return {
    title,
    note,
    chart: { wide: casesChart(title, reading, false), narrow: casesChart(title, reading, true) },
    incomplete: incompleteText(reading),
    table: {
      label: names.label('cwssheets:table'),
      caption: `${title}. ${note}`,
      head: [period.step, 'cases', ...(isCompared ? ['before'] : []), 'members'].map(key =>
        names.label(`cwssheets:column.${key}`),
      ),
      rows: buckets.map(({ cases, before, members }, at) => [
        bucketName(at, reading),
        countCell(cases, reading),
        ...(isCompared ? [countCell(before ?? 0, reading)] : []),
        countCell(members, reading),
      ]),
    },
    coverage: coverageOfCases(reading),
  };
}

/** As the page of trends draws cases: the year before as a tick, Members on the same axis of time below. */
function casesChart(title: string, reading: Reading, isNarrow: boolean): string {
  const { names } = reading;
  const { buckets, period } = reading.frozen.figures;
  return trendColumns({
    title,
    desc: names.label('cwssheets:cases.desc'),
    columns: buckets.map((_one, at) => caseColumn(at, reading)),
    width: isNarrow ? narrowWidth : wideWidth,
    plot: isNarrow ? 96 : 180,
    narrow: isNarrow,
    whole: true,
    format: names.count,
    words: {
      recorded: { label: names.label('cwssheets:column.cases') },
      toCome: { label: '' },
      before: names.text('cwssheets:cases.before', { count: yearsBack(reading) }),
    },
    rows: [
      {
        label: names.label(`cwssheets:cases.members.${period.step}`),
        kind: 'columns',
        values: buckets.map(({ members }) => members),
        format: names.count,
      },
    ],
  });
}

function caseColumn(at: number, reading: Reading): TrendColumn {
  const { names } = reading;
  const { cases = 0, before } = reading.frozen.figures.buckets[at] ?? {};
  const said = [caseCount(cases, reading), ...(before === undefined ? [] : [changeFrom(before, cases, reading)])];
  return {
    recorded: cases,
    before,
    label: bucketLabel(at, 'short', reading),
    initial: bucketLabel(at, 'narrow', reading),
    title: `${bucketName(at, reading)}${names.label('common:colon')} ${said.join(' · ')}`,
  };
}

function caseCount(count: number, { names }: Reading): string {
  return names.text('cwssheets:caseCount', { count, number: names.count(count) });
}

function coverageOfCases(reading: Reading): CoverageShown {
  const {
    frozen: { figures, membersAsked },
    names,
  } = reading;
  const { before, delay, synthetic, held = 0 } = figures;
  const compared = figures.period.before;
  const item = (name: string, value: string) => ({ label: names.label(`cwssheets:coverage.${name}`), value });
  return {
    title: names.label('cwssheets:coverage.title'),
    rows: [
      item(
        'members',
        names.text('cwssheets:ofAll', { part: names.count(figures.members), whole: names.count(membersAsked) }),
      ),
      item('compared', datesText(compared.from, compared.to, reading)),
      item('before', names.text('cwssheets:caseCount', { count: before, number: names.count(before) })),
      item('delay', delay === null ? '–' : names.text('cwssheets:days', { count: Math.round(delay) })),
      ...(synthetic === 0 ? [] : [item('synthetic', names.count(synthetic))]),
      ...(held === 0 ? [] : [item('held', names.count(held))]),
    ],
    ...trendOrEffort(reading),
  };
}

/** Whether more cases may mean more reporting: the change among those who had cases in both periods. */
function trendOrEffort(reading: Reading): Pick<CoverageShown, 'note'> {
  const {
    frozen: {
      figures: { cases, before, steady },
    },
    names,
  } = reading;
  const lead = names.label('cwssheets:effort.lead');
  if (before > 0 && before < leastForPercent)
    return { note: [{ text: lead }, ' ', names.label('cwssheets:effort.few')] };
  if (before === 0 || steady.before === 0)
    return { note: [{ text: lead }, ' ', names.label('cwssheets:effort.unknown')] };
  return {
    note: [
      { text: lead },
      ' ',
      names.text('cwssheets:effort.text', {
        all: signed(before, cases, reading),
        count: steady.members,
        steady: signed(steady.before, steady.cases, reading),
      }),
    ],
  };
}

type Style = 'short' | 'narrow';

function monthText(key: string, month: 'long' | 'short' | 'narrow', reading: Reading, year = false): string {
  return dateFormat(reading.names.lang, { month, ...(year ? { year: 'numeric' } : {}), timeZone: 'UTC' }).format(
    new Date(`${key}-01T00:00:00Z`),
  );
}

/** Under a column: "Jan 26", "Feb" and so on; the year with the first and at its turn. */
export function bucketLabel(at: number, style: Style, reading: Reading): string {
  const { step, buckets } = reading.frozen.figures.period;
  const key = buckets[at]?.key ?? '';
  if (step === 'year') return key;
  const short =
    step === 'month'
      ? monthText(key, style, reading)
      : reading.names.text('cwssheets:quarter', { number: key.slice(6) });
  const turns = at === 0 || key.endsWith('-01') || key.endsWith('-Q1');
  return style === 'short' && turns ? `${short.replace(/\.$/, '')} ${key.slice(2, 4)}` : short.replace(/\.$/, '');
}

/** A column in full: "January 2026", "1st quarter 2026", "2026". */
export function bucketName(at: number, reading: Reading): string {
  const { step, buckets } = reading.frozen.figures.period;
  const key = buckets[at]?.key ?? '';
  if (step === 'month') return monthText(key, 'long', reading, true);
  return step === 'year'
    ? key
    : `${reading.names.text('cwssheets:quarter', { number: key.slice(6) })} ${key.slice(0, 4)}`;
}

function isLastOpen({
  frozen: {
    figures: { period },
  },
}: Reading): boolean {
  return period.buckets.at(-1)?.whole === false;
}

function incompleteText(reading: Reading): string {
  const {
    frozen: {
      figures: { period },
    },
    names,
    words,
  } = reading;
  const last = period.buckets.length - 1;
  const parts: string[] = [];
  if (period.buckets[0]?.whole === false && last > 0)
    parts.push(names.text('cwssheets:cases.startsOn', { name: bucketName(0, reading), date: words.date(period.from) }));
  if (isLastOpen(reading))
    parts.push(
      names.text('cwssheets:cases.endsOn', { name: bucketName(last, reading), date: words.date(period.until) }),
    );
  return parts.join(' ');
}
