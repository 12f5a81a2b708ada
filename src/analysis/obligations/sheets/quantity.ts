import { convert, type LookUp } from '../../../reference/index.ts';
import type { GoodsLine } from '../../../seizures/index.ts';

/** A quantity in a unit of the receiver's, and what it was where it was converted. */
export interface Written {
  readonly quantity: number;
  /** As the receiver writes it. */
  readonly unit: string;
  /** Code of the portal's list. */
  readonly code: string;
  readonly from?: { readonly quantity: number; readonly unit: string };
}

interface Stated {
  readonly quantity: number;
  readonly unit: string;
}

/** Both quantities of a line as they are stated, the first first. */
export function statedOf({ quantity, unit, quantity2, unit2 }: GoodsLine): Stated[] {
  return [
    { quantity, unit },
    { quantity: quantity2, unit: unit2 },
  ].filter((one): one is Stated => one.quantity !== undefined && one.unit !== undefined);
}

/**
 * The first stated quantity that can be written in one of the receiver's units, `wanted` by the code of the portal's
 * list: as it is where the unit is one of them, else converted within its kind and never across. Undefined where none
 * can.
 */
export function writtenIn(
  wanted: ReadonlyMap<string, string>,
  stated: readonly Stated[],
  lookUp: LookUp,
): Written | undefined {
  for (const { quantity, unit } of stated) {
    const own = wanted.get(unit);
    if (own !== undefined) return { quantity, unit: own, code: unit };
  }
  for (const one of stated)
    for (const [code, unit] of wanted) {
      const quantity = convert(lookUp, one.quantity, one.unit, code);
      if (quantity !== undefined) return { quantity, unit, code, from: one };
    }
  return undefined;
}

/** "500 g is written as 0.5 kg". */
export function conversionText({ quantity, unit, from }: Written): string | undefined {
  return from && `${from.quantity} ${from.unit} = ${quantity} ${unit}`;
}
