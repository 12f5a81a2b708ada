import { sankeyChart, type SankeyLink, type SankeyNode } from '../../web/charts/index.ts';
import type { CoverageShown, FigureShown, NumbersTable } from '../../web/charts/views.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import type { Criteria, PortRole } from '../../seizures/index.ts';
import type { RouteFrame } from './presenter-frame.ts';
import type { PortCell } from './search-flows.ts';
import { countCell } from '../cells/number-cells.ts';

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

/** What comes to the country or the port in focus, passes and leaves it. */
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
  const note = names.label('analysis:routes.noteFocus');
  return focusFigure(frame, 'focus', { focus: frame.country(focus), title, ways, middles, note });
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
  const { port } = question.criteria;
  if (port === undefined || data.portRoles.length === 0 || data.cases < 2) return undefined;
  const keyOf = ({ role, direction }: PortCell): string => (role === 'seized' ? `seized:${direction ?? ''}` : role);
  const ways = data.portRoles.map(cell => ({
    from: cell.from ?? '',
    middle: keyOf(cell),
    to: cell.to ?? '',
    cases: cell.cases,
  }));
  const sizeOf = (of: string): number => sum(ways.filter(({ middle }) => middle.startsWith(of)));
  const middles = unique(['comes', 'leaves', ...ways.map(({ middle }) => middle)])
    .map(key => portMiddle(key, port, sizeOf(key), frame))
    .toSorted((a, b) => b.cases - a.cases);
  const title = names.text('analysis:routes.titlePort', {
    place: port,
    comes: names.count(sizeOf('comes')),
    leaves: names.count(sizeOf('leaves')),
    seized: names.count(sizeOf('seized')),
  });
  const figure = focusFigure(frame, 'port', {
    focus: port,
    title,
    ways,
    middles,
    note: names.label('analysis:routes.notePort'),
  });
  const { coverage } = figure;
  return { ...figure, ...(coverage ? { coverage: withUnknownPorts(coverage, port, frame) } : {}) };
}

/** What a case does at a port, and its cases; those only seized there by the direction they state. */
function portMiddle(key: string, port: string, cases: number, { sources: { names }, records }: RouteFrame): Middle {
  const [role = '', direction] = key.split(':');
  const short = names.label(`analysis:routes.focusShort_${role}`);
  const filter = { portAs: role as PortRole };
  if (direction === undefined)
    return { key, name: names.text(`search:portAs.${role}`, { port }), short, cases, href: records(filter) };
  const stated = direction === '' ? names.label('analysis:value.notStated') : names.of('direction', direction);
  return {
    key,
    name: names.text('analysis:routes.portSeized', { port, direction: stated }),
    short: stated,
    cases,
    href: direction === '' ? undefined : records({ ...filter, direction: [direction] }),
  };
}

/** How many cases may be of the port, too: they name one of its country that the list does not have. */
function withUnknownPorts(
  coverage: CoverageShown,
  port: string,
  { data: { unknownPorts }, sources: { names }, records }: RouteFrame,
): CoverageShown {
  const row = {
    label: names.text('search:portAs.unknown', { port }),
    value: names.count(unknownPorts),
    ...(unknownPorts > 0 ? { href: records({ portAs: 'unknown' }) } : {}),
  };
  return { ...coverage, rows: [...coverage.rows, row] };
}

interface Focused {
  /** The country or the port. */
  readonly focus: string;
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

function drawn(frame: RouteFrame, { focus, title, ways, middles }: Focused, isNarrow: boolean): string {
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
    layers: [names.label('analysis:dimension.departure'), focus, names.label('analysis:dimension.destination')],
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
        countCell(cases, names),
      ]),
  };
}

function unique(codes: readonly string[]): string[] {
  return [...new Set(codes)];
}

function sum(ways: readonly { readonly cases: number }[]): number {
  return ways.reduce((total, { cases }) => total + cases, 0);
}
