import { importFields } from '../columns/import-fields.ts';
import type { ImportPlan } from '../plan.ts';
import { repeatedCells } from './repeated-cells.ts';

/** What lists are written with: one mark within a row, whatever the next one has. */
const separators = [/\s*(?:[;；]\s*|\n\s*)+/u, /\s*、\s*/u, /\s*\|\s*/u, /\s+\/\s+/u, /\s+\+\s+/u];
const number = /^\d[\d.,'’ \u00a0\u202f]*$/u;
/** With its unit, or the sign of its currency: "0,94 kg | 280 stuks". */
const measured =
  /^(?:\p{Sc}\s?|[約约약]\s?)?\d[\d.,'’ \u00a0\u202f]*(?:(?:mln|mio|tys|тыс)\.?\s)?(?:\p{L}[\p{L}.²³]{0,14}|\p{Sc})?$/u;

/**
 * Splits a row whose quantity cell lists several numbers ("4; 22" beside "live; dead") into one row of cells for each:
 * the other cells of goods that list as many are split likewise, the rest stand for all. So do goods in columns of
 * their own. Undefined for other rows.
 */
export function parallelCells(plan: ImportPlan): (cells: readonly string[]) => string[][] | undefined {
  const { mapping, repeats = [] } = plan;
  if (repeats.length > 0) return cells => repeatedCells(cells, mapping, repeats);
  const quantities = plan.mapping.flatMap((field, column) => (field === 'quantity' ? [column] : []));
  const [quantity] = quantities;
  if (quantity === undefined || quantities.length > 1) return () => undefined;
  const ofGoods = plan.mapping.flatMap((field, column) => (isOfGoods(field) ? [column] : []));
  return cells => {
    const cell = cells[quantity] ?? '';
    const separator = separatorOf(cell);
    if (!separator) return undefined;
    const count = partsOf(cell, separator).length;
    const split = new Map(
      ofGoods.flatMap(column => {
        const parts = partsOf(cells[column] ?? '', separator);
        return parts.length === count ? [[column, parts] as const] : [];
      }),
    );
    // Of what are there several numbers? Where no other cell lists as many, nobody knows.
    const isBare = partsOf(cell, separator).every(part => number.test(part));
    // "2.04kg、5,098.8グラム" of one drug: each stands with its own unit.
    const isOfOne = cell.includes('、') && !partsOf(cell, separator).some(part => number.test(part));
    if (split.size < 2 && !isOfOne && (separator !== separators[0] || !isBare)) return undefined;
    const value = plan.mapping.indexOf('value');
    return Array.from({ length: count }, (_, at) =>
      cells.map((each, column) => {
        const own = split.get(column)?.[at];
        // What all of them are worth together is said once.
        return own ?? (column === value && at > 0 ? '' : each);
      }),
    );
  };
}

/** Whether a field tells of the goods: of several in one row, each has its own. */
export function isOfGoods(name: string | null): boolean {
  const part = name === null ? undefined : importFields.get(name)?.part;
  return part === 'line' || part === 'details';
}

/** What divides the numbers of a cell that lists several. */
function separatorOf(cell: string): RegExp | undefined {
  if (!/[;；、\n|/+]/u.test(cell)) return undefined;
  return separators.find(separator => {
    const parts = partsOf(cell, separator);
    return parts.length > 1 && parts.every(part => number.test(part) || measured.test(part));
  });
}

function partsOf(cell: string, separator: RegExp): string[] {
  return cell
    .trim()
    .replace(/[;；|\s]+$/u, '')
    .split(separator);
}
