import { describe, expect, test } from 'vitest';
import { flowMap } from '../../../src/web/charts/index.ts';
import { at, drawn } from './drawn.ts';
import { readFigure } from './xml.ts';
import { greatCircle } from '../../../src/web/charts/maps/flows.ts';

const name = (code: string): string => ({ PK: 'Pakistan', KE: 'Kenya', GB: 'United <Kingdom>' })[code] ?? code;
const map = (flows: readonly [string, string, number][], more: object = {}): string =>
  flowMap({
    title: 'Routes',
    flows: flows.map(([from, to, value]) => ({ from, to, value })),
    name,
    width: 640,
    height: 280,
    ...more,
  });

describe('a map of flows', () => {
  test('draws each flow with its arrow, as wide as its share', () => {
    const svg = map([
      ['PK', 'KE', 100],
      ['PK', 'GB', 50],
      ['KE', 'PK', 1],
    ]);
    expect(svg.match(/class="map-arrow"/g)).toHaveLength(3);
    expect([...svg.matchAll(/map-way" stroke-width="([\d.]+)"/g)].map(([, width]) => width)).toEqual(['8', '4', '1.4']);
    expect(svg.match(/class="map-node"/g)).toHaveLength(3);
    expect(svg).toContain('United &lt;Kingdom&gt;');
    expect(() => readFigure(svg)).not.toThrow();
  });

  test('leaves out what has no place, or no way', () => {
    expect(
      map([
        ['XX', 'KE', 5],
        ['KE', 'KE', 5],
      ]),
    ).toBe('');
    expect(
      map([
        ['XX', 'KE', 5],
        ['PK', 'KE', Number.NaN],
      ]).match(/map-way/g),
    ).toHaveLength(1);
  });

  test('names countries by code where there is little room, and stays whole across the date line', () => {
    expect(map([['PK', 'KE', 1]], { narrow: true, width: 340, height: 180 })).toMatch(/map-label[^>]*>PK</);
    const pacific = map([['MX', 'NZ', 3]]);
    expect(/map-way[^>]* d="([^"]*)"/.exec(pacific)?.[1]?.match(/M/g)).toHaveLength(1);
  });

  test('writes numbers on flows, off the points and one another, with a link to the cases', () => {
    const flows = [
      ['PK', 'KE', 100],
      ['PK', 'GB', 50],
      ['KE', 'PK', 12],
    ] as const;
    const svg = flowMap({
      title: 'Routes',
      linked: true,
      flows: flows.map(([from, to, value]) => ({ from, to, value, text: String(value), href: `/x?${from}&${to}` })),
      name,
      width: 956,
      height: 400,
    });
    const places = drawn(svg, 'map-number').map(number => [at(number, 'x'), at(number, 'y')] as const);
    expect(places).toHaveLength(3);
    expect(svg.match(/<a href="\/x\?..&amp;.." aria-label="/g)).toHaveLength(3);
    const apart = places.flatMap(([x, y], index) =>
      places.slice(index + 1).map(([otherX, otherY]) => Math.hypot(x - otherX, y - otherY)),
    );
    expect(Math.min(...apart)).toBeGreaterThan(12);
  });

  test('keeps the two directions apart', () => {
    const svg = map([
      ['PK', 'KE', 10],
      ['KE', 'PK', 10],
    ]);
    const [there, back] = [...svg.matchAll(/map-way" stroke-width="8" d="([^"]*)"/g)].map(([, d = '']) => {
      const points = [...d.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
      return points[Math.floor(points.length / 2)]!;
    });
    expect(Math.hypot(there![0] - back![0], there![1] - back![1])).toBeGreaterThan(20);
  });

  test('shows roles by shape, what is new by dashes, and leaves faint what does not touch the focus', () => {
    const svg = flowMap({
      title: 'Routes',
      flows: [
        { from: 'PK', to: 'KE', value: 5, isNew: true },
        { from: 'GB', to: 'US', value: 5 },
      ],
      name,
      width: 640,
      height: 280,
      focus: 'KE',
      role: code => (({ PK: 'origin', KE: 'destination', GB: 'transit' }) as const)[code as 'PK'],
    });
    expect(drawn(svg, 'map-core')).toHaveLength(1);
    expect(
      drawn(svg, 'map-node')
        .map(node => node.name)
        .sort(),
    ).toEqual(['circle', 'circle', 'path', 'rect']);
    expect(drawn(svg, 'is-new').map(part => part.attributes.class)).toEqual(['map-way is-new', 'map-arrow is-new']);
    expect(drawn(svg, 'is-faint')).toHaveLength(2);
    expect(drawn(svg, 'is-focus')).toHaveLength(1);
  });
});

test.each([
  ['Indonesia to the United States', [120, -2], [-98, 39]],
  ['China to Canada', [104, 35], [-106, 56]],
  ['Svalbard to Alaska', [16, 78], [-150, 64]],
  ['New Zealand to South Africa', [174, -41], [24, -29]],
] as const)('a way from %s keeps off the edge of the map', (_name, from, to) => {
  const points = greatCircle(from, to);
  const [first, last] = [points[0], points.at(-1)];
  expect([first?.[0], first?.[1], last?.[0], last?.[1]].map(one => Math.round(one ?? 0))).toEqual([...from, ...to]);
  expect(Math.max(...points.map(([, lat]) => Math.abs(lat)))).toBeLessThanOrEqual(78);
});
