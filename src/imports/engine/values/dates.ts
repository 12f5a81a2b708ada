import { withoutMarks } from '../../../text/fold.ts';
import { isBlank, meaning } from '../words/words.ts';
import { serialText } from '../../../spreadsheets/excel-dates.ts';
import { inCommonYears, ofShortYear, type OtherCalendar } from './calendars.ts';
import { westernDigits } from './digits.ts';
import { ethiopianDay } from './ethiopia.ts';
import { monthNames, thaiMonth } from './month-names.ts';

/** How the dates of a column are to be read; decided once for the column. */
export interface DateStyle {
  readonly order: 'dmy' | 'mdy' | 'ymd';
  /** Plain numbers are day numbers of a workbook, counted from this year. */
  readonly serials?: '1900' | '1904';
  /**
   * The column holds both orders: cells that fit only the other order are read so and flagged, double ones flagged too.
   */
  readonly mixed?: boolean;
  /** Excel has taken day and month of the true date cells for each other: swap them back. */
  readonly swapIso?: boolean;
  /** Years of the Buddhist era, 543 ahead. */
  readonly buddhist?: boolean;
  /** Years of two digits are of this calendar, as the years of four beside them are. */
  readonly calendar?: OtherCalendar;
  /** The last two digits of the years of whole dates: what begins with one of them and does not end so is turned. */
  readonly shortYears?: readonly number[];
  /** The year of dates that have none ("04.01."), as the file's name or title says. */
  readonly year?: number;
}

export interface DateRead {
  /** YYYY-MM-DD; the first day where only month or year is known. */
  readonly date: string;
  readonly precision: 'day' | 'month' | 'year';
  /** HH:MM where the cell had a time; never used to shift the date. */
  readonly time?: string;
  /** Fits only the order the column does not have (`minority`), or both orders of a mixed column (`either`). */
  readonly doubt?: 'minority' | 'either';
}
export type DateResult = DateRead | 'blank' | 'unreadable';

/** The parts of a written date before its order is known. */
export interface DateParts {
  readonly shape: 'numeric' | 'iso' | 'named' | 'serial' | 'month' | 'year' | 'yearless';
  /** numeric: first and second number. Others: month and day, where stated. */
  readonly a: number;
  readonly b: number;
  readonly year: number;
  /** The year was written with two digits. */
  readonly isShort?: boolean;
  /** The calendar it was written in, where another than the common one. */
  readonly calendar?: OtherCalendar;
  readonly time?: string;
  /** The cell says that its date is of the common calendar: "(G.C.)". */
  readonly isCommon?: true;
}

/** No written date is longer. */
const longest = 80;

const isoShape = /^(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})\.?$/;
const compactShape = /^(1[89]\d\d|20\d\d)(\d\d)(\d\d)$/;
const numericShape = /^(\d{1,2})(?:\. |[-./ ])(\d{1,2})(?:\. |[-./ ])(\d{4}|\d{2})\.?$/;
/** "26/ASO dt. 09-04-2022": a number and its date in one cell. */
const behindReference = /^.*\d.*\s(?:dt|dtd|dated|dd|от|від|vom|z dnia|de fecha|din data de)\.?:?\s+(?=\S*\d)/iu;
/** "Ngày 26/1/2023", "vom 3.4.2024", "วันที่ 5 มกราคม 2567": what only says that a date follows. */
const beforeDate = /^(?:ngày|vom|am|le|el|em|dne|dňa|dana|дана|tarih|tanggal|tgl|วันที่|date|dt|il)\.?:?\s+(?=\d)/iu;
const monthShape = /^(?:(\d{4})[-./](\d{1,2})|(\d{1,2})[-./](\d{4}))$/;
/** 202503, as registers write a month. */
const compactMonthShape = /^((?:19|20)\d\d)(0[1-9]|1[0-2])$/;
const timeShape = new RegExp(
  String.raw`(?:[T ,]|\s[/|–-]\s)\s*(\d{1,2})[:.h](\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*` +
    String.raw`(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}|h|hrs?\.?|uhr|hod\.?)?$`,
  'i',
);
/** "13.01.2023, ora 6.30": what only says that a time follows. */
const timeWords = 'ora|orele|ore|godz|hod|kl|klo|um|at|à|as|às|a las|saat|soat|pukul|jam|lúc|в|о|час|ч';
const beforeTime = new RegExp(String.raw`[,\s]+(?:${timeWords})\.?:?\s+(?=\d{1,2}[:.h]\d{2}(?!\d))`, 'iu');

/** Takes a cell apart without deciding day or month. Undefined when it is no date at all. */
export function dateParts(cell: string): DateParts | undefined {
  if (cell.length > longest) return undefined;
  const own = firstOfRange(westernDigits(meaning(cell)))
    .replace(behindReference, '')
    .replace(beforeDate, '')
    .replace(beforeTime, ' ');
  const told = own.replace(commonCalendar, '');
  const { text: common, calendar } = inCommonYears(told);
  const text = inFigures(common).replace(/\s*(?:г\.?|r\.|року?|m\.|god\.?|год\.?|у\.)$/u, '');
  const bare = text.replace(timeShape, '').trim();
  const shape = shapeOf(bare) ?? (bare === text ? undefined : shapeOf(text));
  const dated = shape && told !== own ? { ...shape, isCommon: true as const } : shape;
  const whole = dated && calendar ? { ...dated, calendar } : dated;
  const time = timeShape.exec(text);
  return whole && time && bare !== text ? { ...whole, time: clock(time) } : whole;
}

const days = /^(\d{1,2})\.?\s?[-–—]\s?\d{1,2}(?=\.?\s+\p{L}{3}|[./]\d{1,2}[./]\d{4}$)/u;
const shortDays = /^(\d{1,2})[./](\d{1,2})\.?\s?[-–—]\s?\d{1,2}[./]\d{1,2}[./](\d{4})\.?$/;
const wholeDays = /^(\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)\s?(?:[-–—]|to|au|bis|al?|до|по|do)\s?\d[\d./-]{7,9}$/;

/** The first day of an operation of several: "3-5 January 2024", "13.02.-15.02.2024". */
function firstOfRange(text: string): string {
  return text.trim().replace(days, '$1').replace(shortDays, '$1.$2.$3').replace(wholeDays, '$1');
}

function shapeOf(text: string): DateParts | undefined {
  const iso = isoShape.exec(text) ?? compactShape.exec(text);
  if (iso) return { shape: 'iso', year: Number(iso[1]), a: Number(iso[2]), b: Number(iso[3]) };
  const numeric = numericShape.exec(text);
  if (numeric) return { shape: 'numeric', a: Number(numeric[1]), b: Number(numeric[2]), ...yearOf(numeric[3] ?? '') };
  const yearless = /^(\d{1,2})\.\s?(\d{1,2})\.$/.exec(text);
  if (yearless) return { shape: 'yearless', a: Number(yearless[1]), b: Number(yearless[2]), year: 0 };
  const compact = compactMonthShape.exec(text);
  if (compact) return { shape: 'month', year: Number(compact[1]), a: Number(compact[2]), b: 1 };
  const month = monthShape.exec(text);
  if (month) return { shape: 'month', year: Number(month[1] ?? month[4]), a: Number(month[2] ?? month[3]), b: 1 };
  if (/^\d{4}$/.test(text)) return { shape: 'year', year: Number(text), a: 1, b: 1 };
  if (/^\d{5}(?:[.,]\d+)?$/.test(text)) return { shape: 'serial', year: 0, a: Number(text.replace(',', '.')), b: 0 };
  return /\p{L}/u.test(text) ? namedParts(text) : undefined;
}

/** 2024年5月6日, 2024년 5월 6일 and "2024. 5. 6." are years, months and days in this order. */
function inFigures(text: string): string {
  return text
    .replace(
      /^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日号號일])?/u,
      (_, year: string, month: string, day?: string) => [year, month, ...(day === undefined ? [] : [day])].join('-'),
    )
    .replace(/^(\d{4})\. (\d{1,2})\. (\d{1,2})\.?/, '$1-$2-$3')
    .replace(/^(\d{4})\. ?g(?:ada|\.)? ?(\d{1,2})\. ?(\d{1,2})\.?$/i, '$1-$3-$2')
    .replace(levant, name => levantMonths[name] ?? name)
    .replace(romanMonth, (_, day: string, month: string, year: string) => `${day}.${romans.indexOf(month) + 1}.${year}`)
    .replace(/^(\d{1,2}) tháng (\d{1,2})(?: năm)? (\d{4})$/u, '$3-$2-$1');
}

/** What Ethiopia marks dates of the common calendar by. */
const commonCalendar = /\s*\(?(?:G\.\s?C\.?|GC|እ\.?\s?ኤ\.?\s?አ\.?)\)?$/u;

/** "24.I.2023". */
const romanMonth = /^(\d{1,2})[. /-] ?(I{1,3}|I?V|VI{1,3}|IX|XI{0,2})[. /-] ?(\d{4})/;
const romans = 'I II III IV V VI VII VIII IX X XI XII'.split(' ');

/** Months of Jordan, Syria, Lebanon and Iraq whose names are two words, or two letters. */
const levantMonths: Readonly<Record<string, string>> = {
  'كانون الثاني': 'january',
  'تشرين الأول': 'october',
  'تشرين الاول': 'october',
  'تشرين الثاني': 'november',
  'كانون الأول': 'december',
  'كانون الاول': 'december',
  آب: 'august',
};
const levant = /كانون الثاني|تشرين (?:الأول|الاول|الثاني)|كانون (?:الأول|الاول)|آب/u;

/** Two-digit years: 00-49 are of this century. */
function yearOf(text: string): Pick<DateParts, 'year' | 'isShort'> {
  const year = Number(text);
  return text.length > 2 ? { year } : { year: year < 50 ? 2000 + year : 1900 + year, isShort: true };
}

function clock(time: RegExpExecArray): string {
  const half = (time[3] ?? '').toLowerCase();
  const hour = (Number(time[1]) % (half === '' ? 24 : 12)) + (half.startsWith('p') ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${time[2]}`;
}

/** "5 de outubro de 2012", "5 октября 2012", "Oct 5, 2012", "5-Oct-12", "October 2012". */
function namedParts(text: string): DateParts | undefined {
  const tokens = text
    .toLowerCase()
    .replace(/([\u0e00-\u0e7f]+)\.([\u0e00-\u0e7f]+)\.?/g, '$1$2')
    .split(/[\s,./_-]+/)
    .filter(token => token !== '' && !skipped.has(token));
  const months = tokens.filter(token => monthOf(token) !== undefined);
  const numbers = tokens
    .map(token => /^(\d{1,4})(?:st|nd|rd|th|er|º|ª|°|го|е|-го)?$/.exec(token)?.[1])
    .filter(each => each !== undefined);
  if (months.length !== 1 || months.length + numbers.length !== tokens.length) return undefined;
  const month = monthOf(months[0] ?? '') ?? 0;
  if (numbers.length === 1) return oneNumber(tokens, numbers[0] ?? '', month);
  if (numbers.length !== 2) return undefined;
  const [first = '', second = ''] = numbers;
  const yearFirst = first.length === 4;
  const year = yearFirst ? first : second;
  const ofThailand = thaiMonth(months[0] ?? '') !== undefined && year.length === 2 && Number(year) >= 50;
  // "3 ต.ค. 65": no month of that language counts from 1900.
  const whole = ofThailand ? { year: 1957 + Number(year) } : yearOf(year);
  return { shape: 'named', a: month, b: Number(yearFirst ? second : first), ...whole };
}

/** "13th February" and "5 марта" are days of the list's year; "Feb 2013" and "Feb-13" are months. */
function oneNumber(tokens: readonly string[], number: string, month: number): DateParts {
  const isDay = number.length < 3 && Number(number) <= 31 && (tokens[0] === number || !tokens.includes(number));
  return isDay
    ? { shape: 'named', year: 0, a: month, b: Number(number) }
    : { shape: 'month', ...yearOf(number), a: month, b: 1 };
}

const little = 'de del of the den m d дня год года г r roku mon tue wed thu fri sat sun';
const weekdays = `monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi
samedi dimanche lunes martes miércoles jueves viernes sábado domingo montag dienstag mittwoch
donnerstag freitag samstag sonntag`;
const skipped = new Set(`${little} ${weekdays}`.split(/\s+/));

function monthOf(token: string): number | undefined {
  return thaiMonth(token) ?? monthNames.get(withoutMarks(token));
}

/** Reads one cell. Impossible days (30 February, year 0) are unreadable; nothing ever becomes today. */
export function readDate(cell: string, style: DateStyle): DateResult {
  if (isBlank(cell)) return 'blank';
  const parts = dateParts(cell);
  if (!parts) return 'unreadable';
  const time = parts.time === undefined ? {} : { time: parts.time };
  if (parts.shape === 'serial') return readSerial(parts.a, style);
  const other = parts.shape === 'numeric' ? ofOtherCalendar(parts, style) : undefined;
  if (other) return dateOf(other.date, time);
  const year = yearIn(parts, style);
  if (parts.shape === 'year') return plain(year, 1, 1, 'year');
  if (parts.shape === 'month') return plain(year, parts.a, 1, 'month');
  if (parts.shape === 'named') return plain(year, parts.a, parts.b, 'day', time);
  if (parts.shape === 'iso')
    return style.swapIso === true
      ? plain(year, parts.b, parts.a, 'day', time)
      : plain(year, parts.a, parts.b, 'day', time);
  return readNumeric(parts, year, style, time);
}

/** The year of a date: its own, or the list's where it has none. */
function yearIn(parts: DateParts, style: DateStyle): number {
  if (parts.year === 0) return style.year ?? 0;
  return style.buddhist === true ? fromBuddhist(parts) : parts.year;
}

/** A date in figures of a column in another calendar: of Ethiopia's any, of others those of two digits. */
function ofOtherCalendar(
  { a, b, year, isShort, isCommon }: DateParts,
  { calendar }: DateStyle,
): { readonly date: string | undefined } | undefined {
  if (calendar === 'ethiopia') return isCommon === true ? undefined : { date: ethiopianDay(year, b, a) };
  return calendar && isShort === true ? { date: ofShortYear(calendar, [a, b, year % 100]) } : undefined;
}

function dateOf(date: string | undefined, time: { time?: string }): DateResult {
  return date === undefined ? 'unreadable' : { date, precision: 'day', ...time };
}

/** 2567, and 67 in a column of such years. */
function fromBuddhist({ year, isShort }: DateParts): number {
  if (isShort === true) return 2500 + (year % 100) - 543;
  return year > 2400 ? year - 543 : year;
}

function readSerial(serial: number, style: DateStyle): DateResult {
  if (style.serials === undefined || serial < 20_000 || serial > 60_000) return 'unreadable';
  const text = serialText(serial, style.serials === '1904');
  if (text === undefined) return 'unreadable';
  return { date: text.slice(0, 10), precision: 'day', ...(text.length > 10 ? { time: text.slice(11, 16) } : {}) };
}

/** "23-04-10" among dates such as 2023-04-09. */
function isYearFirst({ a, year, isShort }: DateParts, { shortYears = [] }: DateStyle): boolean {
  return isShort === true && shortYears.includes(a) && !shortYears.includes(year % 100);
}

function readNumeric(parts: DateParts, year: number, style: DateStyle, time: { time?: string }): DateResult {
  if (isYearFirst(parts, style)) return plain(2000 + parts.a, parts.b, year % 100, 'day', time);
  const dayFirst = plain(year, parts.b, parts.a, 'day', time);
  const monthFirst = plain(year, parts.a, parts.b, 'day', time);
  const [own, other] = style.order === 'mdy' ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  if (style.mixed !== true) return own;
  if (own === 'unreadable') return typeof other === 'string' ? other : { ...other, doubt: 'minority' };
  return other === 'unreadable' || parts.a === parts.b || typeof own === 'string' ? own : { ...own, doubt: 'either' };
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function plain(
  year: number,
  month: number,
  day: number,
  precision: DateRead['precision'],
  time: { time?: string } = {},
): DateResult {
  if (year < 1500 || year > 2400 || month < 1 || month > 12 || day < 1) return 'unreadable';
  const leap = month === 2 && (year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0));
  if (day > (monthDays[month - 1] ?? 0) + (leap ? 1 : 0)) return 'unreadable';
  return { date: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, precision, ...time };
}
