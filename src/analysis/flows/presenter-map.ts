import { isSmallCount } from '../statistics/small-counts.ts';
import { flowMap, keySign, roleSign, type FlowRole } from '../../web/charts/index.ts';
import type { CoverageShown, FigureShown, HeatCell, HeatTable, NumbersTable } from '../../web/charts/views.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import type { Part } from '../question/files.ts';
import { isMore } from './changes.ts';
import { keyOf, type FlowOf } from './flows.ts';
import type { RouteFrame } from './presenter-frame.ts';
import { countCell, sumCell } from '../cells/number-cells.ts';

/** Flows drawn, on a phone, in the table under the map, and in the numbers. */
const most = { wide: 20, narrow: 8, rows: 12, numbers: 500 };
/** Columns of quantities: the units of most lines. */
const mostUnits = 2;

/** The map of the flows, its table, and what it does not show. */
export function mapPart(frame: RouteFrame): Part {
  const { data, sources, size } = frame;
  const { names } = sources;
  const flows = data.flows.filter(flow => size(flow) > 0).toSorted((a, b) => size(b) - size(a));
  const title = titleOf(frame, flows);
  const isDrawn = flows.length > 0 && data.cases > 1;
  const figure: FigureShown = {
    id: 'map',
    title,
    sub: subOf(frame, flows),
    ...(isDrawn
      ? {
          key: keyOfMap(frame),
          chart: { wide: mapOf(frame, flows, title, false), narrow: mapOf(frame, flows, title, true) },
          table: numbersOf(frame, flows, title),
        }
      : {}),
    note: data.cases > 1 ? names.label(`analysis:routes.note_${data.ends}`) : undefined,
    links: [
      {
        label: names.text('analysis:openCases', { count: data.cases, number: names.count(data.cases) }),
        href: frame.records({}),
      },
    ],
    coverage: coverageOf(frame, flows),
  };
  return isDrawn ? { figure, heat: tableOf(frame, flows, title) } : { figure };
}

/** The finding: the widest flow and its share. */
function titleOf(frame: RouteFrame, flows: readonly FlowOf[]): string {
  const { data, sources, size } = frame;
  const { names } = sources;
  const [widest] = flows;
  if (!widest) return names.label('analysis:routes.titleNone');
  const way = frame.way(widest);
  const member = data.coverage.members === 1 ? ` ${names.label('analysis:routes.oneMember')}` : '';
  if (flows.length === 1)
    return names.text('analysis:routes.titleOne', { way, size: frame.sized(size(widest)) }) + member;
  const all = flows.reduce((sum, flow) => sum + size(flow), 0);
  return (
    names.text('analysis:routes.title', {
      way,
      share: frame.share(size(widest), all),
      size: frame.sized(size(widest)),
      routes: names.count(flows.length),
    }) + member
  );
}

function subOf({ data, sources: { names }, measure }: RouteFrame, flows: readonly FlowOf[]): string {
  return [
    names.text('analysis:routes.known', {
      count: data.drawable,
      known: names.count(data.drawable),
      all: names.count(data.cases),
      ends: names.label(`analysis:routes.join_${data.ends}`),
    }),
    ...(data.ends === 'steps' ? [names.label('analysis:routes.legs')] : []),
    ...(measure === '' ? [] : [names.text('analysis:routes.inUnit', { unit: names.unit(measure, 2) })]),
    ...(flows.length > most.wide
      ? [names.text('analysis:routes.drawn', { drawn: names.count(most.wide), routes: names.count(flows.length) })]
      : []),
    ...(flows.length > most.narrow
      ? [names.text('analysis:routes.drawnNarrow', { narrow: names.count(most.narrow) })]
      : []),
  ].join(' ');
}

function mapOf(frame: RouteFrame, flows: readonly FlowOf[], title: string, isNarrow: boolean): string {
  const { sources, size, focus } = frame;
  const fresh = new Set(frame.data.changes.changes.filter(isMore).map(({ from, to }) => keyOf(from, to)));
  const shown = flows.slice(0, isNarrow ? most.narrow : most.wide);
  return flowMap({
    title,
    linked: true,
    flows: shown.map(flow => ({
      from: flow.from,
      to: flow.to,
      value: size(flow),
      text: frame.number(size(flow)),
      title: `${frame.way(flow)}${sources.names.label('common:colon')} ${frame.sized(size(flow))}`,
      href: frame.hrefOf(flow),
      isNew: fresh.has(keyOf(flow.from, flow.to)),
    })),
    name: frame.country,
    role: code => roleOf(code, shown, frame),
    focus,
    width: isNarrow ? 358 : 956,
    height: isNarrow ? 240 : 460,
    narrow: isNarrow,
  });
}

/** What most of a country's flows make of it. */
function roleOf(code: string, flows: readonly FlowOf[], { data, size }: RouteFrame): FlowRole {
  const sum = (side: 'from' | 'to'): number =>
    flows.reduce((total, flow) => total + (flow[side] === code ? size(flow) : 0), 0);
  const [out, into] = [sum('from'), sum('to')];
  const [start, end] = rolesOf(data.ends);
  if (data.ends === 'steps' && out > 0 && into > 0 && Math.min(out, into) * 2 > Math.max(out, into)) return 'transit';
  return out >= into ? start : end;
}

function rolesOf(ends: RouteFrame['data']['ends']): readonly [FlowRole, FlowRole] {
  return [ends === 'origin' ? 'origin' : 'departure', ends === 'seizure' ? 'seizure' : 'destination'];
}

function keyOfMap({ data, sources: { names } }: RouteFrame): FigureShown['key'] {
  const roles: FlowRole[] = [...rolesOf(data.ends), ...(data.ends === 'steps' ? (['transit'] as const) : [])];
  return [
    { svg: keySign('flow'), label: names.label('analysis:routes.keyFlow') },
    { svg: keySign('flow-new'), label: names.label('analysis:routes.keyNew') },
    ...roles.map(role => ({ svg: roleSign(role), label: names.label(`analysis:routes.role_${role}`) })),
  ];
}

function headsOf({ data, sources: { names } }: RouteFrame): { heads: string[]; units: readonly string[] } {
  const units = data.units.slice(0, mostUnits);
  return {
    units,
    heads: [
      names.label('analysis:routes.head_cases'),
      names.label('analysis:routes.head_before'),
      ...units.map(unit => names.unit(unit, 2)),
      ...(data.ends === 'ends' || data.ends === 'origin' ? [names.label('analysis:routes.head_seized')] : []),
    ],
  };
}

function tableOf(frame: RouteFrame, flows: readonly FlowOf[], title: string): HeatTable {
  const { sources, data } = frame;
  const { names } = sources;
  const { heads, units } = headsOf(frame);
  const hasSeized = heads.length > 2 + units.length;
  const quantity = (flow: FlowOf, unit: string): HeatCell => {
    const sum = flow.quantities.get(unit);
    return sum === undefined ? { text: '–', kind: 'zero' } : { text: names.sum(sum) };
  };
  return {
    caption: title,
    rowHead: names.label(`analysis:routes.join_${data.ends}`),
    columns: heads.map(label => ({ label })),
    groups: flows
      .slice(0, most.rows)
      .map(flow => ({
        label: frame.way(flow),
        href: frame.hrefOf(flow),
        rows: [
          {
            cells: [
              {
                text: names.count(flow.cases),
                href: frame.hrefOf(flow),
                ...(isSmallCount(flow.cases) ? { kind: 'small' as const } : {}),
              },
              { text: names.count(flow.before), ...(flow.before === 0 ? { kind: 'zero' as const } : {}) },
              ...units.map(unit => quantity(flow, unit)),
              ...(hasSeized ? [{ text: seizedAt(flow, frame) }] : []),
            ],
          },
        ],
      })),
  };
}

/** How far the goods came: at which part of the route most were seized. */
function seizedAt({ cases, atFrom, atTo }: FlowOf, { data, share, sources: { names } }: RouteFrame): string {
  const parts = [
    { key: data.ends === 'origin' ? 'origin' : 'departure', count: atFrom },
    { key: 'between', count: cases - atFrom - atTo },
    { key: 'destination', count: atTo },
  ].toSorted((a, b) => b.count - a.count);
  const [most] = parts;
  return `${names.label(`analysis:routes.at_${most?.key ?? 'between'}`)} ${share(most?.count ?? 0, cases)}`;
}

function numbersOf(frame: RouteFrame, flows: readonly FlowOf[], caption: string): NumbersTable {
  const { sources, data } = frame;
  const { names } = sources;
  const units = data.units.slice(0, 6);
  const isWhole = data.ends === 'ends' || data.ends === 'origin';
  return {
    caption,
    head: [
      names.label(`analysis:routes.join_${data.ends}`),
      names.label('analysis:routes.head_cases'),
      names.label('analysis:routes.head_before'),
      ...units.map(unit => names.unit(unit, 2)),
      ...(isWhole
        ? ['departure', 'between', 'destination'].map(at =>
            names.label(`analysis:routes.seized_${at === 'departure' && data.ends === 'origin' ? 'origin' : at}`),
          )
        : []),
    ],
    rows: flows.slice(0, most.numbers).map(flow => [
      frame.way(flow),
      countCell(flow.cases, names, frame.hrefOf(flow)),
      countCell(flow.before, names),
      ...units.map(unit => {
        const sum = flow.quantities.get(unit);
        return sum === undefined ? '–' : sumCell(sum, names);
      }),
      ...(isWhole
        ? [flow.atFrom, flow.cases - flow.atFrom - flow.atTo, flow.atTo].map(count => countCell(count, names))
        : []),
    ]),
  };
}

/** Who reported, and what the map does not show. */
function coverageOf(frame: RouteFrame, flows: readonly FlowOf[]): CoverageShown {
  const { data, sources, size } = frame;
  const { names } = sources;
  const { rows } = caseCoverage(data.coverage, names);
  const row = (key: string, count: number) => ({
    label: names.label(`analysis:routes.not_${key}`),
    value: names.count(count),
  });
  const undrawn = flows.slice(most.wide);
  const unmeasured = data.flows.filter(flow => size(flow) === 0).length;
  return {
    title: names.label('analysis:routes.notShown'),
    rows: [
      row(data.ends === 'origin' ? 'origin' : 'departure', data.fromUnknown),
      ...(data.ends === 'seizure' ? [] : [row('destination', data.toUnknown)]),
      row('within', data.within),
      row('drawn', undrawn.length),
      ...(frame.measure === '' ? [] : [row('measured', unmeasured)]),
      { label: names.label('analysis:routes.not_embargo'), value: names.label('analysis:routes.notCounted') },
      // Members, delay, complete, verified: the rest is of trends.
      ...[0, 3, 4, 5].flatMap(at => rows[at] ?? []),
    ],
    note: [{ text: names.label('analysis:routes.declared') }, ' ', names.label('analysis:routes.declaredWhy')],
  };
}
