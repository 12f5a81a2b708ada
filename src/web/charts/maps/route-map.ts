import { countryAnchor } from './country-anchors.ts';
import { drawFlow, flowLine, greatCircle, type Pixel, type Place } from './flows.ts';
import { landPaths, type Window } from './land.ts';
import { placeLabels, type LabelWish } from './map-labels.ts';
import { pushApart, toPixel, turnFor, windowOn, worldFor } from './map-window.ts';
import { escapeText, figure, length, px, type Named } from '../svg.ts';
import { world, type World } from './world.ts';

export type StopKind = 'origin' | 'departure' | 'transit' | 'seizure' | 'destination';

export interface Stop {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** Of the place, or of the country; the label is the code and this. */
  readonly name: string;
  /** Both, or neither: then the country's own anchor is used. */
  readonly lat?: number | null;
  readonly lon?: number | null;
  readonly kind: StopKind;
  /** Not travelled, only declared: the way there is dashed. */
  readonly declared?: boolean;
  /** Replaces code and name on the map. */
  readonly label?: string;
}

export interface RouteMap extends Named {
  readonly stops: readonly Stop[];
  readonly width: number;
  readonly height: number;
  /** For a phone: codes instead of names. */
  readonly narrow?: boolean;
}

interface Node {
  readonly stop: Stop;
  readonly names: string[];
  at: Pixel;
}
interface Leg {
  readonly from: number;
  readonly to: number;
  readonly places: readonly Place[];
  readonly isDeclared: boolean;
  readonly isReturn: boolean;
}

function placeOf(stop: Stop): Place | undefined {
  if (Number.isFinite(stop.lat) && Number.isFinite(stop.lon) && Math.abs(stop.lat!) <= 90 && Math.abs(stop.lon!) <= 180)
    return [stop.lon!, stop.lat!];
  const anchor = countryAnchor(stop.code);
  return anchor && [anchor.lon, anchor.lat];
}

function radiusOf(stop: Stop): number {
  return stop.kind === 'seizure' ? 5 : 4;
}

/** One node a place: a stop at the same place joins it, the seizure before others. Returns the node of each stop. */
function joinStops(stops: Placed, pixel: (place: Place) => Pixel): { nodes: Node[]; of: number[] } {
  const nodes: Node[] = [];
  const of = stops.map(({ stop, place }) => {
    const at = pixel(place);
    const name = stop.label ?? `${stop.code} ${stop.name}`.trim();
    const same = nodes.findIndex(node => Math.hypot(node.at.x - at.x, node.at.y - at.y) < 0.5);
    if (same < 0) return nodes.push({ stop, names: [name], at }) - 1;
    const node = nodes[same]!;
    if (!node.names.includes(name)) node.names.push(name);
    if (stop.kind === 'seizure') nodes[same] = { ...node, stop };
    return same;
  });
  return { nodes, of };
}

/** Ways between different nodes; a way between two nodes already joined is a return. */
function legsOf(ways: readonly (readonly Place[])[], of: readonly number[], declared: readonly boolean[]): Leg[] {
  const joined = new Set<string>();
  return ways.flatMap((places, index) => {
    const [from, to] = [of[index]!, of[index + 1]!];
    if (from === to) return [];
    const isReturn = joined.has(`${from} ${to}`) || joined.has(`${to} ${from}`);
    joined.add(`${from} ${to}`);
    return [{ from, to, places, isDeclared: declared[index + 1] === true, isReturn }];
  });
}

function drawNode({ stop, at, names }: Node): string {
  return (
    `<circle class="map-node is-${stop.kind}${stop.declared ? ' is-declared' : ''}" cx="${px(at.x)}" ` +
    `cy="${px(at.y)}" r="${radiusOf(stop)}">` +
    `<title>${escapeText(names.join(', '))}</title></circle>`
  );
}

function wishOf(node: Node, isNarrow: boolean): LabelWish {
  const short = node.stop.label && isNarrow ? node.stop.label : node.stop.code;
  return {
    at: node.at,
    radius: radiusOf(node.stop),
    isStrong: node.stop.kind === 'seizure',
    texts: isNarrow ? [short] : [node.names.join(', '), node.names[0]!, node.stop.code],
  };
}

type Placed = readonly { readonly stop: Stop; readonly place: Place }[];

/** A route with the window it is shown in. */
export interface PlannedRoute {
  readonly map: RouteMap;
  readonly stops: Placed;
  readonly ways: readonly (readonly Place[])[];
  readonly base: World;
  readonly view: Window;
}

/** Stops without place and known country are left out; with none left there is no map. */
export function planRoute(map: RouteMap): PlannedRoute | undefined {
  const stops = map.stops.flatMap(stop => {
    const place = placeOf(stop);
    return place ? [{ stop, place }] : [];
  });
  if (stops.length === 0) return undefined;
  const ways = stops.slice(1).map((next, index) => greatCircle(stops[index]!.place, next.place));
  const places = [...stops.map(each => each.place), ...ways.flat()];
  const turn = turnFor(ways.length > 0 ? ways.flat() : places);
  const coarse = world(turn, '110m');
  const view = windowOn(
    coarse,
    places.map(place => {
      const [x, y] = coarse.project(...place);
      return { x, y };
    }),
    { width: length(map.width), height: length(map.height), narrow: map.narrow ?? false },
  );
  return { map, stops, ways, base: worldFor(view, turn), view };
}

/** The land of a route's window, its countries on the route apart. */
export function drawLand({ stops, base }: PlannedRoute, view: Window): string {
  const numbers = stops.map(({ stop }) => countryAnchor(stop.code)?.numeric ?? '');
  const land = landPaths(base, view, new Set(numbers.filter(id => /\d/.test(id))));
  const involved = land.involved ? `<path class="map-land is-involved" d="${land.involved}"/>` : '';
  return `<path class="map-land" d="${land.land}"/>${involved}`;
}

/** A planned route over its land: great circles with arrows, dashed where only declared. */
export function drawRoute({ map, stops, ways, base, view }: PlannedRoute, land: string): string {
  const { width, height } = view;
  const pixel = (place: Place): Pixel => toPixel(base, view, place);
  const { nodes, of } = joinStops(stops, pixel);
  pushApart(nodes);
  const legs = legsOf(
    ways,
    of,
    stops.map(({ stop }) => stop.declared === true),
  );
  const lines = legs.map(leg =>
    flowLine(leg.places.map(pixel), { start: nodes[leg.from]!.at, end: nodes[leg.to]!.at }, leg.isReturn, width),
  );
  const flows = legs.map((leg, index) =>
    drawFlow(
      lines[index]!,
      { start: radiusOf(nodes[leg.from]!.stop) + 1, end: radiusOf(nodes[leg.to]!.stop) + 1 },
      leg,
    ),
  );
  const labels = nodes.map(node => wishOf(node, map.narrow ?? false));
  return figure('map', width, height, map, [
    `<rect class="map-sea" width="${px(width)}" height="${px(height)}"/>`,
    land,
    ...flows,
    ...nodes.map(drawNode),
    placeLabels(labels, lines.flat(2), width, height),
  ]);
}

/** The way of one consignment on a Natural Earth map fitted to its stops; '' without any that has a place. */
export function routeMap(map: RouteMap): string {
  const route = planRoute(map);
  return route ? drawRoute(route, drawLand(route, route.view)) : '';
}
