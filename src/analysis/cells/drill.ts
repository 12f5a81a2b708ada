import type { Lists, Offices } from '../../reference/index.ts';
import { ownSplitFilter, type Criteria } from '../../seizures/index.ts';
import { addDays } from '../../text/plain-date.ts';
import type { PeriodCriteria } from '../question/question.ts';
import { daysOf, dimensionOf, halves, isOwn, productsOfGroup, type DimensionName, type Value } from './dimension.ts';

interface Sources {
  readonly lists: Lists;
  readonly offices: Offices;
}

/** The filters of `/seizures` hold so many values of one field. */
const mostValues = 300;

/**
 * What the search asks for to find the cases of a value; undefined where no filter says it, as for what a record does
 * not state.
 */
export function narrowedTo(
  name: DimensionName,
  values: readonly Value[],
  { lists, offices }: Sources,
): Partial<Criteria> | undefined {
  const stated = values.filter(value => value !== null);
  if (stated.length === 0 || stated.length < values.length || stated.length > mostValues) return undefined;
  if (isOwn(name)) return ownSplitFilter(name, stated);
  switch (name) {
    case 'product':
      return productsOf(stated.map(value => halves(value, '/')));
    case 'group':
      return groupsOf(stated, lists);
    case 'region':
      return { country: stated.flatMap(id => offices.membersOf(Number(id))) };
    case 'office':
      return { office: stated.map(id => offices.byId(Number(id))?.code ?? '') };
    case 'conveyance':
      return { transport: stated };
    case 'hiding':
      return { concealment: stated };
    case 'way':
      return waysOf(stated);
    case 'year':
    case 'quarter':
    case 'month':
      return daysOf(stated[0] ?? '');
    case 'week':
      return { from: stated[0] ?? '', to: addDays(stated[0] ?? '', 6) };
    case 'day':
      return { from: stated[0] ?? '', to: stated[0] ?? '' };
    // A filter of transit finds those that pass elsewhere too.
    case 'transit':
    case 'weekday':
      return undefined;
    default:
      return { [name]: stated };
  }
}

function productsOf(pairs: readonly (readonly [string, string])[]): Partial<Criteria> {
  return { heading: [...new Set(pairs.map(([heading]) => heading))], product: pairs.map(([, product]) => product) };
}

function groupsOf(values: readonly string[], lists: Lists): Partial<Criteria> | undefined {
  const pairs = values.flatMap((value): (readonly [string, string])[] =>
    value.includes('/')
      ? [halves(value, '/')]
      : productsOfGroup(value, lists).map(product => [halves(value, ':')[0], product]),
  );
  return pairs.length > mostValues ? undefined : productsOf(pairs);
}

function waysOf(values: readonly string[]): Partial<Criteria> | undefined {
  if (values.length > 1) return undefined;
  const [departure, destination] = halves(values[0] ?? '', '>');
  return { departure: [departure], destination: [destination] };
}

/**
 * The search of a question with the filters of some values on top; its period is never left, and what it asks of a
 * field already is never widened. Undefined where a case would have to answer both, which no filter can ask.
 */
export function narrowed(
  criteria: PeriodCriteria,
  more: readonly (Partial<Criteria> | undefined)[],
  lists: Lists,
): PeriodCriteria | undefined {
  if (more.includes(undefined)) return undefined;
  const bounds = more.filter(one => one !== undefined);
  const asked = new Map([criteria, ...bounds].flatMap(({ own = [] }) => own.map(filter => [filter.name, filter])));
  const codes: Partial<Record<CodeField, readonly string[]>> = {};
  for (const field of codeFields) {
    const wanted = bounds.flatMap(bound => (bound[field] === undefined ? [] : [bound[field]]));
    if (wanted.length === 0) continue;
    const both = wanted.reduce((left, one) => inBoth(field, left, one, lists), criteria[field]);
    if (both.length === 0 && wanted.some(one => one.length > 0)) return undefined;
    codes[field] = both;
  }
  return Object.assign({}, criteria, ...bounds, codes, {
    own: [...asked.values()],
    from: bounds.reduce((latest, { from = latest }) => later(latest, from), criteria.from),
    to: bounds.reduce((earliest, { to = earliest }) => earlier(earliest, to), criteria.to),
  }) as PeriodCriteria;
}

/** Fields a case has one value of, or a line: those of a search and of a cell are asked for together. */
const codeFields = [
  ...(['heading', 'product', 'country', 'office', 'status', 'transport', 'concealment', 'detection'] as const),
  ...(['location', 'direction', 'origin', 'departure', 'destination'] as const),
];
type CodeField = (typeof codeFields)[number];

/** What a code of these fields is a kind of: "SEA-CONT" of "SEA". */
const kindOf: Partial<Record<CodeField, DimensionName>> = { transport: 'conveyance', concealment: 'hiding' };

function inBoth(field: CodeField, one: readonly string[], other: readonly string[], lists: Lists): readonly string[] {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const kind = (code: string): string => (kindOf[field] && dimensionOf(kindOf[field]).of?.(code, lists)) ?? code;
  const finer = (codes: readonly string[], than: readonly string[]): string[] =>
    codes.filter(code => than.includes(code) || than.includes(kind(code)));
  return [...new Set([...finer(one, other), ...finer(other, one)])];
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
