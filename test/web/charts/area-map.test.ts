import { describe, expect, test } from 'vitest';
import { areaMap, areaSwatch } from '../../../src/web/charts/index.ts';
import { readXml } from './xml.ts';

const areas = [
  { look: 0, label: 'ESA', title: 'East <and> South', countries: ['KE', 'TZ', 'XX'] },
  { look: 1, label: 'AP', title: 'Asia', countries: ['CN', 'IN'] },
  { look: 13, label: 'NONE', title: 'Nowhere', countries: [] },
];

describe('a map of areas', () => {
  test('every area has its path, pattern and label; what has no country is left without one', () => {
    const svg = areaMap({ title: 'World & "areas"', desc: 'd', id: 'wide', width: 400, areas });
    expect(svg).toContain('<title>World &amp; &quot;areas&quot;</title>');
    expect(svg).toContain('East &lt;and&gt; South');
    expect(svg.match(/<path class="map-area"/g)).toHaveLength(3);
    expect([...svg.matchAll(/<pattern id="(wide-\d+)"/g)].map(([, id]) => id)).toEqual(['wide-0', 'wide-1']);
    expect(svg).toMatch(/fill="url\(#wide-0\)" d="M[^"]{50,}"/);
    expect(svg).toContain('>ESA</text>');
    expect(svg).not.toContain('>NONE</text>');
  });

  test('twelve looks differ in tone or mark, the thirteenth is the first', () => {
    const looks = Array.from({ length: 13 }, (_, look) => areaSwatch(look).replaceAll(/swatch-\d+/g, 'id'));
    expect(new Set(looks).size).toBe(12);
    expect(looks[12]).toBe(looks[0]);
  });

  test.each([
    [1, 1],
    [0, 1],
    [-5, 1],
    [NaN, 1],
    [400, 400],
    [5000, 5000],
  ])('width %d draws a map of %d, with every area and no number that is none', (width, drawn) => {
    const svg = areaMap({ title: 't', id: 'x', width, areas });
    const [root, ...parts] = readXml(svg);
    expect(Number(root?.attributes.width)).toBe(drawn);
    expect(root?.attributes.viewBox).toBe(`0 0 ${drawn} ${root?.attributes.height}`);
    expect(parts.filter(({ attributes }) => attributes.class === 'map-area')).toHaveLength(3);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});
