import { describe, expect, test } from 'vitest';
import { unitColumns, unusualPoints, type UnitPanel, type UnusualPoints } from '../../../src/web/charts/index.ts';
import { at, drawn, texts } from './drawn.ts';
import { readXml } from './xml.ts';

const unusual = (values: readonly (number | null)[], more: Partial<UnusualPoints> = {}): string =>
  unusualPoints({
    title: 'Khat',
    points: values.map((value, index) => ({ label: `M${index}`, value, expected: [50, 100] })),
    marks: [],
    expectedLabel: 'expected, 95% of months',
    width: 460,
    height: 190,
    format: String,
    ...more,
  });

describe('unusual points', () => {
  test('stand where their value says, against the range expected', () => {
    const svg = unusual([100, 50, 200]);
    const ys = drawn(svg, 'chart-point').map(point => at(point, 'cy'));
    // The scale ends at 200, at the top; half of it is half way down to zero, 22 px from the foot.
    expect(ys).toEqual([92, 130, 16]);
    const range = drawn(svg, 'chart-range')[0]!.attributes.d!;
    expect([...range.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y))).toEqual([92, 92, 92, 130, 130, 130]);
  });

  test('are ringed and named, with what they are without their cause', () => {
    const svg = unusual([100, null, 200, 80], {
      marks: [{ index: 2, label: 'June: <184>', without: { value: 90, label: '90 without it' } }],
    });
    expect(drawn(svg, 'chart-ring')).toHaveLength(1);
    expect(at(drawn(svg, 'chart-later-dot')[0], 'cy')).toBeGreaterThan(at(drawn(svg, 'chart-ring')[0], 'cy'));
    expect(svg).toContain('June: &lt;184&gt;');
    expect(drawn(svg, 'chart-point')).toHaveLength(3);
  });

  test.each([[[]], [[5]], [[null, null]], [[1e12, 1e-6]], [Array(60).fill(5)]])('stand for %j', values => {
    const svg = unusual(values, { marks: [{ index: 0, label: 'a very long name of a mark that does not fit' }] });
    expect(() => readXml(svg)).not.toThrow();
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

const panel = (values: readonly (number | null)[], more: Partial<UnitPanel> = {}): UnitPanel => ({
  value: '427,438',
  label: 'kg (year before 388,211)',
  columns: values.map((value, index) => ({ label: 'D', value, title: `${index}: ${value}` })),
  ...more,
});
const units = (panels: readonly UnitPanel[], narrow = false): string =>
  unitColumns({ title: 'Quantities', panels, width: narrow ? 358 : 956, narrow, format: String });

describe('columns of units', () => {
  test('have a scale each, written over their largest', () => {
    const svg = units([panel([10, 5]), panel([4000, 1000])]);
    expect(drawn(svg, 'chart-bar').map(bar => at(bar, 'height'))).toEqual([44, 22, 44, 11]);
    expect(texts(svg, 'chart-number')).toEqual(['10', '4000']);
  });

  test('stand three across, one on a phone', () => {
    const rules = (svg: string): number => new Set(drawn(svg, 'chart-large').map(text => at(text, 'x'))).size;
    const three = [panel([1]), panel([2]), panel([3])];
    expect([rules(units(three)), rules(units(three, true))]).toEqual([3, 1]);
  });

  test('leave a gap for what is not known, pale for what is not complete', () => {
    const open = { label: 'N', value: 3, title: 'November', isOpen: true };
    const svg = units([panel([null, 2], { columns: [...panel([null, 2]).columns, open] })]);
    expect(drawn(svg, 'chart-bar')).toHaveLength(2);
    expect(drawn(svg, 'is-open')).toHaveLength(1);
  });

  test('say a long unit on two lines', () => {
    const label = 'comprimés (année précédente 12\u00a0345\u00a0678)';
    const svg = units([panel([1], { value: '4 535 151', label }), panel([1]), panel([1])]);
    expect(svg).not.toContain('…');
    expect(svg).toContain('12\u00a0345\u00a0678)');
  });

  test('stand for nothing, zero, huge numbers and long words', () => {
    for (const values of [[], [0], [1e14, 1e-9], Array(60).fill(1)]) {
      const svg = units([panel(values, { label: 'comprimés, gélules et autres formes solides <x>'.repeat(3) })]);
      expect(() => readXml(svg)).not.toThrow();
      expect(svg).not.toMatch(/NaN|Infinity/);
    }
  });
});
