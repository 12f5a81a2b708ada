import { now } from './clock.ts';
import { read, refuse, type Reading } from './readable-text.ts';

// A plain date, YYYY-MM-DD, is a day of the calendar without a time or a zone; it is never converted, and it sorts as
// text.

/** Today in UTC, the day the database means too. */
export function today(): string {
  return now().toISOString().slice(0, 10);
}

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a plain date that exists in the calendar. */
export function isPlainDate(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && isLeap ? 29 : (daysOfMonths[month - 1] ?? 0);
  return day >= 1 && day <= last;
}

/** Whether a text is an ISO time on a day that exists: a database refuses a 31st of February. */
export function isInstant(text: string): boolean {
  return isPlainDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/** The date so many days later, or earlier where the count is negative. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day so many years later or earlier; 29 February becomes the 28th. */
export function addYears(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, '0');
  return `${year}${date.slice(4).replace('-02-29', '-02-28')}`;
}

/** Today where the day begins first (UTC+14), so that no officer's own today lies in the future. */
export function latestToday(now: Date): string {
  return new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
}

/** A plain date that exists in the calendar and lies within the bounds, both included. */
export function readDate(input: unknown, from = '1900-01-01', to = '2199-12-31'): Reading<string> {
  const date = typeof input === 'string' ? input.trim() : '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return refuse('notADate');
  if (!isPlainDate(date)) return refuse('noSuchDay', { date });
  return date < from || date > to ? refuse('dateOutOfRange', { from, to }) : read(date);
}
