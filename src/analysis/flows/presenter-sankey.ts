import { sankeyChart, type SankeyLink, type SankeyNode } from '../../web/charts/index.ts';
import type { FigureShown, NumbersTable } from '../../web/charts/views.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import type { Criteria } from '../../seizures/index.ts';
import { keyOf } from './flows.ts';
import type { RouteFrame } from './presenter-frame.ts';
import type { FlowCell } from './search-flows.ts';
import { countCell } from '../cells/number-cells.ts';

/** Of a column of the drawing: a country, several of them, or what is not stated. */
const several = '*';
const notStated = '?';

/** From departure or origin over transit to destination; nothing where no case states a transit. */
export function sankeyFigure(frame: RouteFrame): FigureShown | undefined {
  const { data, sources } = frame;
  const { names } = sources;
  const passing = data.ways.filter(({ via }) => viaOf(via) !== null);
  const count = passing.reduce((sum, { cases }) => sum + cases, 0);
  if (count === 0 || data.cases < 2) return undefined;
  const [widest] = largest(passing);
  const title = names.text('analysis:routes.titleTransit', {
    count,
    share: frame.share(count, data.cases),
    country: nameOf(widest?.[0] ?? several, frame),
    number: names.count(widest?.[1] ?? 0),
  });
  const chart = (isNarrow: boolean): string => sankeyOf(frame, title, isNarrow);
  return {
    id: 'transit',
    title,
    sub: names.text('analysis:routes.subTransit', { count: data.cases, number: names.count(data.cases) }),
    chart: { wide: chart(false), narrow: chart(true) },
    table: numbersOf(frame, title),
    note: names.label('analysis:routes.noteTransit'),
    coverage: {
      ...caseCoverage(data.coverage, names),
      rows: [
        { label: names.label('analysis:routes.withTransit'), value: names.count(count) },
        {
          label: names.label('analysis:routes.severalTransits'),
          value: names.count(passing.reduce((sum, { via, cases }) => sum + (viaOf(via) === several ? cases : 0), 0)),
        },
        ...caseCoverage(data.coverage, names).rows.filter((_row, at) => [0, 3, 4, 5].includes(at)),
      ],
      note: names.label('analysis:routes.transitWhy'),
    },
  };
}

/** The one country of transit, the sign for several, or null for none. */
function viaOf(via: FlowCell['via']): string | null {
  const codes = (via ?? '').split('>').filter(code => code !== '' && code !== 'ZZ');
  return codes.length > 1 ? several : (codes[0] ?? null);
}

function largest(passing: readonly FlowCell[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const { via, cases } of passing) {
    const code = viaOf(via) ?? several;
    if (code !== several) sums.set(code, (sums.get(code) ?? 0) + cases);
  }
  return [...sums].toSorted(([, one], [, other]) => other - one);
}

function nameOf(code: string, { country, sources: { names } }: RouteFrame): string {
  if (code === notStated) return names.label('analysis:value.notStated');
  return code === several ? names.label('analysis:routes.several') : country(code);
}

function sankeyOf(frame: RouteFrame, title: string, isNarrow: boolean): string {
  const { sources, data } = frame;
  const { names } = sources;
  const start = data.ends === 'origin' ? 'origin' : 'departure';
  const filters: readonly (keyof Criteria)[] = [start, 'transit', 'destination'];
  const nodes = new Map<string, SankeyNode>();
  const links = new Map<string, SankeyLink>();
  // The filter of transit finds those that pass several countries, too: they are another node.
  const withOthers = new Set(data.ways.flatMap(({ via }) => (viaOf(via) === several ? (via ?? '').split('>') : [])));
  const isPassedAlone = (code: string): boolean => !withOthers.has(code);
  const nodeOf = (layer: number, code: string): string => {
    const id = `${layer}${code}`;
    const isCountry = code !== several && code !== notStated;
    if (!nodes.has(id))
      nodes.set(id, {
        id,
        layer,
        name: nameOf(code, frame),
        short: isCountry ? code : undefined,
        isRest: !isCountry,
        href:
          isCountry && (layer !== 1 || isPassedAlone(code))
            ? frame.records({ [filters[layer] ?? start]: [code] })
            : undefined,
      });
    return id;
  };
  const link = (from: string, to: string, value: number): void => {
    const known = links.get(keyOf(from, to));
    links.set(keyOf(from, to), { from, to, value: (known?.value ?? 0) + value });
  };
  for (const { from, to, via, cases } of data.ways) {
    const through = viaOf(via);
    const points = [
      nodeOf(0, from ?? notStated),
      ...(through === null ? [] : [nodeOf(1, through)]),
      nodeOf(2, to ?? notStated),
    ];
    points.slice(1).forEach((next, at) => link(points[at] ?? '', next, cases));
  }
  return sankeyChart({
    title,
    linked: true,
    nodes: [...nodes.values()],
    links: [...links.values()],
    layers: [start, 'transit', 'destination'].map(role => names.label(`analysis:dimension.${role}`)),
    width: isNarrow ? 358 : 956,
    height: isNarrow ? 320 : 380,
    narrow: isNarrow,
    format: names.count,
    rest: count => names.text('analysis:value.others', { count, number: names.count(count) }),
  });
}

function numbersOf(frame: RouteFrame, caption: string): NumbersTable {
  const { data, sources } = frame;
  const { names } = sources;
  const start = data.ends === 'origin' ? 'origin' : 'departure';
  return {
    caption,
    head: [
      ...[start, 'transit', 'destination'].map(role => names.label(`analysis:dimension.${role}`)),
      names.label('analysis:routes.head_cases'),
    ],
    rows: data.ways
      .toSorted((a, b) => b.cases - a.cases)
      .slice(0, 500)
      .map(({ from, to, via, cases }) => [
        nameOf(from ?? notStated, frame),
        via === null ? '–' : via.split('>').map(frame.country).join(', '),
        nameOf(to ?? notStated, frame),
        countCell(cases, names),
      ]),
  };
}
