import { readNumber, type NumberRead, type NumberResult, type NumberStyle } from './numbers.ts';
import { isPacking, packedIn } from './packed.ts';
import { tidy } from '../words/words.ts';

/** A quantity as one cell states it: "23 cartons (4,600 sticks)" are 4,600 sticks in 23 packages. */
export interface Measured extends NumberRead {
  readonly packages?: number;
  /** A second measure of the same goods: "12 kg (24 blocks)". */
  readonly second?: { readonly value: number; readonly unit: string };
}
export type MeasuredResult = Measured | Exclude<NumberResult, NumberRead>;

const number = String.raw`\d[\d.,'’\u00a0\u202f ]*`;
const word = String.raw`\p{L}[\p{L}\p{M}.²³ ]*?`;
/** "23 cartons (4,600 sticks)", "12 kg = 24 blocks", "3 packages / 1.5 kg". */
const both = new RegExp(`^(${number})\\s*(${word})\\s*[(（=/]\\s*[=:]?\\s*(${number})\\s*(${word})\\s*[)）]?$`, 'u');
/** "5 x 100 g", "20 cartons x 10 packs". */
const times = new RegExp(`^(${number})\\s*(${word})?\\s*[x×х*]\\s*(${number})\\s*(${word})$`, 'iu');
/** "40 bags of 50 kg". */
const packed = new RegExp(`^(${number})\\s*(\\p{L}.*)$`, 'u');

/** Reads the cell of a quantity: one number, or two that say one thing. */
export function readMeasured(cell: string, style: NumberStyle): MeasuredResult {
  const plain = readNumber(cell, style);
  if (plain === 'blank' || !/\p{L}/u.test(cell) || cell.length > 80) return plain;
  if (typeof plain === 'object') {
    const each = plain.unit === undefined ? undefined : packedIn(plain.unit);
    return each === undefined ? plain : product(plain.value, each.each, each.unit);
  }
  return twoMeasures(tidy(cell).replaceAll(/[~≈]/g, ''), style) ?? plain;
}

function twoMeasures(text: string, style: NumberStyle): Measured | undefined {
  const value = (digits: string): number | undefined => {
    const read = readNumber(digits.trim(), style);
    return typeof read === 'object' ? read.value : undefined;
  };
  const [, first = '', ownUnit = '', second = '', otherUnit = ''] = both.exec(text) ?? [];
  if (first !== '') return joined(value(first), ownUnit.trim(), value(second), otherUnit.trim());
  const [, count = '', , eachText = '', unit = ''] = times.exec(text) ?? [];
  const [a, b] = [value(count), value(eachText)];
  if (a !== undefined && b !== undefined) return product(a, b, unit.trim());
  const [, packs = '', rest = ''] = packed.exec(text) ?? [];
  const [n, each] = [value(packs), packedIn(rest)];
  return n === undefined || each === undefined ? undefined : product(n, each.each, each.unit);
}

function product(count: number, each: number, unit: string): Measured {
  return { value: Number((count * each).toPrecision(12)), unit, ...packagesOf(count) };
}

/** What goods are packed in says less than what is in it. */
function joined(a: number | undefined, unit: string, b: number | undefined, other: string): Measured | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (isPacking(unit) && !isPacking(other)) return { value: b, unit: other, ...packagesOf(a) };
  return isPacking(other)
    ? { value: a, unit, ...packagesOf(b) }
    : { value: a, unit, second: { value: b, unit: other } };
}

function packagesOf(count: number): { packages?: number } {
  return Number.isInteger(count) ? { packages: count } : {};
}
