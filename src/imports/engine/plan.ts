import type { DateStyle } from './values/dates.ts';
import { importFields, type ImportField, type WordKind } from './columns/import-fields.ts';
import type { NumberStyle } from './values/numbers.ts';
import { fold, isBlank, tidy } from './words/words.ts';

/**
 * How the rows of a file become records. Plain data: it is stored with the import, and as a profile for the next file.
 */
export interface ImportPlan {
  readonly header: readonly string[];
  /** Field of import-fields.ts by column; null where the column is kept as source only. */
  readonly mapping: readonly (string | null)[];
  /** Fields with one value for all rows, as they stand in the record (codes, YYYY-MM-DD, texts). */
  readonly constants: Readonly<Record<string, string>>;
  readonly dateStyle: DateStyle;
  readonly numberStyle: NumberStyle;
  /** Columns written in another style than the file's. */
  readonly styles?: Readonly<Record<number, { readonly date?: DateStyle; readonly number?: NumberStyle }>>;
  /** Columns of choices in words, as our own exports hold them: options by folded word. */
  readonly choices?: Readonly<Record<number, Readonly<Record<string, string>>>>;
  /** Heading of all rows when no column tells it; products confirmed under another heading move their rows there. */
  readonly heading?: string;
  /** What headers say of the numbers below them: their unit, their currency, or the product they count. */
  readonly measures?: Readonly<Record<number, Measure>>;
  /** Columns read behind another: the species behind its genus. */
  readonly behind?: Readonly<Record<number, number>>;
  /** Columns of further goods of a row ("Goods 2"), by the column of the first ones. */
  readonly repeats?: readonly Readonly<Record<number, number>>[];
  /** Folded words for units in cells that name several goods (goods-text.ts). */
  readonly unitWords?: readonly string[];
  /** Folded names of goods that stories count without a unit. */
  readonly goodsNames?: readonly string[];
  /** Columns read in place of others where these are blank: the group of animals where no species stands. */
  readonly instead?: Readonly<Record<number, number>>;
  /** NA stands for "no value" all over the file, and for Namibia nowhere. */
  readonly naIsBlank?: boolean;
  /** Unit taken where none is stated: a code, or each product's own (`natural`). Every row so read is marked. */
  readonly assumedUnit?: string;
  /** Codes of units that stand in the words for goods, by folded word, where nothing else states them. */
  readonly unitsOfGoods?: Readonly<Record<string, string>>;
  /** Month that begins the years of the column of years, where these are fiscal years. */
  readonly fiscalStart?: number;
  /** Unmapped columns added to the narrative as "header: cell". */
  readonly narrativeColumns?: readonly number[];
  /** Codes for "other: keep the officer's word" (Vocabulary.others). */
  readonly others: Readonly<Record<string, string>>;
  /** Plain date of the day, YYYY-MM-DD, against which dates are in the future or old. */
  readonly today: string;
}

export interface Measure {
  readonly unit?: string;
  readonly currency?: string;
  /** What amounts of money are multiplied by: the header says millions. */
  readonly scale?: number;
  /** HEADING/CODE. */
  readonly product?: string;
  /** What the header calls goods that are on no list. */
  readonly text?: string;
}

/**
 * What a word of the file was decided to mean. A product code is HEADING/CODE; a heading may bring its usual product,
 * also HEADING/CODE.
 */
export type Answer = { readonly code: string } | { readonly other: string } | { readonly blank: true };
export type Answers = ReadonlyMap<WordKind, ReadonlyMap<string, Answer>>;

/** Columns with their fields, unused and nominal ones left out. */
export function mappedColumns(plan: ImportPlan): { column: number; field: ImportField }[] {
  return plan.mapping.flatMap((name, column) => {
    const field = name === null ? undefined : importFields.get(name);
    return (field && field.part !== 'none') || (field && ['year', 'month', 'day'].includes(field.reading))
      ? [{ column, field: field as ImportField }]
      : [];
  });
}

function withoutNa(cell: string | undefined): string {
  return cell === undefined || isNa(cell) ? '' : cell;
}

/** What statistical programs write where they have no value; Namibia elsewhere. */
export function isNa(cell: string): boolean {
  return /^\s*(?:NA|#N\/A|NaN)\s*$/.test(cell);
}

/** The cell of a column, behind that of the column it is read with; where it is blank, the one read instead. */
export function cellOf(
  plan: Pick<ImportPlan, 'behind' | 'instead' | 'naIsBlank'>,
  column: number,
): (cells: readonly string[]) => string {
  const before = plan.behind?.[column];
  const filled = plan.naIsBlank === true ? withoutNa : (cell: string | undefined): string => cell ?? '';
  const instead = plan.instead?.[column];
  const own =
    before === undefined
      ? (cells: readonly string[]): string => filled(cells[column])
      : (cells: readonly string[]): string =>
          [filled(cells[before]), filled(cells[column])].filter(cell => !isBlank(cell)).join(' ');
  return instead === undefined ? own : cells => own(cells) || filled(cells[instead]);
}

/**
 * The key of a word in the answers. One for all spellings, but units keep their case (Mg is not mg) and products belong
 * to a heading: `context` is what the heading word means (HEADING, or HEADING/CODE where it brings its usual product),
 * '' when no heading is known.
 */
export function wordKey(kind: WordKind, word: string, context = ''): string {
  if (kind === 'unit') return tidy(word);
  return kind === 'product' ? `${context}|${fold(word)}` : fold(word);
}

export function dateStyleOf(plan: ImportPlan, column: number): DateStyle {
  return plan.styles?.[column]?.date ?? plan.dateStyle;
}

export function numberStyleOf(plan: ImportPlan, column: number): NumberStyle {
  return plan.styles?.[column]?.number ?? plan.numberStyle;
}

/** Several words in one cell ("Kenya; Uganda"), for fields that take a list. */
export function splitMany(cell: string): string[] {
  return cell
    .split(/\s*[;/|+]\s*|\s*,\s+|\n/)
    .map(part => part.trim())
    .filter(part => part !== '');
}
