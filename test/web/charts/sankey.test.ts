import { describe, expect, test } from 'vitest';
import { sankeyChart, type SankeyChart, type SankeyLink, type SankeyNode } from '../../../src/web/charts/index.ts';
import { at, drawn } from './drawn.ts';
import { readXml } from './xml.ts';

const node = (layer: number, name: string): SankeyNode => ({ id: `${layer} ${name}`, layer, name, short: name });
const link = (from: string, to: string, value: number): SankeyLink => ({ from, to, value });
const draw = (nodes: readonly SankeyNode[], links: readonly SankeyLink[], more: Partial<SankeyChart> = {}): string =>
  sankeyChart({
    title: 'From departure to destination',
    layers: ['Departure', 'Transit', 'Seized in', 'Destination'],
    nodes,
    links,
    width: 956,
    height: 300,
    format: String,
    rest: count => `other ${count}`,
    ...more,
  });
const some = [node(0, 'NL'), node(0, 'DE'), node(1, 'SG'), node(2, 'AU'), node(3, 'NZ')];
const ways = [link('0 NL', '1 SG', 30), link('0 DE', '1 SG', 10), link('1 SG', '2 AU', 40), link('2 AU', '3 NZ', 40)];
const names = (svg: string): string[] =>
  [...svg.matchAll(/<text class="chart-node-name"[^>]*><title>([^<]*)</g)].map(([, name = '']) => name);

describe('a sankey', () => {
  test('draws flows as broad as their value, and each node with its number', () => {
    const svg = draw(some, ways);
    const widths = drawn(svg, 'chart-flow')
      .map(flow => at(flow, 'stroke-width'))
      .sort((a, b) => a - b);
    expect(widths[1]! / widths[0]!).toBeCloseTo(3, 1);
    expect(widths[3]! / widths[0]!).toBeCloseTo(4, 1);
    expect(names(svg).sort()).toEqual(['AU: 40', 'DE: 10', 'NL: 30', 'NZ: 40', 'SG: 40']);
  });

  test('keeps each node in the column it names, however short the ways', () => {
    const svg = draw(
      [node(0, 'NL'), node(2, 'AU'), node(1, 'SG'), node(3, 'NZ')],
      [link('0 NL', '2 AU', 5), link('1 SG', '3 NZ', 5)],
    );
    expect(
      drawn(svg, 'chart-node')
        .map(one => at(one, 'x'))
        .sort((a, b) => a - b),
    ).toEqual([0, 315.3, 630.7, 946]);
  });

  test('puts the smallest nodes of a column together and loses nothing', () => {
    const many = Array.from({ length: 40 }, (_, index) => node(0, `C${index}`));
    const links = many.map((one, index) => link(one.id, '1 SG', index + 1));
    const svg = draw([...many, node(1, 'SG')], links, { most: 5 });
    expect(names(svg)).toContain(`other 36: ${(36 * 37) / 2}`);
    expect(names(svg)).toContain('SG: 820');
    expect(drawn(svg, 'chart-node')).toHaveLength(6);
  });

  test('writes no number on a flow over a node, however small', () => {
    // One flow from end to end, broad, and tiny nodes between that it passes.
    for (let count = 1; count <= 8; count += 1) {
      const small = Array.from({ length: count }, (_, index) => node(1, `S${index}`));
      const svg = draw(
        [node(0, 'NL'), node(0, 'DE'), ...small, node(2, 'AU'), node(2, 'NZ')],
        [
          link('0 NL', '2 AU', 90),
          link('0 DE', '2 NZ', 60),
          ...small.flatMap(one => [link('0 NL', one.id, 1), link(one.id, '2 NZ', 1)]),
        ],
      );
      const numbers = drawn(svg, 'chart-flow-number');
      expect(numbers.length).toBeGreaterThan(0);
      for (const number of numbers)
        for (const box of drawn(svg, 'chart-node')) {
          const [x, y] = [at(number, 'x'), at(number, 'y') - 4];
          const isBy =
            Math.abs(x - at(box, 'x') - 5) > 10 || y + 7 <= at(box, 'y') || y - 7 >= at(box, 'y') + at(box, 'height');
          expect([count, isBy]).toEqual([count, true]);
        }
    }
  });

  test('writes no name over another', () => {
    const many = Array.from({ length: 30 }, (_, index) => node(index % 4, `Country ${index}`));
    const links = many
      .filter(({ layer }) => layer < 3)
      .map((one, index) => link(one.id, many[(index % 7) * 4 + one.layer + 1]!.id, 1 + (index % 5)));
    for (const narrow of [false, true]) {
      const svg = draw(many, links, { narrow, width: narrow ? 358 : 956, most: 30 });
      const placed = Map.groupBy(drawn(svg, 'chart-node-name'), name => name.attributes.x);
      for (const column of placed.values()) {
        const ys = column.map(name => at(name, 'y')).sort((a, b) => a - b);
        expect(ys.every((y, index) => index === 0 || y - ys[index - 1]! >= 14)).toBe(true);
      }
    }
  });

  test('draws nothing for nothing, and leaves out what goes nowhere or backwards', () => {
    expect(draw([], [])).toBe('');
    expect(draw(some, [link('0 NL', '0 DE', 4), link('1 SG', '0 NL', 4), link('0 NL', '9 X', 3)])).toBe('');
    expect(draw(some, [link('0 NL', '1 SG', Number.NaN), link('0 NL', '1 SG', 0)])).toBe('');
    const huge = draw([node(0, '<NL>'), node(1, 'SG')], [link('0 <NL>', '1 SG', 1e12)]);
    expect(() => readXml(huge)).not.toThrow();
    expect(huge).not.toMatch(/NaN|unseen/);
  });
});
