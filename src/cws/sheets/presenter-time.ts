import { columnChart } from '../../web/charts/index.ts';
import type { Column, ColumnChart } from '../../web/charts/index.ts';
import { changeFrom, datesText, leastForPercent, narrowWidth, percent, signed, wideWidth } from './snapshot-view.ts';
import type { Coverage, Drawn, FigureTable, Reading } from './snapshot-view.ts';
import { dateFormat } from '../../text/formats.ts';

/** Cases over time, with the Members behind them under the same axis. */
export interface CasesFigure {
  readonly title: string;
  readonly note: string;
  readonly chart: Drawn;
  readonly members: Drawn & { readonly title: string };
  /** Which columns are not whole. */
  readonly incomplete: string;
  readonly table: FigureTable;
  readonly coverage: Coverage;
}

/** One unit of the small multiples. */
interface UnitFigure {
  readonly number: string;
  readonly unit: string;
  readonly change: string;
  readonly chart: string;
}
export interface QuantitiesFigure {
  readonly title: string;
  readonly note: string;
  readonly units: readonly UnitFigure[];
  /** Units too rare to draw. */
  readonly more: string;
  readonly table: FigureTable;
  readonly coverage: Coverage;
}

const unitsDrawn = 3;
const unitWidth = 280;

export function presentCases(reading: Reading): CasesFigure {
  const { names } = reading;
  const { period, buckets } = reading.frozen.figures;
  const title = names.label(`cwssheets:cases.title.${period.step}`);
  const membersTitle = names.label(`cwssheets:cases.members.${period.step}`);
  const draw = (values: readonly number[], style: Style, more: Omit<ColumnChart, 'values' | 'format'>): string =>
    columnChart({
      format: names.count,
      incompleteLast: isLastOpen(reading),
      values: columns(values, style, reading, names.count),
      ...more,
    });
  const [cases, members] = [buckets.map(one => one.cases), buckets.map(one => one.members)];
  const chart = { title, desc: names.label('cwssheets:cases.desc'), axis: true, whole: true } as const;
  return {
    title,
    note: names.label('cwssheets:cases.note'),
    chart: {
      wide: draw(cases, 'short', { ...chart, width: wideWidth, height: 200 }),
      narrow: draw(cases, 'narrow', { ...chart, width: narrowWidth, height: 100 }),
    },
    members: {
      title: membersTitle,
      wide: draw(members, 'short', { title: membersTitle, width: wideWidth, height: 66, tone: 'context' }),
      narrow: draw(members, 'narrow', { title: membersTitle, width: narrowWidth, height: 50, tone: 'context' }),
    },
    incomplete: incompleteText(reading),
    table: {
      label: names.label('cwssheets:table'),
      caption: `${title}. ${names.label('cwssheets:cases.note')}`,
      head: [
        names.label(`cwssheets:column.${period.step}`),
        names.label('cwssheets:column.cases'),
        names.label('cwssheets:column.members'),
      ],
      rows: buckets.map((one, at) => [bucketName(at, reading), names.count(one.cases), names.count(one.members)]),
    },
    coverage: coverageOfCases(reading),
  };
}

function coverageOfCases(reading: Reading): Coverage {
  const {
    frozen: { figures, membersAsked },
    names,
  } = reading;
  const { before, delay, synthetic, held = 0 } = figures;
  const compared = figures.period.before;
  const item = (name: string, value: string) => ({ label: names.label(`cwssheets:coverage.${name}`), value });
  return {
    title: names.label('cwssheets:coverage.title'),
    items: [
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
function trendOrEffort(reading: Reading): Pick<Coverage, 'remark'> {
  const {
    frozen: {
      figures: { cases, before, steady },
    },
    names,
  } = reading;
  const lead = names.label('cwssheets:effort.lead');
  if (before > 0 && before < leastForPercent) return { remark: { lead, text: names.label('cwssheets:effort.few') } };
  if (before === 0 || steady.before === 0) return { remark: { lead, text: names.label('cwssheets:effort.unknown') } };
  return {
    remark: {
      lead,
      text: names.text('cwssheets:effort.text', {
        all: signed(before, cases, reading),
        count: steady.members,
        steady: signed(steady.before, steady.cases, reading),
      }),
    },
  };
}

export function presentQuantities(reading: Reading): QuantitiesFigure | undefined {
  const {
    frozen: { figures },
    names,
  } = reading;
  const { units, period } = figures;
  if (units.length === 0) return undefined;
  const title = names.label('cwssheets:quantities.title');
  const rest = units.slice(unitsDrawn);
  const text = (unit: string, quantity: number): string => `${names.sum(quantity)} ${names.unit(unit, quantity)}`;
  return {
    title,
    note: names.label('cwssheets:quantities.note'),
    units: units
      .slice(0, unitsDrawn)
      .map(({ unit, quantity, before, buckets }) => ({
        number: names.sum(quantity),
        unit: names.unit(unit, quantity),
        change: changeFrom(before, quantity, reading),
        chart: columnChart({
          title: names.text('cwssheets:quantities.of', { unit: names.unit(unit, 2) }),
          width: unitWidth,
          height: 80,
          incompleteLast: isLastOpen(reading),
          values: columns(buckets, 'narrow', reading, value => text(unit, value)),
        }),
      })),
    more:
      rest.length === 0
        ? ''
        : names.text('cwssheets:quantities.more', {
            list: rest.map(({ unit, quantity }) => text(unit, quantity)).join(' · '),
          }),
    table: {
      label: names.label('cwssheets:table'),
      caption: `${title}. ${names.label('cwssheets:quantities.note')}`,
      head: [names.label(`cwssheets:column.${period.step}`), ...units.map(({ unit }) => names.unit(unit, 2))],
      rows: [
        ...period.buckets.map((_one, at) => [
          bucketName(at, reading),
          ...units.map(({ buckets }) => names.sum(buckets[at] ?? 0)),
        ]),
        [names.label('cwssheets:column.total'), ...units.map(({ quantity }) => names.sum(quantity))],
        [names.label('cwssheets:column.before'), ...units.map(({ before }) => names.sum(before))],
      ],
    },
    coverage: {
      title: names.label('cwssheets:coverage.title'),
      items: [
        { label: names.label('cwssheets:coverage.measured'), value: percent(figures.measured, figures.cases, reading) },
        ...units
          .slice(0, unitsDrawn)
          .map(({ unit, largest, quantity }) => ({
            label: names.text('cwssheets:coverage.largest', { unit: names.unit(unit, 2) }),
            value: percent(largest, quantity, reading),
          })),
      ],
      remark: { text: names.label('cwssheets:quantities.rule') },
    },
  };
}

type Style = 'short' | 'narrow';

function columns(
  values: readonly number[],
  style: Style,
  reading: Reading,
  format: (value: number) => string,
): Column[] {
  return values.map((value, at) => ({
    label: bucketLabel(at, style, reading),
    value,
    title: `${bucketName(at, reading)}${reading.names.label('common:colon')} ${format(value)}`,
  }));
}

function monthText(key: string, month: 'long' | 'short' | 'narrow', reading: Reading, year = false): string {
  return dateFormat(reading.names.lang, { month, ...(year ? { year: 'numeric' } : {}), timeZone: 'UTC' }).format(
    new Date(`${key}-01T00:00:00Z`),
  );
}

/** Under a column: "Jan 26", "Feb" and so on; the year with the first and at its turn. */
function bucketLabel(at: number, style: Style, reading: Reading): string {
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
function bucketName(at: number, reading: Reading): string {
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
