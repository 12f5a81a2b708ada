import { countryAnchor } from './country-anchors.ts';
import { drawFlow, flowLine, greatCircle, type Pixel, type Place } from './flows.ts';
import { drawFlowNode, type FlowRole } from './flow-nodes.ts';
import { placeNumbers, type FlowNumber } from './flow-numbers.ts';
import { pathsBy, type Window } from './land.ts';
import { placeLabels } from './map-labels.ts';
import { pushApart, toPixel, turnFor, windowOn, worldFor } from './map-window.ts';
import { amount, figure, length, px, type Named } from '../svg.ts';
import { world, type World } from './world.ts';

/** So much from one country to another, by ISO 3166-1 alpha-2. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly value: number;
  /** Written on it; nothing unless given. */
  readonly text?: string | undefined;
  /** On hover, and the name of its link. */
  readonly title?: string | undefined;
  /** Its cases; needs `linked`. */
  readonly href?: string | undefined;
  /** Appeared or grew: dashed, in the second hue. */
  readonly isNew?: boolean | undefined;
}

export interface FlowMap extends Named {
  /** The widest first; flows within a country and those of unknown countries are left out. */
  readonly flows: readonly Flow[];
  /** Label of a country. */
  readonly name: (code: string) => string;
  readonly width: number;
  readonly height: number;
  /** For a phone: codes instead of names. */
  readonly narrow?: boolean;
  /** On navy, for a cover. */
  readonly isNight?: boolean;
  /** What each country is to the flows: its shape. */
  readonly role?: (code: string) => FlowRole | undefined;
  /** A country in focus: what does not touch it is faint. */
  readonly focus?: string | undefined;
}

interface Way extends Flow {
  readonly places: readonly Place[];
}
interface Node {
  readonly code: string;
  at: Pixel;
}

const radius = 4;
const thinnest = 1.4;
const widest = 8;

function placeOf(code: string): Place | undefined {
  const anchor = countryAnchor(code);
  return anchor && [anchor.lon, anchor.lat];
}

/** Off the seam only where a flow would cross it: the usual map is the one readers know. */
function turnOf(ways: readonly Way[]): number {
  return ways.some(({ places }) => turnFor(places) !== 0) ? turnFor(ways.flatMap(({ places }) => places)) : 0;
}

/**
 * Flows between countries on a Natural Earth map fitted to them, as wide as their share of the widest; '' with none to
 * draw.
 */
export function flowMap(map: FlowMap): string {
  const [width, height, narrow] = [length(map.width), length(map.height), map.narrow ?? false];
  const ways = map.flows.flatMap((flow): Way[] => {
    const [from, to] = [placeOf(flow.from), placeOf(flow.to)];
    return from && to && flow.from !== flow.to ? [{ ...flow, places: greatCircle(from, to) }] : [];
  });
  if (ways.length === 0) return '';
  const turn = turnOf(ways);
  const coarse = world(turn, '110m');
  const view = windowOn(
    coarse,
    ways
      .flatMap(({ places }) => places)
      .map(place => {
        const [x, y] = coarse.project(...place);
        return { x, y };
      }),
    { width, height, narrow },
  );
  const base = worldFor(view, turn);
  const pixel = (place: Place): Pixel => toPixel(base, view, place);

  const nodes = new Map<string, Node>();
  for (const code of ways.flatMap(({ from, to }) => [from, to]))
    if (!nodes.has(code)) nodes.set(code, { code, at: pixel(placeOf(code)!) });
  pushApart([...nodes.values()]);
  const lines = linesOf(ways, nodes, pixel, width);
  const peak = Math.max(...ways.map(({ value }) => amount(value)), 1);
  // Thin flows last, so that a broad one does not hide them.
  const flows = ways.map((way, index) =>
    drawFlow(
      lines[index]!,
      { start: radius + 1, end: radius + 1 },
      {
        width: Math.max(thinnest, (amount(way.value) / peak) * (narrow ? 0.75 : 1) * widest),
        isNew: way.isNew ?? false,
        isFaint: map.focus !== undefined && way.from !== map.focus && way.to !== map.focus,
      },
    ),
  );
  const wishes = [...nodes.values()].map(({ code, at }) => ({
    at,
    radius,
    isStrong: code === map.focus,
    texts: narrow ? [code] : [map.name(code), code],
  }));
  const numbers = placeNumbers(
    ways.map((way, index) => numberOf(map, way, lines[index]!)),
    wishes.map(({ at }) => at),
    { width, height },
  );
  return figure(map.isNight ? 'map is-night' : 'map', width, height, map, [
    `<rect class="map-sea" width="${px(width)}" height="${px(height)}"/>`,
    ...drawLand(base, view, nodes, map.focus),
    ...flows,
    ...[...nodes.values()].map(({ at, code }) => drawFlowNode(at, radius, map.role?.(code), map.name(code))),
    placeLabels(wishes, lines.flat(2), width, height, numbers.boxes),
    numbers.svg,
  ]);
}

/** Of a torn line the longest part carries the number. */
function numberOf(map: FlowMap, way: Way, parts: readonly (readonly Pixel[])[]): FlowNumber {
  return {
    text: way.text ?? '',
    line: parts.toSorted((a, b) => b.length - a.length)[0] ?? [],
    isNew: way.isNew ?? false,
    title: way.title ?? `${map.name(way.from)}, ${map.name(way.to)}`,
    href: way.href,
  };
}

/** The land, the countries of the flows, and the one in focus. */
function drawLand(base: World, view: Window, nodes: ReadonlyMap<string, Node>, focus: string | undefined): string[] {
  const looks = new Map(
    [...nodes.keys()].flatMap(code => {
      const id = countryAnchor(code)?.numeric ?? '';
      return /\d/.test(id) ? [[id, code === focus ? 'is-focus' : 'is-involved'] as const] : [];
    }),
  );
  const paths = pathsBy(base, view, id => looks.get(id) ?? '');
  return ['', 'is-involved', 'is-focus'].map(look => {
    const path = paths.get(look) ?? '';
    return path === '' && look !== '' ? '' : `<path class="map-land${look && ` ${look}`}" d="${path}"/>`;
  });
}

function linesOf(
  ways: readonly Way[],
  nodes: ReadonlyMap<string, Node>,
  pixel: (place: Place) => Pixel,
  width: number,
): Pixel[][][] {
  const joined = new Set<string>();
  return ways.map(({ from, to, places }) => {
    const isReturn = joined.has(`${to} ${from}`);
    joined.add(`${from} ${to}`);
    return flowLine(places.map(pixel), { start: nodes.get(from)!.at, end: nodes.get(to)!.at }, isReturn, width);
  });
}
