import { sankeyChart } from '../../web/charts/index.ts';
import type { SankeyLink, SankeyNode } from '../../web/charts/index.ts';
import type { FigureShown, NumbersTable } from '../../web/charts/views.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import type { Criteria } from '../../seizures/index.ts';
import type { RouteFrame } from './presenter-frame.ts';

/** Cases from one country over what they do in the focus to another; a country not stated is ''. */
interface Through {
  readonly from: string;
  readonly middle: string;
  readonly to: string;
  readonly cases: number;
}

interface Middle {
  readonly key: string;
  readonly name: string;
  /** Under the name of the country, where there is little room. */
  readonly short?: string;
  readonly cases: number;
  readonly href: string | undefined;
}

/** What comes to the country in focus, passes and leaves it; or what was seized in the port in focus, by direction. */
export function focusFigures(frame: RouteFrame): FigureShown[] {
  return [countryFigure(frame), portFigure(frame)].filter(figure => figure !== undefined);
}

function countryFigure(frame: RouteFrame): FigureShown | undefined {
  const { data, focus, sources } = frame;
  if (focus === undefined || data.roles.length === 0 || data.cases < 2) return undefined;
  const { names } = sources;
  const ways = data.roles.map(({ role, from, to, cases }) => ({ from: from ?? '', middle: role, to: to ?? '', cases }));
  const sumOf = (role: string): number => sum(ways.filter(({ middle }) => middle === role));
  const filters = filtersOf(frame, focus);
  const middles = ['comes', 'passes', 'leaves', 'seized', 'made'].map((key): Middle => {
    const filter = filters[key];
    return {
      key,
      name: names.text(`analysis:routes.focus_${key}`, { country: frame.country(focus) }),
      short: names.label(`analysis:routes.focusShort_${key}`),
      cases: sumOf(key),
      href: filter && frame.records(filter),
    };
  });
  const title = names.text('analysis:routes.titleFocus', {
    country: frame.country(focus),
    comes: names.count(sumOf('comes')),
    passes: names.count(sumOf('passes')),
    leaves: names.count(sumOf('leaves')),
  });
  return focusFigure(frame, 'focus', { title, ways, middles, note: names.label('analysis:routes.noteFocus') });
}

/** Filters that find the cases of a role and no other. */
function filtersOf({ data }: RouteFrame, focus: string): Record<string, Partial<Criteria> | undefined> {
  const within = data.roles.some(({ role, from }) => role === 'comes' && from === focus);
  const elsewhere = data.roles.some(({ role, named }) => role !== 'passes' && named > 0);
  return {
    comes: { destination: [focus] },
    ...(within ? {} : { leaves: { departure: [focus] } }),
    ...(elsewhere ? {} : { passes: { transit: [focus] } }),
  };
}

function portFigure(frame: RouteFrame): FigureShown | undefined {
  const { data, question, sources } = frame;
  const { names } = sources;
  const { place } = question.criteria;
  if (place === undefined || data.directions.length === 0 || data.cases < 2) return undefined;
  const ways = data.directions.map(({ values: [from, direction, to], cases }) => ({
    from: from ?? '',
    middle: direction ?? '',
    to: to ?? '',
    cases,
  }));
  const middles = [...Map.groupBy(ways, ({ middle }) => middle)]
    .map(
      ([key, of]): Middle => ({
        key,
        name: key === '' ? names.label('analysis:value.notStated') : names.of('direction', key),
        cases: sum(of),
        href: key === '' ? undefined : frame.records({ direction: [key] }),
      }),
    )
    .toSorted((a, b) => b.cases - a.cases);
  const title = names.text('analysis:routes.titlePort', {
    place,
    parts: middles.map(({ name, cases }) => `${name} ${names.count(cases)}`).join(', '),
  });
  return focusFigure(frame, 'port', { title, ways, middles, note: names.label('analysis:routes.notePort') });
}

interface Focused {
  readonly title: string;
  readonly ways: readonly Through[];
  readonly middles: readonly Middle[];
  readonly note: string;
}

function focusFigure(frame: RouteFrame, id: string, focused: Focused): FigureShown {
  const { data, sources } = frame;
  const { names } = sources;
  const coverage = caseCoverage(data.coverage, names);
  return {
    id,
    title: focused.title,
    sub: names.text('analysis:routes.subFocus', { count: data.cases, number: names.count(data.cases) }),
    chart: { wide: drawn(frame, focused, false), narrow: drawn(frame, focused, true) },
    table: numbersOf(frame, focused),
    note: focused.note,
    links: [
      {
        label: names.text('analysis:openCases', { count: data.cases, number: names.count(data.cases) }),
        href: frame.records({}),
      },
    ],
    coverage: {
      title: names.label('analysis:routes.ofFocus'),
      rows: [
        ...focused.middles
          .filter(({ cases }) => cases > 0)
          .map(({ name, cases, href }) => ({ label: name, value: names.count(cases), href })),
        ...coverage.rows.filter((_row, at) => [0, 3, 5].includes(at)),
      ],
      note: [{ text: names.label('analysis:routes.declared') }, ' ', names.label('analysis:routes.declaredWhy')],
    },
  };
}

function drawn(frame: RouteFrame, { title, ways, middles }: Focused, isNarrow: boolean): string {
  const { sources } = frame;
  const { names } = sources;
  const links = new Map<string, SankeyLink>();
  const link = (from: string, to: string, value: number): void => {
    const key = `${from}|${to}`;
    links.set(key, { from, to, value: (links.get(key)?.value ?? 0) + value });
  };
  for (const { from, middle, to, cases } of ways) {
    link(`0${from}`, `1${middle}`, cases);
    link(`1${middle}`, `2${to}`, cases);
  }
  const end = (layer: 0 | 2, code: string): SankeyNode => ({
    id: `${layer}${code}`,
    layer,
    name: code === '' ? names.label('analysis:value.notStated') : frame.country(code),
    ...(code === ''
      ? { isRest: true }
      : { short: code, href: frame.records({ [layer === 0 ? 'departure' : 'destination']: [code] }) }),
  });
  return sankeyChart({
    title,
    linked: true,
    nodes: [
      ...unique(ways.map(({ from }) => from)).map(code => end(0, code)),
      ...middles.map(({ key, name, short, href }): SankeyNode => ({ id: `1${key}`, layer: 1, name, short, href })),
      ...unique(ways.map(({ to }) => to)).map(code => end(2, code)),
    ],
    links: [...links.values()],
    layers: [
      names.label('analysis:dimension.departure'),
      frame.focus === undefined ? names.label('analysis:dimension.direction') : frame.country(frame.focus),
      names.label('analysis:dimension.destination'),
    ],
    width: isNarrow ? 358 : 956,
    height: isNarrow ? 300 : 340,
    narrow: isNarrow,
    format: names.count,
    rest: count => names.text('analysis:value.others', { count, number: names.count(count) }),
  });
}

function numbersOf(frame: RouteFrame, { title, ways, middles }: Focused): NumbersTable {
  const { names } = frame.sources;
  const called = (code: string): string =>
    code === '' ? names.label('analysis:value.notStated') : frame.country(code);
  return {
    caption: title,
    head: [
      names.label('analysis:dimension.departure'),
      names.label('analysis:routes.head_role'),
      names.label('analysis:dimension.destination'),
      names.label('analysis:routes.head_cases'),
    ],
    rows: ways
      .toSorted((a, b) => b.cases - a.cases)
      .slice(0, 500)
      .map(({ from, middle, to, cases }) => [
        called(from),
        middles.find(({ key }) => key === middle)?.name ?? '',
        called(to),
        { text: names.count(cases), value: cases },
      ]),
  };
}

function unique(codes: readonly string[]): string[] {
  return [...new Set(codes)];
}

function sum(ways: readonly { readonly cases: number }[]): number {
  return ways.reduce((total, { cases }) => total + cases, 0);
}
