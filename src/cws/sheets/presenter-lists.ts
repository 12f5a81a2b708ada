import { barList, flowMap, type CoverageShown, type NumbersTable } from '../../web/charts/index.ts';
import type { Frozen } from './snapshot.ts';
import {
  countCell,
  narrowWidth,
  percent,
  sumsCell,
  sumsText,
  wideWidth,
  type Drawn,
  type FigureTable,
  type Files,
  type Reading,
} from './snapshot-view.ts';

/** Bars of one kind of fact, its table, and what the bars leave out. */
interface ListFigure {
  readonly id: string;
  readonly title: string;
  readonly chart: Drawn;
  readonly rest: string;
  readonly table: FigureTable;
  readonly files?: Files;
}
export interface ListsFigure {
  readonly title: string;
  readonly note: string;
  readonly lists: readonly ListFigure[];
  readonly coverage: CoverageShown;
}

/** The largest routes as a map and as rows. */
export interface RoutesFigure {
  readonly title: string;
  readonly note: string;
  readonly map: Drawn;
  readonly head: readonly string[];
  readonly rows: readonly {
    readonly from: string;
    readonly to: string;
    readonly cases: string;
    readonly before: string;
    readonly sums: string;
  }[];
  /** The rows as their file has them. */
  readonly table: NumbersTable;
  readonly files?: Files;
  readonly coverage: CoverageShown;
}

type Share = Frozen['figures']['countries'];
/** Widths of the bars, and of the labels before them. */
const listSizes = { wide: [430, 210], narrow: [narrowWidth, 166] } as const;

export function presentLists(reading: Reading): ListsFigure | undefined {
  const {
    frozen: { figures, shape },
    names,
  } = reading;
  if (figures.cases === 0) return undefined;
  const { products, concealments, transports, countries } = figures;
  const stated = (name: string, { unknown }: Share) => ({
    label: names.label(`cwssheets:stated.${name}`),
    value: percent(figures.cases - unknown, figures.cases, reading),
  });
  return {
    title: names.label('cwssheets:lists.title'),
    note: names.label('cwssheets:lists.note'),
    lists: [
      listFigure(
        'products',
        products,
        code => names.product(code.slice(0, code.indexOf('/')), code.slice(code.indexOf('/') + 1)),
        reading,
      ),
      listFigure('concealments', concealments, code => names.of('concealment', code), reading),
      listFigure('transports', transports, code => names.of('transport', code), reading),
      listFigure(
        'countries',
        byName(countries, code => memberName(code, reading), names.lang),
        code => memberName(code, reading),
        reading,
      ),
    ].filter(({ table }) => table.rows.length > 0),
    coverage: {
      title: names.label('cwssheets:coverage.titleMany'),
      rows: [stated('concealment', concealments), stated('transport', transports)],
      note: names.label(`cwssheets:lists.${shape === 1 ? 'unranked' : 'unrankedOnce'}`),
    },
  };
}

/** A country, or "a Member of region X" where cases are released through its RILO. */
function memberName(code: string, { names }: Reading): string {
  if (code.length === 2) return names.of('country', code);
  return names.text('cwssheets:lists.memberOf', { office: names.of('office', code) });
}

/** Countries stand by name: a rank would take better controls for more crime. */
function byName(share: Share, name: (code: string) => string, lang: string): Share {
  return { ...share, rows: share.rows.toSorted((a, b) => name(a.code).localeCompare(name(b.code), lang)) };
}

function listFigure(
  id: string,
  { rows, others, unknown }: Share,
  name: (code: string) => string,
  reading: Reading,
): ListFigure {
  const { names } = reading;
  const title = names.label(`cwssheets:lists.${id}`);
  const rest = [
    ...(others.codes > 0
      ? [names.text('cwssheets:lists.others', { count: others.codes, number: names.count(others.cases) })]
      : []),
    ...(unknown > 0 ? [names.text('cwssheets:lists.unknown', { number: names.count(unknown) })] : []),
  ];
  return {
    id,
    title,
    rest: rest.join(' · '),
    chart: { wide: draw('wide'), narrow: draw('narrow') },
    table: {
      label: names.label('cwssheets:table'),
      caption: title,
      head: [title, ...['cases', 'before', 'quantity'].map(key => names.label(`cwssheets:column.${key}`))],
      rows: [
        ...rows.map(({ code, cases, before, sums }) => [
          name(code),
          countCell(cases, reading),
          countCell(before, reading),
          sumsCell(sums, reading),
        ]),
        ...(others.codes > 0
          ? [
              [
                names.text('cwssheets:lists.othersRow', { count: others.codes }),
                countCell(others.cases, reading),
                '–',
                '–',
              ],
            ]
          : []),
        ...(unknown > 0 ? [[names.label('cwssheets:lists.unknownRow'), countCell(unknown, reading), '–', '–']] : []),
      ],
    },
  };

  function draw(size: keyof Drawn): string {
    const [width, labelWidth] = listSizes[size];
    const items = rows.map(({ code, cases }) => ({ label: name(code), value: cases }));
    return items.length === 0
      ? ''
      : barList({
          title,
          desc: names.label('cwssheets:lists.desc'),
          width,
          labelWidth,
          row: size === 'wide' ? 20 : 17,
          items,
          format: names.count,
        });
  }
}

export function presentRoutes(reading: Reading): RoutesFigure | undefined {
  const {
    frozen: {
      figures: { routes, cases },
    },
    names,
  } = reading;
  if (routes.rows.length === 0) return undefined;
  const country = (code: string): string => names.of('country', code);
  const ways = routes.rows.map(row => {
    const [from = '', to = ''] = row.code.split('>');
    return { ...row, from, to };
  });
  const named = {
    title: names.label('cwssheets:routes.title'),
    desc: names.label('cwssheets:routes.desc'),
    name: country,
    flows: ways.map(({ from, to, cases: value }) => ({ from, to, value })),
  };
  const total = routes.rows.length + routes.others.codes;
  const head = ['route', 'cases', 'before', 'quantity'].map(key => names.label(`cwssheets:column.${key}`));
  return {
    title: named.title,
    note: names.text(`cwssheets:routes.${total > routes.rows.length ? 'some' : 'all'}`, {
      count: total,
      shown: routes.rows.length,
    }),
    map: {
      wide: flowMap({ ...named, width: wideWidth, height: 340 }),
      narrow: flowMap({ ...named, width: narrowWidth, height: 186, narrow: true }),
    },
    head,
    table: {
      caption: named.title,
      head,
      rows: ways.map(way => [
        `${country(way.from)} → ${country(way.to)}`,
        countCell(way.cases, reading),
        countCell(way.before, reading),
        sumsCell(way.sums, reading),
      ]),
    },
    rows: ways.map(way => ({
      from: country(way.from),
      to: country(way.to),
      cases: names.count(way.cases),
      before: names.count(way.before),
      sums: sumsText(way.sums, reading, 3),
    })),
    coverage: {
      title: names.label('cwssheets:routes.hidden'),
      rows: [
        { label: names.label('cwssheets:routes.unknown'), value: caseCount(routes.unknown, reading) },
        { label: names.label('cwssheets:routes.within'), value: caseCount(routes.within, reading) },
        { label: names.label('cwssheets:routes.others'), value: caseCount(routes.others.cases, reading) },
        {
          label: names.label('cwssheets:routes.shown'),
          value: percent(
            routes.rows.reduce((sum, row) => sum + row.cases, 0),
            cases,
            reading,
          ),
        },
      ],
      note: names.label('cwssheets:routes.rule'),
    },
  };
}

function caseCount(count: number, { names }: Reading): string {
  return names.text('cwssheets:caseCount', { count, number: names.count(count) });
}
