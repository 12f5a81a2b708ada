import type { Words } from '../../../reference/index.ts';
import { routeMaps, type RouteMaps, type Stop } from '../../../web/charts/index.ts';

interface ShownRoute {
  /** As `views/shared/_route-map.ejs` wants them. */
  readonly stops: readonly (Stop & { readonly country: string; readonly place: ''; readonly note: string })[];
  readonly map: RouteMaps;
  /** The same in one line: "Mozambique → Tanzania → Viet Nam". */
  readonly inWords: string;
}

/** A route of countries in the order of travel, as a map with stops and in words; nothing where there is none. */
export function presentRoute(codes: readonly string[], { t, country }: Words): ShownRoute | undefined {
  if (codes.length === 0) return undefined;
  const stops = codes.map((code, at) => {
    const kind = at === 0 ? 'origin' : at === codes.length - 1 ? 'destination' : 'transit';
    return {
      code,
      kind,
      name: country(code),
      country: country(code),
      place: '',
      note: t(`record:route.${kind}`),
    } as const;
  });
  return {
    stops,
    map: routeMaps(stops, t('record:route.mapTitle'), { withStrip: true }),
    inWords: codes.map(country).join(' → '),
  };
}
