import { headerMeasure } from '../columns/header-units.ts';
import { dateStyleOf, type ImportPlan } from '../plan.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { readDate } from '../values/dates.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { monthIn, saysFiscal, writtenYear, type WrittenYear } from './periods.ts';
import { areNumbers, isPeriodName, type TotalsSign } from './totals-signs.ts';
import { countsCases } from './totals-words.ts';

/** A column that holds the figures of one time: a year, a month of a year, or a month of the row's year. */
export interface PeriodColumn {
  readonly column: number;
  readonly year?: WrittenYear;
  readonly month?: number;
}

/** How the rows of a file of totals are read. */
export interface TotalsPlan {
  readonly rows: ImportPlan;
  /** The column that counts cases. */
  readonly cases?: number;
  readonly across: readonly PeriodColumn[];
  /** The column that says what was counted, for rows whose product no list knows. */
  readonly label?: number;
  readonly isFiscal: boolean;
  /** How fine dates are meant to be, as far as the file's signs tell. */
  readonly finest: 'day' | 'month' | 'year';
  /** The time of the whole file, where no column tells it: YYYY or YYYY-MM. */
  readonly period?: string;
}

/** Takes the figures of a file apart: counts of cases, quantities, and columns that are a time. */
export function totalsPlan(
  plan: ImportPlan,
  sample: readonly RawRow[],
  signs: readonly TotalsSign[],
  vocabulary: Vocabulary,
  period?: string,
): TotalsPlan {
  const rows = sample.filter(({ aside }) => aside === undefined);
  const cases = plan.header.findIndex((header, column) => countsCases(header) && areNumbers(rows, column));
  const periods = plan.header.flatMap((header, column) =>
    isPeriodName(header) && areNumbers(rows, column) ? [columnOf(header, column)] : [],
  );
  const across = periods.length < 3 ? [] : periods;
  const taken = new Set([cases, ...across.map(({ column }) => column)]);
  const mapping = plan.mapping.map((field, column) => (taken.has(column) ? null : field));
  const told: ImportPlan = { ...plan, mapping };
  const label = labelOf(told, rows);
  return {
    rows: across.length > 0 ? told : withQuantities(told, rows, taken, vocabulary),
    ...(cases === -1 ? {} : { cases }),
    across,
    ...(label === -1 ? {} : { label }),
    isFiscal: saysFiscal(plan.header[mapping.indexOf('seizureYear')] ?? ''),
    finest: signs.some(({ key }) => key === 'year_only')
      ? 'year'
      : signs.some(({ key }) => key === 'month_only')
        ? 'month'
        : 'day',
    ...(period === undefined ? {} : { period }),
  };
}

function columnOf(header: string, column: number): PeriodColumn {
  const year = writtenYear(header);
  if (year) return { column, year };
  const month = monthIn(header);
  if (month !== undefined) return { column, month };
  const read = readDate(header, { order: 'dmy' });
  if (typeof read === 'string') return { column };
  const [ofYear = 0, ofMonth = 0] = read.date.split('-').map(Number);
  return { column, year: { year: ofYear, isFiscal: false, isSpan: false }, month: ofMonth };
}

/** A count of cases that was taken for the quantity leaves that to the columns whose headers name a unit. */
function withQuantities(
  plan: ImportPlan,
  rows: readonly RawRow[],
  taken: ReadonlySet<number>,
  vocabulary: Vocabulary,
): ImportPlan {
  if (plan.mapping.includes('quantity') || plan.mapping.includes('goods')) return plan;
  const found = plan.header.flatMap((header, column) => {
    if (taken.has(column) || plan.mapping[column] !== null || !areNumbers(rows, column)) return [];
    const unit = unitIn(header, vocabulary);
    return unit === undefined ? [] : [{ column, unit }];
  });
  const measures = Object.fromEntries(found.map(({ column, unit }) => [column, { unit }]));
  return {
    ...plan,
    mapping: plan.mapping.map((field, column) => (column in measures ? 'quantity' : field)),
    measures: { ...plan.measures, ...measures },
  };
}

function unitIn(header: string, vocabulary: Vocabulary): string | undefined {
  const match = vocabulary.matchers.unit.match(header, { spelling: false });
  return match.how === 'exact' && match.auto ? match.code : headerMeasure(header, vocabulary)?.unit;
}

/** The product's column, the heading's, or the first of words. */
function labelOf(plan: ImportPlan, rows: readonly RawRow[]): number {
  const named = ['product', 'heading', 'goods', 'productText'].map(field => plan.mapping.indexOf(field));
  const free = plan.mapping.findIndex((field, column) => field === null && isText(plan, rows, column));
  return [...named, free].find(column => column !== -1) ?? -1;
}

function isText(plan: ImportPlan, rows: readonly RawRow[], column: number): boolean {
  const isDate = (cell: string): boolean => typeof readDate(cell, dateStyleOf(plan, column)) !== 'string';
  const cells = rows.map(({ cells: own }) => own[column] ?? '').filter(cell => cell.trim() !== '');
  return cells.length > 0 && !areNumbers(rows, column) && !cells.every(isDate);
}
