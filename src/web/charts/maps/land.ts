import type { Ring, World } from './world.ts';

/** A window on the world: pixels are `(plane - origin) * scale`. */
export interface Window {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** Room outside the frame, so that no border is drawn along its edge. */
const bleed = 4;

type Side = (x: number, y: number) => number;

/** Cuts a closed outline (x and y in turn) at one side of the frame; `inside` is positive within. */
function cut(points: readonly number[], inside: Side): number[] {
  const kept: number[] = [];
  let px = points[points.length - 2]!;
  let py = points[points.length - 1]!;
  let before = inside(px, py);
  for (let at = 0; at < points.length; at += 2) {
    const x = points[at]!;
    const y = points[at + 1]!;
    const now = inside(x, y);
    if (now >= 0 !== before >= 0) {
      const share = before / (before - now);
      kept.push(px + (x - px) * share, py + (y - py) * share);
    }
    if (now >= 0) kept.push(x, y);
    px = x;
    py = y;
    before = now;
  }
  return kept;
}

function clip(points: number[], view: Window): number[] {
  const sides: readonly Side[] = [
    x => x + bleed,
    x => view.width + bleed - x,
    (_, y) => y + bleed,
    (_, y) => view.height + bleed - y,
  ];
  let kept = points;
  for (const side of sides) {
    if (kept.length < 6) return [];
    kept = cut(kept, side);
  }
  return kept;
}

/**
 * A path on whole pixels, relative; points that fall together are dropped, and neighbours keep one border. Half pixels
 * weigh half as much again.
 */
function toPath(points: readonly number[]): string {
  let path = '';
  let x = 0;
  let y = 0;
  let count = 0;
  for (let at = 0; at < points.length; at += 2) {
    const nextX = Math.round(points[at]!);
    const nextY = Math.round(points[at + 1]!);
    if (count > 0 && nextX === x && nextY === y) continue;
    path += count === 0 ? `M${nextX} ${nextY}` : step(nextX - x, nextY - y, count === 1);
    x = nextX;
    y = nextY;
    count += 1;
  }
  return count > 2 ? `${path}z` : '';
}

/** A minus sign separates numbers as well as a space does. */
function step(right: number, down: number, isFirst: boolean): string {
  const sign = isFirst ? 'l' : right < 0 ? '' : ' ';
  return `${sign}${right}${down < 0 ? '' : ' '}${down}`;
}

function isOutside({ box: [left, top, right, bottom] }: Ring, view: Window): boolean {
  return (
    (right - view.x) * view.scale < 0 ||
    (left - view.x) * view.scale > view.width ||
    (bottom - view.y) * view.scale < 0 ||
    (top - view.y) * view.scale > view.height
  );
}

/** Too small to see at this scale, unless the country matters. */
function isSpeck({ box: [left, top, right, bottom] }: Ring, scale: number): boolean {
  return (right - left) * scale < 1.2 && (bottom - top) * scale < 1.2;
}

function isInside({ box: [left, top, right, bottom] }: Ring, view: Window): boolean {
  return (
    left >= view.x &&
    top >= view.y &&
    (right - view.x) * view.scale <= view.width &&
    (bottom - view.y) * view.scale <= view.height
  );
}

function ringPath(ring: Ring, view: Window): string {
  const points: number[] = new Array(ring.points.length);
  for (let at = 0; at < ring.points.length; at += 2) {
    points[at] = (ring.points[at]! - view.x) * view.scale;
    points[at + 1] = (ring.points[at + 1]! - view.y) * view.scale;
  }
  return toPath(isInside(ring, view) ? points : clip(points, view));
}

/**
 * One path for each key that `keyOf` gives a country (by its ISO number); countries of the key '' lose what is too
 * small to see.
 */
export function pathsBy(base: World, view: Window, keyOf: (id: string) => string): Map<string, string> {
  const paths = new Map<string, string>();
  for (const country of base.countries) {
    const key = keyOf(country.id);
    for (const ring of country.rings) {
      if (isOutside(ring, view) || (key === '' && isSpeck(ring, view.scale))) continue;
      paths.set(key, (paths.get(key) ?? '') + ringPath(ring, view));
    }
  }
  return paths;
}

/** The land in a window as two paths: countries on the route, and all others. */
export function landPaths(
  base: World,
  view: Window,
  involved: ReadonlySet<string>,
): { land: string; involved: string } {
  const paths = pathsBy(base, view, id => (involved.has(id) ? 'involved' : ''));
  return { land: paths.get('') ?? '', involved: paths.get('involved') ?? '' };
}
