import type { Lists, Offices } from '../../reference/index.ts';
import { ownSplitFilter } from '../../seizures/index.ts';
import type { Criteria } from '../../seizures/index.ts';
import { addDays } from '../../text/plain-date.ts';
import type { PeriodCriteria } from '../question/question.ts';
import { daysOf, halves, isOwn, productsOfGroup } from './dimension.ts';
import type { DimensionName, Value } from './dimension.ts';

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

/** The search of a question with the filters of some values on top; its period is never left. */
export function narrowed(
  criteria: PeriodCriteria,
  more: readonly (Partial<Criteria> | undefined)[],
): PeriodCriteria | undefined {
  if (more.includes(undefined)) return undefined;
  const bounds = more.filter(one => one !== undefined);
  const asked = new Map([criteria, ...bounds].flatMap(({ own = [] }) => own.map(filter => [filter.name, filter])));
  return Object.assign({}, criteria, ...bounds, {
    own: [...asked.values()],
    from: bounds.reduce((latest, { from = latest }) => later(latest, from), criteria.from),
    to: bounds.reduce((earliest, { to = earliest }) => earlier(earliest, to), criteria.to),
  }) as PeriodCriteria;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
