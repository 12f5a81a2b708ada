import { readDate } from '../values/dates.ts';
import { westernDigits } from '../values/digits.ts';
import { monthWritten } from '../values/month-names.ts';
import { tidy } from '../words/words.ts';

/** The time a total is about. A fiscal year is told as such, its days as far as its country's are known. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly kind: 'day' | 'month' | 'year' | 'fiscal_year';
}

/** A year as written: "2019", "FY19", "2019/20". */
export interface WrittenYear {
  readonly year: number;
  readonly isFiscal: boolean;
  /** "2019/20" names both years it lies in. */
  readonly isSpan: boolean;
}

/** First month of the government's year, where it is not January: general knowledge. */
const firstMonths: Readonly<Record<string, number>> = {
  ...{ US: 10, TH: 10, AU: 7, NZ: 7, PK: 7, BD: 7, KE: 7, UG: 7, TZ: 7, RW: 7, EG: 7 },
  ...{ IN: 4, GB: 4, CA: 4, HK: 4, SG: 4, ZA: 4, BW: 4, LS: 4, SZ: 4, NA: 4, JM: 4, JP: 4 },
};
/** Where "fiscal 2019" begins in 2019; elsewhere it ends in it. */
const namedByTheirStart: ReadonlySet<string> = new Set(['JP']);

const yearShape = /^(?:(f\.?y\.?|cy|ay)\s*)?((?:19|20)\d\d|(?<=y\.?\s*)\d\d)(?:\s*[-/–]\s*(\d{2}|\d{4}))?$/i;

export function writtenYear(cell: string): WrittenYear | undefined {
  const text = westernDigits(tidy(cell)).replace(/^([12])[.,\s](?=\d{3}$)/, '$1');
  const [, before = '', first = '', second] = yearShape.exec(text.replace(/\.0+$/, '')) ?? [];
  if (first === '') return undefined;
  const year = first.length === 2 ? 2000 + Number(first) : Number(first);
  if (second !== undefined && (year + 1) % 100 !== Number(second) % 100) return undefined;
  return { year, isFiscal: second !== undefined || /^f/i.test(before), isSpan: second !== undefined };
}

/** Whether a header says that its years are those of a budget. */
export function saysFiscal(header: string): boolean {
  return /\b(?:f\.?y|fiscal|financial|exercice|ejercicio|exerc[ií]cio)\b/i.test(header.replaceAll('_', ' '));
}

export function monthOf(year: number, month: number): Period | undefined {
  const read = readDate(`${year}-${month}-1`, { order: 'ymd' });
  return typeof read === 'string' ? undefined : { from: read.date, to: lastDay(year, month), kind: 'month' };
}

/** A year, or a month of it. In a fiscal year the months before January belong to the calendar year before. */
export function yearOf(written: WrittenYear, month: number | undefined, country: string): Period | undefined {
  const start = written.isFiscal ? (firstMonths[country] ?? 1) : 1;
  const begins = written.isSpan || start === 1 || namedByTheirStart.has(country) ? written.year : written.year - 1;
  if (month !== undefined) return monthOf(month >= start ? begins : begins + 1, month);
  const from = `${begins}-${String(start).padStart(2, '0')}-01`;
  const ends = start === 1 ? { year: begins, month: 12 } : { year: begins + 1, month: start - 1 };
  return { from, to: lastDay(ends.year, ends.month), kind: written.isFiscal ? 'fiscal_year' : 'year' };
}

/** A date as the period it stands for: lists of totals write a month as its first or its last day. */
export function dateAs(date: string, precision: 'day' | 'month' | 'year'): Period | undefined {
  const [year = 0, month = 0] = date.split('-').map(Number);
  if (precision === 'day') return { from: date, to: date, kind: 'day' };
  return precision === 'month' ? monthOf(year, month) : yearOf({ year, isFiscal: false, isSpan: false }, undefined, '');
}

/** Number of a month by its name or its number; undefined when it is none. */
export function monthIn(cell: string): number | undefined {
  const text = westernDigits(tidy(cell)).replace(/\.$/, '');
  if (/^\d{1,2}(?:[.,]0+)?$/.test(text)) {
    const month = Math.trunc(Number(text.replace(',', '.')));
    return month >= 1 && month <= 12 ? month : undefined;
  }
  if (!/^[\p{L}\p{M}]+$/u.test(text)) return undefined;
  const named = monthWritten(text);
  if (named !== undefined) return named;
  const read = readDate(`${text} 2000`, { order: 'dmy' });
  return typeof read === 'string' ? undefined : Number(read.date.slice(5, 7));
}

function lastDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
