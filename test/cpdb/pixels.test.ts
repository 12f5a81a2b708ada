import { describe, expect, test } from 'vitest';

type Tools = { level: number; width: number; contrast: number; invert: boolean; edges: boolean; colour: boolean };
interface Pixels {
  readonly plain: Tools;
  isPlain(tools: Tools): boolean;
  toneTable(tools: Pick<Tools, 'level' | 'width' | 'contrast'>): Uint8ClampedArray;
  work(data: Uint8ClampedArray, width: number, height: number, tools: Tools): Uint8ClampedArray;
  readonly colours: readonly (readonly number[])[];
  luma(red: number, green: number, blue: number): number;
  depthEnds(depth: { low: number; high: number }, tools: Pick<Tools, 'level' | 'width'>): number[];
  windowed(data: Uint8Array, ends: readonly [number, number]): Uint8ClampedArray;
}
interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}
interface Views {
  readonly whole: View;
  seen(view: View): { x: number; y: number; w: number; h: number };
  zoomed(view: View, factor: number, most: number, at?: { x: number; y: number }): View;
  moved(view: View, across: number, down: number, most: number): View;
  around(region: { x: number; y: number; w: number; h: number }, most: number): View;
}

/** The browser's own modules, as they are served. */
const script = (name: string): Promise<unknown> =>
  import(/* @vite-ignore */ new URL(`../../public/js/${name}`, import.meta.url).href);
const pixels = (await script('viewer-pixels.js')) as Pixels;
const views = (await script('viewer-view.js')) as Views;

const grey = (...values: number[]): Uint8ClampedArray =>
  Uint8ClampedArray.from(values.flatMap(value => [value, value, value, 255]));
const reds = (data: Uint8ClampedArray): number[] =>
  Array.from({ length: data.length / 4 }, (_, at) => data[at * 4] ?? -1);
const using = (more: Partial<Tools>): Tools => ({ ...pixels.plain, ...more });

describe('level, window and contrast', () => {
  test('plain leaves every value as it is', () => {
    expect(pixels.isPlain(pixels.plain)).toBe(true);
    expect([...pixels.toneTable(pixels.plain)]).toEqual(Array.from({ length: 256 }, (_, value) => value));
  });

  test('a window spreads its values over the whole range; what is beyond is black or white', () => {
    const table = pixels.toneTable({ level: 0.5, width: 0.5, contrast: 0 });
    expect([table[0], table[63], table[191], table[192], table[255]]).toEqual([0, 0, 254, 255, 255]);
    expect([126, 127]).toContain(table[127]);
    const dark = pixels.toneTable({ level: 0.1, width: 0.2, contrast: 0 });
    expect([dark[0], dark[51], dark[200]]).toEqual([0, 255, 255]);
    expect([...pixels.toneTable({ level: 0.5, width: 0, contrast: 0 })].every(value => value >= 0)).toBe(true);
  });

  test('contrast is steeper or flatter about the middle, and never falls', () => {
    const [steep, flat] = [0.5, -0.5].map(contrast => [...pixels.toneTable({ level: 0.5, width: 1, contrast })]) as [
      number[],
      number[],
    ];
    expect(steep[40]).toBeLessThan(40);
    expect(flat[40]).toBeGreaterThan(40);
    for (const table of [steep, flat]) expect(table).toEqual(table.toSorted((a, b) => a - b));
    expect(new Set(pixels.toneTable({ level: 0.5, width: 1, contrast: -1 })).size).toBeLessThanOrEqual(2);
  });

  test('of 16 bits takes high and low byte together', () => {
    const data = Uint8Array.from([
      0, 0, 0, 255, 0x10, 0x00, 0, 255, 0x10, 0x80, 0, 255, 0x11, 0x00, 0, 255, 255, 255, 0, 255,
    ]);
    // The window is one step of the high byte: eight bits would see two values in it.
    expect(reds(pixels.windowed(data, [0x1000, 0x1100]))).toEqual([0, 0, 128, 255, 255]);
    expect(reds(pixels.windowed(data, [5, 5]))).toEqual([0, 255, 255, 255, 255]);
    expect(pixels.depthEnds({ low: 1000, high: 3000 }, { level: 0.5, width: 1 })).toEqual([1000, 3000]);
    expect(pixels.depthEnds({ low: 1000, high: 3000 }, { level: 0.25, width: 0.5 })).toEqual([1000, 2000]);
    expect(pixels.depthEnds({ low: 0, high: 65_535 }, { level: 1, width: 1 })).toEqual([32_768, 65_535]);
  });
});

describe('the other tools', () => {
  test('invert twice is nothing, and leaves what is see-through', () => {
    const data = Uint8ClampedArray.from([10, 200, 30, 77]);
    expect([...pixels.work(data, 1, 1, using({ invert: true }))]).toEqual([245, 55, 225, 77]);
    expect([...pixels.work(data, 1, 1, using({ invert: true }))]).toEqual([10, 200, 30, 77]);
  });

  test('edges are dark lines where light changes, and nothing elsewhere', () => {
    const row = [20, 20, 20, 220, 220, 220];
    expect(reds(pixels.work(grey(...row, ...row, ...row), 6, 3, using({ edges: true })))).toEqual([
      ...[255, 255, 0, 0, 255, 255],
      ...[255, 255, 0, 0, 255, 255],
      ...[255, 255, 0, 0, 255, 255],
    ]);
    expect(reds(pixels.work(grey(9), 1, 1, using({ edges: true })))).toEqual([255]);
  });

  test('false colour grows lighter with density at every step, so that it reads without red and green', () => {
    const light = pixels.colours.map(([red = 0, green = 0, blue = 0]) => pixels.luma(red, green, blue));
    for (let value = 8; value < 256; value += 8) expect(light[value]).toBeGreaterThan(light[value - 8] ?? 0);
    expect([...pixels.work(grey(0, 255), 2, 1, using({ colour: true }))]).toEqual([253, 231, 37, 255, 68, 1, 84, 255]);
  });

  test('build on each other: window, edges, inverted, coloured', () => {
    const all = pixels.work(
      grey(100, 100, 110, 110),
      2,
      2,
      using({ width: 0.1, level: 0.41, edges: true, invert: true, colour: true }),
    );
    expect(pixels.colours.map(String)).toContain(String([...all.slice(0, 3)]));
  });
});

describe('which part is seen', () => {
  const most = 8;
  test('what lies under the pointer stays there', () => {
    const view = views.zoomed({ scale: 2, x: 0.4, y: 0.6 }, 2, most, { x: 0.25, y: 0.75 });
    const place = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }) =>
      [x + 0.25 * w, y + 0.75 * h].map(part => Math.round(part * 1e6));
    expect(place(views.seen(view))).toEqual(place(views.seen({ scale: 2, x: 0.4, y: 0.6 })));
  });

  test('never less than the whole, more than the most, or beyond an edge', () => {
    expect(views.zoomed(views.whole, 0.1, most)).toEqual(views.whole);
    expect(views.zoomed(views.whole, 100, most).scale).toBe(most);
    expect(views.moved(views.whole, 1, 1, most)).toEqual(views.whole);
    expect(views.seen(views.moved({ scale: 4, x: 0.5, y: 0.5 }, 9, -9, most))).toEqual({
      x: 0.75,
      y: 0,
      w: 0.25,
      h: 0.25,
    });
  });

  test('a region is shown whole, with what is around it', () => {
    for (const region of [
      { x: 0.1, y: 0.2, w: 0.3, h: 0.05 },
      { x: 0, y: 0.9, w: 0.1, h: 0.1 },
      { x: 0, y: 0, w: 1, h: 1 },
    ]) {
      const part = views.seen(views.around(region, most));
      expect([
        part.x <= region.x,
        part.y <= region.y,
        part.x + part.w >= region.x + region.w - 1e-9,
        part.y + part.h >= region.y + region.h - 1e-9,
      ]).toEqual([true, true, true, true]);
    }
  });
});
