import { geoDistance, geoInterpolate } from 'd3-geo';
import { px } from '../svg.ts';

export type Place = readonly [lon: number, lat: number];
export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** Beyond it a map is stretched so much that a line would run along its edge. */
const polar = 74;
/** How far a line that avoids a pole swings towards it, in degrees. */
const swing = 14;

/** Points of the great circle between two places, both ends included; of one that crosses a polar sea, beside it. */
export function greatCircle(from: Place, to: Place): Place[] {
  const count = Math.min(48, Math.max(8, Math.ceil((geoDistance([...from], [...to]) * 180) / Math.PI / 3)));
  const at = geoInterpolate([...from], [...to]);
  const points = Array.from({ length: count + 1 }, (_, index): Place => at(index / count));
  const furthest = Math.max(...points.map(([, lat]) => Math.abs(lat)));
  const most = Math.max(polar, Math.abs(from[1]), Math.abs(to[1]));
  return furthest > most ? besidePole(from, to, { count, most }) : points;
}

/** East or west, whichever is nearer, with a swing towards the pole of the great circle. */
function besidePole(
  from: Place,
  to: Place,
  { count, most }: { readonly count: number; readonly most: number },
): Place[] {
  const turn = ((to[0] - from[0] + 540) % 360) - 180;
  const side = from[1] + to[1] < 0 ? -1 : 1;
  return Array.from({ length: count + 1 }, (_, index) => {
    const share = index / count;
    const lon = from[0] + turn * share;
    const lat = from[1] + (to[1] - from[1]) * share + side * swing * Math.sin(Math.PI * share);
    return [((lon + 540) % 360) - 180, Math.max(-most, Math.min(most, lat))];
  });
}

function distance(a: Pixel, b: Pixel): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** How far, and to which side, a line leaves its chord: positive to the left of travel. */
function sag(line: readonly Pixel[]): number {
  const start = line[0]!;
  const end = line[line.length - 1]!;
  const span = distance(start, end) || 1;
  let most = 0;
  for (const point of line) {
    const off = ((end.y - start.y) * (point.x - start.x) - (end.x - start.x) * (point.y - start.y)) / span;
    if (Math.abs(off) > Math.abs(most)) most = off;
  }
  return most;
}

/**
 * Bends a flat line a little, so that it stands off its chord. `isReturn`: the same way was drawn before, in the other
 * direction or this one; then the line moves aside whatever its bend.
 */
function bow(line: readonly Pixel[], isReturn: boolean): Pixel[] {
  const start = line[0]!;
  const end = line[line.length - 1]!;
  const span = distance(start, end) || 1;
  const natural = sag(line);
  const wanted = Math.min(26, span * 0.14);
  if (!isReturn && Math.abs(natural) >= wanted) return [...line];
  const bent = natural < -1 ? -wanted - natural : wanted - natural;
  const more = isReturn ? (natural < 0 ? wanted : -wanted) * 1.4 : bent;
  return line.map((point, index) => {
    const lift = Math.sin((Math.PI * index) / (line.length - 1)) * more;
    return { x: point.x + ((end.y - start.y) / span) * lift, y: point.y - ((end.x - start.x) / span) * lift };
  });
}

/** Moves the ends of a line to where the nodes were pushed, the rest in proportion. */
function attach(line: readonly Pixel[], start: Pixel, end: Pixel): Pixel[] {
  const first = line[0]!;
  const last = line[line.length - 1]!;
  return line.map((point, index) => {
    const share = index / (line.length - 1);
    return {
      x: point.x + (start.x - first.x) * (1 - share) + (end.x - last.x) * share,
      y: point.y + (start.y - first.y) * (1 - share) + (end.y - last.y) * share,
    };
  });
}

/** The line without what lies within `reach` of its last point, ended exactly there. */
function shorten(line: readonly Pixel[], reach: number): Pixel[] {
  const end = line[line.length - 1]!;
  const kept = [...line];
  while (kept.length > 1 && distance(kept[kept.length - 2]!, end) < reach) kept.pop();
  const outer = kept[kept.length - 2];
  if (!outer) return [];
  let inner = kept[kept.length - 1]!;
  let far = outer;
  for (let turn = 0; turn < 12; turn += 1) {
    const middle = { x: (far.x + inner.x) / 2, y: (far.y + inner.y) / 2 };
    if (distance(middle, end) < reach) inner = middle;
    else far = middle;
  }
  kept[kept.length - 1] = far;
  return kept;
}

function toPath(line: readonly Pixel[]): string {
  return line.map((point, index) => `${index === 0 ? 'M' : 'L'}${px(point.x)} ${px(point.y)}`).join('');
}

/** Parts of a line that the map's seam tears; one part when it does not. */
function tornParts(line: readonly Pixel[], width: number): Pixel[][] {
  const parts: Pixel[][] = [[]];
  line.forEach((point, index) => {
    if (index > 0 && Math.abs(point.x - line[index - 1]!.x) > width / 2) parts.push([]);
    parts[parts.length - 1]!.push(point);
  });
  return parts;
}

/** A way in pixels between its nodes, bent a little; torn in parts where the map's seam cannot be avoided. */
export function flowLine(
  line: readonly Pixel[],
  ends: { readonly start: Pixel; readonly end: Pixel },
  isReturn: boolean,
  width: number,
): Pixel[][] {
  const parts = tornParts(line, width);
  return parts.length > 1 ? parts : [bow(attach(line, ends.start, ends.end), isReturn)];
}

/** How a flow looks: dashed where only declared; `width` in pixels where it says how much went that way. */
interface FlowLook {
  readonly isDeclared?: boolean;
  readonly width?: number;
  /** Appeared or grew: dashed, in the second hue. */
  readonly isNew?: boolean;
  /** Not what the map is about: pale. */
  readonly isFaint?: boolean;
}

/** A flow between the rims of two nodes, an arrow at its end; nothing when the nodes touch. */
export function drawFlow(
  parts: readonly (readonly Pixel[])[],
  rim: { readonly start: number; readonly end: number },
  { isDeclared = false, width, isNew = false, isFaint = false }: FlowLook,
): string {
  const first = parts[0]!;
  const last = parts[parts.length - 1]!;
  const span = parts.length > 1 ? Infinity : distance(first[0]!, first[first.length - 1]!);
  const head = (span < 40 ? 6 : 8.5) + (width ?? 1) - 1;
  if (span < rim.start + rim.end + 4) return '';
  const tip = shorten(last, rim.end + 1).at(-1);
  const base = shorten(last, rim.end + head - 1).at(-1);
  if (!tip || !base) return '';
  const bodies = parts.map((part, index) => {
    const ended = index === parts.length - 1 ? shorten(part, rim.end + head - 1) : [...part];
    return toPath(index === 0 ? shorten(ended.reverse(), rim.start).reverse() : ended);
  });
  const size = distance(tip, base) || 1;
  const side = { x: ((tip.y - base.y) / size) * head * 0.45, y: (-(tip.x - base.x) / size) * head * 0.45 };
  const arrow =
    `M${px(tip.x)} ${px(tip.y)}L${px(base.x + side.x)} ${px(base.y + side.y)}L${px(base.x - side.x)} ` +
    `${px(base.y - side.y)}z`;
  const look = `${isNew ? ' is-new' : ''}${isFaint ? ' is-faint' : ''}`;
  const line =
    width === undefined
      ? `class="map-flow${isDeclared ? ' is-declared' : ''}"`
      : `class="map-way${look}" stroke-width="${px(width)}"`;
  return `<path ${line} d="${bodies.join('')}"/><path class="map-arrow${look}" d="${arrow}"/>`;
}
