import highs from 'highs';
import { describe, expect, test } from 'vitest';
import {
  protect,
  protectLayers,
  withTotals,
  type Layer,
  type Shown,
  type ShownTable,
  type Table,
} from '../../../src/analysis/statistics/disclosure.ts';
import { randomFrom } from '../support/random.ts';

interface Solver {
  readonly solve: (program: string) => { readonly Status: string; readonly ObjectiveValue: number };
}

// Its types describe a default export that Node gives as the module itself.
const solver = await (highs as unknown as () => Promise<Solver>)();

/** What anybody can work out: tables with totals, what is printed of each, and how they add up. */
interface Attack {
  readonly tables: readonly Table[];
  readonly shown: readonly ShownTable[];
  /** Never printed at all. */
  readonly derived?: readonly number[];
  readonly areCounts: boolean;
}

const name = (layer: number, row: number, column: number): string => `x${layer}_${row}_${column}`;

function equation(sum: readonly string[], total: string): string {
  return `${sum.join(' + ')} - ${total} = 0`;
}

function program({ tables, shown, derived = [], areCounts }: Attack): string {
  const lines = tables.flatMap((table, layer) => sumsOf(table, layer));
  const bounds: string[] = [];
  const names: string[] = [];
  const last = tables.length - 1;
  for (const { layer, row, column, value } of tables.flatMap(cellsWithPlace)) {
    const own = name(layer, row, column);
    names.push(own);
    bounds.push(boundsOf(own, value, derived.includes(layer) ? 'held' : shown[layer]?.[row]?.[column]));
    if (last > 0 && layer === last)
      lines.push(
        equation(
          upTo(last, at => name(at, row, column)),
          own,
        ),
      );
  }
  const integers = areCounts ? `General\n ${names.join(' ')}\n` : '';
  const equations = lines.map((line, at) => ` c${at}: ${line}`).join('\n');
  return `Subject To\n${equations}\nBounds\n ${bounds.join('\n ')}\n${integers}End`;
}

function sumsOf(table: Table, layer: number): string[] {
  const [rows, columns] = [table.length - 1, (table[0]?.length ?? 0) - 1];
  return [
    ...upTo(rows + 1, row =>
      equation(
        upTo(columns, at => name(layer, row, at)),
        name(layer, row, columns),
      ),
    ),
    ...upTo(columns + 1, column =>
      equation(
        upTo(rows, at => name(layer, at, column)),
        name(layer, rows, column),
      ),
    ),
  ];
}

function cellsWithPlace(table: Table, layer: number) {
  return table.flatMap((line, row) => line.map((value, column) => ({ layer, row, column, value })));
}

function boundsOf(own: string, value: number, shown: Shown = 'open'): string {
  if (shown === 'open') return `${own} = ${value}`;
  return shown === 'small' ? `1 <= ${own} <= 2` : `0 <= ${own} <= 1e7`;
}

function upTo<T>(length: number, make: (at: number) => T): T[] {
  return Array.from({ length }, (_, at) => make(at));
}

/** The least and the most that a cell can be. */
function interval(attack: Attack, cell: string): [number, number] {
  const rest = program(attack);
  const ends = ['Minimize', 'Maximize'].map(goal => {
    const { Status, ObjectiveValue } = solver.solve(`${goal}\n obj: ${cell}\n${rest}`);
    expect(Status).toBe('Optimal');
    return ObjectiveValue;
  });
  return [ends[0] ?? 0, ends[1] ?? 0];
}

/** Cells that are not printed and yet known: their value, or nearly. */
function pinned(attack: Attack, closest: (value: number) => number): string[] {
  return attack.tables.flatMap(cellsWithPlace).flatMap(({ layer, row, column, value }) => {
    const isDerived = attack.derived?.includes(layer) ?? false;
    const isHidden = isDerived ? value > 0 && value < 3 : attack.shown[layer]?.[row]?.[column] !== 'open';
    if (!isHidden) return [];
    const cell = name(layer, row, column);
    const [low, high] = interval(attack, cell);
    return high - low < closest(value) - 1e-6 ? [`${cell} = ${value}: ${low} to ${high}`] : [];
  });
}

const byOne = (): number => 1;

function attackCounts(counts: Table): string[] {
  return pinned({ tables: [withTotals(counts)], shown: [protect(counts).counts], areCounts: true }, byOne);
}

function drawn(seed: number, rows: number, columns: number, mean: number): number[][] {
  const random = randomFrom(seed);
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () =>
      random.share() < 0.2 ? 0 : random.negativeBinomial(mean, mean * (1 + mean)),
    ),
  );
}

const cellsOf = (shown: ShownTable, wanted: Shown): number => shown.flat().filter(one => one === wanted).length;

describe('what is not printed of one table', () => {
  test('cannot be worked out from rows, columns and totals', () => {
    for (let seed = 0; seed < 12; seed += 1)
      expect(attackCounts(drawn(seed, 4 + (seed % 3), 5, 4 + 4 * (seed % 4)))).toEqual([]);
  });
  test.each([
    ['one cell', [[1]]],
    ['one row', [[1, 1]]],
    ['one row of one kind', [[1, 0, 50]]],
    [
      'a row whose sum is small',
      [
        [1, 1, 0],
        [9, 8, 7],
        [5, 0, 12],
      ],
    ],
    [
      'ones on the diagonal',
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    ],
    [
      'twos and zeros',
      [
        [2, 0],
        [0, 2],
      ],
    ],
    [
      'threes around',
      [
        [1, 3, 3],
        [3, 3, 3],
        [3, 3, 3],
      ],
    ],
  ])('not either with %s', (_, counts) => expect(attackCounts(counts)).toEqual([]));
  test('is nothing where no cell is small', () => {
    const { counts } = protect([
      [3, 0],
      [10, 4],
    ]);
    expect(counts.flat().every(one => one === 'open')).toBe(true);
    expect(protect([]).counts).toEqual([['open']]);
  });
  test('would be known without what is held: the attack is one', () => {
    const counts = [
      [1, 20, 30],
      [40, 50, 60],
    ];
    const bare = withTotals(counts).map(line => line.map((count): Shown => (count < 3 ? 'small' : 'open')));
    expect(pinned({ tables: [withTotals(counts)], shown: [bare], areCounts: true }, byOne)).toHaveLength(1);
    // Three are enough, and no total is among them.
    const { counts: shown } = protect(counts);
    expect(cellsOf(shown, 'held')).toBe(3);
    expect(shown.at(-1)?.every(one => one === 'open')).toBe(true);
  });
  test('is little: fewer than two cells for each small one in a table of many', () => {
    const { counts } = protect(drawn(5, 20, 12, 20));
    expect(cellsOf(counts, 'small')).toBeGreaterThan(10);
    expect(cellsOf(counts, 'held')).toBeLessThan(1.5 * cellsOf(counts, 'small'));
  });
  test('is found in a second and a half for 60 by 60', () => {
    const counts = drawn(6, 60, 60, 12);
    const before = process.cpuUsage();
    protect(counts);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1500);
  });
});

describe('quantities of the same cells', () => {
  const random = randomFrom(8);
  const counts = drawn(9, 5, 5, 8);
  const values = counts.map(line =>
    line.map(count => (count === 0 ? 0 : Math.round(count * 100 * (0.2 + random.share())))),
  );

  test('are not known to a tenth where the count is not printed', () => {
    const [shown = []] = protect(counts, [{ values }]).quantities;
    expect(cellsOf(shown, 'held')).toBeGreaterThan(0);
    const attack = { tables: [withTotals(values)], shown: [shown], areCounts: false };
    expect(pinned(attack, value => 0.1 * value)).toEqual([]);
  });
  test('nor where only one or two of many cases have one', () => {
    const many = [
      [50, 60],
      [70, 80],
    ];
    const kilograms = [
      [12, 600],
      [700, 800],
    ];
    const open = protect(many, [{ values: kilograms }]).quantities[0] ?? [];
    expect(cellsOf(open, 'held')).toBe(0);
    const [shown = []] = protect(many, [
      {
        values: kilograms,
        cases: [
          [1, 40],
          [50, 60],
        ],
      },
    ]).quantities;
    expect(shown[0]?.[0]).toBe('held');
    const attack = { tables: [withTotals(kilograms)], shown: [shown], areCounts: false };
    expect(pinned(attack, value => 0.1 * value)).toEqual([]);
  });
});

function attackLayers(layers: readonly Layer[]): string[] {
  const derived = layers.flatMap(({ kind }, at) => (kind === 'derived' ? [at] : []));
  const tables = layers.map(({ counts }) => withTotals(counts));
  return pinned({ tables, shown: protectLayers(layers), derived, areCounts: true }, byOne);
}

function sumOf(tables: readonly Table[]): number[][] {
  return (tables[0] ?? []).map((line, row) =>
    line.map((_, column) => tables.reduce((sum, table) => sum + (table[row]?.[column] ?? 0), 0)),
  );
}

describe('what is not printed of several tables', () => {
  test('cannot be worked out of a third field with its total', { timeout: 120_000 }, () => {
    for (let seed = 0; seed < 4; seed += 1) {
      const parts = [0, 1, 2].map(at => drawn(40 + 3 * seed + at, 3, 4, 8));
      const layers = [...parts, sumOf(parts)].map((counts): Layer => ({ counts, kind: 'printed' }));
      expect(attackLayers(layers)).toEqual([]);
    }
  });
  test('nor what a filter leaves out, from its table and that of all', { timeout: 120_000 }, () => {
    for (let seed = 0; seed < 4; seed += 1) {
      const inside = drawn(60 + seed, 4, 4, 20);
      const outside = drawn(80 + seed, 4, 4, 2);
      expect(
        attackLayers([
          { counts: inside, kind: 'printed' },
          { counts: outside, kind: 'derived' },
          { counts: sumOf([inside, outside]), kind: 'printed' },
        ]),
      ).toEqual([]);
    }
  });
  test('nor what came since yesterday, whose table is out already', { timeout: 120_000 }, () => {
    for (let seed = 0; seed < 4; seed += 1) {
      const yesterday = drawn(90 + seed, 4, 5, 20);
      const added = drawn(110 + seed, 4, 5, 0.7);
      const today = sumOf([yesterday, added]);
      const { counts: shown } = protect(yesterday);
      const layers: Layer[] = [
        { counts: yesterday, kind: 'fixed', shown },
        { counts: added, kind: 'derived' },
        { counts: today, kind: 'printed' },
      ];
      expect(protectLayers(layers)[0]).toEqual(shown);
      expect(attackLayers(layers)).toEqual([]);
      // Each day by itself would not do.
      const alone = { tables: layers.map(({ counts }) => withTotals(counts)), derived: [1], areCounts: true };
      expect(pinned({ ...alone, shown: [shown, [], protect(today).counts] }, byOne)).not.toEqual([]);
    }
  });
});
