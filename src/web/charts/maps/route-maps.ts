import { createHash } from 'node:crypto';
import type { Window } from './land.ts';
import { drawLand, drawRoute, planRoute, routeMap, type PlannedRoute, type Stop } from './route-map.ts';
import { px } from '../svg.ts';

/** `strip`: wide and low, for paper; only where it was asked for. */
export interface RouteMaps {
  readonly wide: string;
  readonly narrow: string;
  readonly strip?: string;
}

/** Maps already drawn, the last used last: many things go the same way. */
const drawn = new Map<string, RouteMaps>();
const mostDrawn = 300;

/**
 * The way of goods drawn for wide and for narrow screens, which belong on one page, and for paper where that is asked
 * for. They are '' where no stop has a place.
 */
export function routeMaps(stops: readonly Stop[], title: string, { withStrip = false } = {}): RouteMaps {
  const plain = stops.map(({ code, kind, name, lat, lon, declared }) => ({
    code,
    kind,
    name,
    ...(lat === undefined || lon === undefined ? {} : { lat, lon }),
    ...(declared ? { declared } : {}),
  }));
  const key = JSON.stringify([title, plain, withStrip]);
  const maps = drawn.get(key) ?? draw(plain, title, withStrip);
  drawn.delete(key);
  drawn.set(key, maps);
  const [oldest] = drawn.keys();
  if (drawn.size > mostDrawn && oldest !== undefined) drawn.delete(oldest);
  return maps;
}

function draw(stops: readonly Stop[], title: string, withStrip: boolean): RouteMaps {
  const named = { title, desc: stops.map(({ code, name }) => `${code} ${name}`).join(', ') };
  const wide = planRoute({ ...named, stops, width: 660, height: Math.max(300, 26 + stops.length * 54) });
  const narrow = planRoute({ ...named, stops, width: 358, height: 210, narrow: true });
  if (!wide || !narrow) return { wide: '', narrow: '', ...(withStrip ? { strip: '' } : {}) };
  return {
    ...overOneLand(wide, narrow),
    ...(withStrip ? { strip: routeMap({ ...named, stops, width: 680, height: 165 }) } : {}),
  };
}

/** Both maps with the land sent once, in the first: it was two thirds of a record's page, and came twice. */
function overOneLand(wide: PlannedRoute, narrow: PlannedRoute): Pick<RouteMaps, 'wide' | 'narrow'> {
  const both = windowAround(wide.view, narrow.view);
  const land = drawLand(wide, both);
  const id = `land-${createHash('sha256').update(land).digest('hex').slice(0, 12)}`;
  const ratio = narrow.view.scale / both.scale;
  const at = (view: Window): string => `${px((both.x - view.x) * view.scale)} ${px((both.y - view.y) * view.scale)}`;
  return {
    wide: drawRoute(wide, `<g transform="translate(${at(wide.view)})"><g id="${id}">${land}</g></g>`),
    narrow: drawRoute(
      narrow,
      `<use href="#${id}" transform="translate(${at(narrow.view)}) scale(${ratio.toFixed(4)})"/>`,
    ),
  };
}

/** What either window shows, at the scale of the first. */
function windowAround(first: Window, second: Window): Window {
  const [x, y] = [Math.min(first.x, second.x), Math.min(first.y, second.y)];
  const right = Math.max(...[first, second].map(view => view.x + view.width / view.scale));
  const bottom = Math.max(...[first, second].map(view => view.y + view.height / view.scale));
  return { x, y, scale: first.scale, width: (right - x) * first.scale, height: (bottom - y) * first.scale };
}
