import { numberOfMonth } from './calendar-months.ts';
import { ofEthiopia } from './ethiopia.ts';

/** A calendar whose years have four digits of their own. Columns of it write two of them, too. */
export type OtherCalendar = 'persia' | 'moon' | 'ethiopia';

/** Dates of other calendars that can be read one way only, rewritten as year-month-day of the common calendar. */
export function inCommonYears(text: string): { readonly text: string; readonly calendar?: OtherCalendar } {
  const eras = ofJapan(text) ?? ofTaiwan(text);
  if (eras !== undefined) return { text: eras };
  const ethiopian = ofEthiopia(text);
  if (ethiopian !== undefined) return { text: ethiopian, calendar: 'ethiopia' };
  const plain = numberOfMonth(text.replace(/\s*(?:هـ|ه|AH|H)\.?$/iu, ''));
  const persian = ofPersia(plain);
  if (persian !== undefined) return { text: persian, calendar: 'persia' };
  const moon = ofMoon(plain);
  return moon === undefined ? { text } : { text: moon, calendar: 'moon' };
}

/** A date whose year has two digits, in a column of such a calendar: 02/06/27 in Persia, 27/06/45 by the moon. */
export function ofShortYear(calendar: OtherCalendar, [a, b, c]: readonly [number, number, number]): string | undefined {
  if (calendar === 'ethiopia') return undefined;
  const century = (year: number): number => (year > 79 ? 1300 : 1400) + year;
  return calendar === 'persia' ? ofPersia(`${century(a)}/${b}/${c}`) : ofMoon(`${a}/${b}/${century(c)}`);
}

/** First year of each era less one. */
const eras: Readonly<Record<string, number>> = {
  R: 2018,
  令和: 2018,
  令: 2018,
  H: 1988,
  平成: 1988,
  平: 1988,
  昭和: 1925,
};
const eraShape = /^(R|H|令和|令|平成|平|昭和)\s?(\d{1,2}|元)\s?[.年/-]\s?(\d{1,2})\s?[.月/-]\s?(\d{1,2})\s?日?$/;

/** R5.6.2 and 令和5年6月2日 are 2 June 2023; the first year of an era is 元. */
function ofJapan(text: string): string | undefined {
  const [, era = '', year = '', month = '', day = ''] = eraShape.exec(text) ?? [];
  if (era === '') return undefined;
  return `${(eras[era] ?? 0) + (year === '元' ? 1 : Number(year))}-${month}-${day}`;
}

/** 113/05/02, 1130502 and 民國113年5月2日 count from 1911. */
function ofTaiwan(text: string): string | undefined {
  const [, year = '', month = '', day = ''] =
    /^(?:(?:中華)?民[國国]\s?)?(1[0-4]\d)[./年-]\s?(\d{1,2})[./月-]\s?(\d{1,2})日?$/.exec(text) ??
    /^(1[01]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.exec(text) ??
    [];
  return year === '' ? undefined : `${Number(year) + 1911}-${month}-${day}`;
}

/** Leap years of the Persian calendar from 1380, whose first day was 21 March 2001. */
const persianLeaps = [1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412];

/** 1402/09/13 of Iran and Afghanistan. */
function ofPersia(text: string): string | undefined {
  const [year = 0, month = 0, day = 0] = yearFirst(text);
  if (year < 1380 || year > 1415 || month < 1 || month > 12 || day < 1 || day > (month < 7 ? 31 : 30)) return undefined;
  const leaps = persianLeaps.filter(leap => leap < year).length;
  const days = (year - 1380) * 365 + leaps + (month < 8 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1;
  return new Date(Date.UTC(2001, 2, 21) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * 1445/01/06 of the calendar of the moon that Saudi Arabia publishes (Umm al-Qura), as the runtime carries it. Its
 * years and those of Persia that dates of seizures have do not meet.
 */
function ofMoon(text: string): string | undefined {
  const [year = 0, month = 0, day = 0] = yearFirst(text);
  if (year < 1416 || year > 1480 || month < 1 || month > 12 || day < 1 || day > 30) return undefined;
  // The new year's day is never further than a month from its mean, and no month is longer than thirty days.
  const about = Date.UTC(622, 6, 19) + ((year - 1) * 354.36707 + (month - 1) * 29.5306 + day - 1) * 86_400_000;
  for (let shift = -3; shift <= 3; shift += 1) {
    const at = new Date(about + shift * 86_400_000);
    const [m = 0, d = 0, y = 0] = moonParts(at);
    if (y === year && m === month && d === day) return at.toISOString().slice(0, 10);
  }
  return undefined;
}

let moonFormat: Intl.DateTimeFormat | undefined;

/** Month, day and year. */
function moonParts(at: Date): number[] {
  moonFormat ??= new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  });
  return moonFormat
    .formatToParts(at)
    .filter(({ type }) => ['month', 'day', 'year'].includes(type))
    .map(({ value }) => Number(value));
}

/** 1445/01/06, 14450106, and 06/01/1445: a year of four digits stands first or last. */
function yearFirst(text: string): number[] {
  const [, ...parts] =
    /^(1[34]\d\d)[./-](\d{1,2})[./-](\d{1,2})$/.exec(text) ?? /^(1[34]\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  if (parts.length > 0) return parts.map(Number);
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})[./-](1[34]\d\d)$/.exec(text) ?? [];
  return year === undefined ? [] : [year, month, day].map(Number);
}
