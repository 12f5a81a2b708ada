import {
  fewestDisclosed,
  protectLayers,
  withTotals,
  type Shown,
  type ShownTable,
  type Table,
} from '../../statistics/disclosure.ts';
import type { Beside } from './beside.ts';
import type { Pair, Printed } from './figures.ts';
import type { Place } from './places.ts';

export interface Guarded {
  readonly shown: ShownTable;
  /** A row as it is printed; the row after the last is their sum. */
  at(row: number): Pair<Printed>;
}

/** Columns of a table: the present year, the year before. */
export const present = 0;
const early = 1;

/** What of a table must be held as well, beside other reports. */
type More = (pairs: readonly Pair[], shown: ShownTable) => ShownTable | undefined;

export function shownBeside(others: Beside, { place, labels }: { place: Place; labels: readonly string[] }): More {
  return (pairs, shown) => others.held(place, { labels, pairs }, shown);
}

/** Cases of a table, and its seizures: what is hidden of cases is hidden of them too. */
export function guardedBoth(
  rows: readonly { readonly code: string; readonly cases: Pair; readonly lines: Pair }[],
  placeOf: (count: 'cases' | 'lines') => Place,
  others: Beside,
): [Guarded, Guarded] {
  const labels = rows.map(({ code }) => code);
  const of = (count: 'cases' | 'lines', hidden?: ShownTable): Guarded =>
    guarded(
      rows.map(row => row[count]),
      hidden,
      shownBeside(others, { place: placeOf(count), labels }),
    );
  const cases = of('cases');
  return [cases, of('lines', cases.shown)];
}

/** Counts of both years protected against subtraction; what `hidden` does not show is hidden too, and what is more. */
export function guarded(pairs: readonly Pair[], hidden?: ShownTable, more: More = () => undefined): Guarded {
  const counts = pairs.map(({ now, before }) => [now, before]);
  if (counts.length === 0) return { shown: [], at: () => ({ now: 0, before: 0 }) };
  const values = withTotals(counts);
  const start = hidden?.map((line, row) =>
    line.map((state, column): Shown => {
      const value = values[row]?.[column] ?? 0;
      return state === 'open' ? (value > 0 && value < fewestDisclosed ? 'small' : 'open') : value > 0 ? 'held' : 'open';
    }),
  );
  let [shown = []] = protectLayers([{ counts, kind: 'printed', ...(start && { shown: start }) }]);
  // What is held beside one report is looked at again beside the others: each turn holds more.
  for (let next = more(pairs, shown); next !== undefined; next = more(pairs, shown))
    [shown = []] = protectLayers([{ counts, kind: 'printed', shown: next }]);
  const cell = (row: number, column: number): Printed => printedCell(values, shown, row, column);
  return { shown, at: row => ({ now: cell(row, present), before: cell(row, early) }) };
}

export function printedCell(values: Table, shown: ShownTable, row: number, column: number): Printed {
  const state = shown[row]?.[column] ?? 'held';
  if (state === 'small') return 'few';
  return state === 'open' ? (values[row]?.[column] ?? 0) : 'held';
}
