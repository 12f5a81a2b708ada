import { westernDigits } from './digits.ts';
import { isBlank, meaning } from '../words/words.ts';

/** Which mark begins the decimals of a column; the other one, spaces and apostrophes only group. */
export interface NumberStyle {
  readonly decimal: '.' | ',';
  /** The column holds both styles: cells like 1,234, which fit both, are flagged. */
  readonly mixed?: boolean;
}

export interface NumberRead {
  readonly value: number;
  /** The words beside the number: a unit ("12 kg"), unless they name a currency. */
  readonly unit?: string;
  /** ISO code of a currency sign or code beside the number. */
  readonly currency?: string;
  /** Fits both styles of a mixed column. */
  readonly doubt?: 'either';
  /** The cell says "about". */
  readonly about?: true;
}
export type NumberResult = NumberRead | 'blank' | 'unreadable';

/** Currency signs that name one currency; "$" and "kr" name many and are dropped. */
const currencySigns: Readonly<Record<string, string>> = {
  zł: 'PLN',
  '€': 'EUR',
  '£': 'GBP',
  '₽': 'RUB',
  руб: 'RUB',
  р: 'RUB',
  '₴': 'UAH',
  '₹': 'INR',
  '₺': 'TRY',
  '₦': 'NGN',
  '₫': 'VND',
  r$: 'BRL',
  us$: 'USD',
  kč: 'CZK',
  ft: 'HUF',
  лв: 'BGN',
};
const bareSigns = new Set(['$', '¥', 'kr', '¢']);
const codes = `EUR USD GBP PLN RUB UAH CHF JPY CNY BRL CZK HUF BGN RON SEK NOK DKK TRY INR KES ZAR NGN GHS XOF
XAF MAD DZD TND EGP COP PEN CLP ARS MXN BOB PYG UYU VES AUD NZD CAD HKD SGD THB VND PKR IRR KZT
AZN GEL AMD UZS NPR LKR BDT IDR MYR PHP KRW TWD ILS SAR AED QAR KWD JOD RSD MDL`;
/** Codes that no unit has: KGS are mostly kilograms. */
export const currencyCodes: ReadonlySet<string> = new Set(codes.split(/\s+/));

/** Units that some write before the number: "kg 28". */
const unitBefore = /^(?:kg|gr?|mg|t|lt?r?|ml|m[23²³]?|ks|szt|pcs?|kom|buc|tk|gab|vnt)\.?$/i;

/** No written number is longer. */
const longest = 120;

const split =
  /^([^\d.,+\-(−]*?)([-+−(]?)\s*((?:\d[\d.,\s'’\u00a0\u202f]*|[.,]\d+)(?:[eE][-+]?\d{1,3}(?![\p{L}\d]))?)\)?\s*(.*)$/u;
const unitShape = /^[\p{L}%°µμ][\p{L}\p{M}\d.%°²³/ -]{0,40}$/u;

/** The digits of a cell with their marks, and what stands around them; undefined when there is no single number. */
export function numberParts(
  cell: string,
): { digits: string; negative: boolean; before: string; after: string } | undefined {
  if (cell.length > longest) return undefined;
  const text = plainText(cell);
  const found = split.exec(text);
  if (!found) return undefined;
  const [, before = '', sign = '', digits = '', after = ''] = found;
  if (/\d/.test(after.replace(/[\p{L}]+\d?/gu, '')) || (sign === '(') !== text.endsWith(')')) return undefined;
  return {
    digits: digits.replace(/[\s'’\u00a0\u202f]+$/u, ''),
    negative: sign !== '' && sign !== '+',
    before: before.trim(),
    after: after.trim(),
  };
}

/** Without what says "about", and without the dash that stands for no cents: "ca. 1.200", "68 779,-". */
function plainText(cell: string): string {
  const text = meaning(cell).replace(persianPoint, '$1.$2');
  return westernDigits(text.slice(aboutIn(text).length)).replace(/(\d)[,.][-–—]{1,2}(?=\s|$)/, '$1');
}

/** Persian writes ۶/۵ for six and a half. */
const persianPoint = /^([۰-۹]+)\/([۰-۹]+)(?![۰-۹/])/u;

/** Words for "about", without points: general knowledge. */
const about = `about,approx,approximately,around,circa,ca,cca,env,environ,aprox,aproximadamente,unos,cerca de,etwa,
rund,около,ок,прибл,примерно,приблизно,близько,około,ok,asi,přibližně,kb,körülbelül,περίπου,oko,око,
aproximativ,apie,umbes,noin,omkring,cirka,yaklaşık,takriben,حوالي,نحو,تقريبا,حدود,khoảng,ước,sekitar,
kira kira,kurang lebih,lebih kurang,anggaran,约,約,大约,大約,ประมาณ,약,takriban,takribani,כ,בערך,প্রায়,প্রায়,
लगभग,करीब,estimated,est,estimé,estimado,estimativamente,ungefähr,ung,ongeveer,ligikaudu,aptuveni,apytiksliai,
przybl,przybliżeniu,přibl,približne,približno,приближно,приблизително,шамамен,болжол менен,taxminan,təxminən,
დაახლოებით,մոտ,մոտավորապես,ойролцоогоор,በግምት,ប្រហែល,ປະມານ,تقریباً,تقریبا,تخمیناً,afërsisht,
sensiblement,autour de,alrededor de,plus ou moins`;
const aboutWords = new Set(about.split(/,\n?/));

/** Whether a word says that a number is no exact one. */
export function saysAbout(word: string): boolean {
  return aboutWords.has(word.toLowerCase());
}

/** What a number is preceded by where it is no exact one: a sign or a word. */
function aboutIn(text: string): string {
  const sign = /^[~≈±∼]\s*/.exec(text)?.[0];
  if (sign !== undefined) return sign;
  const [whole = '', word = ''] = /^(\p{L}[\p{L}\p{M} ]*?)\.?\s*(?=\p{Nd})/u.exec(text) ?? [];
  return aboutWords.has(word.toLowerCase()) ? whole : '';
}

/** Reads one cell. "-   zł" states nothing; zero is a value; sums, ranges and "about 5" are unreadable. */
export function readNumber(cell: string, style: NumberStyle): NumberResult {
  if (isBlank(cell)) return 'blank';
  const parts = numberParts(cell);
  if (!parts) return dashOnly(cell) ? 'blank' : 'unreadable';
  const value = digitsValue(parts.digits, style);
  const around = beside(parts.before, parts.after);
  if (value === undefined || around === undefined || value > 1e15) return 'unreadable';
  const doubt =
    style.mixed === true && /^[1-9]\d{0,2}[.,]\d{3}$/.test(parts.digits) ? { doubt: 'either' as const } : {};
  const guess = aboutIn(meaning(cell)) === '' ? {} : { about: true as const };
  return { value: parts.negative && value !== 0 ? -value : value, ...around, ...doubt, ...guess };
}

/** A dash beside a currency sign: the office's way to write "no value". */
function dashOnly(cell: string): boolean {
  if (cell.length > longest) return false;
  const text = meaning(cell);
  return /^[-–—]+\s*[^\d\s]{0,4}$/u.test(text) || /^[^\d\s]{1,4}\s*[-–—]+$/u.test(text);
}

function beside(before: string, after: string): { unit?: string; currency?: string } | undefined {
  const words = [before, after].filter(word => word !== '');
  let found: { unit?: string; currency?: string } = {};
  for (const word of words) {
    const currency = currencyOf(word);
    const isUnit = word === before ? after === '' && unitBefore.test(word) : unitShape.test(word);
    if (currency !== undefined) found = { ...found, ...(currency === '' ? {} : { currency }) };
    else if (isUnit && word !== '%') found = { ...found, unit: word };
    else if (word !== '%') return undefined;
  }
  return found;
}

/** ISO code, '' for a sign that names no single currency, undefined for another word. */
function currencyOf(word: string): string | undefined {
  const bare = word.toLowerCase().replace(/\.$/, '');
  if (bareSigns.has(bare)) return '';
  if (currencyCodes.has(word.toUpperCase())) return word.toUpperCase();
  return Object.hasOwn(currencySigns, bare) ? currencySigns[bare] : undefined;
}

/** Digits and marks to a number under a style; undefined when the marks do not stand as the style has them. */
export function digitsValue(digits: string, style: NumberStyle): number | undefined {
  const text = digits.replace(/[\s\u00a0\u202f]/g, ' ');
  if (/[eE]/.test(text)) return finite(Number(text.replace(',', '.')));
  const decimal = ownMark(text) ?? style.decimal;
  const group = decimal === '.' ? ',' : '.';
  const [whole = '', decimals, ...more] = text.split(decimal);
  if (more.length > 0 || (decimals !== undefined && !/^\d*$/.test(decimals))) return undefined;
  if (whole.includes(group) && !isGrouped(whole, group))
    return decimals === undefined ? lonePoint(whole, group) : undefined;
  if (
    /[ '’]/.test(whole) &&
    !/^\d{1,3}(?:[ '’]\d{3})+$|^\d{1,2}(?:[ '’]\d{2})*[ '’]\d{3}$/.test(whole.replaceAll(group, ' '))
  )
    return undefined;
  return finite(Number(`${whole.replace(/[ '’.,]/g, '') || '0'}.${decimals || '0'}`));
}

/** The mark of the decimals where a number tells it alone, whatever its column does: 1.234,5 and 158 599,917. */
function ownMark(text: string): '.' | ',' | undefined {
  const marks = text.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last !== '.' && last !== ',') return undefined;
  const isOnce = marks.filter(mark => mark === last).length === 1;
  const isBehindGroups = marks.length > 1 || /\d[ '’]\d{3}[.,]/.test(text);
  return isOnce && isBehindGroups ? last : undefined;
}

/** Nobody groups 0.441 by thousands. */
function isGrouped(whole: string, group: string): boolean {
  return new RegExp(`^[1-9]\\d{0,2}(?:\\${group}\\d{3})+$|^[1-9]\\d?(?:\\${group}\\d{2})*\\${group}\\d{3}$`).test(
    whole,
  );
}

/** The other mark alone, not before exactly three digits, can only begin decimals: a typed 2.5 among written 3,5. */
function lonePoint(whole: string, group: string): number | undefined {
  const parts = whole.split(group);
  if (parts.length !== 2 || !/^\d*$/.test(parts[0] ?? '') || !/^\d+$/.test(parts[1] ?? '')) return undefined;
  return finite(Number(`${parts[0] || '0'}.${parts[1]}`));
}

/** Twelve significant digits: 0.35700000000000004 was 0.357 before a computer added it up. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : undefined;
}
