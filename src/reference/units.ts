import type { LookUp } from './entry.ts';

export interface BaseQuantity {
  readonly quantity: number;
  /** Base unit: kg, L, piece, stick … Quantities are added only within one base unit. */
  readonly unit: string;
  readonly kind: string;
}

/** A quantity in the base unit of its kind, to 12 significant digits; undefined for a unit the list does not know. */
export function toBase(lookUp: LookUp, quantity: number, unit: string): BaseQuantity | undefined {
  const details = lookUp('unit', unit)?.details;
  const factor = Number(details?.factor_to_base);
  if (details === undefined || !(factor > 0)) return undefined;
  return { quantity: rounded(quantity * factor), unit: details.base_unit ?? unit, kind: details.kind ?? 'count' };
}

/** Whether two units measure the same thing. A bottle and a cylinder are both containers, yet not the same. */
export function sameKind(lookUp: LookUp, a: string, b: string): boolean {
  const first = lookUp('unit', a)?.details;
  const second = lookUp('unit', b)?.details;
  return (
    first !== undefined && second !== undefined && first.kind === second.kind && first.base_unit === second.base_unit
  );
}

/** A quantity in another unit of the same kind; undefined across kinds, always. */
export function convert(lookUp: LookUp, quantity: number, from: string, to: string): number | undefined {
  if (!sameKind(lookUp, from, to)) return undefined;
  const one = toBase(lookUp, 1, to);
  const base = toBase(lookUp, quantity, from);
  return one === undefined || base === undefined ? undefined : rounded(base.quantity / one.quantity);
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
