import type { DimensionName, Value } from '../../cells/dimension.ts';
import type { ValueNaming } from '../../cells/presenter-values.ts';
import type { Printed, PrintedSection } from '../figures/figures.ts';
import type { Names } from '../../../seizures/index.ts';
import { numberCell, type NumberCell, type NumbersTable } from '../../../web/charts/index.ts';

/** A figure of a report: the same drawing on its page, at the desk and in the PDF. */
export interface ReportFigure {
  readonly id: string;
  /** "2.1". */
  readonly number: string;
  /** The finding. */
  readonly title: string;
  /** Measure, unit, period, count. */
  readonly sub: string;
  /** What it shows, for who does not see it. */
  readonly alt: string;
  /** Drawn 644 wide for pages and paper, 340 for phones; without it the figure is its table. */
  readonly draw?: ((width: number, isNarrow: boolean) => string) | undefined;
  /** Whether it takes half the width of a page of paper. */
  readonly isHalf?: boolean;
  readonly table: NumbersTable;
}

/** A figure before it is counted among the others; none where there is nothing to draw. */
export type Made = Omit<ReportFigure, 'number'> | undefined;

export const paperWidth = 644;
export const halfWidth = 310;
export const phoneWidth = 340;

/** A count as it is printed: "1–2" for a few, a sign for what would give them away. */
export function countText(value: Printed | null | undefined, names: Names): string {
  if (value === null || value === undefined) return '–';
  if (value === 'few') return '1–2';
  return value === 'held' ? names.label('report:held') : names.count(value);
}

/** A count in a table: a number for files, and where its cases are. */
export function countCell(value: Printed | null | undefined, names: Names, href?: string): NumberCell {
  if (typeof value !== 'number') return countText(value, names);
  return numberCell(value, names.count, value === 0 ? undefined : href);
}

/** As a bar is drawn: what is not told has no length. */
export function barOf(value: Printed | null | undefined): number {
  return typeof value === 'number' ? value : 0;
}

/** Addresses of the cases of numbers; undefined where no search says which they are. */
export interface CaseLinks {
  section(section: PrintedSection): string | undefined;
  goods(code: string): string | undefined;
  value(section: PrintedSection, name: DimensionName, value: Value): string | undefined;
  /** The same goods and period as trends. */
  trends(section: PrintedSection): string | undefined;
}

/** What the figures of a section are drawn with. */
export interface Drawing extends ValueNaming {
  /** "2025", or the days of a bulletin. */
  readonly period: string;
  /** "In 2025", or "From … to …". */
  readonly during: string;
  readonly before: string;
  /** On pages; paper leads nowhere. */
  readonly cases?: CaseLinks;
}

/** What captions say: period, the year before, and how many cases there are. */
export function sayOf({ cases }: Pick<PrintedSection, 'cases'>, { names, period, during, before }: Drawing) {
  return { period, during, before, cases: countText(cases.now, names) };
}

export function altOf(title: string, rows: readonly (readonly [string, string])[]): string {
  return `${title}. ${rows.map(([label, value]) => `${label}: ${value}`).join('; ')}.`;
}
