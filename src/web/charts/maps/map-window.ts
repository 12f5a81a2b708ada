import type { Pixel, Place } from './flows.ts';
import type { Window } from './land.ts';
import { world, type World } from './world.ts';

const nodeGap = 13;
/**
 * Plane units shown across at the closest: some 25 degrees, so that a route within one country keeps its surroundings.
 */
const closest = 420;
/** Below this many plane units across, the finer borders are worth drawing. */
const regional = 1300;

/** The turn of the globe, in steps of 15 degrees, that keeps the route off the seam; 0 when the usual map does. */
export function turnFor(places: readonly Place[]): number {
  const lons = places.map(([lon]) => lon).sort((a, b) => a - b);
  const crosses = places.some(([lon], index) => index > 0 && Math.abs(lon - places[index - 1]![0]) > 180);
  if (!crosses && lons[0]! > -165 && lons[lons.length - 1]! < 165) return 0;
  let start = lons[0]!;
  let gap = start + 360 - lons[lons.length - 1]!;
  lons.forEach((lon, index) => {
    const next = lons[index + 1];
    if (next !== undefined && next - lon > gap) {
      gap = next - lon;
      start = next;
    }
  });
  const centre = start + (360 - gap) / 2;
  return -Math.round((((centre + 540) % 360) - 180) / 15) * 15;
}

function clamp(low: number, size: number, least: number, most: number): number {
  return size >= most - least ? (least + most - size) / 2 : Math.min(Math.max(low, least), most - size);
}

/** A window around all points with room for labels, neither closer than a region nor wider than the world. */
export function windowOn(
  base: World,
  points: readonly Pixel[],
  map: { width: number; height: number; narrow: boolean },
): Window {
  const xs = points.map(point => point.x);
  const ys = points.map(point => point.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const side = Math.min(map.width * 0.2, map.narrow ? 44 : 110);
  const edge = Math.min(map.height * 0.22, 52);
  const fit = Math.min(
    (map.width - 2 * side) / Math.max(right - left, 1),
    (map.height - 2 * edge) / Math.max(bottom - top, 1),
  );
  const whole = Math.min(map.width / (base.right - base.left), map.height / (base.bottom - base.top));
  const scale = Math.max(Math.min(fit, map.width / closest), whole);
  const [wide, high] = [map.width / scale, map.height / scale];
  return {
    x: clamp((left + right - wide) / 2, wide, base.left, base.right),
    y: clamp((top + bottom - high) / 2, high, base.top, base.bottom),
    scale,
    width: map.width,
    height: map.height,
  };
}

export function toPixel(base: World, view: Window, [lon, lat]: Place): Pixel {
  const [x, y] = base.project(lon, lat);
  return { x: (x - view.x) * view.scale, y: (y - view.y) * view.scale };
}

/** The world a window is drawn from: finer borders where it is near. */
export function worldFor(view: Window, turn: number): World {
  return world(turn, view.width / view.scale < regional ? '50m' : '110m');
}

/** Pushes nodes that would touch apart, a little at a time. */
export function pushApart(nodes: readonly { at: Pixel }[]): void {
  for (let turn = 0; turn < 12; turn += 1) {
    let isCalm = true;
    nodes.forEach((a, index) =>
      nodes.slice(index + 1).forEach(b => {
        const [dx, dy] = [b.at.x - a.at.x, b.at.y - a.at.y];
        const apart = Math.hypot(dx, dy);
        if (apart >= nodeGap) return;
        isCalm = false;
        const push = (nodeGap - apart) / 2 / (apart || 1);
        a.at = { x: a.at.x - dx * push, y: a.at.y - dy * push };
        b.at = { x: b.at.x + dx * push, y: b.at.y + dy * push };
      }),
    );
    if (isCalm) return;
  }
}
