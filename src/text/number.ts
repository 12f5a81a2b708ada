import { read, refuse, type Reading } from './readable-text.ts';

const longestNumber = 40;

// Groups of thousands by a space, a narrow or non-breaking space or an apostrophe: 1 234 567,8.
const grouped = /^\d{1,3}(?:[ \u00a0\u2009\u202f'\u2019]\d{3})+(?:[.,]\d+)?$/;
const plain = /^\d+(?:[.,]\d+)?$/;
// Two different separators, or one repeated, can be read in one way only.
const commaGroups = /^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$/;
const pointGroups = /^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/;
// 1,234 is 1234 to an English reader and 1.234 to a French one. A leading zero decides: 0,125.
const twoWays = /^[1-9]\d{0,2},\d{3}$/;

/** A finite number, given as a number or typed. A point is always a decimal point, unless it is repeated. */
export function readNumber(input: unknown): Reading<number> {
  if (typeof input === 'number') return Number.isFinite(input) ? read(input + 0) : refuse('notANumber');
  if (typeof input !== 'string') return refuse('notANumber');
  const text = input.trim().replace('\u2212', '-');
  if (text.length > longestNumber) return refuse('notANumber');
  const digits = text.startsWith('-') ? text.slice(1) : text;
  if (twoWays.test(digits))
    return refuse('numberTwoWays', { whole: text.replace(',', ''), decimal: text.replace(',', '.') });
  const value = typed(digits);
  if (value === undefined) return refuse('notANumber');
  return read(text.startsWith('-') ? -value : value);
}

function typed(digits: string): number | undefined {
  if (commaGroups.test(digits)) return Number(digits.replaceAll(',', ''));
  if (pointGroups.test(digits)) return Number(digits.replaceAll('.', '').replace(',', '.'));
  if (grouped.test(digits) || plain.test(digits))
    return Number(digits.replace(/[ \u00a0\u2009\u202f'\u2019]/g, '').replace(',', '.'));
  return undefined;
}

/** To 12 significant digits: what floating point adds beyond them is noise. */
export function round12(value: number): number {
  return Number(value.toPrecision(12));
}

/** A number between the bounds, rounded to 12 significant digits. */
export function readDecimal(input: unknown, min: number, max: number): Reading<number> {
  const reading = readNumber(input);
  if (!reading.ok) return reading;
  const value = round12(reading.value);
  if (value < min) return min === 0 ? refuse('negative') : refuse('tooSmall', { min });
  return value > max ? refuse('tooLarge', { max }) : read(value);
}

/** A whole number between the bounds. */
export function readInteger(input: unknown, min: number, max: number): Reading<number> {
  const reading = readDecimal(input, min, max);
  return reading.ok && !Number.isInteger(reading.value) ? refuse('notWhole') : reading;
}

/** Without exponent, so that a form reads it back: 1e-7 is 0.0000001. */
export function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}
