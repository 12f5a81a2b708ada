import type { Computed, GoodsLine, LineContext, LookUp } from '../goods/heading.ts';
import { headings } from '../headings/index.ts';
import { measure, measures, onSeizureDate, quantityOf, type Measure } from '../goods/measure.ts';
import type { SeizureRecord } from '../seizure.ts';
import { round12 } from '../../text/number.ts';

/** What the portal works out for a line: kg-equivalent, USD, and what its heading adds. Pure. */
export function computeLine(line: GoodsLine, context: LineContext): Computed {
  const dated = onSeizureDate(context);
  const own = headings[line.heading].compute?.(line, dated) ?? {};
  return { ...own, ...inKilograms(line, dated), ...inDollars(line, dated) };
}

interface ComputedRecord {
  /** One for each goods line, in order. */
  readonly lines: readonly Computed[];
  readonly totals: readonly Measure[];
}

export function computeRecord(record: SeizureRecord, lookUp: LookUp): ComputedRecord {
  const { seizureDate } = record.facts;
  const context: LineContext = { lookUp, seizureDate: typeof seizureDate === 'string' ? seizureDate : undefined };
  return { lines: record.lines.map(line => computeLine(line, context)), totals: totalsByUnit(record.lines, lookUp) };
}

/** Mass as it is; another kind by the factor of the product, else of its group (list `kg_factor`). */
function inKilograms(line: GoodsLine, context: LineContext): Computed {
  const mass = quantityOf('mass', line, context);
  if (mass !== undefined) return { kgEquivalent: mass };
  for (const { quantity, unit } of measures(line, context)) {
    const factor =
      context.lookUp('kg_factor', `${line.product}:${unit}`) ??
      context.lookUp('kg_factor', `${groupOf(line.product)}:${unit}`);
    const kg = Number(factor?.details.kg_per_unit);
    if (factor !== undefined && kg > 0)
      return { kgEquivalent: round12(quantity * kg), factorVersion: factor.details.version ?? '' };
  }
  return {};
}

/** ATS-METH belongs to the group ATS-*. */
function groupOf(product: string): string {
  return `${product.split('-')[0]}-*`;
}

/**
 * An amount of money found, or else the value of the goods, in US dollars at the average rate of the year of seizure.
 */
function inDollars(line: GoodsLine, context: LineContext): Computed {
  const amount = quantityOf('money', line, context) ?? line.value;
  if (amount === undefined || line.currency === undefined) return {};
  const rate = dollarsPer(line.currency, context);
  return rate === undefined ? {} : { usd: round12(amount * rate) };
}

/** The look-up answers with the year's rate, or the last one known while the year runs. */
function dollarsPer(currency: string, { lookUp }: LineContext): number | undefined {
  const rate = currency === 'USD' ? 1 : Number(lookUp('fx_rate', currency)?.details.usd_per_unit);
  return rate > 0 ? rate : undefined;
}

/**
 * A quantity in the base unit of its kind, for comparing within the kind: 2000 g is 2 kg. Undefined for an unknown
 * unit.
 */
export function baseQuantity(quantity: number, unit: string, lookUp: LookUp): Measure | undefined {
  return measure(quantity, unit, { lookUp, seizureDate: undefined });
}

/** The first quantity of a line in the base unit of its kind. */
export function lineQuantity(line: GoodsLine, lookUp: LookUp): Measure | undefined {
  return measure(line.quantity, line.unit, { lookUp, seizureDate: undefined });
}

/**
 * Sums side by side, one for each base unit and never across kinds; money one for each currency, whose code is then the
 * unit. First and second quantities both count, since they differ in kind.
 */
export function totalsByUnit(lines: readonly GoodsLine[], lookUp: LookUp): Measure[] {
  const totals = new Map<string, Measure>();
  for (const line of lines) {
    for (const one of measures(line, { lookUp, seizureDate: undefined })) {
      const unit = one.kind === 'money' ? (line.currency ?? one.unit) : one.unit;
      const key = `${one.kind} ${unit}`;
      totals.set(key, { kind: one.kind, unit, quantity: round12((totals.get(key)?.quantity ?? 0) + one.quantity) });
    }
  }
  return [...totals.values()];
}
