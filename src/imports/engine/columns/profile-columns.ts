import { dateVotes, type DateDecision, type DateVotes } from '../values/date-style.ts';
import type { ImportField, WordKind } from './import-fields.ts';
import { inOneHand, numberVotes, type NumberDecision, type NumberVotes } from '../values/number-style.ts';
import { moneyIn } from './currency-signs.ts';
import { bareQuantities, type BareQuantity } from './bare-quantities.ts';
import { goodsIn } from '../values/goods-text.ts';
import type { NumberStyle } from '../values/numbers.ts';
import { readMeasured } from '../values/measured.ts';
import { routeEnds } from '../values/routes.ts';
import { packedIn } from '../values/packed.ts';
import { cellOf, mappedColumns, numberStyleOf, splitMany, wordKey, type ImportPlan } from '../plan.ts';
import { isOfGoods, parallelCells } from '../rows/parallel-cells.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { detached, isBlank, meaning } from '../words/words.ts';

/** A word of the file that must get a code, with how often it stands there and one row for the eye. */
export interface WordCount {
  readonly kind: WordKind;
  /** The word as first seen; other spellings of one key are counted with it. */
  readonly word: string;
  /** For products: the word in the heading column beside it; '' when there is no such column. */
  readonly context: string;
  readonly count: number;
  readonly line: number;
  /** Cells of the example row, null in place of nominal ones. */
  readonly example: readonly (string | null)[];
}

/** What one pass over all rows tells. */
export interface Survey {
  readonly rows: number;
  readonly aside: number;
  /** The commonest first. */
  readonly words: readonly WordCount[];
  /** By column. */
  readonly dates: ReadonlyMap<number, DateDecision>;
  readonly numbers: ReadonlyMap<number, NumberDecision>;
  /** Goods some of whose quantities have no unit; absent where the plan gives one to every row. */
  readonly bare?: readonly BareQuantity[];
}

/** The example row is copied once a word; numbers and dates, which may all differ, go without. */
interface Seen {
  count: number;
  readonly row: RawRow | undefined;
}

/** Distinct cells with counts; numbers and dates may have too many, so they are handed on in portions. */
interface Tally {
  readonly column: number;
  readonly field: ImportField;
  readonly cell: (cells: readonly string[]) => string;
  readonly seen: Map<string, Seen>;
  /** Reads a row in a way of its own. */
  readonly add?: (row: RawRow) => void;
  readonly flush?: (seen: ReadonlyMap<string, Seen>) => void;
}

const portion = 20_000;

/**
 * One pass over the rows under a plan: distinct words of coded fields with counts and an example, and the votes on date
 * and number styles over all cells (not only a sample). Set-aside rows are counted and skipped.
 */
export async function collectWords(plan: ImportPlan, rows: AsyncIterable<RawRow> | Iterable<RawRow>): Promise<Survey> {
  const survey = surveyor(plan);
  for await (const row of rows) survey.add(row);
  return survey.result();
}

/** The same pass, row by row, for callers that read the rows for other ends too. */
export function surveyor(plan: ImportPlan): { readonly add: (row: RawRow) => void; readonly result: () => Survey } {
  const columns = mappedColumns(plan);
  const headingColumn = plan.mapping.indexOf('heading');
  const dates = new Map<number, DateVotes>();
  const numbers = new Map<number, NumberVotes>();
  const units = new Map<string, Seen>();
  const tallies = columns
    .map(({ column, field }) => tally(column, field, plan, dates, numbers, units))
    .filter(each => each !== undefined);
  const bare = bareQuantities(plan);
  const parallel = parallelCells(plan);
  const counts = { rows: 0, aside: 0 };
  let isTyped = false;
  return {
    add: row => {
      if (row.aside) {
        counts.aside += 1;
        return;
      }
      counts.rows += 1;
      isTyped ||= row.typed === true;
      const [first = row.cells, ...more] = parallel(row.cells) ?? [];
      for (const each of tallies) addCell(each, { ...row, cells: first }, headingColumn);
      for (const cells of more)
        for (const each of tallies) if (isOfGoods(each.field.name)) addCell(each, { ...row, cells }, headingColumn);
      bare?.add(row);
    },
    result: () => {
      for (const { flush, seen } of tallies) flush?.(seen);
      return {
        ...counts,
        words: words(tallies, units, plan),
        dates: new Map([...dates].map(([column, votes]) => [column, votes.decide()])),
        numbers: inOneHand([...numbers].map(([column, votes]) => [column, votes.decide(isTyped)])),
        ...(bare ? { bare: bare.result() } : {}),
      };
    },
  };
}

function tally(
  column: number,
  field: ImportField,
  plan: ImportPlan,
  dates: Map<number, DateVotes>,
  numbers: Map<number, NumberVotes>,
  units: Map<string, Seen>,
): Tally | undefined {
  const seen = new Map<string, Seen>();
  const cell = cellOf(plan, column);
  if (field.kind === 'unit') return { column, field, cell: cells => unitIn(cell(cells)), seen };
  if (field.reading === 'words') return { column, field, cell, seen };
  if (field.reading === 'goods') return goodsTally(column, field, cell, plan, units, numbers);
  if (field.reading === 'date') {
    const votes = dateVotes();
    dates.set(column, votes);
    return { column, field, cell, seen, flush: flusher((each, { count }) => votes.add(each, count)) };
  }
  if (field.reading !== 'number') return undefined;
  const votes = numberVotes(things.has(plan.measures?.[column]?.unit ?? ''));
  const style = numberStyleOf(plan, column);
  numbers.set(column, votes);
  return {
    column,
    field,
    cell,
    seen,
    flush: flusher((each, one) => {
      votes.add(each, one.count);
      const read = mayHoldUnit(field, each) ? readMeasured(each, style) : 'blank';
      if (typeof read !== 'object') return;
      for (const unit of [read.unit, read.second?.unit])
        if (unit !== undefined && unit !== '%') addSeen(units, unit, one.row, one.count);
    }),
  };
}

/** Units of which nobody seizes a thousandth. */
const things: ReadonlySet<string> = new Set(['amount', 'piece', 'pair', 'stick', 'tablet', 'round', 'head', 'plant']);

/** The products and units of cells that name several goods. */
function goodsTally(
  column: number,
  field: ImportField,
  cell: Tally['cell'],
  plan: ImportPlan,
  units: Map<string, Seen>,
  numbers: Map<number, NumberVotes>,
): Tally {
  const words = new Set(plan.unitWords);
  const names = new Set(plan.goodsNames);
  const seen = new Map<string, Seen>();
  const votes = numberVotes();
  numbers.set(column, votes);
  return {
    column,
    field: { ...field, kind: 'product' },
    cell,
    seen,
    add: row => {
      for (const { number, product, unit } of goodsIn(cell(row.cells), words, names) ?? []) {
        votes.add(number);
        if (moneyIn(product) === undefined) addSeen(seen, `\u0000${product}`, row, 1);
        for (const word of unitsOf(number, unit, numberStyleOf(plan, column))) addSeen(units, word, row, 1);
      }
    },
  };
}

/** The unit behind a number, and that of a second measure in brackets. */
function unitsOf(number: string, unit: string | undefined, style: NumberStyle): string[] {
  if (unit?.includes('(') !== true) return unit === undefined ? [] : [unit];
  const read = readMeasured(`${number} ${unit}`, style);
  return typeof read === 'object' ? [read.unit, read.second?.unit].filter(word => word !== undefined) : [];
}

function flusher(each: (cell: string, seen: Seen) => void): (seen: ReadonlyMap<string, Seen>) => void {
  return seen => {
    for (const [cell, one] of seen) each(cell, one);
    (seen as Map<string, Seen>).clear();
  };
}

function addCell({ field, cell: cellIn, seen, add, flush }: Tally, row: RawRow, headingColumn: number): void {
  if (add) {
    add(row);
    return;
  }
  const cell = cellIn(row.cells);
  if (cell === '') return;
  const parts = partsIn(field, cell);
  if (field.kind === 'product')
    addSeen(seen, `${headingColumn === -1 ? '' : (row.cells[headingColumn] ?? '')}\u0000${cell}`, row, 1);
  else if (parts) for (const part of parts) addSeen(seen, part, row, 1);
  else addSeen(seen, cell, !flush || mayHoldUnit(field, cell) ? row : undefined, 1);
  if (flush && seen.size >= portion) flush(seen);
}

/** The words of a cell that holds several. */
function partsIn(field: ImportField, cell: string): readonly string[] | undefined {
  if (field.name === 'route') return routeEnds(cell) ?? [];
  return field.many === true ? splitMany(meaning(cell)) : undefined;
}

/** The unit of what is in each, where the cell says so. */
function unitIn(cell: string): string {
  return packedIn(meaning(cell))?.unit ?? cell;
}

function mayHoldUnit(field: ImportField, cell: string): boolean {
  return field.name === 'quantity' && /\p{L}/u.test(cell);
}

function addSeen(seen: Map<string, Seen>, key: string, row: RawRow | undefined, count: number): void {
  const known = seen.get(key);
  if (known) known.count += count;
  else seen.set(detached(key), { count, row: row && { line: row.line, cells: row.cells.map(detached) } });
}

function words(tallies: readonly Tally[], units: ReadonlyMap<string, Seen>, plan: ImportPlan): WordCount[] {
  const nominal = new Set(plan.mapping.flatMap((field, column) => (field === 'nominal' ? [column] : [])));
  const found = new Map<string, WordCount>();
  const add = (kind: WordKind, cell: string, { count, row }: Seen): void => {
    const [context = '', word = ''] = kind === 'product' ? cell.split('\u0000') : ['', cell];
    if (isBlank(word)) return;
    const key = `${kind}|${wordKey(kind, meaning(word), meaning(context))}`;
    const known = found.get(key);
    const example = (row?.cells ?? []).map((each, column) => (nominal.has(column) ? null : each));
    found.set(
      key,
      known
        ? { ...known, count: known.count + count }
        : { kind, word: meaning(word), context: meaning(context), count, line: row?.line ?? 0, example },
    );
  };
  for (const { field, seen } of tallies) if (field.kind) for (const [cell, one] of seen) add(field.kind, cell, one);
  for (const [word, one] of units) add('unit', word, one);
  return [...found.values()].sort((a, b) => b.count - a.count);
}
