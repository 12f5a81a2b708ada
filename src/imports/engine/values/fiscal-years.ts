import { fold, isBlank } from '../words/words.ts';

/** Month that begins the fiscal year, by country. */
const starts: readonly (readonly [month: number, countries: string])[] = [
  [10, 'US TH'],
  [4, 'GB IN CA JP HK SG ZA'],
  [7, 'AU NZ PK BD EG KE UG TZ'],
];
const startBy = new Map(
  starts.flatMap(([month, countries]) => countries.split(' ').map(country => [country, month] as const)),
);

const named = /^(?:fy|f y|fiscal|exercice)\b|\b(?:fiscal|financial) year\b|ano fiscal|annee fiscale/;
const shape = /^(fy\s?)?'?(\d{4}|\d{2})(?:\s?[-/–]\s?(\d{4}|\d{2}))?(?:\s*\(.*\))?$/i;

/**
 * The first month of the fiscal years a column holds, as its header or the form of its cells say; undefined where they
 * are years of the calendar, or the country's is not known.
 */
export function fiscalStart(header: string, cells: readonly string[], country: string | undefined): number | undefined {
  const filled = cells.filter(cell => !isBlank(cell));
  const isFiscal = named.test(fold(header)) || (filled.length > 0 && filled.every(isFiscalCell));
  return isFiscal && country !== undefined ? startBy.get(country) : undefined;
}

/** FY19, FY 2019, 2019-20. */
export function isFiscalCell(cell: string): boolean {
  const [, prefix, first = '', second] = shape.exec(cell.trim()) ?? [];
  if (first === '' || (prefix === undefined && first.length === 2)) return false;
  if (second === undefined) return prefix !== undefined || /\(/.test(cell);
  return Number(second) % 100 === (Number(first) + 1) % 100;
}

/** The year a fiscal year is named by, and whether it is the one it begins in ("2019-20"). */
export interface FiscalYear {
  readonly year: number;
  readonly begins: boolean;
}

export function fiscalYearIn(cell: string): FiscalYear | undefined {
  const [, , first = '', second] = shape.exec(cell.trim()) ?? [];
  if (first === '') return undefined;
  return { year: first.length === 2 ? 2000 + Number(first) : Number(first), begins: second !== undefined };
}

/** The calendar year of a month of a fiscal year; one year alone names the one it ends in. */
export function calendarYear(fiscal: FiscalYear, month: number, start: number): number {
  const first = fiscal.begins ? fiscal.year : fiscal.year - 1;
  return month >= start ? first : first + 1;
}
