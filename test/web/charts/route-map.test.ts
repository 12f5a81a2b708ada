import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchoredCountries, countryAnchor, routeMap, type Stop, type StopKind } from '../../../src/web/charts/index.ts';
import { readFigure } from './xml.ts';

const size = { title: 'Route', width: 660, height: 295 };

function stop(
  code: string,
  name: string,
  kind: StopKind,
  place: { lat?: number; lon?: number; declared?: boolean } = {},
): Stop {
  return { code, name, kind, ...place };
}

const ecuadorToUganda = [
  stop('EC', 'Guayaquil', 'origin', { lat: -2.19, lon: -79.88 }),
  stop('PA', 'Colón', 'transit', { lat: 9.36, lon: -79.9 }),
  stop('OM', 'Salalah', 'transit', { lat: 17.02, lon: 54.09 }),
  stop('KE', 'Mombasa', 'seizure', { lat: -4.04, lon: 39.67 }),
  stop('UG', '', 'destination', { declared: true }),
];
const twelve = ['BR', 'CV', 'SN', 'MA', 'ES', 'FR', 'BE', 'NL', 'DE', 'PL', 'UA', 'RU'].map((code, at) =>
  stop(code, `Place ${at}`, at === 7 ? 'seizure' : 'transit'),
);

function parts(svg: string, name: string, classes: string) {
  return readFigure(svg).filter(
    element => element.name === name && element.attributes.class?.split(' ').includes(classes),
  );
}

function nodes(svg: string): { x: number; y: number }[] {
  return parts(svg, 'circle', 'map-node').map(({ attributes }) => ({
    x: Number(attributes.cx),
    y: Number(attributes.cy),
  }));
}

/** Every coordinate pair of the absolute lines in a path. */
function points(path: string): { x: number; y: number }[] {
  return Array.from(path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g), match => ({
    x: Number(match[1]),
    y: Number(match[2]),
  }));
}

describe('a route', () => {
  const svg = routeMap({ ...size, stops: ecuadorToUganda });

  test('has a node a stop, a flow and an arrow a leg, the declared one dashed', () => {
    expect(nodes(svg)).toHaveLength(5);
    expect(parts(svg, 'path', 'map-arrow')).toHaveLength(4);
    expect(parts(svg, 'path', 'map-flow').map(flow => flow.attributes.class!.includes('is-declared'))).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(parts(svg, 'circle', 'is-seizure')).toHaveLength(1);
  });

  test('names its places and tints its countries', () => {
    for (const label of ['EC Guayaquil', 'PA Colón', 'OM Salalah', 'KE Mombasa', '>UG<']) expect(svg).toContain(label);
    expect(parts(svg, 'path', 'is-involved')).toHaveLength(1);
  });

  test('lies within the frame with room around', () => {
    for (const { x, y } of nodes(svg)) {
      expect(x).toBeGreaterThan(30);
      expect(x).toBeLessThan(630);
      expect(y).toBeGreaterThan(20);
      expect(y).toBeLessThan(275);
    }
  });

  test('shows codes alone when narrow', () => {
    const narrow = routeMap({ ...size, width: 358, height: 190, stops: ecuadorToUganda, narrow: true });
    expect(narrow).toContain('>KE</text>');
    expect(narrow).not.toContain('>KE Mombasa</text>');
  });
});

describe('windows', () => {
  test('across the Pacific a flow is not torn', () => {
    const svg = routeMap({
      ...size,
      stops: [stop('JP', 'Yokohama', 'departure', { lat: 35.44, lon: 139.64 }), stop('CL', 'Valparaíso', 'seizure')],
    });
    const [flow] = parts(svg, 'path', 'map-flow');
    const line = points(flow!.attributes.d!);
    expect(line.length).toBeGreaterThan(10);
    line.slice(1).forEach((point, at) => expect(Math.abs(point.x - line[at]!.x)).toBeLessThan(60));
    expect(nodes(svg)[0]!.x).toBeLessThan(nodes(svg)[1]!.x);
  });

  test('of one country keep its surroundings and read where it is', () => {
    const svg = routeMap({
      ...size,
      stops: [stop('KE', 'Nairobi', 'departure'), stop('KE', 'Mombasa', 'seizure', { lat: -4.04, lon: 39.67 })],
    });
    const [nairobi, mombasa] = nodes(svg);
    expect(Math.hypot(nairobi!.x - mombasa!.x, nairobi!.y - mombasa!.y)).toBeGreaterThan(40);
    expect(parts(svg, 'path', 'map-arrow')).toHaveLength(1);
  });

  test('of one stop centre on it', () => {
    const [only] = nodes(routeMap({ ...size, stops: [stop('MT', 'Valletta', 'seizure')] }));
    expect(only!.x).toBeCloseTo(330, 0);
    expect(only!.y).toBeCloseTo(147.5, 0);
  });

  test('around the world tear the flow at the seam only', () => {
    const svg = routeMap({
      ...size,
      stops: ['CN', 'US', 'GB', 'ZA', 'AU', 'JP'].map(code => stop(code, '', 'transit')),
    });
    expect(parts(svg, 'path', 'map-flow')).toHaveLength(5);
    const torn = parts(svg, 'path', 'map-flow').filter(flow => flow.attributes.d!.lastIndexOf('M') > 0);
    expect(torn).toHaveLength(1);
  });
});

describe('crowded routes', () => {
  test('twelve stops: nodes do not touch and labels do not lie on one another', () => {
    const svg = routeMap({ ...size, stops: twelve });
    const found = nodes(svg);
    expect(found).toHaveLength(12);
    found.forEach((a, at) =>
      found.slice(at + 1).forEach(b => expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(11)),
    );
    const labels = parts(svg, 'text', 'map-label').map(({ attributes }) => ({
      x: Number(attributes.x),
      y: Number(attributes.y),
    }));
    expect(labels.length).toBeGreaterThanOrEqual(9);
    labels.forEach((a, at) =>
      labels.slice(at + 1).forEach(b => expect(Math.abs(a.y - b.y) > 8 || Math.abs(a.x - b.x) > 12).toBe(true)),
    );
  });

  test('stops at one place share a node, the seizure before others', () => {
    const svg = routeMap({
      ...size,
      stops: [stop('KE', 'Kenya', 'departure'), stop('KE', 'Kenya', 'seizure'), stop('UG', 'Uganda', 'destination')],
    });
    expect(nodes(svg)).toHaveLength(2);
    expect(parts(svg, 'circle', 'is-seizure')).toHaveLength(1);
  });

  test('the way back runs beside the way there', () => {
    const mombasa = { lat: -4.04, lon: 39.67 };
    const svg = routeMap({
      ...size,
      stops: [
        stop('KE', 'Mombasa', 'departure', mombasa),
        stop('VN', 'Hai Phong', 'transit'),
        stop('KE', 'Mombasa', 'seizure', mombasa),
      ],
    });
    const middles = parts(svg, 'path', 'map-flow').map(flow => {
      const line = points(flow.attributes.d!);
      return line[Math.floor(line.length / 2)]!;
    });
    expect(Math.hypot(middles[0]!.x - middles[1]!.x, middles[0]!.y - middles[1]!.y)).toBeGreaterThan(15);
  });
});

describe('bad input', () => {
  test('without any known place there is no map', () => {
    expect(routeMap({ ...size, stops: [] })).toBe('');
    expect(routeMap({ ...size, stops: [stop('ZZ', 'Nowhere', 'seizure')] })).toBe('');
  });

  test('coordinates that are none fall back to the country', () => {
    const wrong = routeMap({ ...size, stops: [stop('KE', 'x', 'seizure', { lat: Number.NaN, lon: 400 })] });
    expect(nodes(wrong)).toEqual(nodes(routeMap({ ...size, stops: [stop('KE', 'x', 'seizure')] })));
  });

  test('names are escaped', () => {
    const svg = routeMap({ ...size, title: '<T>', stops: [stop('KE', '<i>"&\'', 'seizure')] });
    readFigure(svg);
    expect(svg).not.toContain('<i>');
    expect(svg).toContain('KE &lt;i&gt;&quot;&amp;&#39;');
  });

  test('any places give a figure within the weight', () => {
    const place = fc.record({
      code: fc.constantFrom(...anchoredCountries()),
      lat: fc.option(fc.double({ min: -90, max: 90, noNaN: true }), { nil: null }),
      lon: fc.option(fc.double({ min: -180, max: 180, noNaN: true }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 12 }), fc.boolean(), (places, narrow) => {
        const svg = routeMap({
          ...size,
          narrow,
          stops: places.map(each => ({ ...each, name: 'A', kind: 'transit' as const })),
        });
        readFigure(svg);
        expect(svg.length).toBeLessThan(60_000);
      }),
      { numRuns: 60 },
    );
  });
});

describe('anchors', () => {
  test('cover every country of the portal, on the globe, each number once', () => {
    const codes = readFileSync(new URL('../../../seeds/reference/country.csv', import.meta.url), 'utf8')
      .split('\n')
      .slice(1)
      .map(line => line.split(',')[0]!)
      .filter(code => /^[A-Z]{2}$/.test(code) && code !== 'ZZ');
    expect(codes.filter(code => !countryAnchor(code))).toEqual([]);
    const all = anchoredCountries().map(code => countryAnchor(code)!);
    expect(all).toHaveLength(250);
    expect(new Set(all.map(anchor => anchor.numeric)).size).toBe(250);
    for (const { lat, lon } of all) {
      expect(Math.abs(lat)).toBeLessThanOrEqual(90);
      expect(Math.abs(lon)).toBeLessThanOrEqual(180);
    }
  });
});
