import type { HeadingCode } from './heading.ts';
import type { Measure } from './measure.ts';

/**
 * More than any one case can be, by base unit: what the largest ships carry (400,000 t in bulk, 600 million litres of
 * oil; 10 million sticks fit a container of 40 feet, and 20,000 containers a ship).
 */
const ofAnyGoods: Readonly<Record<string, number>> = {
  kg: 400_000_000,
  L: 600_000_000,
  Lpa: 600_000_000,
  stick: 20_000_000_000,
  piece: 20_000_000_000,
  tablet: 20_000_000_000,
  dose: 20_000_000_000,
  round: 20_000_000_000,
};

/** Far above the largest cases known, for goods that never come by the shipload: ten full containers, and the like. */
const ofHeading: Partial<Readonly<Record<HeadingCode, Readonly<Record<string, number>>>>> = {
  DRUG: { kg: 250_000, L: 1_000_000, tablet: 2_000_000_000, dose: 500_000_000, ampoule: 100_000_000 },
  PREC: { kg: 5_000_000, L: 5_000_000 },
  NUC: { kg: 1_000_000 },
  WEAP: { piece: 5_000_000, round: 500_000_000 },
  ODS: { kg: 5_000_000, cylinder: 1_000_000 },
  CITES: { head: 5_000_000, egg: 50_000_000 },
};

/** The most that is plausible for goods of a heading in a base unit; undefined where nothing is known. Pure. */
export function mostPlausible(heading: HeadingCode, unit: string): number | undefined {
  return ofHeading[heading]?.[unit] ?? ofAnyGoods[unit];
}

/** Whether a quantity is more than goods of its heading can be: it is held, and counts in no total. Pure. */
export function isImplausible(heading: HeadingCode, amount: Measure | undefined): boolean {
  if (amount === undefined) return false;
  const most = mostPlausible(heading, amount.unit);
  return most !== undefined && amount.quantity > most;
}
