import { read, refuse } from '../../personal-data/index.ts';
import type { Reading } from '../../personal-data/index.ts';

export const earliestDate = '1900-01-01';
export const latestDate = '2199-12-31';

/** A plain date YYYY-MM-DD that exists in the calendar, from 1900 on. Plain dates have no zone and are never converted. */
export function readDate(input: unknown): Reading<string> {
  if (typeof input !== 'string') return refuse('notADate');
  const date = input.trim();
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (parts === null) return refuse('notADate');
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (!isDay(year, month, day)) return refuse('noSuchDay', { date });
  if (date < earliestDate || date > latestDate)
    return refuse('dateOutOfRange', { earliest: earliestDate, latest: latestDate });
  return read(date);
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year > 0 && days !== undefined && day >= 1 && day <= days;
}

/** Today where the day begins first (UTC+14), so that no officer's own today lies in the future. */
export function latestToday(now: Date): string {
  return new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
}
