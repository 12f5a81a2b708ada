import type { Column, Pair } from './column.ts';
import { goodsAmong, goodsKnown } from './missing-columns.ts';

/**
 * Where no column names the goods, a description of few words, met again and again, does; also where the column taken
 * for goods holds only their kinds ("drugs", "tobacco") and the description beside it says which.
 */
export function withProducts(columns: readonly Column[], assigned: Map<number, Pair>): void {
  const pairs = [...assigned.values()];
  if (pairs.some(({ field, product }) => field === 'goods' || product !== undefined)) return;
  const heading = pairs.find(({ field }) => field === 'heading');
  const product = pairs.find(({ field }) => field === 'product');
  const kinds = product ?? heading;
  if (product && (heading || (product.column.look.known.heading ?? 0) < 0.4)) return;
  const described = columns.find(
    column => isDescription(column, assigned) && (!kinds || isFiner(column, kinds.column)),
  );
  if (!described || (!kinds && knowsLess(described, goodsAmong(columns, assigned)))) return;
  if (product) assigned.set(product.column.index, { ...product, field: 'heading' });
  assigned.set(described.index, { column: described, field: 'product', a: 0.6, b: 0, s: 0.6, support: 'perhaps' });
}

/** Remarks stand beside a column that names goods: those are proposed. */
function knowsLess(described: Column, other: Column | undefined): boolean {
  return other !== undefined && other.index !== described.index && goodsKnown(other) > goodsKnown(described);
}

/** A short text that was taken for an account of the case, or for nothing while its header names goods. */
function isDescription({ index, look, readings }: Column, assigned: ReadonlyMap<number, Pair>): boolean {
  if (look.longText >= 0.2 || look.filled === 0 || look.numbers >= 0.2 || look.dates >= 0.2) return false;
  const field = assigned.get(index)?.field;
  return (
    field === 'narrative' ||
    (field === undefined && readings.some(({ field: named, a }) => named === 'product' && a > 0.6))
  );
}

/** Whether a column names goods we know, and more of them than the other has kinds. */
function isFiner({ look }: Column, kinds: Column): boolean {
  return (look.known.product ?? 0) > 0.2 && look.distinct >= kinds.look.distinct;
}
