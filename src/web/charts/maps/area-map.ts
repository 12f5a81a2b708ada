import { countryAnchor } from './country-anchors.ts';
import { pathsBy, type Window } from './land.ts';
import { placeLabels } from './map-labels.ts';
import { escapeText, figure, length, px, type Named } from '../svg.ts';
import { world, type World } from './world.ts';

export interface Area {
  /**
   * Which of the twelve looks: a colour and a pattern, so that no area is known by its colour alone. From 0; the
   * thirteenth looks like the first.
   */
  readonly look: number;
  /** Written on the map. */
  readonly label: string;
  readonly title: string;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
}

export interface AreaMap extends Named {
  readonly areas: readonly Area[];
  readonly width: number;
  /** Of the map on its page, in small letters: a page may hold one for wide screens and one for phones. */
  readonly id: string;
}

const tones = 4;
const marks = [
  '',
  '<path class="map-mark" d="M-1 7L7 -1M2 10L10 2M-1 1L1 -1"/>',
  '<circle class="map-dot" cx="4" cy="4" r="1.5"/>',
];
/** Three and four have no common factor: tone and mark together repeat after twelve. */
const areaLooks = tones * marks.length;
/** South of it there is only ice. */
const southernmost = -57;

function patternOf(id: string, look: number): string {
  return (
    `<pattern id="${id}-${look}" width="8" height="8" patternUnits="userSpaceOnUse"><rect ` +
    `class="map-tone-${look % tones}" width="8" height="8"/>${marks[look % marks.length] ?? ''}</pattern>`
  );
}

function lookOf({ look }: Pick<Area, 'look'>): number {
  return look % areaLooks;
}

/** A sample of an area's look for a legend. */
export function areaSwatch(look: number): string {
  const one = lookOf({ look });
  return (
    '<svg class="chart map-swatch" width="26" height="16" viewBox="0 0 26 16" aria-hidden="true"><defs>' +
    `${patternOf('swatch', one)}</defs>` +
    `<rect class="map-swatch-box" x="0.5" y="0.5" width="25" height="15" fill="url(#swatch-${one})"/></svg>`
  );
}

function windowOf(base: World, width: number): Window {
  const scale = width / (base.right - base.left);
  const [, bottom] = base.project(0, southernmost);
  return { x: base.left, y: base.top, scale, width, height: (bottom - base.top) * scale };
}

/** The middle of the places an area's countries are marked at. */
function middleOf(area: Area, base: World, view: Window) {
  const anchors = area.countries
    .flatMap(code => countryAnchor(code) ?? [])
    .map(({ lon, lat }) => base.project(lon, lat));
  if (anchors.length === 0) return undefined;
  const mean = (at: 0 | 1): number => anchors.reduce((sum, place) => sum + place[at], 0) / anchors.length;
  return { x: (mean(0) - view.x) * view.scale, y: (mean(1) - view.y) * view.scale };
}

/** The world with groups of countries in colours and patterns, each with its label. Height follows from the width. */
export function areaMap(map: AreaMap): string {
  const base = world(0, '110m');
  const view = windowOf(base, length(map.width));
  const keys = new Map(
    map.areas.flatMap((area, at) =>
      area.countries.flatMap(code => {
        const id = countryAnchor(code)?.numeric ?? '';
        return /\d/.test(id) ? [[id, String(at)] as const] : [];
      }),
    ),
  );
  const paths = pathsBy(base, view, id => keys.get(id) ?? '');
  const wishes = map.areas.flatMap(area => {
    const at = middleOf(area, base, view);
    return at ? [{ at, radius: 0, texts: [area.label], isStrong: true }] : [];
  });
  return figure('map is-areas', view.width, view.height, map, [
    `<defs>${[...new Set(map.areas.map(lookOf))].map(look => patternOf(map.id, look)).join('')}</defs>`,
    `<rect class="map-sea" width="${px(view.width)}" height="${px(view.height)}"/>`,
    `<path class="map-land" d="${paths.get('') ?? ''}"/>`,
    ...map.areas.map(
      (area, at) =>
        `<path class="map-area" fill="url(#${map.id}-${lookOf(area)})" d="${paths.get(String(at)) ?? ''}">` +
        `<title>${escapeText(area.title)}</title></path>`,
    ),
    placeLabels(wishes, [], view.width, view.height),
  ]);
}
