import iconv from 'iconv-lite';
import type { WordKind } from '../../src/imports/engine/index.ts';
import { fold } from '../../src/imports/engine/words/words.ts';
import { seedInput } from './vocabulary.ts';

/** Files for the tests of the import, from a fixed seed: synthetic seizures written in the ways national files are. */

export type Language = 'en' | 'fr' | 'es' | 'pt' | 'pl' | 'ru' | 'de';
export const languages: readonly Language[] = ['en', 'fr', 'es', 'pt', 'pl', 'ru', 'de'];

/** Numbers 0 to 1, the same for the same seed. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(roll: () => number, choices: readonly T[]): T {
  return choices[Math.floor(roll() * choices.length)] as T;
}

export interface Fact {
  readonly ref: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly country: string;
  readonly place: string;
  readonly product: string;
  readonly quantity: number;
  readonly unit: string;
  readonly concealment: string;
  readonly transport: string;
  readonly departure: string;
  readonly destination: string;
}

const countries = ['ES', 'FR', 'PL', 'DE', 'BR', 'CO', 'KE', 'NG', 'MA', 'TH', 'UA', 'RU', 'PT', 'NL', 'TR'];
const products = [
  'DRUG/COC-HCL',
  'DRUG/OPI-HER',
  'DRUG/CAN-HERB',
  'DRUG/CAN-RESIN',
  'DRUG/ATS-AMPH',
  'DRUG/ATS-METH',
  'DRUG/OPI-OPIUM',
  'DRUG/HAL-LSD',
  'DRUG/KHAT',
];
const units = ['kg', 'g', 'tablet', 'piece', 'L'];
const concealments = [
  'CON-BODY-INT',
  'CON-CLOTH',
  'CON-MAIL-PARCEL',
  'CON-VEH-FUEL',
  'CON-SHOE',
  'CON-FREIGHT-FOOD',
  'CON-NONE',
];
const transports = ['AIR', 'SEA', 'RAIL', 'ROAD-CAR', 'ROAD-TRUCK', 'MAIL', 'PED'];
const places: Readonly<Record<Language, readonly string[]>> = {
  en: ['London Heathrow', 'Dover', 'Mombasa', 'Felixstowe'],
  fr: ['Orléans', 'Besançon', 'Le Havre', 'Nîmes'],
  es: ['A Coruña', 'Algeciras', 'Málaga', 'León'],
  pt: ['São Paulo', 'Lisboa', 'Évora', 'Brasília'],
  pl: ['Świnoujście', 'Gdańsk', 'Łódź', 'Małaszewicze'],
  ru: ['Пермь', 'Шереметьево', 'Выборг', 'Новороссийск'],
  de: ['München', 'Düsseldorf', 'Weißenfels', 'Köln'],
};

export interface FactOptions {
  readonly firstOfMonth?: boolean;
  readonly language?: Language;
  readonly maxQuantity?: number;
}

export function facts(count: number, seed: number, options: FactOptions = {}): Fact[] {
  const roll = dice(seed);
  const two = (value: number): string => String(value).padStart(2, '0');
  return Array.from({ length: count }, (_, index) => ({
    ref: `SZ-${two(1 + Math.floor(roll() * 98))}-${String(1000 + index)}`,
    date:
      `${2011 + Math.floor(roll() * 14)}-${two(1 + Math.floor(roll() * 12))}` +
      `-${options.firstOfMonth === true ? '01' : two(1 + Math.floor(roll() * 28))}`,
    country: pick(roll, countries),
    place: pick(roll, places[options.language ?? 'en']),
    product: pick(roll, products),
    quantity: (Math.round(roll() ** 3 * (options.maxQuantity ?? 90_000) * 100) + 1) / 100,
    unit: pick(roll, units),
    concealment: pick(roll, concealments),
    transport: pick(roll, transports),
    departure: pick(roll, countries),
    destination: pick(roll, countries),
  }));
}

const chosen = new Map<string, string>();
const codes = new Map<WordKind, ReadonlyMap<string, ReadonlySet<string>>>();

/** What each word of a kind may mean, by its folded form. */
function codesOf(kind: WordKind): ReadonlyMap<string, ReadonlySet<string>> {
  const known = codes.get(kind);
  if (known) return known;
  const meant = meanings((seedInput.words[kind] ?? []).map(({ word, code }) => [word, code]));
  codes.set(kind, meant);
  return meant;
}

function meanings(words: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [word, means] of words) found.set(fold(word), (found.get(fold(word)) ?? new Set()).add(means));
  return found;
}

/** A word for a code in a language, from our own lists, one that means nothing else there. */
export function wordFor(kind: WordKind, code: string, language: Language): string {
  const key = `${kind}|${code}|${language}`;
  const known = chosen.get(key);
  if (known !== undefined) return known;
  const own = (seedInput.words[kind] ?? []).filter(
    entry =>
      entry.code === code && entry.language === language && entry.source !== 'loose' && fold(entry.word).length > 2,
  );
  const clear = own.find(entry => codesOf(kind).get(fold(entry.word))?.size === 1) ?? own[0];
  const word = clear?.word ?? code;
  chosen.set(key, word);
  return word;
}

export const columns = [
  'national_ref',
  'seizure_date',
  'country',
  'place',
  'product',
  'quantity',
  'unit',
  'concealment',
  'transport',
  'departure',
  'destination',
] as const;
export const fields = [
  'nationalRef',
  'seizureDate',
  'country',
  'placeName',
  'product',
  'quantity',
  'unit',
  'concealment',
  'transport',
  'departure',
  'destination',
] as const;

let clearHeaders: ReadonlyMap<string, readonly string[]> | undefined;

/** Words for a column of one meaning, by its field and language. */
function headerWords(): ReadonlyMap<string, readonly string[]> {
  if (clearHeaders) return clearHeaders;
  const all = [...seedInput.columns];
  const meant = meanings(all.map(({ word, field }) => [word, field]));
  const grouped = Map.groupBy(
    all.filter(({ word }) => meant.get(fold(word))?.size === 1),
    ({ field, language }) => `${field}|${language}`,
  );
  clearHeaders = new Map([...grouped].map(([key, words]) => [key, words.map(({ word }) => word)]));
  return clearHeaders;
}

/** Header words of a language: the `turn`-th known word of each column. */
export function headerIn(language: Language, turn = 0): string[] {
  return columns.map(field => {
    const own = headerWords().get(`${field}|${language}`) ?? [];
    return own[turn % Math.max(1, own.length)] ?? field;
  });
}

export const months: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  es: [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ],
  pt: [
    'janeiro',
    'fevereiro',
    'março',
    'abril',
    'maio',
    'junho',
    'julho',
    'agosto',
    'setembro',
    'outubro',
    'novembro',
    'dezembro',
  ],
  pl: [
    'stycznia',
    'lutego',
    'marca',
    'kwietnia',
    'maja',
    'czerwca',
    'lipca',
    'sierpnia',
    'września',
    'października',
    'listopada',
    'grudnia',
  ],
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
  de: [
    'Januar',
    'Februar',
    'März',
    'April',
    'Mai',
    'Juni',
    'Juli',
    'August',
    'September',
    'Oktober',
    'November',
    'Dezember',
  ],
};

export const dateStyles = ['iso', 'd.m.Y', 'd/m/Y', 'm/d/Y', 'm/d/y', 'named', 'serial'] as const;
export type DateWriting = (typeof dateStyles)[number];

export function writeDate(date: string, style: DateWriting, language: Language = 'en'): string {
  const [year = '', month = '', day = ''] = date.split('-');
  switch (style) {
    case 'iso':
      return date;
    case 'd.m.Y':
      return `${day}.${month}.${year}`;
    case 'd/m/Y':
      return `${day}/${month}/${year}`;
    case 'm/d/Y':
      return `${month}/${day}/${year}`;
    case 'm/d/y':
      return `${Number(month)}/${Number(day)}/${year.slice(2)}`;
    case 'serial':
      return String(Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569);
    default:
      return named(Number(day), months[language][Number(month) - 1] ?? '', year, language);
  }
}

function named(day: number, month: string, year: string, language: Language): string {
  if (language === 'en') return `${month} ${day}, ${year}`;
  if (language === 'es' || language === 'pt') return `${day} de ${month} de ${year}`;
  return language === 'de' ? `${day}. ${month} ${year}` : `${day} ${month} ${year}`;
}

export const numberStyles = [
  '1234.5',
  '1,234.50',
  '1234,5',
  '1.234,50',
  '1 234,50',
  '1\u00a0234,50',
  '1\u202f234,50',
  "1'234.50",
] as const;
export type NumberWriting = (typeof numberStyles)[number];

export function writeNumber(value: number, style: NumberWriting): string {
  const decimal =
    style.includes(',') && style.lastIndexOf(',') > style.lastIndexOf('.') && style !== '1,234.50' ? ',' : '.';
  const group = style.length < 7 ? '' : (style[1] ?? '');
  const [whole = '', decimals] = (style.endsWith('50') ? value.toFixed(2) : String(value)).split('.');
  const grouped = group === '' ? whole : whole.replace(/\B(?=(\d{3})+(?!\d))/g, group);
  return decimals === undefined ? grouped : `${grouped}${decimal}${decimals}`;
}

export interface TableOptions {
  readonly language?: Language;
  readonly dates?: DateWriting;
  readonly numbers?: NumberWriting;
  readonly turn?: number;
  readonly header?: readonly string[] | null;
}

/** Rows of cells with a header, words and figures as a national file would write them. */
export function table(list: readonly Fact[], options: TableOptions = {}): string[][] {
  const language = options.language ?? 'en';
  const body = list.map(fact => [
    fact.ref,
    writeDate(fact.date, options.dates ?? 'iso', language),
    wordFor('country', fact.country, language),
    fact.place,
    wordFor('product', fact.product, language),
    writeNumber(fact.quantity, options.numbers ?? '1234.5'),
    wordFor('unit', fact.unit, language),
    wordFor('concealment', fact.concealment, language),
    wordFor('transport', fact.transport, language),
    wordFor('country', fact.departure, language),
    wordFor('country', fact.destination, language),
  ]);
  return options.header === null ? body : [[...(options.header ?? headerIn(language, options.turn))], ...body];
}

export interface CsvOptions {
  readonly delimiter?: string;
  readonly quoted?: boolean;
  readonly eol?: string;
  readonly encoding?: string;
  readonly bom?: boolean;
}

export function csvText(rows: readonly (readonly string[])[], options: CsvOptions = {}): string {
  const { delimiter = ',', quoted = false, eol = '\r\n' } = options;
  const cell = (text: string): string =>
    quoted || text.includes(delimiter) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map(row => row.map(cell).join(delimiter) + eol).join('');
}

export function csvBytes(rows: readonly (readonly string[])[], options: CsvOptions = {}): Buffer {
  return iconv.encode(csvText(rows, options), options.encoding ?? 'utf-8', { addBOM: options.bom === true });
}
