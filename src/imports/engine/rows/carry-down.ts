import type { Dialect } from '../text/dialect.ts';
import { cellType } from '../values/cell-type.ts';
import { dateParts } from '../values/dates.ts';
import { isBlank, tidy } from '../words/words.ts';
import { keyOf, type Legends } from '../workbook/legends.ts';
import type { RawRow } from './raw-rows.ts';

/** Header of the column that holds the line above a group of rows. */
export const groupColumn = 'group';

/** What rows take from those above them. */
export interface Carried {
  /** Lines of one cell stand above groups of rows ("COCAINE", "Mombasa"): their text becomes the last column. */
  readonly groups?: boolean;
  /** Columns written only in the first row of several, blank below it. */
  readonly fillDown?: readonly number[];
  /** Cells say "the same as above" by a mark or a word. */
  readonly ditto?: boolean;
  /** Codes of a column are explained elsewhere in the file. */
  readonly legends?: Legends;
}

/** "The same": marks below what they repeat, and words, folded. */
const dittoMarks = new Set(
  (
    "〃|″|”|“|\"|''|''''|\"\"|,,|„|-\"-|-″-|--\"--|—\"—|-〃-|-//-|-''-|同上|上同|同|상동|위와 같음|ঐ|do.|ditto|dito|dto.|" +
    'idem|id.|ibid|ibid.|то же|тоже|همان|ايضا|أيضا|sda|s.d.a.|sama|jw.|j.w.'
  ).split('|'),
);

export function isDitto(cell: string): boolean {
  return cell !== '' && cell.length <= 8 && dittoMarks.has(cell.trim().toLowerCase());
}

/** Rows needed to see a pattern. */
const enough = 4;

/** How rows of this table lean on those above; nothing where each stands alone. */
export function carriedIn(rows: readonly RawRow[], width: number): Carried {
  const body = rows.filter(row => row.line > 0);
  const groups = hasGroups(body);
  const fillDown = filledDown(
    body.filter(row => row.aside === undefined && !isGroupLine(row)),
    width,
  );
  const ditto = body.some(({ cells, aside }, at) => at > 0 && aside === undefined && cells.some(isDitto));
  return {
    ...(groups ? { groups: true } : {}),
    ...(fillDown.length > 0 ? { fillDown } : {}),
    ...(ditto ? { ditto } : {}),
  };
}

/** A reader of rows in the file's order, each with what it takes from above. */
export function carrier({ groups, fillDown = [], ditto, legends }: Carried): (row: RawRow) => RawRow {
  const repeat = ditto === true ? repeater() : (row: RawRow): RawRow => row;
  const carry = carrierOf(groups === true, fillDown);
  const explained = legends ? explainer(legends) : (row: RawRow): RawRow => row;
  return row => explained(carry(repeat(row)));
}

/** Writes the meaning in the place of its code, and says so. */
function explainer(legends: Legends): (row: RawRow) => RawRow {
  const columns = Object.entries(legends).map(([column, legend]) => [Number(column), legend] as const);
  return row => {
    if (row.aside !== undefined) return row;
    const read = columns.flatMap(([column, legend]) => {
      const cell = row.cells[column] ?? '';
      const word = legend[keyOf(cell)];
      return word === undefined ? [] : [{ column, cell, word }];
    });
    if (read.length === 0) return row;
    const cells = [...row.cells];
    for (const { column, word } of read) cells[column] = word;
    const notes = read.map(({ column, cell, word }) => ({
      level: 'warning' as const,
      code: 'legend_read' as const,
      column,
      values: { cell, word },
    }));
    return { ...row, cells, notes: [...(row.notes ?? []), ...notes] };
  };
}

/** Writes out marks of "the same": each stands for what its column had in the row above. */
function repeater(): (row: RawRow) => RawRow {
  let above: readonly string[] = [];
  return row => {
    if (row.aside !== undefined) return row;
    const isRepeated = (cell: string, column: number): boolean => isDitto(cell) && !isBlank(above[column] ?? '');
    const cells = row.cells.some(isRepeated)
      ? row.cells.map((cell, column) => (isRepeated(cell, column) ? (above[column] ?? '') : cell))
      : row.cells;
    above = cells;
    return cells === row.cells ? row : { ...row, cells };
  };
}

function carrierOf(groups: boolean, fillDown: readonly number[]): (row: RawRow) => RawRow {
  if (!groups && fillDown.length === 0) return row => row;
  let group = '';
  let above: readonly string[] = [];
  return row => {
    if (groups && isGroupLine(row)) {
      group = tidy(row.cells.find(cell => !isBlank(cell)) ?? '');
      return { ...row, cells: [...row.cells, ''], aside: 'group' };
    }
    const cells = groups ? [...row.cells, row.aside ? '' : group] : row.cells;
    if (row.aside || fillDown.length === 0) return { ...row, cells };
    const filled = takenFromAbove(cells, above, fillDown);
    above = filled;
    if (filled === cells) return { ...row, cells };
    return { ...row, cells: filled, notes: [...(row.notes ?? []), { level: 'warning', code: 'taken_from_above' }] };
  };
}

/** All the columns together: a row with some of them is a new one, whose other cells are really blank. */
function takenFromAbove(
  cells: readonly string[],
  above: readonly string[],
  columns: readonly number[],
): readonly string[] {
  if (columns.some(column => !isBlank(cells[column] ?? ''))) return cells;
  return cells.map((cell, column) => (columns.includes(column) ? (above[column] ?? '') : cell));
}

/** One text, or a date, in the first columns and nothing else. */
function isGroupLine({ cells, aside }: RawRow): boolean {
  if (aside !== undefined && aside !== 'note' && aside !== 'group') return false;
  const filled = cells.flatMap((cell, column) => (isBlank(cell) ? [] : [column]));
  const [only] = filled;
  if (filled.length !== 1 || only === undefined || only > 1 || cells.length < 3) return false;
  const text = tidy(cells[only] ?? '');
  return (
    text.length <= 60 && ['letters', 'text', 'date'].includes(cellType(text)) && !/[:：]\s*\S{12,}|https?:/.test(text)
  );
}

/** Two lines of one cell or more, each with rows below it before the next. */
function hasGroups(rows: readonly RawRow[]): boolean {
  const lines = rows.flatMap((row, at) => (isGroupLine(row) ? [at] : []));
  const isFollowed = (at: number): boolean => {
    const next = rows[at + 1];
    return next !== undefined && next.aside === undefined && !isGroupLine(next);
  };
  const heads = lines.filter(isFollowed);
  return heads.length >= 2 && heads.length >= lines.length - 1 && (heads[0] ?? 0) <= 1;
}

/**
 * Columns at the left that are blank in the same rows, and never in the first: a tenth of the rows at least, or some
 * where they are many columns.
 */
function filledDown(rows: readonly RawRow[], width: number): number[] {
  const [first] = rows;
  if (!first || rows.length < enough) return [];
  const blanks = Array.from({ length: width }, (_, column) =>
    rows.flatMap(({ cells }, at) => (isBlank(cells[column] ?? '') ? [at] : [])),
  );
  const leading = blanks[0] ?? [];
  if (leading[0] === 0 || leading.length < 2 || leading.length > rows.length * 0.9) return [];
  const same = blanks.flatMap((own, column) => (areAlike(own, leading, rows.length) ? [column] : []));
  // A day, a month and a year may have columns of their own: then many more tell.
  if (!same.some(column => isDated(rows, column)) && same.length < manyColumns) return [];
  if (leading.length < rows.length * 0.1 && same.length < 4) return [];
  const rest = blanks.filter((_, column) => !same.includes(column));
  const others = rest.filter(own => own.length < rows.length * 0.05).length;
  const isTold = same.length >= 3 ? others >= 1 : same.length === 2 && others >= 2;
  return isTold ? same.filter(column => column === 0 || isDated(rows, column) || !areAmounts(rows, column)) : [];
}

const manyColumns = 6;

/** What the goods of several rows are worth together is said once; years and numbers of cases are of each. */
function areAmounts(rows: readonly RawRow[], column: number): boolean {
  const filled = rows.map(({ cells }) => tidy(cells[column] ?? '')).filter(cell => !isBlank(cell));
  const amounts = filled.filter(cell => cellType(cell) === 'number' && cell.length > 4);
  return amounts.length > filled.length * 0.5;
}

/** Blank in the same rows, but for a note below the table or a cell forgotten. */
function areAlike(own: readonly number[], leading: readonly number[], rows: number): boolean {
  const both = new Set(leading);
  const shared = own.filter(at => both.has(at)).length;
  const differing = own.length + leading.length - 2 * shared;
  return shared >= leading.length * 0.8 && differing <= Math.max(1, rows * 0.02);
}

/** Each seizure has its date: rows without one belong to the row above. Other blanks may be blanks. */
function isDated(rows: readonly RawRow[], column: number): boolean {
  const filled = rows.map(({ cells }) => cells[column] ?? '').filter(cell => !isBlank(cell));
  return filled.filter(isDate).length > filled.length * 0.8;
}

/** A date in figures, as the number of its day, or with the name of its month. */
function isDate(cell: string): boolean {
  const type = cellType(cell);
  return type === 'date' || (type === 'number' ? isSerial(cell) : dateParts(cell) !== undefined);
}

/** The number of a day, as workbooks count them, from 1990 to 2064. */
function isSerial(cell: string): boolean {
  return /^(?:3[3-9]|[45]\d)\d{3}$/.test(cell.trim());
}

/** The dialect of a table whose rows lean on those above, and its sample as it will be read. */
export function withCarried(
  dialect: Dialect,
  sample: readonly RawRow[],
): { readonly dialect: Dialect; readonly sample: RawRow[] } {
  const carried = carriedIn(sample, dialect.header.length);
  const read = carrier({ ...dialect, ...carried });
  const header = carried.groups === true ? [...dialect.header, groupColumn] : dialect.header;
  return { dialect: { ...dialect, header, ...carried }, sample: sample.map(read) };
}
