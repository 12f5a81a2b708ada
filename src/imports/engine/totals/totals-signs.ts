import { importFields } from '../columns/import-fields.ts';
import { cellType } from '../values/cell-type.ts';
import { readDate } from '../values/dates.ts';
import { westernDigits } from '../values/digits.ts';
import { monthIn } from './periods.ts';
import { dateStyleOf, type ImportPlan } from '../plan.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { fold, isBlank, tidy } from '../words/words.ts';
import { countsCases, namesLicence, saysTotal } from './totals-words.ts';

/** Signs that a file holds no seizures, for the locale text `imports:totals.signs.<key>`. */
export const totalsSigns = [
  'no_date',
  'year_only',
  'month_only',
  'one_row_each',
  'counts',
  'total_header',
  'total_rows',
  'periods_across',
  'persons',
  'licences',
] as const;
export type TotalsSign = {
  readonly key: (typeof totalsSigns)[number];
  readonly values: Readonly<Record<string, string | number>>;
};

/** What a file holds when it holds no seizures. */
export interface NoSeizures {
  readonly what: 'totals' | 'persons' | 'licences';
  readonly signs: readonly TotalsSign[];
}

/** Rows needed before "one row for each" tells anything. */
const enough = 6;

/**
 * Whether the rows are totals (a month, a year, a place, a product), persons or licences rather than seizures, with the
 * signs of it; undefined when they are seizures as far as can be seen. Nothing is decided: a person is asked.
 */
export function noSeizuresIn(plan: ImportPlan, sample: readonly RawRow[]): NoSeizures | undefined {
  const rows = sample.filter(({ aside }) => aside === undefined);
  if (rows.length === 0) return undefined;
  const persons = plan.mapping.filter(field => field === 'nominal').length;
  const goods = ['product', 'heading', 'quantity'].filter(field => plan.mapping.includes(field)).length;
  if (persons >= 2 && goods <= 1 && persons * 2 >= plan.header.length)
    return { what: 'persons', signs: [{ key: 'persons', values: { count: persons } }] };
  const licence = plan.header.find(namesLicence);
  if (licence !== undefined && !plan.mapping.includes('quantity'))
    return { what: 'licences', signs: [{ key: 'licences', values: { column: licence } }] };
  const signs = signsOfTotals(plan, rows, sample);
  return areTotals(signs, tellsOfCases(plan, rows), placesCases(plan)) ? { what: 'totals', signs } : undefined;
}

/** How goods were hidden or found is told of a case, never of a total. */
function tellsOfCases({ mapping }: ImportPlan, rows: readonly RawRow[]): boolean {
  const fields = ['concealment', 'concealmentText', 'detection', 'narrative'];
  const isTold = (column: number): boolean =>
    rows.filter(({ cells }) => !isBlank(cells[column] ?? '')).length >= rows.length * 0.2;
  return mapping.some((field, column) => field !== null && fields.includes(field) && isTold(column));
}

/** A case of which only the year is known has a place or a number at least. */
function placesCases({ mapping }: ImportPlan): boolean {
  return ['place', 'placeName', 'latitude', 'nationalRef', 'agency'].some(field => mapping.includes(field));
}

function areTotals(signs: readonly TotalsSign[], ofCases: boolean, hasPlace: boolean): boolean {
  const has = (...keys: readonly TotalsSign['key'][]): boolean => signs.some(({ key }) => keys.includes(key));
  if (has('periods_across')) return true;
  if (has('counts') && has('one_row_each')) return true;
  if (has('year_only') && !ofCases && !hasPlace) return true;
  const isPeriod = has('no_date', 'year_only', 'month_only');
  return isPeriod && (has('counts', 'total_header') || (has('one_row_each') && !ofCases));
}

function signsOfTotals(plan: ImportPlan, rows: readonly RawRow[], all: readonly RawRow[]): TotalsSign[] {
  const counted = plan.header.find((header, column) => countsCases(header) && areCounts(rows, column));
  const total = plan.header.find((header, column) => saysTotal(header) && areSums(rows, column));
  const totals = all.filter(({ cells }) => cells.some(cell => cell.length < 30 && saysTotal(cell))).length;
  const periods = plan.header.filter((header, column) => isPeriodName(lastPart(header)) && areNumbers(rows, column));
  const sign = (key: TotalsSign['key'], values: TotalsSign['values'] = {}): TotalsSign => ({ key, values });
  return [
    ...periodSign(plan, rows),
    ...(hasOneRowEach(plan, rows) ? [sign('one_row_each', { rows: rows.length })] : []),
    ...(counted === undefined ? [] : [sign('counts', { column: counted })]),
    ...(total === undefined ? [] : [sign('total_header', { column: total })]),
    ...(totals === 0 ? [] : [sign('total_rows', { count: totals })]),
    ...(periods.length < 3 ? [] : [sign('periods_across', { first: periods[0] ?? '', last: periods.at(-1) ?? '' })]),
  ];
}

/** "Quantity / 2022" is a figure of that year. */
function lastPart(header: string): string {
  return header.slice(header.lastIndexOf(' / ') + 1).replace(/^\/ /, '');
}

/** How fine the dates of the rows are, where they are no days. */
function periodSign(plan: ImportPlan, rows: readonly RawRow[]): TotalsSign[] {
  const { mapping } = plan;
  const sign = (key: TotalsSign['key']): TotalsSign[] => [{ key, values: {} }];
  if (plan.constants.seizureDate !== undefined) return [];
  if (mapping.includes('seizureDay')) return [];
  const column = mapping.indexOf('seizureDate');
  if (column !== -1) return datesSign(plan, column, rows);
  if (mapping.includes('seizureMonth')) return sign('month_only');
  return sign(mapping.includes('seizureYear') ? 'year_only' : 'no_date');
}

/** Dates without a day, or all on the first or the last day of a month, or of a year. */
function datesSign(plan: ImportPlan, column: number, rows: readonly RawRow[]): TotalsSign[] {
  const dates = rows.flatMap(({ cells }) => {
    const read = readDate(cells[column] ?? '', dateStyleOf(plan, column));
    return typeof read === 'string' ? [] : [read];
  });
  if (dates.length < enough) return [];
  const isEdge = (date: string): boolean =>
    date.endsWith('-01') || new Date(Date.parse(date) + 86_400_000).getUTCDate() === 1;
  if (!dates.every(({ precision, date }) => precision !== 'day' || isEdge(date))) return [];
  const isYear = dates.every(({ precision, date }) => precision === 'year' || /-(?:01-01|12-31)$/.test(date));
  return [{ key: isYear ? 'year_only' : 'month_only', values: {} }];
}

/**
 * Each combination of the columns that are no measures occurs once, as in a table of totals. A reference that numbers
 * every row, or a text of its own in each, would make any list look so: they are left out, and where they fill the
 * file nothing is said.
 */
function hasOneRowEach(plan: ImportPlan, rows: readonly RawRow[]): boolean {
  if (rows.length < enough || numbersRows(rows, plan.mapping.indexOf('nationalRef'))) return false;
  const columns = plan.header.flatMap((_, column) => (isDimension(plan, rows, column) ? [column] : []));
  if (columns.length === 1 && columns[0] !== undefined) return isTable(plan, rows, columns[0]);
  if (columns.length < 2) return false;
  const distinct = columns.map(column => new Set(rows.map(({ cells }) => fold(cells[column] ?? ''))).size);
  if (Math.max(...distinct) === rows.length) return false;
  const keys = new Set(rows.map(({ cells }) => columns.map(column => fold(cells[column] ?? '')).join('\u001f')));
  return keys.size === rows.length;
}

/** Whether the cells of a column differ in nearly all rows: counts of cases, taken for numbers of them, repeat. */
function numbersRows(rows: readonly RawRow[], column: number): boolean {
  return column !== -1 && new Set(rows.map(({ cells }) => cells[column])).size > rows.length * 0.9;
}

/** One row a place or a year, and figures across. */
function isTable(plan: ImportPlan, rows: readonly RawRow[], dimension: number): boolean {
  const figures = plan.header.filter((_, column) => column !== dimension && areNumbers(rows, column)).length;
  const keys = new Set(rows.map(({ cells }) => fold(cells[dimension] ?? '')));
  return figures >= 3 && keys.size === rows.length;
}

function isDimension(plan: ImportPlan, rows: readonly RawRow[], column: number): boolean {
  const field = plan.mapping[column];
  if (field === 'rowNumber' || field === 'narrative' || field === 'nominal') return false;
  const reading = field === null || field === undefined ? undefined : importFields.get(field)?.reading;
  if (reading === 'year' || reading === 'month' || reading === 'date') return true;
  return reading !== 'number' && !areNumbers(rows, column);
}

/** Numbers of which most are more than one: the total of a single weapon is a count of it. */
function areSums(rows: readonly RawRow[], column: number): boolean {
  const small = rows.filter(({ cells }) => /^\s*[012]?\s*$/.test(cells[column] ?? '')).length;
  return areNumbers(rows, column) && small < rows.length * 0.5;
}

/** Numbers, some of them more than one: where each row counts one case, it is one. */
function areCounts(rows: readonly RawRow[], column: number): boolean {
  const more = rows.filter(({ cells }) => !['', '1'].includes((cells[column] ?? '').trim())).length;
  return areNumbers(rows, column) && more > Math.max(1, rows.length * 0.02);
}

/** Whether nearly all filled cells of a column are numbers. */
export function areNumbers(rows: readonly RawRow[], column: number): boolean {
  const filled = rows.map(({ cells }) => cells[column] ?? '').filter(cell => !isBlank(cell));
  return filled.length > 0 && filled.filter(cell => cellType(cell) === 'number').length >= filled.length * 0.8;
}

/** Whether a header is a year or a month: its column holds the figures of that time. */
export function isPeriodName(header: string): boolean {
  const text = westernDigits(tidy(header));
  if (/^(?:(?:fy|cy)\s*)?(?:19[5-9]\d|20\d\d)(?:\s*[-/]\s*\d{2,4})?$/i.test(text)) return true;
  if (monthIn(text) !== undefined) return !/^\d/.test(text);
  const read = readDate(text, { order: 'dmy' });
  return typeof read !== 'string' && read.precision === 'month';
}
