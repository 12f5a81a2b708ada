import type { OtherCalendar } from './calendars.ts';
import { dateParts, readDate, type DateParts, type DateStyle } from './dates.ts';
import { isBlank, tidy } from '../words/words.ts';

/** Two ways to read real cells of the column, to be shown side by side. */
export interface DateOption {
  readonly style: DateStyle;
  readonly examples: readonly { readonly cell: string; readonly date: string | undefined }[];
}

export interface DateDecision {
  readonly state: 'decided' | 'ask';
  /** The style chosen, or the likelier one when it must be asked. */
  readonly style: DateStyle;
  readonly why:
    | 'only_one_fits'
    | 'no_doubt'
    | 'majority'
    | 'both_fit'
    | 'both_seen'
    | 'mangled'
    | 'calendar'
    | 'no_dates';
  readonly options: readonly DateOption[];
  /** Cells by what they allow. */
  readonly counts: DateCounts;
}

/** Years looked at to read those of two digits. */
const mostYears = 12;

interface DateCounts {
  dayFirst: number;
  monthFirst: number;
  both: number;
  /** Day and month the same, month by name, ISO, month only, year only: no order needed. */
  clear: number;
  serial: number;
  iso: number;
  /** ISO cells whose day is 12 or less. */
  isoLow: number;
  otherCalendar: number;
  /** Years of two digits, which are of the calendar of the others. */
  short: number;
  /** Dates of either calendar whose years were written whole. */
  persia: number;
  moon: number;
  ethiopia: number;
  /** Years of dates written with the year first and whole. */
  readonly years: Set<number>;
  unreadable: number;
  blank: number;
}

/** Collects the cells of a date column one by one; `decide` may be asked at any time. */
export interface DateVotes {
  readonly add: (cell: string, times?: number) => void;
  readonly decide: () => DateDecision;
}

/** Decides how the dates of a column are written (import.md 2.5): by the cells that fit one order only. */
export function decideDateStyle(cells: Iterable<string>): DateDecision {
  const votes = dateVotes();
  for (const cell of cells) votes.add(cell);
  return votes.decide();
}

export function dateVotes(date1904 = false): DateVotes {
  const counts: DateCounts = {
    dayFirst: 0,
    monthFirst: 0,
    both: 0,
    clear: 0,
    serial: 0,
    iso: 0,
    isoLow: 0,
    otherCalendar: 0,
    short: 0,
    persia: 0,
    moon: 0,
    ethiopia: 0,
    years: new Set(),
    unreadable: 0,
    blank: 0,
  };
  const examples: string[] = [];
  return {
    add: (cell, times = 1) => {
      const parts = isBlank(cell) ? 'blank' : dateParts(cell);
      count(counts, parts, times);
      if (typeof parts === 'object' && parts.calendar) counts[parts.calendar] += times;
      if (typeof parts === 'object' && parts.isShort === true) counts.short += times;
      if (typeof parts === 'object' && examples.length < 40 && parts.shape !== 'year') examples.push(tidy(cell));
    },
    decide: () => decide(counts, examples, date1904),
  };
}

function count(counts: DateCounts, parts: DateParts | 'blank' | undefined, times: number): void {
  if (parts === 'blank') counts.blank += times;
  else if (!parts) counts.unreadable += times;
  else if (parts.shape === 'serial') counts[parts.a >= 20_000 && parts.a <= 60_000 ? 'serial' : 'unreadable'] += times;
  else if (parts.shape === 'yearless') countYearless(counts, parts, times);
  else if (parts.year > 2400 || (parts.year < 1500 && parts.year > 0)) counts.otherCalendar += times;
  else if (parts.shape === 'iso') countWhole(counts, parts, times);
  else if (parts.shape === 'numeric') counts[numericKind(parts.a, parts.b)] += times;
  else counts.clear += times;
}

/** "04.01." is a day before its month unless others of the column can only be the other way. */
function countYearless(counts: DateCounts, { a, b }: DateParts, times: number): void {
  const kind = numericKind(a, b);
  counts[kind === 'both' ? 'clear' : kind] += times;
}

function countWhole(counts: DateCounts, { year, b: day }: DateParts, times: number): void {
  counts.iso += times;
  if (counts.years.size < mostYears) counts.years.add(year);
  if (day <= 12) counts.isoLow += times;
}

function numericKind(a: number, b: number): 'clear' | 'both' | 'dayFirst' | 'monthFirst' | 'unreadable' {
  const dayFirst = a >= 1 && a <= 31 && b >= 1 && b <= 12;
  const monthFirst = a >= 1 && a <= 12 && b >= 1 && b <= 31;
  if (dayFirst && monthFirst) return a === b ? 'clear' : 'both';
  if (dayFirst) return 'dayFirst';
  return monthFirst ? 'monthFirst' : 'unreadable';
}

function decide(counts: DateCounts, examples: readonly string[], date1904: boolean): DateDecision {
  const made = (
    state: DateDecision['state'],
    why: DateDecision['why'],
    style: DateStyle,
    others: readonly DateStyle[] = [],
  ): DateDecision => ({
    state,
    why,
    style,
    counts,
    options: state === 'ask' ? [style, ...others].map(each => option(each, examples)) : [],
  });
  const { dayFirst, monthFirst, both } = counts;
  const calendar = calendarOf(counts);
  if (calendar) return made('decided', 'no_doubt', { order: 'ymd', calendar });
  const dmy = plainStyle('dmy', counts, date1904);
  const mdy = plainStyle('mdy', counts, date1904);
  const [major, minor] = dayFirst >= monthFirst ? [dmy, mdy] : [mdy, dmy];
  if (counts.otherCalendar > counts.iso + dayFirst + monthFirst + both + counts.clear - counts.short)
    return made('ask', 'calendar', { ...major, buddhist: true }, [major]);
  if (isMangled(counts)) return made('ask', 'mangled', { ...major, swapIso: true }, [major]);
  if (dayFirst + monthFirst + both + counts.clear + counts.iso + counts.serial === 0)
    return made('decided', 'no_dates', dmy);
  if (dayFirst === 0 && monthFirst === 0)
    return both === 0
      ? made('decided', 'no_doubt', { ...dmy, order: counts.iso > 0 ? 'ymd' : 'dmy' })
      : made('ask', 'both_fit', dmy, [mdy]);
  const few = Math.min(dayFirst, monthFirst);
  if (few === 0) return made('decided', 'only_one_fits', major);
  const mixed = { ...major, mixed: true };
  if (Math.max(dayFirst, monthFirst) >= few * 20) return made('decided', 'majority', mixed);
  return made('ask', 'both_seen', mixed, [{ ...minor, mixed: true }]);
}

/** The calendar most dates are written in; the other ones are short, and of it, too. */
function calendarOf({ persia, moon, ethiopia, iso, short }: DateCounts): OtherCalendar | undefined {
  // In figures its years look like common ones: where names of its months stand beside them, they are its own.
  if (ethiopia > 1) return 'ethiopia';
  const whole = Math.max(persia, moon);
  if (whole === 0 || whole < iso / 2 || short > whole) return undefined;
  return persia > moon ? 'persia' : 'moon';
}

function plainStyle(order: DateStyle['order'], counts: DateCounts, date1904: boolean): DateStyle {
  const { serial, unreadable, short, iso, years } = counts;
  const shortYears = short > 0 && iso > short ? { shortYears: [...years].map(year => year % 100) } : {};
  return { order, ...(serial > unreadable ? { serials: date1904 ? '1904' : '1900' } : {}), ...shortYears };
}

/**
 * Excel reads what it can of a foreign date order: 05/03 becomes a true date with day and month exchanged, 25/03 stays
 * text. Then all true dates have a "day" of 12 or less, and no text date fits both orders.
 */
function isMangled(counts: DateCounts): boolean {
  const text = counts.dayFirst + counts.monthFirst;
  return (
    counts.iso >= 3 &&
    text >= 3 &&
    counts.isoLow === counts.iso &&
    counts.both === 0 &&
    Math.min(counts.dayFirst, counts.monthFirst) === 0
  );
}

function option(style: DateStyle, examples: readonly string[]): DateOption {
  const telling = examples.filter(cell => {
    const [a, b] = [readDate(cell, { ...style, order: 'dmy' }), readDate(cell, { ...style, order: 'mdy' })];
    return JSON.stringify(a) !== JSON.stringify(b) || style.swapIso === true || style.buddhist === true;
  });
  return {
    style,
    examples: [...new Set([...telling, ...examples])].slice(0, 3).map(cell => {
      const read = readDate(cell, style);
      return { cell, date: typeof read === 'string' ? undefined : read.date };
    }),
  };
}
