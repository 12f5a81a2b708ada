import { matchesOf } from '../text/matches.ts';
import { before, type Page } from './page.ts';

/** Digits in groups with single marks between: what a phone, a card or an account is written as. */
export interface Group {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}
export interface Run {
  readonly groups: readonly Group[];
}

const day = (mark: number): string =>
  `(?:0?[1-9]|[12]\\d|3[01])([./-])(?:0?[1-9]|[12]\\d|3[01])\\${mark}(?:19|20)?\\d{2}`;
const iso = (mark: number): string => `(?:19|20)\\d{2}([./-])[01]?\\d\\${mark}[0-3]?\\d`;
/** A date, or a period of two joined by a dash. */
const date = new RegExp(
  `(?<![\\d./-])(?:${day(1)}(?:\\s?-\\s?${day(2)})?|${iso(3)}(?:\\s?-\\s?${iso(4)})?)(?!\\d|[./-]\\d)`,
  'g',
);
const substance = /(?<![\d-])\d{2,7}-\d{2}-\d(?![\d-])/g;
const coordinate = /(?<![\d.])[+-]?\d{1,3}\.\d{4,8}(?!\d|\.\d)/g;
const mark = /^[ .\-/()]{1,2}$/;

/** Dates, substance numbers (CAS) and coordinates blanked out, so that they never join a number beside them. */
export function withoutDates(text: string): string {
  const blank = (match: string): string => '#'.repeat(match.length);
  return text.replace(date, blank).replace(substance, blank).replace(coordinate, blank);
}

/** Runs of six digits or more in all, groups joined by one or two marks. Linear. */
export function readRuns(masked: string): Run[] {
  const runs: Run[] = [];
  let groups: Group[] = [];
  let size = 0;
  const close = (): void => {
    if (size >= 6) runs.push({ groups });
    groups = [];
    size = 0;
  };
  for (const match of matchesOf(masked, /\d+/g)) {
    const last = groups[groups.length - 1];
    const start = match.index;
    if (last && (start - last.end > 2 || !mark.test(masked.slice(last.end, start)))) close();
    groups.push({ start, end: start + match[0].length, digits: match[0] });
    size += match[0].length;
  }
  close();
  return runs;
}

const unit = new RegExp(
  `^\\s?(?:%|°|€|\\$|£|(?:kgs?|kilos?|kilogram\\p{L}*|g|gr|grs|grams?|gramm?\\p{L}*|mg|t|tons?|tonnes?|tonn?\\p{L}*|l|lt|ltr|lit\\p{L}*|ml|cl|hl|m|m2|m3|km|cm|mm
|[mgk]?bq|pcs?|pieces?|piezas?|pecas?|stuck|stk|szt|шт|кг|г|гр|т|л|tab\\p{L}*|comprim\\p{L}*|pastil\\p{L}*|таблет\\p{L}*|cig\\p{L}*|сигар\\p{L}*|papieros\\p{L}*|zigar\\p{L}*|sticks?
|pack\\p{L}*|paquet\\p{L}*|paczek|paczki|пачек|cart\\p{L}*|master|box\\p{L}*|cajas?|caixas?|bottle\\p{L}*|flask\\p{L}*|frascos?|flacons?|eur|euros?|usd|dollar\\p{L}*|gbp|kes|tzs|ugx|ngn|xof|xaf|zar|inr|cny|brl|zl
|pln|rub|руб\\p{L}*|francs?|fcfa|pesos|reais|unit\\p{L}*|unid\\p{L}*|capsul\\p{L}*|kapsul\\p{L}*|kapsel\\p{L}*|ovules|pairs?|paires?|pares|live|specimens?|people|years|days)(?![\\p{L}\\d]))`.replace(
    /\n/g,
    '',
  ),
  'u',
);
const money = /(?:(?<!\p{L})(?:usd|eur|kes|gbp|xof|xaf|tzs|ugx|ngn|zar|inr|cny|brl|pln|rub)|[$€£])\s?$/u;

/** A quantity or a sum: a unit or currency stands next to the number. */
export function isQuantity(page: Page, start: number, end: number): boolean {
  return unit.test(page.lower.slice(end, end + 16)) || money.test(before(page.lower, start, 6));
}

const reference = new RegExp(
  `(?:^|[^\\p{L}])(?:invoice|factur\\p{L}*|faktur\\p{L}*|фактур\\p{L}*|rechnung|fiscal|declarat\\p{L}*|declaraci\\p{L}*|mrn|dua|sad|b/l|bl|lading|connaissement|conhecimento|conocimiento
|embarque|awb|mawb|hawb|waybill|lta|aerien|guia|aerea|aereo|luftfracht\\p{L}*|przewozow\\p{L}*|накладн\\p{L}*|авианакладн\\p{L}*|batch|lots?|lotes?|partii|партии|ean|gtin|upc|barcode|imei|serials?|seals?|scelles?
|precintos?|siegel|пломб\\p{L}*|permits?|permiso|permis|zezwoleni\\p{L}*|licen[cs]e|cites|hs|cas|case|dossier|file|ref|reference|voyage|flight|vol|vuelo|container|conteneur|contenedor|tracking|tags?|shipment|terminal
|parcel|colis|certificat\\p{L}*|mark|patent|imo|mmsi|eori|vat)[^\\p{L}\\d]{0,4}(?:\\p{L}{1,12}[^\\p{L}\\d]{1,3}){0,2}$`.replace(
    /\n/g,
    '',
  ),
  'u',
);
const counter = /(?:^|[^\p{L}])(?:no|nr|n|num|number|numero|nummer|номер|ном)[^\p{L}\d]{0,3}$|[№#]\s?$/u;
const container = /(?:^|[^A-Z])[A-Z]{3}[UJZ][ -]?$/;

/** A number of a document, a batch, a container: a word says so just before it. */
export function isReference(page: Page, start: number): boolean {
  return reference.test(before(page.lower, start, 34)) || container.test(before(page.text, start, 6));
}

/** "no.", "nr", "№" just before. */
export function isCounted(page: Page, start: number): boolean {
  return counter.test(before(page.lower, start, 12));
}

/** Part of a code such as KE-2026-000123 or MAEU123456789. */
export function isGlued(page: Page, start: number): boolean {
  return /[^\P{L}\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7a3][-/_]?$/u.test(before(page.text, start, 2));
}

/** Luhn sum of a card number. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const value = Number(digits[digits.length - 1 - at]) * (at % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** Remainder by 97 of a number written with letters as 10 to 35 (IBAN). */
export function modulo97(code: string): number {
  let rest = 0;
  for (const char of code) {
    const value = parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
