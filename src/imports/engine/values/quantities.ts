import { cellReader } from './cells.ts';
import { goodsIn, isNarrated } from './goods-text.ts';
import { importFields, type ImportField } from '../columns/import-fields.ts';
import { moneyIn } from '../columns/currency-signs.ts';
import { fold, isBlank, meaning } from '../words/words.ts';
import { anotherLine, type CellReader, type Draft } from '../draft/draft.ts';
import { cellOf, mappedColumns, wordKey, type Answer, type Answers, type ImportPlan, type Measure } from '../plan.ts';

interface QuantityColumn {
  readonly cell: (cells: readonly string[]) => string;
  readonly read: CellReader;
  readonly measure: Measure;
  /** Of its header. */
  readonly words: readonly string[];
}

/**
 * Reads the quantities of a row and answers its goods lines: one; one for each filled column of a unit or a product of
 * its own; or, of columns that fill each other's gaps, the first that is filled.
 */
export function quantityReader(
  plan: ImportPlan,
  answers: Answers,
): (cells: readonly string[], draft: Draft) => Draft[] {
  const columns = mappedColumns(plan)
    .filter(({ field }) => field.name === 'quantity')
    .map(
      ({ column, field }): QuantityColumn => ({
        cell: cellOf(plan, column),
        read: cellReader(field, column, plan, answers),
        measure: plan.measures?.[column] ?? {},
        words: fold(plan.header[column] ?? '').split(' '),
      }),
    );
  const goods = plan.mapping.indexOf('goods');
  const single = singleReader(columns, answers.get('unit') ?? new Map());
  if (goods === -1) return single;
  const [several, cellIn] = [goodsReader(plan, goods, answers), cellOf(plan, goods)];
  // Another sheet may have a column for each.
  return (cells, draft) => (isBlank(cellIn(cells)) && columns.length > 0 ? single : several)(cells, draft);
}

/** One line for each filled column of quantities. */
function singleReader(
  columns: readonly QuantityColumn[],
  units: ReadonlyMap<string, Answer>,
): (cells: readonly string[], draft: Draft) => Draft[] {
  if (columns.length > 1) return (cells, draft) => readSeveral(columns, units, cells, draft);
  const [only] = columns;
  return (cells, draft) => {
    if (only) {
      only.read(only.cell(cells), draft);
      take(underHeader(only.measure, draft, units), draft.goods, draft.goods);
    }
    return [draft];
  };
}

/** What the header says, but for what the cell states itself: "500 g" below "Weight (kg)", "300 USD" below "pieces". */
function underHeader(
  measure: Measure,
  { unitWord, quantityCurrency }: Draft,
  units: ReadonlyMap<string, Answer>,
): Measure {
  if (measure.unit === 'piece' && quantityCurrency !== undefined) return { unit: 'amount', currency: quantityCurrency };
  const answer = unitWord === undefined ? undefined : units.get(wordKey('unit', unitWord));
  return measure.unit !== undefined && answer && 'code' in answer ? { ...measure, unit: answer.code } : measure;
}

/** A zero in one of several columns says that there was none of it. */
function readSeveral(
  columns: readonly QuantityColumn[],
  units: ReadonlyMap<string, Answer>,
  cells: readonly string[],
  draft: Draft,
): Draft[] {
  const lines: Draft['goods'][] = [];
  const headers: (readonly string[])[] = [];
  for (const { cell, read, measure, words } of columns) {
    if (lines.length > 0 && measure.unit === undefined && measure.product === undefined) continue;
    const alone: Draft = { ...draft, goods: {} };
    read(cell(cells), alone);
    const { quantity, packages } = alone.goods;
    if (quantity === undefined || quantity === 0) continue;
    const line: Draft['goods'] = { quantity, ...(packages === undefined ? {} : { packages }) };
    take(underHeader(measure, alone, units), line, draft.goods);
    lines.push(line);
    headers.push(words);
  }
  const [first, ...more] = withSecond(lines, differInAWord(headers));
  const others = more.map(line => anotherLine(withoutValue(draft), line));
  Object.assign(draft.goods, first);
  return [draft, ...others];
}

/** What all goods of a row are worth together is said once. */
function withoutValue(draft: Draft): Draft {
  const { value, currency, ...goods } = draft.goods;
  return { ...draft, goods: value === undefined && currency !== undefined ? { ...goods, currency } : goods };
}

/** Pieces and kilograms in one row are two measures of the same goods, unless the headers name the goods. */
function withSecond(
  [first, second, ...more]: readonly Draft['goods'][],
  areOfOneName: boolean,
): readonly Draft['goods'][] {
  if (!first) return [];
  if (!second) return [first];
  const restated = restatedSticks([first, second, ...more]);
  if (restated) return [restated];
  const isSame = first.product === undefined && second.product === undefined;
  const summed = isSame && areOfOneName ? sumOfParts(first, second) : undefined;
  if (summed) return [summed, ...more];
  if (!isSame || first.unit === undefined || second.unit === undefined || first.unit === second.unit)
    return [first, second, ...more];
  return [
    { ...first, ...(second.quantity === undefined ? {} : { quantity2: second.quantity }), unit2: second.unit },
    ...more,
  ];
}

/** "kg" and "g", "Weight (kg)" and "Weight (g)": not the seized weight and that of a sample. */
function differInAWord([first = [], second = []]: readonly (readonly string[])[]): boolean {
  return first.length === second.length && first.filter((word, at) => word !== second[at]).length === 1;
}

const amounts: Readonly<Record<string, readonly [of: 'mass' | 'volume', times: number]>> = {
  t: ['mass', 1_000_000],
  kg: ['mass', 1000],
  g: ['mass', 1],
  lb: ['mass', 453.59237],
  oz: ['mass', 28.349523125],
  L: ['volume', 1000],
  mL: ['volume', 1],
};

/** "109 kg" and "463 g" are one weight: a whole number of the larger unit, and less than one more in the smaller. */
function sumOfParts(a: Draft['goods'], b: Draft['goods']): Draft['goods'] | undefined {
  const parts = [a, b].flatMap(line => {
    const [of, times] = amounts[line.unit ?? ''] ?? [];
    return of === undefined || times === undefined ? [] : [{ line, of, times, quantity: line.quantity ?? 0 }];
  });
  const [larger, smaller] = parts.sort((one, other) => other.times - one.times);
  if (!larger || !smaller || larger.of !== smaller.of || larger.times === smaller.times) return undefined;
  const more = (smaller.quantity * smaller.times) / larger.times;
  if (!Number.isInteger(larger.quantity) || more >= 1) return undefined;
  return { ...larger.line, quantity: Number((larger.quantity + more).toPrecision(12)) };
}

const sticksIn: Readonly<Record<string, number>> = { stick: 1, pack20: 20, carton200: 200 };

/** Cartons, packs and cigarettes in one row are mostly the same goods three times: of these the finest. */
function restatedSticks(lines: readonly Draft['goods'][]): Draft['goods'] | undefined {
  const counted = lines.map(line => ({ line, each: sticksIn[line.unit ?? ''] ?? 0 }));
  const sums = counted.map(({ line, each }) => (line.quantity ?? 0) * each);
  const least = Math.min(...sums);
  if (least === 0 || Math.max(...sums) > least * 1.25) return undefined;
  return counted.sort((a, b) => a.each - b.each)[0]?.line;
}

/** What the header says, where the row does not say it itself. */
function take({ unit, currency, product, text }: Measure, line: Draft['goods'], row: Draft['goods']): void {
  if (unit !== undefined && row.unit === undefined) line.unit = unit;
  if (unit === 'amount' && currency !== undefined) line.currency = currency;
  if (product === undefined) return;
  const slash = product.indexOf('/');
  line.heading = product.slice(0, slash);
  line.product = product.slice(slash + 1);
  if (text !== undefined) line.productText = text;
}

/** Goods a cell names with their numbers, a line each: "12 kg cocaine; 3 pistols". */
function goodsReader(
  plan: ImportPlan,
  column: number,
  answers: Answers,
): (cells: readonly string[], draft: Draft) => Draft[] {
  const units = new Set(plan.unitWords);
  const names = new Set(plan.goodsNames);
  const cellIn = cellOf(plan, column);
  const product = cellReader(fieldNamed('product'), column, plan, answers);
  const quantity = cellReader(fieldNamed('quantity'), column, plan, answers);
  return (cells, draft) => {
    const cell = cellIn(cells);
    const named = goodsIn(cell, units, names);
    if (!named) {
      const code = isBlank(cell) ? 'quantity_blank' : 'goods_unreadable';
      draft.problems.push({ level: 'error', code, field: 'goods', column, values: { cell: meaning(cell) } });
      return [draft];
    }
    const lines = named.map(one => {
      const line: Draft = { ...draft, goods: {}, details: { ...draft.details } };
      if (draft.goods.heading !== undefined) line.goods.heading = draft.goods.heading;
      const currency = moneyIn(one.product);
      if (currency === undefined) product(one.product, line);
      else Object.assign(line.goods, { heading: 'CURR', product: 'CASH-NOTE', unit: 'amount', currency });
      quantity(one.unit === undefined ? one.number : `${one.number} ${one.unit}`, line);
      return line;
    });
    if (isNarrated(cell, units)) {
      const values = { n: named.length };
      draft.problems.push({ level: 'warning', code: 'goods_narrated', field: 'goods', column, values });
    }
    const [first, ...more] = lines;
    Object.assign(draft.goods, first?.goods);
    Object.assign(draft, told(first));
    return [draft, ...more];
  };
}

/** What finishing a line needs of its reading besides the goods. */
function told(line: Draft | undefined): Pick<Draft, 'productWord' | 'unitWord' | 'quantityCell'> {
  const { productWord, unitWord, quantityCell } = line ?? {};
  return {
    ...(productWord === undefined ? {} : { productWord }),
    ...(unitWord === undefined ? {} : { unitWord }),
    ...(quantityCell === undefined ? {} : { quantityCell }),
  };
}

function fieldNamed(name: string): ImportField {
  const field = importFields.get(name);
  if (!field) throw new Error(`no field ${name}`);
  return field;
}
