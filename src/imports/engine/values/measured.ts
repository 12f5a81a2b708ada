import { oneWeight } from './goods-phrases.ts';
import { readNumber, saysAbout, type NumberRead, type NumberResult, type NumberStyle } from './numbers.ts';
import { isPacking, packedIn } from './packed.ts';
import { tidy } from '../words/words.ts';

/** A quantity as one cell states it: "23 cartons (4,600 sticks)" are 4,600 sticks in 23 packages. */
export interface Measured extends NumberRead {
  readonly packages?: number;
  /** A second measure of the same goods: "12 kg (24 blocks)". */
  readonly second?: { readonly value: number; readonly unit: string };
}
export type MeasuredResult = Measured | Exclude<NumberResult, NumberRead>;

/** "4,600 sticks". */
const amount = /^[=:]?\s*(\d[\d.,'’\s]*)\s*(\p{L}[\p{L}\p{M}.²³ ]*)$/u;
/** "23 cartons (4,600 sticks)", "12 kg = 24 blocks", "3 packages / 1.5 kg". */
const both = /^([^(（=/]+)[(（=/](.+?)[)）]?$/u;
/** "5 x 100 g", "20 cartons x 10 packs". */
const times = /(?<=[\d\s])[x×х*](?=[\d\s])/iu;
const counted = /^(\d[\d.,'’\s]*)(?:\p{L}[\p{L}\p{M}.²³ ]*)?$/u;
/** "40 bags of 50 kg". */
const packed = /^(\d[\d.,'’\s]*)\s*(\p{L}.*)$/u;

/** Reads the cell of a quantity: one number, or two that say one thing. */
export function readMeasured(cell: string, style: NumberStyle): MeasuredResult {
  const turned = turnedAround(oneWeight(cell));
  if (turned !== cell) return readMeasured(turned, style);
  const scaled = scaledBy(cell, style);
  if (scaled) return scaled;
  const plain = readNumber(cell, style);
  if (plain === 'blank' || !/\p{L}/u.test(cell) || cell.length > 80) return plain;
  if (typeof plain === 'object') {
    const each = plain.unit === undefined ? undefined : packedIn(plain.unit);
    return each === undefined ? plain : product(plain.value, each.each, each.unit);
  }
  return twoMeasures(tidy(cell).replaceAll(/[~≈]/g, ''), style) ?? plain;
}

const digits = String.raw`\p{Nd}[\p{Nd}.,٬٫'’]*(?: \p{Nd}{3})*`;
const inBrackets = new RegExp(String.raw`^[(（]\s*(${digits})\s*[)）]\s*(\p{L}.*)$`, 'u');
const unitFirst = new RegExp(String.raw`^(\p{L}[\p{L}\p{M}]{1,14})\.?:?\s*[(（]?\s*(${digits})\s*[)）]?$`, 'u');

/** A number in brackets, and one behind its unit: "(130) grams", "pieces 12" and "grams (130)" are "130 grams". */
function turnedAround(cell: string): string {
  const text = cell.trim();
  const [, number, rest] = inBrackets.exec(text) ?? [];
  if (number !== undefined) return `${number} ${rest}`;
  const [, unit, behind] = unitFirst.exec(text) ?? [];
  return unit === undefined || saysAbout(unit) ? cell : `${behind} ${unit}`;
}

/** Words that multiply the number before them. */
export const scaleWords: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries({
    1e3:
      'thousand mille mil mii mie tys тыс тис хил hiljada tuhat tuhatta tisíc tusind tusen ezer bin ribu rb nghìn ' +
      'ألف الف آلاف هزار พัน 천 千 elfu',
    1e4: '万 萬 만 หมื่น',
    1e5: 'lakh lakhs lac লাখ लाख แสน',
    1e6:
      'million millions milioane milion milioni mln mio млн milyon juta jt triệu milhões millones مليون ملايين ' +
      'میلیون ล้าน 백만 百万',
    1e7: 'crore কোটি करोड़',
    1e8: '億 亿 억',
  }).flatMap(([scale, words]) => words.split(' ').map(word => [word, Number(scale)])),
);
const scales = Object.keys(scaleWords).sort((a, b) => b.length - a.length);
const scaledNumber = new RegExp(
  String.raw`^(${digits})\s*(?!千克)(${scales.join('|')})\.?(?:\s+|(?=[(（])|(?<=[万萬만億亿억千천])|$)(.*)$`,
  'iu',
);

/** "1.2 million tablets" and "3万本". */
function scaledBy(cell: string, style: NumberStyle): MeasuredResult | undefined {
  const [, number = '', word = '', unit = ''] = scaledNumber.exec(cell.trim()) ?? [];
  const scale = scaleWords[word.toLowerCase()];
  if (scale === undefined) return undefined;
  const read = readNumber(`${number} ${unit}`.trim(), style);
  return typeof read === 'object' ? { ...read, value: Number((read.value * scale).toPrecision(12)) } : undefined;
}

function twoMeasures(text: string, style: NumberStyle): Measured | undefined {
  const value = (digits: string): number | undefined => {
    const read = readNumber(digits.trim(), style);
    return typeof read === 'object' ? read.value : undefined;
  };
  const [, left = '', right = ''] = both.exec(text) ?? [];
  const [first, second] = [amount.exec(left.trim()), amount.exec(right.trim())];
  if (first && second)
    return joined(value(first[1] ?? ''), first[2]?.trim() ?? '', value(second[1] ?? ''), second[2]?.trim() ?? '');
  const [count = '', each = '', ...more] = text.split(times).map(part => part.trim());
  const [a, b] = [counted.exec(count), amount.exec(each)];
  const [n, size] = [value(a?.[1] ?? ''), value(b?.[1] ?? '')];
  if (more.length === 0 && n !== undefined && size !== undefined) return product(n, size, b?.[2]?.trim() ?? '');
  const [, packs = '', rest = ''] = packed.exec(text) ?? [];
  const [packages, inEach] = [value(packs), packedIn(rest)];
  return packages === undefined || inEach === undefined ? undefined : product(packages, inEach.each, inEach.unit);
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
