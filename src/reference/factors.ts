import type { LookUp, ReferenceEntry } from './entry.ts';
import { toBase } from './units.ts';

export interface KgEquivalent {
  readonly kg: number;
  /** Version of the factor; 'measured' where the quantity is a mass and no factor was needed. */
  readonly version: string;
  /** What the factor weighs: 'gross weight', 'active substance', 'typical weight', 'density'. */
  readonly basis: string;
}

/**
 * Kilograms that a quantity of a product stands for: a mass as it is, another kind by the factor of the product, or of
 * its group (`SED-*`), in list `kg_factor`. Undefined where there is no factor: it is never guessed.
 */
export function kgEquivalent(
  lookUp: LookUp,
  product: string,
  quantity: number,
  unit: string,
): KgEquivalent | undefined {
  const base = toBase(lookUp, quantity, unit);
  if (base === undefined) return undefined;
  if (base.kind === 'mass') return { kg: base.quantity, version: 'measured', basis: 'mass' };
  const factor = factorFor(lookUp, product, base.unit)?.details;
  const perUnit = Number(factor?.kg_per_unit);
  if (factor === undefined || !(perUnit > 0)) return undefined;
  return {
    kg: Number((base.quantity * perUnit).toPrecision(12)),
    version: factor.version ?? '',
    basis: factor.basis ?? '',
  };
}

function factorFor(lookUp: LookUp, product: string, unit: string): ReferenceEntry | undefined {
  const group = `${product.split('-', 1)[0] ?? product}-*`;
  return lookUp('kg_factor', `${product}:${unit}`) ?? lookUp('kg_factor', `${group}:${unit}`);
}

export interface UsdRate {
  readonly usdPerUnit: number;
  readonly year: number;
  /** The rate is a rounded yearly average of general knowledge, good for orders of magnitude. */
  readonly approximate: boolean;
}

/**
 * US dollars for one unit of a currency on a plain date: the average of that year, or the last year known. Undefined
 * where none is.
 */
export function usdRate(lookUp: LookUp, currency: string, date: string): UsdRate | undefined {
  const details = lookUp('fx_rate', currency, date)?.details;
  const usdPerUnit = Number(details?.usd_per_unit);
  if (details === undefined || !(usdPerUnit > 0)) return undefined;
  return { usdPerUnit, year: Number(details.year), approximate: details.approximate === 'yes' };
}
