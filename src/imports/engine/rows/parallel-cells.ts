import { importFields } from '../columns/import-fields.ts';
import type { ImportPlan } from '../plan.ts';

const numbers = /^\s*\d[\d.,' ]*(?:\s*(?:[;；]\s*|\n\s*)+\d[\d.,' ]*)+(?:[;；]\s*)?\s*$/u;
const between = /\s*(?:[;；]\s*|\n\s*)+/u;

/**
 * Splits a row whose quantity cell lists several numbers ("4; 22" beside "live; dead") into one row of cells for each:
 * the other cells of goods that list as many are split likewise, the rest stand for all. Undefined for other rows.
 */
export function parallelCells(plan: ImportPlan): (cells: readonly string[]) => string[][] | undefined {
  const quantities = plan.mapping.flatMap((field, column) => (field === 'quantity' ? [column] : []));
  const [quantity] = quantities;
  if (quantity === undefined || quantities.length > 1) return () => undefined;
  const ofGoods = plan.mapping.flatMap((field, column) => (isOfGoods(field) ? [column] : []));
  return cells => {
    const cell = cells[quantity] ?? '';
    if (!/[;；\n]/u.test(cell) || !numbers.test(cell)) return undefined;
    const count = partsOf(cell).length;
    const split = new Map(
      ofGoods.flatMap(column => {
        const parts = partsOf(cells[column] ?? '');
        return parts.length === count ? [[column, parts] as const] : [];
      }),
    );
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

function partsOf(cell: string): string[] {
  return cell
    .trim()
    .replace(/[;；\s]+$/u, '')
    .split(between);
}
