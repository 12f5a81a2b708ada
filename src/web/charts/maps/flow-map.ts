import { countryAnchor } from './country-anchors.ts';
import { drawFlow, flowLine, greatCircle } from './flows.ts';
import type { Pixel, Place } from './flows.ts';
import { landPaths } from './land.ts';
import { placeLabels } from './map-labels.ts';
import { pushApart, toPixel, turnFor, windowOn, worldFor } from './map-window.ts';
import { amount, escapeText, figure, length, px } from '../svg.ts';
import type { Named } from '../svg.ts';
import { world } from './world.ts';

/** So much from one country to another, by ISO 3166-1 alpha-2. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly value: number;
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
}

interface Way extends Flow {
  readonly places: readonly Place[];
}
interface Node {
  readonly code: string;
  at: Pixel;
}

const radius = 4;
const weights = 5;

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
  const flows = ways.map(({ value }, index) =>
    drawFlow(
      lines[index]!,
      { start: radius + 1, end: radius + 1 },
      { weight: Math.max(1, Math.round((amount(value) / peak) * weights)) },
    ),
  );
  const land = landPaths(
    base,
    view,
    new Set([...nodes.keys()].map(code => countryAnchor(code)?.numeric ?? '').filter(id => /\d/.test(id))),
  );
  const wishes = [...nodes.values()].map(({ code, at }) => ({
    at,
    radius,
    isStrong: false,
    texts: narrow ? [code] : [map.name(code), code],
  }));
  return figure('map', width, height, map, [
    `<rect class="map-sea" width="${px(width)}" height="${px(height)}"/>`,
    `<path class="map-land" d="${land.land}"/>`,
    land.involved ? `<path class="map-land is-involved" d="${land.involved}"/>` : '',
    ...flows,
    ...[...nodes.values()].map(node => drawNode(node, map.name(node.code))),
    placeLabels(wishes, lines.flat(2), width, height),
  ]);
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

function drawNode({ at }: Node, name: string): string {
  return (
    `<circle class="map-node" cx="${px(at.x)}" cy="${px(at.y)}" r="${radius}"><title>${escapeText(name)}</` +
    'title></circle>'
  );
}
