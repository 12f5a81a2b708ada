import type { FieldProblem } from '../../errors.ts';
import { date, decimal, readValue, text } from '../../fields/index.ts';
import type { Lists } from '../../reference/index.ts';
import { printable } from '../../text/readable-text.ts';
import type { Field, HeadingCode } from '../goods/heading.ts';
import { headingsWith, ownFields, type OwnField } from './declared.ts';
import { wordsOf } from './values.ts';

/** What is asked of one own field. Ends of a range belong to it; a missing end is open. */
export type OwnFilter =
  | { readonly kind: 'values'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'words'; readonly name: string; readonly words: string }
  | { readonly kind: 'range'; readonly name: string; readonly min?: number; readonly max?: number }
  | { readonly kind: 'dates'; readonly name: string; readonly from?: string; readonly to?: string };

type Parameter = { readonly field: OwnField; readonly part: 'min' | 'max' | 'from' | 'to' | undefined };
type Query = Readonly<Record<string, unknown>>;

const partsOf: Readonly<Record<Field['type'], readonly Parameter['part'][]>> = {
  text: [undefined],
  longtext: [undefined],
  choice: [undefined],
  code: [undefined],
  yesno: [undefined],
  integer: ['min', 'max'],
  decimal: ['min', 'max'],
  date: ['from', 'to'],
};

/** The parameters of every own field: `brand`, `purity.min`, `purity.max`. */
const parameters: ReadonlyMap<string, Parameter> = new Map(
  [...ownFields.values()].flatMap(field =>
    partsOf[field.type].map((part): [string, Parameter] => [
      part === undefined ? field.name : `${field.name}.${part}`,
      { field, part },
    ]),
  ),
);

export function isOwnParameter(name: string): boolean {
  return parameters.has(name);
}

const mostValues = 300;
const mostWords = 10;
const number = decimal({ min: -1e15, max: 1e15 });
const day = date({ from: '1000-01-01', to: '9999-12-31' });
/** U+FFFD stands for what was no text. */
const someWords = text({ max: 300, pattern: /^[^\ufffd]*$/ });

interface Reading {
  /** The headings chosen. */
  readonly headings: readonly string[];
  /** Headings whose fields the form showed; what is filled there for one that is chosen no longer is dropped. */
  readonly shown: readonly string[];
  readonly lists: Lists;
  readonly problems: FieldProblem[];
}

/**
 * Reads the parameters of own fields. A field belongs to the headings that declare it: with none of them chosen its
 * parameter is a problem, and so is a value that none of the chosen ones knows.
 */
export function readOwnFilters(query: Query, reading: Reading): OwnFilter[] {
  const filters = new Map<string, OwnFilter>();
  for (const [name, value] of Object.entries(query)) {
    const parameter = parameters.get(name);
    if (parameter === undefined || isEmpty(value)) continue;
    const { field } = parameter;
    const chosen = headingsWith(field, reading.headings);
    if (chosen.length === 0) {
      if (headingsWith(field, reading.shown).length === 0) reading.problems.push(needsHeading(name, field));
      continue;
    }
    const part = readPart(parameter, value, chosen, reading);
    if (part === undefined) reading.problems.push(malformed(name, value));
    else filters.set(field.name, { ...filters.get(field.name), ...part, name: field.name } as OwnFilter);
  }
  return inOrder([...filters.values()].filter(filter => isSound(filter, reading.problems)));
}

const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.every(one => one === ''));

/** One order, however they were typed: the one search has one address and one place in the cache of counts. */
function inOrder(filters: OwnFilter[]): OwnFilter[] {
  const order = [...ownFields.keys()];
  return filters.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

function readPart({ field, part }: Parameter, value: unknown, chosen: readonly HeadingCode[], reading: Reading) {
  if (part === 'min' || part === 'max') {
    const limit = readValue(number, value);
    return limit.ok ? { kind: 'range', [part]: limit.value } : undefined;
  }
  if (part !== undefined) {
    const end = readValue(day, value);
    return end.ok ? { kind: 'dates', [part]: end.value } : undefined;
  }
  if (field.type === 'text' || field.type === 'longtext') {
    const words = readValue(someWords, value);
    const count = words.ok ? wordsOf(String(words.value)).length : 0;
    return words.ok && count > 0 && count <= mostWords ? { kind: 'words', words: words.value } : undefined;
  }
  return readValues(field, value, chosen, reading.lists);
}

function readValues(field: OwnField, value: unknown, chosen: readonly HeadingCode[], lists: Lists) {
  const values = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(one => one !== '');
  const known = values.filter(
    one => typeof one === 'string' && chosen.some(code => isValueOf(field.byHeading.get(code), one, lists)),
  );
  if (known.length < values.length || values.length > mostValues) return undefined;
  return { kind: 'values', values: [...new Set(known as string[])] };
}

function isValueOf(field: Field | undefined, value: string, lists: Lists): boolean {
  if (field?.type === 'choice') return field.options.includes(value);
  if (field?.type === 'code') return value.length <= 120 && lists.lookUp(field.list, value) !== undefined;
  return value === 'yes' || value === 'no';
}

function isSound(filter: OwnFilter, problems: FieldProblem[]): boolean {
  const { name } = filter;
  if (filter.kind === 'range' && filter.min !== undefined && filter.max !== undefined && filter.min > filter.max) {
    problems.push({ path: `${name}.max`, key: 'search:quantitiesReversed' });
    return false;
  }
  if (filter.kind === 'dates' && filter.from !== undefined && filter.to !== undefined && filter.from > filter.to) {
    problems.push({ path: `${name}.to`, key: 'search:datesReversed' });
    return false;
  }
  return true;
}

function needsHeading(path: string, field: OwnField): FieldProblem {
  return { path, key: 'search:needsHeading', values: { headings: [...field.byHeading.keys()].join(', ') } };
}

function malformed(path: string, value: unknown): FieldProblem {
  return { path, key: 'search:malformed', values: { value: printable(value) } };
}

/** The filters as parameters of an address. */
export function ownParameters(filters: readonly OwnFilter[]): Record<string, string | number | readonly string[]> {
  return Object.fromEntries(
    filters.flatMap(filter => {
      const { name } = filter;
      if (filter.kind === 'values') return [[name, filter.values]];
      if (filter.kind === 'words') return [[name, filter.words]];
      const ends =
        filter.kind === 'range' ? { min: filter.min, max: filter.max } : { from: filter.from, to: filter.to };
      return Object.entries(ends).flatMap(([end, value]) => (value === undefined ? [] : [[`${name}.${end}`, value]]));
    }),
  );
}

/** Those of the filters that one of these headings can have. */
export function filtersWithin(filters: readonly OwnFilter[], headings: readonly string[]): OwnFilter[] {
  return filters.filter(({ name }) => {
    const field = ownFields.get(name);
    return field !== undefined && headingsWith(field, headings).length > 0;
  });
}
