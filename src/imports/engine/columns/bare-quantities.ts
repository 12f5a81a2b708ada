import { cellOf, wordKey, type ImportPlan } from '../plan.ts';
import { detached, isBlank, meaning } from '../words/words.ts';
import { parallelCells } from '../rows/parallel-cells.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { goodsIn } from '../values/goods-text.ts';
import type { NamedGoods } from '../values/named-goods.ts';

/** Quantities without a unit of goods of one word, and the units that stand beside the same word in other rows. */
export interface BareQuantity {
  readonly product: string;
  /** The word in the heading column beside it; '' when there is no such column. */
  readonly context: string;
  readonly count: number;
  readonly line: number;
  readonly example: readonly string[];
  /** Rows by unit, as written. */
  readonly units: ReadonlyMap<string, number>;
}

interface Tally {
  readonly product: string;
  readonly context: string;
  count: number;
  first?: { readonly line: number; readonly cells: readonly string[] };
  readonly units: Map<string, number>;
}

/** More words for goods than this are a list of texts, not of words to be asked about. */
const most = 2000;

/** Counts, row by row, what no unit stands for. Undefined where the plan gives a unit to every row. */
export function bareQuantities(
  plan: ImportPlan,
): { readonly add: (row: RawRow) => void; readonly result: () => BareQuantity[] } | undefined {
  const goods = goodsReader(plan);
  if (!goods) return undefined;
  const tallies = new Map<string, Tally>();
  const add = (row: RawRow, { number, product, unit, context }: StatedGoods): void => {
    if (isBlank(number) || isBlank(product) || /\p{L}/u.test(number)) return;
    const known = tallyFor(tallies, product, context);
    if (!known) return;
    if (!isBlank(unit)) {
      known.units.set(detached(unit), (known.units.get(unit) ?? 0) + 1);
      return;
    }
    known.count += 1;
    known.first ??= { line: row.line, cells: row.cells.map(detached) };
  };
  return {
    add: row => {
      for (const one of goods(row.cells)) add(row, one);
    },
    result: () =>
      [...tallies.values()].map(({ first, ...tally }) => ({
        ...tally,
        line: first?.line ?? 0,
        example: first?.cells ?? [],
      })),
  };
}

/** Goods of a row as its cells state them. */
interface StatedGoods {
  readonly number: string;
  readonly product: string;
  readonly unit: string;
  readonly context: string;
}

type GoodsReader = (cells: readonly string[]) => readonly StatedGoods[];

/** The goods of a row, from the text that names them or from columns of their own. */
function goodsReader(plan: ImportPlan): GoodsReader | undefined {
  const column = plan.mapping.indexOf('goods');
  if (column !== -1) {
    const cell = cellOf(plan, column);
    const units = new Set(plan.unitWords);
    const names = new Set(plan.goodsNames);
    const named = (one: NamedGoods): StatedGoods => ({ context: '', ...one, unit: one.unit ?? '' });
    return cells => (goodsIn(cell(cells), units, names) ?? []).map(named);
  }
  const columns = columnsOf(plan);
  if (!columns) return undefined;
  const parallel = parallelCells(plan);
  const stated = (cells: readonly string[]): StatedGoods => ({
    number: columns.quantity(cells),
    product: meaning(columns.product(cells)),
    unit: meaning(columns.unit(cells)),
    context: meaning(columns.heading(cells)),
  });
  return cells => (parallel(cells) ?? [cells]).map(stated);
}

function tallyFor(tallies: Map<string, Tally>, word: string, context: string): Tally | undefined {
  const key = wordKey('product', word, context);
  const known = tallies.get(key);
  if (known || tallies.size >= most) return known;
  const fresh: Tally = { product: detached(word), context: detached(context), count: 0, units: new Map() };
  tallies.set(key, fresh);
  return fresh;
}

type Cell = (cells: readonly string[]) => string;

/** One column of quantities beside one of goods, of which nothing in the plan states the unit. */
function columnsOf(plan: ImportPlan): { quantity: Cell; product: Cell; unit: Cell; heading: Cell } | undefined {
  const quantities = plan.mapping.flatMap((field, column) => (field === 'quantity' ? [column] : []));
  const product = plan.mapping.indexOf('product');
  const [quantity] = quantities;
  if (quantity === undefined || quantities.length > 1 || product === -1) return undefined;
  const isGiven = plan.constants.unit !== undefined || plan.measures?.[quantity]?.unit !== undefined;
  if (isGiven || (plan.assumedUnit ?? 'natural') !== 'natural') return undefined;
  const cell = (column: number): Cell => (column === -1 ? () => '' : cellOf(plan, column));
  return {
    quantity: cell(quantity),
    product: cell(product),
    unit: cell(plan.mapping.indexOf('unit')),
    heading: cell(plan.mapping.indexOf('heading')),
  };
}
