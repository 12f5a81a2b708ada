import { routeMap } from './route-map.ts';
import type { Stop } from './route-map.ts';

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
 * The way of goods drawn for wide and for narrow screens, and for paper where that is asked for. They are '' where no
 * stop has a place.
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
  return {
    wide: routeMap({ ...named, stops, width: 660, height: Math.max(300, 26 + stops.length * 54) }),
    narrow: routeMap({ ...named, stops, width: 358, height: 210, narrow: true }),
    ...(withStrip ? { strip: routeMap({ ...named, stops, width: 680, height: 165 }) } : {}),
  };
}
