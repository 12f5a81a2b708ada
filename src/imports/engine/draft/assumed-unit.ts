import { headings, isHeadingCode } from '../../../seizures/index.ts';
import { naturalUnitOf } from './natural-unit.ts';
import { numberStyleOf, type ImportPlan } from '../plan.ts';
import { readNumber } from '../values/numbers.ts';

/** Least share of cells with decimals, and the largest usual number, that speak for kilograms. */
const weighed = { decimals: 0.2, median: 500 } as const;

/**
 * The unit to propose for a file that states none: the goods' own where they are counted (`natural`), kilograms only
 * where the numbers say so. Undefined: somebody must say.
 */
export function assumedUnit(plan: ImportPlan, cells: (column: number) => readonly string[]): string | undefined {
  const column = plan.mapping.indexOf('quantity');
  const heading = plan.constants.heading ?? plan.heading;
  if (plan.mapping.includes('unit') || plan.constants.unit !== undefined) return undefined;
  if (column === -1) return plan.constants.quantity === undefined ? undefined : 'natural';
  if (isHeadingCode(heading) && naturalUnitOf(headings[heading], plan.constants.product ?? '') !== undefined)
    return 'natural';
  // Goods of several headings: each its own, and those that are weighed stay out until somebody says.
  if (!isHeadingCode(heading)) return 'natural';
  const weighable = headings[heading].unitKinds.includes('mass');
  return weighable && areWeights(plan, column, cells(column)) ? 'kg' : undefined;
}

function areWeights(plan: ImportPlan, column: number, cells: readonly string[]): boolean {
  const style = numberStyleOf(plan, column);
  const numbers = cells.flatMap(cell => {
    const read = readNumber(cell, style);
    return typeof read === 'object' && read.unit === undefined ? [read.value] : [];
  });
  if (numbers.length === 0) return false;
  const median = numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
  const decimals = numbers.filter(value => !Number.isInteger(value)).length;
  return decimals >= numbers.length * weighed.decimals && median <= weighed.median;
}
