import type { RecordWords as Words } from '../../seizures/index.ts';
import { readDate, type DateStyle } from '../engine/values/dates.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import { readNumber, type NumberStyle } from '../engine/values/numbers.ts';
import { dateStyleOf, numberStyleOf } from '../engine/plan.ts';
import { openStyles } from '../open-questions.ts';
import { fieldLabel } from '../columns/presenter-fields.ts';
import { columnLetter } from '../check/presenter-problems.ts';
import type { Import } from '../store.ts';
import { numberFormat } from '../../text/formats.ts';

export function dateStyleName(words: Words, style: DateStyle): string {
  if (style.swapIso) return words.t('imports:styles.swapped');
  if (style.buddhist) return words.t('imports:styles.buddhist');
  return words.t(`imports:styles.order.${style.order}`);
}

export function numberStyleName(words: Words, { decimal }: NumberStyle): string {
  return words.t(decimal === ',' ? 'imports:styles.comma' : 'imports:styles.point');
}

/** One way to read a column, with what it makes of real cells. */
interface StyleChoice {
  readonly style: { readonly date: DateStyle } | { readonly number: NumberStyle };
  readonly label: string;
  readonly examples: readonly { readonly cell: string; readonly read: string }[];
}

export interface StyledColumn {
  readonly column: number;
  readonly choices: readonly StyleChoice[];
  /** Position of the one that holds. */
  readonly chosen: number;
  readonly isOpen: boolean;
  readonly why: string | undefined;
}

/** The columns of dates and numbers with the ways they can be read. */
export function styledColumns(words: Words, file: Import): StyledColumn[] {
  const { rows } = file.plan;
  const open = new Set(openStyles(file));
  return rows.mapping.flatMap((field, column): StyledColumn[] => {
    const reading = field === null ? undefined : importFields.get(field)?.reading;
    if (reading === 'date') return [dateColumn(words, file, column, open.has(column))];
    return reading === 'number' ? [numberColumn(words, file, column, open.has(column))] : [];
  });
}

function cellsOf({ plan, sniffed }: Import, column: number): string[] {
  const seen = sniffed.sample
    .filter(({ aside }) => aside === undefined)
    .map(({ cells }) => cells[column] ?? '')
    .filter(cell => cell.trim() !== '');
  return [...new Set([...(plan.proposals.find(one => one.column === column)?.examples ?? []), ...seen])];
}

function dateColumn(words: Words, file: Import, column: number, isOpen: boolean): StyledColumn {
  const holds = dateStyleOf(file.plan.rows, column);
  const decision = ofYear(file.plan.survey?.dates.find(([at]) => at === column)?.[1], holds);
  const cells = cellsOf(file, column);
  const usual = (['dmy', 'mdy', 'ymd'] as const).map(order => ({ ...holds, order }));
  return styledColumn(words, { column, isOpen, holds, decision, usual, cells }, style => ({
    style: { date: style },
    label: dateStyleName(words, style),
    read: cell => dateText(words, cell, style),
  }));
}

/** Dates without a year are of the file's, whatever the order of the others. */
function ofYear<D extends { readonly options: readonly { readonly style: DateStyle }[] }>(
  decision: D | undefined,
  { year }: DateStyle,
): D | undefined {
  if (decision === undefined || year === undefined) return decision;
  return { ...decision, options: decision.options.map(one => ({ ...one, style: { ...one.style, year } })) };
}

function dateText(words: Words, cell: string, style: DateStyle): string {
  const read = readDate(cell, style);
  return typeof read === 'string' ? words.t('imports:styles.unread') : words.date(read.date);
}

function numberColumn(words: Words, file: Import, column: number, isOpen: boolean): StyledColumn {
  const holds = numberStyleOf(file.plan.rows, column);
  const decision = file.plan.survey?.numbers.find(([at]) => at === column)?.[1];
  const cells = cellsOf(file, column).sort((a, b) => Number(/[.,]/.test(b)) - Number(/[.,]/.test(a)));
  const usual = (['.', ','] as const).map(decimal => ({ ...holds, decimal }));
  return styledColumn(words, { column, isOpen, holds, decision, usual, cells }, style => ({
    style: { number: style },
    label: numberStyleName(words, style),
    read: cell => numberText(words, cell, style),
  }));
}

function numberText(words: Words, cell: string, style: NumberStyle): string {
  const read = readNumber(cell, style);
  // Without thousands set apart: "1,230" read as 1230 and as 1.23 must not look alike.
  return typeof read === 'string'
    ? words.t('imports:styles.unread')
    : numberFormat(words.lang, { useGrouping: false, maximumSignificantDigits: 12 }).format(read.value);
}

interface Styling<S> {
  readonly column: number;
  readonly isOpen: boolean;
  readonly holds: S;
  readonly decision:
    | {
        readonly why: string;
        readonly counts: object;
        readonly options: readonly { readonly style: S; readonly examples: readonly { readonly cell: string }[] }[];
      }
    | undefined;
  /** The styles to choose from where the survey found none. */
  readonly usual: readonly S[];
  /** Cells of the column, from which those are shown that the styles read differently. */
  readonly cells: readonly string[];
}

function styledColumn<S extends object>(
  words: Words,
  { column, isOpen, holds, decision, usual, cells }: Styling<S>,
  show: (style: S) => Omit<StyleChoice, 'examples'> & { read: (cell: string) => string },
): StyledColumn {
  const found = decision?.options ?? [];
  const styles = found.length > 0 ? found.map(({ style }) => style) : usual;
  const offered = styles.map(show);
  const own = found.flatMap(({ examples }) => examples.map(({ cell }) => cell));
  const shown = telling([...new Set([...own, ...cells])], offered).slice(0, examplesShown);
  return {
    column,
    isOpen,
    why: isOpen && decision ? whyText(words, decision) : undefined,
    chosen: position(styles, holds),
    choices: offered.map(({ read, ...choice }) => ({
      ...choice,
      examples: shown.map(cell => ({ cell, read: read(cell) })),
    })),
  };
}

const examplesShown = 3;

/** The cells that are read differently, before those that tell nothing of the question. */
function telling(cells: readonly string[], ways: readonly { read: (cell: string) => string }[]): string[] {
  const differ = cells.filter(cell => new Set(ways.map(({ read }) => read(cell))).size > 1);
  const differing = new Set(differ);
  return [...differ, ...cells.filter(cell => !differing.has(cell))];
}

/** Kinds of cells that can be read one way only. */
const certain = ['dayFirst', 'monthFirst', 'clear', 'iso', 'serial', 'point', 'comma', 'whole'];

/** Why it must be asked; how many cells allow both readings, where it is not all of them. */
function whyText(words: Words, { why, counts }: NonNullable<Styling<object>['decision']>): string {
  const countOf = (kind: string): number => Number(Object.entries(counts).find(([name]) => name === kind)?.[1] ?? 0);
  const count = countOf('both');
  const of = certain.reduce((sum, kind) => sum + countOf(kind), count);
  return why === 'both_fit' && count < of
    ? words.t('imports:styles.why.some_fit', { count, n: words.number(count), of: words.number(of) })
    : words.t(`imports:styles.why.${why}`);
}

function position(styles: readonly object[], holds: object): number {
  const text = (style: object): string => JSON.stringify(Object.entries(style).sort());
  return Math.max(
    0,
    styles.findIndex(style => text(style) === text(holds)),
  );
}

/** The page of dates and numbers: those that must be asked first. */
export function stylesPage(words: Words, file: Import, errors: ReadonlyMap<number, string>) {
  const columns = styledColumns(words, file).sort((a, b) => Number(b.isOpen) - Number(a.isOpen));
  const legend = (column: number): string =>
    words.t('imports:styles.column', {
      letter: columnLetter(column),
      name: file.plan.rows.header[column] ?? '',
      field: fieldLabel(words, file.plan.rows.mapping[column] ?? ''),
    });
  return {
    columns: columns.map(({ column, choices, chosen, isOpen, why }) => ({
      id: `d-${column}`,
      name: `d.${column}`,
      why,
      error: errors.get(column),
      legend: legend(column),
      choices: choices.map(({ label, examples }, at) => ({
        value: String(at),
        label,
        examples,
        checked: at === chosen && !isOpen,
      })),
    })),
    problems: [...errors].map(([column, text]) => ({
      text: words.t('imports:reasonOf', { label: legend(column), text }),
      href: `#d-${column}`,
    })),
    sections: { open: columns.filter(({ isOpen }) => isOpen).length },
  };
}
