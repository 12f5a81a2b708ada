import { describe, expect, test } from 'vitest';
import { flowMap } from '../../../src/web/charts/index.ts';
import { readFigure } from './xml.ts';

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
    expect([...svg.matchAll(/map-flow is-w(\d)/g)].map(([, weight]) => weight)).toEqual(['5', '3', '1']);
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
      ]).match(/map-flow/g),
    ).toHaveLength(1);
  });

  test('names countries by code where there is little room, and stays whole across the date line', () => {
    expect(map([['PK', 'KE', 1]], { narrow: true, width: 340, height: 180 })).toMatch(/map-label[^>]*>PK</);
    const pacific = map([['MX', 'NZ', 3]]);
    expect(/map-flow[^>]* d="([^"]*)"/.exec(pacific)?.[1]?.match(/M/g)).toHaveLength(1);
  });
});
