import type { Finding, GoodsLine, Heading, UnitKind } from '../goods/heading.ts';
import { collect, error, warning } from '../goods/findings.ts';
import { measure, onSeizureDate } from '../goods/measure.ts';
import type { CheckContext, QuantityNorm } from './consistency.ts';

/** Things that come whole. Half a tablet exists, so that a fraction is a warning only. */
const whole: readonly UnitKind[] = [
  'count',
  'dose form',
  'dose',
  'vial',
  'container',
  'sticks',
  'rounds',
  'plants',
  'animals',
  'files',
];

/** Robust z-score above which a quantity is shown as unusual, and the least number of records to judge by. */
const unusualScore = 4;
const enoughRecords = 20;

export function checkQuantity(line: GoodsLine, heading: Heading, context: CheckContext): Finding[] {
  const { quantity, unit, quantity2, unit2 } = line;
  return collect(
    quantity === undefined && heading.quantityRequired && error('quantity', 'required'),
    quantity === undefined && unit !== undefined && !heading.quantityRequired && error('quantity', 'quantityOfUnit'),
    quantity !== undefined && unit === undefined && error('unit', 'unitMissing'),
    quantity2 !== undefined && unit2 === undefined && error('unit2', 'unitMissing'),
    quantity2 === undefined && unit2 !== undefined && error('quantity2', 'quantityOfUnit'),
    quantity2 !== undefined && quantity === undefined && error('quantity', 'firstQuantityFirst'),
    quantity === 0 && warning('quantity', 'quantityZero'),
    fraction('quantity', quantity, unit, context),
    fraction('quantity2', quantity2, unit2, context),
    unusual(line, context),
  );
}

function fraction(
  field: string,
  quantity: number | undefined,
  unit: string | undefined,
  context: CheckContext,
): Finding | undefined {
  const amount = measure(quantity, unit, onSeizureDate(context));
  const broken = amount !== undefined && whole.includes(amount.kind) && !Number.isInteger(amount.quantity);
  return broken ? warning(field, 'fractionOfPiece') : undefined;
}

function unusual({ product, quantity, unit }: GoodsLine, context: CheckContext): Finding | undefined {
  if (quantity === undefined || unit === undefined) return undefined;
  const norm = context.quantityNorm?.(product, unit);
  const score = norm === undefined ? 0 : robustScore(quantity, norm);
  if (norm === undefined || Math.abs(score) <= unusualScore) return undefined;
  const times = Math.round(Math.exp(Math.abs(Math.log(quantity) - norm.median)));
  return warning('quantity', score > 0 ? 'quantityUnusualHigh' : 'quantityUnusualLow', { quantity, unit, times });
}

/**
 * Distance of a quantity from the usual, in robust standard deviations of its logarithm; 0 where too little is known.
 */
function robustScore(quantity: number, norm: QuantityNorm): number {
  if (!(quantity > 0) || !(norm.mad > 0) || norm.n < enoughRecords) return 0;
  return (0.6745 * (Math.log(quantity) - norm.median)) / norm.mad;
}
