import { expect, test } from 'vitest';
import { routeMap, routeMaps, type Stop } from '../../../src/web/charts/index.ts';
import { readXml } from './xml.ts';

const shortWay: readonly Stop[] = [
  { code: 'KE', name: 'Mombasa', kind: 'origin' },
  { code: 'UG', name: 'Malaba', kind: 'seizure' },
];
const acrossThePacific: readonly Stop[] = [
  { code: 'PE', name: 'Callao', kind: 'origin' },
  { code: 'CN', name: 'Shanghai', kind: 'transit' },
  { code: 'AU', name: 'Sydney', kind: 'seizure' },
];

const found = (text: string, pattern: RegExp): string[] => pattern.exec(text)?.slice(1) ?? [];
const numbers = (text = ''): number[] => [...text.matchAll(/-?[\d.]+/g)].map(([number]) => Number(number));

/** Left, top, right and bottom of the countries on the route. */
function extent(svg: string): number[] {
  const [path = ''] = found(svg, /class="map-land is-involved" d="([^"]+)"/);
  const points = path.split('M').slice(1).flatMap(pointsOf);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function pointsOf(outline: string): (readonly [number, number])[] {
  const steps = numbers(outline);
  let [x, y] = [0, 0];
  return steps.flatMap((step, at) => {
    if (at % 2 === 0) return [];
    x += steps[at - 1] ?? 0;
    y += step;
    return [[x, y] as const];
  });
}

test.each([
  ['a short way', shortWay],
  ['a way across the Pacific', acrossThePacific],
])('%s: the narrow map shows the land of the wide one where its own would be', (_which, stops) => {
  const { wide, narrow } = routeMaps(stops, 'Route');
  for (const map of [wide, narrow]) readXml(map);
  expect(narrow).not.toContain('map-land');
  const [id] = found(narrow, /<use href="#([^"]+)"/);
  expect(wide).toContain(`<g id="${id}">`);
  const [right = 0, down = 0, scale = 0] = numbers(found(narrow, /<use [^>]*transform="([^"]+)"/)[0]);
  const shown = extent(wide).map((edge, at) => edge * scale + (at % 2 ? down : right));
  const own = extent(routeMap({ title: 'Route', stops, width: 358, height: 210, narrow: true }));
  // What lies outside the window is cut off in a map of its own.
  const inside = own.map((edge, at) => edge > 4 && edge < (at % 2 ? 206 : 354));
  expect(inside.filter(Boolean).length).toBeGreaterThan(1);
  for (const [at, edge] of own.entries()) if (inside[at]) expect(Math.abs(shown[at]! - edge)).toBeLessThan(1.5);
});

test('two maps over one land take little more than one', () => {
  const { wide, narrow } = routeMaps(acrossThePacific, 'Route');
  const own = routeMap({ title: 'Route', stops: acrossThePacific, width: 660, height: 300 });
  expect(wide.length + narrow.length).toBeLessThan(own.length * 1.25);
});
