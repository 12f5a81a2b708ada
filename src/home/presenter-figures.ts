import type { Viewer } from '../access/index.ts';
import type { Offices } from '../reference/index.ts';
import { barList, columnChart, lineChart } from '../web/charts/index.ts';
import type { Figures, Names } from './home-data.ts';
import { dateFormat } from '../text/formats.ts';

/** A figure of the home page: the number, its chart, a comparison in words, and the same as a table. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  readonly text: string;
  readonly chart: string;
  readonly foot: string;
  /** The same question in the analysis. */
  readonly more?: { readonly label: string; readonly href: string };
  readonly table: {
    readonly label: string;
    readonly caption: string;
    readonly head: readonly string[];
    readonly rows: readonly Row[];
  };
}

interface Row {
  readonly cells: readonly string[];
  /** The records it counts, where the search can show them. */
  readonly href?: string;
}

const width = 344;
const headingsShown = 5;

/** Drawn figures, by what they draw: that is kept a minute for all who may see the same. */
const drawn = new WeakMap<Figures, Map<Names['lang'], readonly Figure[]>>();

export function figuresOf(viewer: Viewer, figures: Figures, offices: Offices, names: Names): readonly Figure[] {
  const inLanguages = drawn.get(figures) ?? new Map<Names['lang'], readonly Figure[]>();
  const shown = inLanguages.get(names.lang) ?? draw(viewer, figures, offices, names);
  drawn.set(figures, inLanguages.set(names.lang, shown));
  return shown;
}

function draw(viewer: Viewer, figures: Figures, offices: Offices, names: Names): Figure[] {
  const records = recordsOf(viewer, figures, offices);
  return [
    { ...recordsFigure(figures, names, records), more: trendOf(viewer, figures, names, {}) },
    delayFigure(viewer, figures, offices, names),
    {
      ...headingsFigure(figures, names, records),
      more: trendOf(viewer, figures, names, { split: 'heading', from: `${figures.year}-01-01` }),
    },
  ];
}

/** The trend of the own office, region or the world, with who reported and what is still to come. */
function trendOf({ office }: Viewer, { focus }: Figures, names: Names, more: Readonly<Record<string, string>>) {
  const circle = focus === 'office' ? { office: office.code } : focus === 'region' ? { area: office.code } : {};
  const query = new URLSearchParams({ ...circle, ...more } as Record<string, string>).toString();
  return { label: names.label('home:trend'), href: `/analysis/trends${query === '' ? '' : `?${query}`}` };
}

/** Address of the search for the records that a figure counts, and no others. */
type RecordsOf = (more: Readonly<Record<string, string>>) => string;

function recordsOf({ office }: Viewer, { focus }: Figures, offices: Offices): RecordsOf {
  const circle =
    focus === 'office'
      ? [['office', office.code]]
      : focus === 'region'
        ? offices.membersOf(office.id).map(country => ['country', country])
        : [];
  return more => `/seizures?${new URLSearchParams([...circle, ...Object.entries(more)] as [string, string][])}`;
}

function lastDay(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
}

/** One letter for a month, as the axis has room for, and the whole of it. */
function monthNames(lang: Names['lang']): (month: string, style: 'narrow' | 'long' | 'full') => string {
  const formats = {
    narrow: dateFormat(lang, { month: 'narrow' }),
    long: dateFormat(lang, { month: 'long' }),
    full: dateFormat(lang, { month: 'long', year: 'numeric' }),
  };
  return (month, style) => formats[style].format(new Date(`${month}-01T00:00:00Z`));
}
const monthsIn = { en: monthNames('en'), fr: monthNames('fr') };

function recordsFigure({ months, records, lines }: Figures, names: Names, recordsOf: RecordsOf): Figure {
  const ofMonth = (one: string) => recordsOf({ from: `${one}-01`, to: lastDay(one) });
  const month = monthsIn[names.lang];
  const last = months.at(-1);
  const title = names.label('home:records.title');
  return {
    id: 'records',
    title,
    number: names.count(records),
    text: names.text('home:records.text', {
      count: records,
      lines: names.text('home:records.lines', { count: lines, number: names.count(lines) }),
    }),
    chart: columnChart({
      title,
      desc: names.label('home:records.desc'),
      linked: true,
      width,
      height: 88,
      incompleteLast: true,
      format: names.count,
      values: months.map(one => ({
        label: month(one.month, 'narrow'),
        value: one.records,
        title: `${month(one.month, 'full')}${names.label('common:colon')} ${names.count(one.records)}`,
        href: ofMonth(one.month),
      })),
    }),
    foot: names.text('home:records.foot', {
      month: month(last?.month ?? '', 'long'),
      number: names.count(last?.records ?? 0),
    }),
    table: tableOf(
      names,
      title,
      ['month', 'records', 'lines'],
      months.map(one => ({
        cells: [month(one.month, 'full'), names.count(one.records), names.count(one.lines)],
        href: ofMonth(one.month),
      })),
    ),
  };
}

function delayFigure(viewer: Viewer, figures: Figures, offices: Offices, names: Names): Figure {
  const { months, delay, reference } = figures;
  const month = monthsIn[names.lang];
  const title = names.label('home:delay.title');
  const circle = circleName(viewer, figures, offices, names);
  const first = months.find(one => one.delay !== null);
  const days = (value: number): string => names.count(value);
  return {
    id: 'delay',
    title,
    number: delay === null ? '–' : days(delay),
    text: names.text(delay === null ? 'home:delay.none' : 'home:delay.text', { count: Math.round(delay ?? 0) }),
    chart: lineChart({
      title,
      desc: names.label('home:delay.desc'),
      width,
      height: 88,
      format: days,
      labels: months.map(one => month(one.month, 'narrow')),
      series: [{ name: title, values: months.map(one => one.delay) }],
      ...(reference === null
        ? {}
        : {
            reference: {
              value: reference,
              label: names.text('home:delay.reference', { circle, number: days(reference) }),
            },
          }),
    }),
    foot:
      first?.delay == null || first === months.at(-1)
        ? names.label('home:delay.rule')
        : names.text('home:delay.foot', {
            count: Math.round(first.delay),
            number: days(first.delay),
            month: month(first.month, 'long'),
          }),
    table: tableOf(
      names,
      `${title}. ${names.label('home:delay.rule')}`,
      ['month', 'delay'],
      [
        ...months.map(one => ({ cells: [month(one.month, 'full'), one.delay === null ? '–' : days(one.delay)] })),
        ...(reference === null ? [] : [{ cells: [names.text('home:delay.compared', { circle }), days(reference)] }]),
      ],
    ),
  };
}

/** Short name of the wider circle: "ESA" for its RILO, "World". */
function circleName({ office }: Viewer, { focus }: Figures, offices: Offices, names: Names): string {
  const rilo = focus === 'office' && office.riloId !== null ? offices.byId(office.riloId) : undefined;
  return rilo ? rilo.code.replace(/^RILO-/, '') : names.label('home:delay.world');
}

function headingsFigure({ headings, year, yearRecords }: Figures, names: Names, recordsOf: RecordsOf): Figure {
  const title = names.text('home:headings.title', { year });
  const items = headings.map(({ code, records }) => ({
    label: names.heading(code).label,
    value: records,
    href: recordsOf({ from: `${year}-01-01`, heading: code }),
  }));
  const others = sum(items.slice(headingsShown));
  return {
    id: 'headings',
    title,
    number: names.count(yearRecords),
    text: names.text('home:headings.text', { count: yearRecords, headings: headings.length }),
    chart:
      items.length === 0
        ? ''
        : barList({
            title,
            desc: names.label('home:headings.desc'),
            linked: true,
            width,
            row: 24,
            items: items.slice(0, headingsShown),
            format: names.count,
          }),
    foot: [
      ...(others === 0 ? [] : [names.text('home:headings.foot', { count: others, number: names.count(others) })]),
      // More than there are cases: some have goods under two headings.
      ...(sum(items) > yearRecords ? [names.label('home:headings.both')] : []),
    ].join(', '),
    table: tableOf(
      names,
      `${title}. ${names.label('home:headings.rule')}`,
      ['heading', 'records'],
      items.map(({ label, value, href }) => ({ cells: [label, names.count(value)], href })),
    ),
  };
}

function sum(items: readonly { readonly value: number }[]): number {
  return items.reduce((all, { value }) => all + value, 0);
}

function tableOf(names: Names, caption: string, head: readonly string[], rows: readonly Row[]): Figure['table'] {
  return { label: names.label('home:table'), caption, head: head.map(key => names.label(`home:column.${key}`)), rows };
}
