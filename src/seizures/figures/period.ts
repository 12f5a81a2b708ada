/** The length of one column over time. */
type Step = 'month' | 'quarter' | 'year';

/**
 * One column: its key ("2026-03", "2026-Q1", "2026"), its first day within the period, and whether the period covers
 * all of it and it is over.
 */
interface Bucket {
  readonly key: string;
  readonly first: string;
  readonly whole: boolean;
}

/** What is counted and what it is compared with. Dates are plain, both ends included. */
export interface Period {
  readonly from: string;
  /** As asked for; may lie ahead. */
  readonly to: string;
  /** The last day counted: `to`, or today while that lies ahead. */
  readonly until: string;
  readonly step: Step;
  readonly buckets: readonly Bucket[];
  /** The same days one year before, or as many years as it takes not to meet them. */
  readonly before: { readonly from: string; readonly to: string };
}

/** The longest period: with more years a column says nothing any more. */
export const mostYears = 20;
const mostMonths = 18;
const mostQuarters = 72;
const size: Readonly<Record<Step, number>> = { month: 1, quarter: 3, year: 12 };

/** Lays out a period in columns. `from` lies neither after `to` nor after `today`. */
export function periodOf(from: string, to: string, today: string): Period {
  const until = to < today ? to : today;
  const months = monthOf(to) - monthOf(from) + 1;
  const step: Step = months <= mostMonths ? 'month' : months <= mostQuarters ? 'quarter' : 'year';
  const years = yearsBack(from, until);
  return {
    from,
    to,
    until,
    step,
    buckets: bucketsOf(from, until, today, step),
    before: { from: backed(from, years), to: backed(until, years) },
  };
}

/** Whether a period is too long to draw. */
export function isTooLong(from: string, to: string): boolean {
  return backed(to, mostYears) >= from;
}

function bucketsOf(from: string, until: string, today: string, step: Step): Bucket[] {
  const months = size[step];
  const start = Math.floor(monthOf(from) / months) * months;
  const count = Math.floor((monthOf(until) - start) / months) + 1;
  return Array.from({ length: count }, (_one, at) => {
    const month = start + at * months;
    const begins = `${textOf(month)}-01`;
    const last = dayBefore(month + months);
    return {
      key: keyOf(month, step),
      first: begins < from ? from : begins,
      whole: from <= begins && until >= last && last < today,
    };
  });
}

/** Months since year 0. */
function monthOf(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function textOf(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

function keyOf(month: number, step: Step): string {
  const text = textOf(month);
  if (step === 'month') return text;
  return step === 'year' ? text.slice(0, 4) : `${text.slice(0, 4)}-Q${Math.floor((month % 12) / 3) + 1}`;
}

function dayBefore(month: number): string {
  return new Date(Date.UTC(Math.floor(month / 12), month % 12, 0)).toISOString().slice(0, 10);
}

function yearsBack(from: string, until: string): number {
  let years = 1;
  while (backed(until, years) >= from) years += 1;
  return years;
}

/** The same day some years before; 29 February becomes the 28th. */
function backed(date: string, years: number): string {
  const moved = `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`;
  return moved.endsWith('-02-29') && !isLeap(Number(moved.slice(0, 4))) ? moved.replace(/29$/, '28') : moved;
}

function isLeap(year: number): boolean {
  return new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
}
