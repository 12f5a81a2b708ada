import { activeFilters, type ActiveFilter } from '../active-filters.ts';
import { queryString, type Criteria } from '../criteria.ts';
import { endsOfLeg } from '../leg.ts';
import { between, ownChip } from '../../own-fields/presenter.ts';
import type { Names } from './presenter-names.ts';

/** A filter that is on, in words, and the address of the search without it. */
export interface Chip {
  readonly label: string;
  readonly value: string;
  readonly href: string;
}

export function chipsOf(criteria: Criteria, names: Names, filters = activeFilters(criteria)): Chip[] {
  return filters.map(filter => ({
    ...(filter.own === undefined
      ? { label: names.label(`search:filter.${filter.name}`), value: valueOf(criteria, filter, names) }
      : ownChip(filter.own, filter.value, criteria.heading, names)),
    href: hrefOf(filter.without),
  }));
}

/** Address of a search; the bare page where nothing is asked for. */
export function hrefOf(criteria: Criteria, change: Parameters<typeof queryString>[1] = {}): string {
  const query = queryString(criteria, change);
  return query === '' ? '/seizures' : `/seizures?${query}`;
}

const listOf: Readonly<Record<string, string>> = {
  origin: 'country',
  departure: 'country',
  transit: 'country',
  destination: 'country',
  touches: 'country',
};

function valueOf(criteria: Criteria, { name, value }: ActiveFilter, names: Names): string {
  if (name === 'date') return between(criteria.from, criteria.to, names);
  if (name === 'quantity') return quantityOf(criteria, names);
  if (name === 'q' || name === 'place' || name === 'container') return criteria[name] ?? '';
  if (name === 'port') return portOf(criteria, names);
  if (name === 'leg')
    return endsOfLeg(criteria.leg)
      .map(code => names.of('country', code))
      .join(' → ');
  if (name === 'import') return names.count(criteria.import ?? 0);
  if (name === 'status') return criteria.status.map(status => names.label(`common:status.${status}`)).join(', ');
  if (name === 'heading') return names.heading(value ?? '').label;
  return nameOf(name, value ?? '', names);
}

/** "Mombasa", or "Mombasa, goods that come to it". */
function portOf({ port = '', portAs }: Criteria, names: Names): string {
  return portAs === undefined ? port : names.text(`search:portAs.${portAs}`, { port });
}

function nameOf(name: string, code: string, names: Names): string {
  if (name === 'product') return names.anyProduct(code);
  return name === 'concealment' ? names.hiding(code) : names.of(listOf[name] ?? name, code);
}

function quantityOf({ min, max, unit = '' }: Criteria, names: Names): string {
  // "any in pieces": more than one, where no number says how many.
  const short = names.unit(unit, max ?? min ?? 2);
  if (min !== undefined && max !== undefined) return `${names.quantity(min)} – ${names.quantity(max)} ${short}`;
  if (min !== undefined) return `≥ ${names.quantity(min)} ${short}`;
  return max === undefined ? names.text('search:anyQuantity', { unit: short }) : `≤ ${names.quantity(max)} ${short}`;
}

/** What is asked for, each filter once with all its values. */
export function filtersOf(criteria: Criteria, names: Names): { label: string; value: string }[] {
  return [...Map.groupBy(chipsOf(criteria, names), ({ label }) => label)].map(([label, same]) => ({
    label,
    value: same.map(({ value }) => value).join(', '),
  }));
}

/** The search in one line of words, for files and titles: "Country: Kenya, Uganda · Heading: Drugs". */
export function inWords(criteria: Criteria, names: Names): string {
  const filters = filtersOf(criteria, names);
  return filters.length === 0
    ? names.label('search:everything')
    : filters.map(({ label, value }) => `${label}${names.label('common:colon')} ${value}`).join(' · ');
}
