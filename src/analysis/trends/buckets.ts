import { addDays, addYears } from '../../text/plain-date.ts';
import type { Step } from './fields.ts';

/** One period on the axis of time. */
export interface Bucket {
  /** As the database names it: a day, the Monday of a week, "2026-03", "2026-Q1", "2026". */
  readonly key: string;
  /** Its days within the period asked for, both ends included. */
  readonly from: string;
  readonly to: string;
  /** Whether the period cuts it, or it is not over. */
  readonly isPart: boolean;
}

/** More columns than these nobody reads. */
export const mostBuckets = 120;

/** The coarsest step that still shows a course: days of a month, months of some years, years of decades. */
export function usualStep(from: string, to: string): Step {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (days <= 45) return 'day';
  if (days <= 1100) return 'month';
  return days <= 3700 ? 'quarter' : 'year';
}

/** The periods from one day to another. `today` tells which are over. */
export function bucketsOf(from: string, to: string, step: Step, today: string): Bucket[] {
  const buckets: Bucket[] = [];
  let start = startOf(from, step);
  // By the last day: the day after the year 9999 is written with a sign, and would come before it.
  for (let last = ''; start <= to && last < to && buckets.length < 4000; ) {
    const next = nextStart(start, step);
    last = addDays(next, -1);
    buckets.push({
      key: keyOf(start, step),
      from: start < from ? from : start,
      to: last > to ? to : last,
      isPart: start < from || last > to || last >= today,
    });
    start = next;
  }
  return buckets;
}

/** Where there is little room: the letter of a month, the number of a day or of a year, "Q1". */
export function initialOf(step: Step, { key }: Bucket, name: string): string {
  if (step === 'year') return key.slice(2);
  const [head = name] = name.split(' ');
  return step === 'month' ? head.slice(0, 1) : head;
}

interface Period {
  readonly from: string;
  readonly to: string;
}

/** What a period of so many buckets is compared with, and the keys of the buckets there. */
export interface Earlier extends Period {
  readonly keys: readonly string[];
}

/** The same days a year before; weeks by the Monday 52 weeks earlier. */
export function yearBefore({ from, to }: Period, buckets: readonly Bucket[], step: Step): Earlier {
  return { from: addYears(from, -1), to: addYears(to, -1), keys: buckets.map(({ key }) => keyOfYearBefore(key, step)) };
}

/** As many steps earlier as there are buckets: the three months before three months, to the same day of the last. */
export function periodBefore({ from, to }: Period, buckets: readonly Bucket[], step: Step): Earlier {
  const back = (day: string): string => stepsBack(day, step, buckets.length);
  return { from: back(from), to: back(to), keys: buckets.map(bucket => keyOf(startOf(back(bucket.from), step), step)) };
}

const firstDay = '0001-01-01';

function stepsBack(day: string, step: Step, count: number): string {
  if (step === 'day' || step === 'week') return addDays(day, -count * (step === 'day' ? 1 : 7));
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = Date.UTC(year, month - 1 - count * months[step], 1);
  // Eight thousand years, asked for by mistake, follow a time no database knows.
  if (first < Date.parse(firstDay)) return firstDay;
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return new Date(first + (Math.min(date, last.getUTCDate()) - 1) * 86_400_000).toISOString().slice(0, 10);
}

function keyOfYearBefore(key: string, step: Step): string {
  if (step === 'week') return addDays(key, -364);
  if (step === 'day') return addYears(key, -1);
  return `${Number(key.slice(0, 4)) - 1}${key.slice(4)}`;
}

function startOf(day: string, step: Step): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  switch (step) {
    case 'day':
      return day;
    case 'week':
      // 5 January 1970 was a Monday.
      return addDays(day, -((((Date.parse(day) / 86_400_000 - 4) % 7) + 7) % 7));
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
      return `${year}-${String(Math.floor((month - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
    case 'year':
      return `${year}-01-01`;
  }
}

const months = { month: 1, quarter: 3, year: 12 } as const;

function nextStart(start: string, step: Step): string {
  if (step === 'day' || step === 'week') return addDays(start, step === 'day' ? 1 : 7);
  const [year = 0, month = 1] = start.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months[step], 1)).toISOString().slice(0, 10);
}

function keyOf(start: string, step: Step): string {
  if (step === 'month') return start.slice(0, 7);
  if (step === 'quarter') return `${start.slice(0, 4)}-Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`;
  return step === 'year' ? start.slice(0, 4) : start;
}
