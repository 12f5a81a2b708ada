import { toBase, type LookUp } from '../../../reference/index.ts';
import type { Case } from './board.ts';
import type { SentForm } from '../store-sent-forms.ts';
import { isCounted } from '../versions/version.ts';

interface Count {
  warnings: number;
  feedback: number;
  seizures: number;
}
/** A sum in one base unit; units are never added to each other. */
export interface UnitSum {
  readonly unit: string;
  readonly quantity: number;
}
interface DayCount extends Count {
  readonly day: string;
  hits: number;
  noHits: number;
}
interface CountryCount extends Count {
  readonly country: string;
}
interface ProductCount {
  readonly heading: string;
  readonly product: string;
  seizures: number;
  readonly sums: readonly UnitSum[];
}

/** Figures of an operation between two days (UTC), both included. */
export interface Tally {
  readonly from: string;
  readonly to: string;
  readonly total: Count & { readonly hits: number; readonly noHits: number; readonly unanswered: number };
  readonly days: readonly DayCount[];
  readonly countries: readonly CountryCount[];
  readonly products: readonly ProductCount[];
  readonly sums: readonly UnitSum[];
}

const mostDays = 400;
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Days from the first to the last; if more than four hundred, only those on which something was sent. */
function daysBetween(from: string, to: string, sent: readonly string[]): string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const count = Math.round((last - first) / 86_400_000) + 1;
  return count > mostDays
    ? [...new Set(sent)].sort()
    : Array.from({ length: Math.max(0, count) }, (_none, at) => dayOf(first + at * 86_400_000));
}

/**
 * Counts what a member may see: messages on the day they were sent, a hit on the day it was first known, by the country
 * that reports or, for seizures, the country where they were made. Quantities come from seizure messages. Pure.
 */
export function tallyOf(
  forms: readonly SentForm[],
  cases: readonly Case[],
  { from, to }: { from: string; to: string },
  lookUp: LookUp,
): Tally {
  const isWithin = (ms: number): boolean => dayOf(ms) >= from && dayOf(ms) <= to;
  const within = forms.filter(({ createdMs, kind, standing }) => isWithin(createdMs) && isCounted(kind, standing));
  const days = new Map(
    daysBetween(
      from,
      to,
      within.map(({ createdMs }) => dayOf(createdMs)),
    ).map((day): [string, DayCount] => [day, { day, warnings: 0, feedback: 0, seizures: 0, hits: 0, noHits: 0 }]),
  );
  const countries = new Map<string, CountryCount>();
  for (const form of within) {
    const country = countryOf(form);
    const ofCountry = countries.get(country) ?? { country, warnings: 0, feedback: 0, seizures: 0 };
    countries.set(country, ofCountry);
    for (const count of [days.get(dayOf(form.createdMs)), ofCountry]) if (count) count[names[form.kind]] += 1;
  }
  const results = cases.flatMap(one => resultOf(one));
  for (const { isHit, at } of results) {
    const day = isWithin(at) ? days.get(dayOf(at)) : undefined;
    if (day) day[isHit ? 'hits' : 'noHits'] += 1;
  }
  const sum = (name: keyof Omit<DayCount, 'day'>): number =>
    [...days.values()].reduce((total, day) => total + day[name], 0);
  const seizures = within.filter(({ kind }) => kind === 'seizure');
  return {
    from,
    to,
    days: [...days.values()],
    total: {
      warnings: sum('warnings'),
      feedback: sum('feedback'),
      seizures: sum('seizures'),
      hits: sum('hits'),
      noHits: sum('noHits'),
      unanswered: cases.filter(({ chain, warning }) => chain.state === 'open' && warning && isWithin(warning.createdMs))
        .length,
    },
    countries: [...countries.values()].toSorted(
      (a, b) =>
        b.seizures - a.seizures ||
        b.warnings + b.feedback - a.warnings - a.feedback ||
        a.country.localeCompare(b.country),
    ),
    products: productsOf(seizures, lookUp),
    sums: sumsOf(seizures, lookUp),
  };
}

const names = { warning: 'warnings', feedback: 'feedback', seizure: 'seizures' } as const;

/** Where a seizure was made; else the country that reports, '' where there is none. */
function countryOf({ kind, fields, senderCountry }: SentForm): string {
  return (kind === 'seizure' && typeof fields.country === 'string' ? fields.country : senderCountry) ?? '';
}

/** The result of a chain and when it was first known, from messages the member may see. */
function resultOf({ chain, feedback, seizure, undone }: Case): { isHit: boolean; at: number }[] {
  if (chain.state !== 'hit' && chain.state !== 'no_hit') return [];
  const known = [feedback, seizure, undone].flatMap(form => (form ? [form.createdMs] : []));
  return known.length === 0 ? [] : [{ isHit: chain.state === 'hit', at: Math.min(...known) }];
}

function productsOf(seizures: readonly SentForm[], lookUp: LookUp): ProductCount[] {
  const groups = Map.groupBy(
    seizures,
    ({ fields }) => `${String(fields.heading ?? '')}\n${String(fields.product ?? '')}`,
  );
  return [...groups]
    .map(([key, forms]) => {
      const [heading = '', product = ''] = key.split('\n');
      return { heading, product, seizures: forms.length, sums: sumsOf(forms, lookUp) };
    })
    .toSorted((a, b) => b.seizures - a.seizures || a.product.localeCompare(b.product));
}

/** Sums by base unit: kilograms, pieces and litres separately; both quantities of a line count, each in its unit. */
function sumsOf(forms: readonly SentForm[], lookUp: LookUp): UnitSum[] {
  const sums = new Map<string, number>();
  for (const { fields } of forms) {
    for (const [name, unitName] of [
      ['quantity', 'unit'],
      ['quantity2', 'unit2'],
    ] as const) {
      const [quantity, unit] = [fields[name], fields[unitName]];
      const base =
        typeof quantity === 'number' && typeof unit === 'string' && unit !== 'amount'
          ? toBase(lookUp, quantity, unit)
          : undefined;
      if (base) sums.set(base.unit, Number(((sums.get(base.unit) ?? 0) + base.quantity).toPrecision(12)));
    }
  }
  const rank = (unit: string): number => (['kg', 'piece'].includes(unit) ? ['kg', 'piece'].indexOf(unit) : 9);
  return [...sums]
    .map(([unit, quantity]) => ({ unit, quantity }))
    .toSorted((a, b) => rank(a.unit) - rank(b.unit) || a.unit.localeCompare(b.unit));
}
