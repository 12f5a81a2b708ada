import type { PublishedFigures } from '../../seizures/index.ts';
import type { Words } from '../../reference/index.ts';
import type { Frozen } from './snapshot.ts';
import { dateFormat } from '../../text/formats.ts';
import { numberCell, type FigureShown, type NumberCell, type NumbersTable } from '../../web/charts/index.ts';

/** Frozen figures and the words of the language they are read in. */
export interface Reading {
  readonly frozen: Frozen;
  readonly names: ReturnType<PublishedFigures['names']>;
  readonly words: Words;
}

/** One fact of a definition list or strip. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly rest?: string;
}

/** The same numbers as a chart beside it. The first cell of a row names it. */
export interface FigureTable extends NumbersTable {
  readonly label: string;
}

/** SVG, PNG, CSV, XLSX of a figure; of a published version alone. */
export type Files = NonNullable<FigureShown['files']>;

/** A chart at two sizes: the page shows the one that fits. */
export interface Drawn {
  readonly wide: string;
  readonly narrow: string;
}
export const wideWidth = 900;
export const narrowWidth = 342;

/** A count in a table, which a file has as a number. */
export function countCell(value: number, { names }: Reading): NumberCell {
  return numberCell(value, names.count);
}

/** A quantity in a table, which a file has as a number, unrounded. */
export function sumCell(value: number, { names }: Reading): NumberCell {
  return numberCell(value, names.sum);
}

/** A share in whole percent; "–" of nothing, "< 1 %" where it is not nothing. */
export function percent(part: number, whole: number, { names }: Reading): string {
  if (whole === 0) return '–';
  const value = Math.round((part / whole) * 100);
  if (value === 0 && part > 0) return names.text('cwssheets:percent.below', { value: 1 });
  return names.text('cwssheets:percent.of', { value: names.count(value === 100 && part < whole ? 99 : value) });
}

/** Fewer than this before, and a change in percent says nothing: the number itself does. */
export const leastForPercent = 20;

/** How a number stands to the one of the period before: "+12 %", or "4" where it was few. */
export function changeFrom(before: number, now: number, reading: Reading): string {
  const { names } = reading;
  const count = yearsBack(reading);
  if (before < leastForPercent) return names.text('cwssheets:change.was', { number: names.sum(before), count });
  return names.text('cwssheets:change.percent', { change: signed(before, now, reading), count });
}

/** How many years before lies what a period is compared with. */
export function yearsBack({ frozen }: Reading): number {
  const { from, before } = frozen.figures.period;
  return Number(from.slice(0, 4)) - Number(before.from.slice(0, 4));
}

/** A change in percent with its sign: "+12 %", "−3 %". */
export function signed(before: number, now: number, { names }: Reading): string {
  const value = Math.round(((now - before) / before) * 100);
  return names.text('cwssheets:percent.of', {
    value: value === 0 ? '±0' : `${value > 0 ? '+' : '−'}${names.count(Math.abs(value))}`,
  });
}

type Sums = readonly { readonly unit: string; readonly quantity: number }[];

/** Sums side by side in a table; a file has a column for each unit. */
export function sumsCell(sums: Sums, reading: Reading): NumberCell {
  const { names } = reading;
  return {
    text: sumsText(sums, reading),
    sums: sums.map(({ unit, quantity }) => ({ unit: names.unit(unit, 2), value: quantity })),
  };
}

/** Sums side by side: "16 kg · 300 tablets"; a dash for none. */
export function sumsText(sums: Sums, { names }: Reading, most = 4): string {
  const shown = sums.slice(0, most).map(({ unit, quantity }) => `${names.sum(quantity)} ${names.unit(unit, quantity)}`);
  return shown.length === 0 ? '–' : `${shown.join(' · ')}${sums.length > most ? ' …' : ''}`;
}

/** Days from one to another, the year said once where it is one: "1 Jan – 26 Nov 2026". */
export function datesText(from: string, to: string, { names }: Reading): string {
  const format = dateFormat(names.lang, { day: 'numeric', month: 'short', year: 'numeric' });
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
}
