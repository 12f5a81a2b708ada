import type { GoodsLine, LineContext, UnitKind } from './heading.ts';
import { round12 } from '../../text/number.ts';

/** A context whose look-up asks for the date of seizure when no other date is given. */
export function onSeizureDate({ lookUp, seizureDate }: LineContext): LineContext {
  return { seizureDate, lookUp: (list, code, date = seizureDate) => lookUp(list, code, date) };
}

export interface Measure {
  readonly kind: UnitKind;
  /** Quantity in the base unit of its kind (kg, L, piece, stick …). */
  readonly quantity: number;
  readonly unit: string;
}

/**
 * A quantity in the base unit of its kind (reference list `unit`), or undefined where either part is missing or
 * unknown.
 */
export function measure(
  quantity: number | undefined,
  unit: string | undefined,
  context: LineContext,
): Measure | undefined {
  const fact = unit === undefined ? undefined : context.lookUp('unit', unit);
  const factor = Number(fact?.details.factor_to_base);
  if (quantity === undefined || fact === undefined || !(factor > 0)) return undefined;
  const kind = fact.details.kind as UnitKind;
  return { kind, quantity: round12(quantity * factor), unit: fact.details.base_unit ?? fact.code };
}

/** Both quantities of a line, the first first. */
export function measures(line: GoodsLine, context: LineContext): Measure[] {
  const both = [measure(line.quantity, line.unit, context), measure(line.quantity2, line.unit2, context)];
  return both.filter(one => one !== undefined);
}

/** The line's quantity of one kind in base units: `massOf` in kg, `volumeOf` in litres. */
export function quantityOf(kind: UnitKind, line: GoodsLine, context: LineContext): number | undefined {
  return measures(line, context).find(one => one.kind === kind)?.quantity;
}
