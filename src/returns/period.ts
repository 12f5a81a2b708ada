import { addDays, addYears } from '../text/plain-date.ts';

/** Days from `from` on and before `until`, plain dates. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** What a return is about, and the same stretch a year before. */
export interface Period extends Days {
  /** A year, or 'months' for the last twelve. */
  readonly key: string;
  readonly before: Days;
  /** YYYY-MM, oldest first. */
  readonly months: readonly string[];
  /** Whether the last of its months is not over. */
  readonly isOpen: boolean;
}

/** The periods that can be chosen: this year, the year before, the last twelve months. */
export function periodKeys(today: string): readonly string[] {
  const year = Number(today.slice(0, 4));
  return [String(year), String(year - 1), 'months'];
}

/** Pure. `key` is one of `periodKeys`; another is this year. */
export function periodOf(key: string, today: string): Period {
  const [year = '', before = ''] = periodKeys(today);
  if (key === before) return whole(before, { from: `${before}-01-01`, until: `${year}-01-01` }, false);
  const until = addDays(today, 1);
  if (key === 'months') return whole(key, { from: firstMonth(today), until }, true);
  return whole(year, { from: `${year}-01-01`, until }, true);
}

function whole(key: string, { from, until }: Days, isOpen: boolean): Period {
  const months: string[] = [];
  for (let month = from; month < until; month = nextMonth(month)) months.push(month.slice(0, 7));
  return { key, from, until, isOpen, months, before: { from: addYears(from, -1), until: addYears(until, -1) } };
}

function nextMonth(first: string): string {
  return `${addDays(first, 31).slice(0, 7)}-01`;
}

/** First day of the month eleven months back. */
function firstMonth(today: string): string {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 12, 1)).toISOString().slice(0, 10);
}
