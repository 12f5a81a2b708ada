import { BadRequest, type FieldProblem } from '../../errors.ts';
import { choice, decimal, integer, parsed, readValue, text } from '../../fields/index.ts';
import type { Lists, Offices } from '../../reference/index.ts';
import { plainDecimal } from '../../text/number.ts';
import { printable, read, refuse } from '../../text/readable-text.ts';
import { headingCodes } from '../goods/heading.ts';
import { headings } from '../headings/index.ts';
import { isOwnParameter, ownParameters, readOwnFilters, type OwnFilter } from '../own-fields/criteria.ts';
import { cursor, day, isPlace, type Cursor } from './cursor.ts';
import { countWords, hasWords } from './search-words.ts';
import { placesHeldBy } from './hiding-places.ts';
import { endsOfLeg, leg } from './leg.ts';
import { portRoles, type PortRole } from './ports.ts';
import { container, placeName } from './typed-names.ts';
import { statuses, type Status } from '../seizure.ts';

/** The facets of the search: parameter, the list its codes come from, and the column they are kept in. */
export const facetNames = [
  'heading',
  'country',
  'status',
  'transport',
  'concealment',
  'detection',
  'location',
  'direction',
  'office',
] as const;
export type FacetName = (typeof facetNames)[number];
/** Of the route: its points by what they are to it, and any of them, the place of seizure too. */
export const routeNames = ['origin', 'departure', 'transit', 'destination', 'touches'] as const;
export type RouteName = (typeof routeNames)[number];

/** Statuses shown when none is asked for: records in force. */
export const currentStatuses: readonly Status[] = ['submitted', 'queried', 'verified'];

export const sorts = ['newest', 'oldest', 'recorded', 'relevance'] as const;
export type Sort = (typeof sorts)[number];
export const views = ['table', 'cards'] as const;
export const pageSizes = [25, 50, 100] as const;

/** What the query string of `/seizures` asks for, checked (design.md section 5). Lists are empty when not asked. */
export interface Criteria extends Readonly<Record<FacetName | RouteName | 'product', readonly string[]>> {
  readonly q: string;
  readonly from?: string;
  readonly to?: string;
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  readonly import?: number;
  /** Port or place of seizure, as it was typed: any name of it, or its UN/LOCODE. */
  readonly place?: string;
  /** Port of departure, of destination or of seizure, as it was typed, and which of these it is for the case. */
  readonly port?: string;
  readonly portAs?: PortRole;
  /** Number of a shipping container, or its beginning, in capitals without spaces. */
  readonly container?: string;
  /** A step of the route, from one stated country to the next: "CN>AE". */
  readonly leg?: string;
  /** Only records with a quantity that counts in no total until a second person has confirmed it. */
  readonly held?: 'yes';
  /** What is asked of the own fields of the chosen headings. */
  readonly own: readonly OwnFilter[];
  readonly sort: Sort;
  readonly after?: Cursor;
  readonly before?: Cursor;
  readonly view: (typeof views)[number];
  readonly rows: (typeof pageSizes)[number];
}

const quantity = decimal({ min: 0, max: 1e15 });
/** U+FFFD stands for what was no text. */
const words = text({ max: 300, pattern: /^[^\ufffd]*$/ });
const mostValues = 300;
/** More words than an officer types; each costs a look into the index. */
const mostWords = 30;

const single = {
  q: words,
  from: day,
  to: day,
  min: quantity,
  max: quantity,
  unit: text({ max: 40 }),
  place: placeName,
  port: placeName,
  portAs: choice(portRoles),
  container,
  leg,
  import: integer({ min: 1, max: 9_999_999_999_999 }),
  held: choice(['yes']),
  sort: choice(sorts),
  after: cursor,
  before: cursor,
  view: choice(views),
  rows: parsed(typed => {
    const rows = pageSizes.find(size => String(size) === typed);
    return rows ? read(rows) : refuse('search:malformed');
  }),
} as const;

/** The list of a parameter's codes; none for those known elsewhere. */
export const listOf: Readonly<Record<FacetName | RouteName, string | undefined>> = {
  heading: undefined,
  status: undefined,
  office: undefined,
  country: 'country',
  transport: 'transport',
  concealment: 'concealment',
  detection: 'detection',
  location: 'location',
  direction: 'direction',
  origin: 'country',
  departure: 'country',
  transit: 'country',
  destination: 'country',
  touches: 'country',
};
const many = [...facetNames, ...routeNames, 'product'] as const;
/**
 * Sent by the form of filters: the headings whose own fields it showed. What was typed for one that is unticked is
 * dropped.
 */
export const shownHeadings = 'fields';

/** Reads the query string. Throws BadRequest naming every unknown parameter and every malformed or unknown value. */
export function readCriteria(query: Readonly<Record<string, unknown>>, lists: Lists, offices: Offices): Criteria {
  const problems: FieldProblem[] = [];
  const result: Record<string, unknown> = Object.fromEntries(many.map(name => [name, []]));
  const shownResult = { heading: [] as readonly string[] };
  for (const [name, value] of Object.entries(query)) {
    if (Object.hasOwn(single, name)) readSingle(name as keyof typeof single, value, result, problems);
    else if (many.includes(name as never))
      readMany(name as (typeof many)[number], value, { lists, offices }, result, problems);
    else if (name === shownHeadings) readMany('heading', value, { lists, offices }, shownResult, problems);
    else if (!isOwnParameter(name)) problems.push({ path: printable(name), key: 'search:unknownParameter' });
  }
  result.own = readOwnFilters(query, {
    headings: result.heading as readonly string[],
    shown: shownResult.heading,
    lists,
    problems,
  });
  if (isCurrent(result.status as readonly string[])) result.status = [];
  const criteria = {
    q: '',
    sort: usualSort(String(result.q ?? '')),
    view: 'table',
    rows: 25,
    ...result,
  } as unknown as Criteria;
  problems.push(...contradictions(criteria, lists));
  if (problems.length > 0) throw new BadRequest(problems);
  return criteria;
}

/** The order when none is asked for: best match first for words, newest first otherwise. */
export function usualSort(q: string): Sort {
  return hasWords(q) ? 'relevance' : 'newest';
}

/** Ticking exactly the statuses shown anyway is no filter. */
function isCurrent(asked: readonly string[]): boolean {
  return asked.length === currentStatuses.length && currentStatuses.every(status => asked.includes(status));
}

function readSingle(
  name: keyof typeof single,
  value: unknown,
  result: Record<string, unknown>,
  problems: FieldProblem[],
): void {
  if (value === '') return; // an empty input of the filter form is no filter
  const reading = readValue(single[name], value);
  if (reading.ok) result[name] = reading.value;
  else problems.push({ path: name, key: 'search:malformed', values: { value: printable(value) } });
}

function readMany(
  name: (typeof many)[number],
  value: unknown,
  known: { lists: Lists; offices: Offices },
  result: Record<string, unknown>,
  problems: FieldProblem[],
): void {
  const given: unknown[] = Array.isArray(value) ? value : [value];
  const values = given.filter(one => one !== '');
  const wrong = values.find(one => typeof one !== 'string' || !isKnown(name, one, known.lists, known.offices));
  // Empty values count too: the parser drops what comes after its thousandth.
  if (wrong !== undefined || given.length > mostValues) {
    problems.push({ path: name, key: 'search:unknownValue', values: { value: printable(wrong ?? values) } });
  } else result[name] = [...new Set(values)];
}

function isKnown(name: (typeof many)[number], code: string, lists: Lists, offices: Offices): boolean {
  if (code.length > 120) return false;
  if (name === 'heading') return headingCodes.includes(code as never);
  if (name === 'status') return statuses.includes(code as never);
  if (name === 'office') return offices.byCode(code) !== undefined;
  if (name === 'product')
    return Object.values(headings).some(heading => lists.lookUp(heading.productList, code) !== undefined);
  if (name === 'concealment' && placesHeldBy(lists, code).length > 0) return true;
  const list = listOf[name];
  return list !== undefined && lists.lookUp(list, code) !== undefined;
}

function contradictions(criteria: Criteria, lists: Lists): FieldProblem[] {
  const { from, to, sort, q } = criteria;
  const problems: FieldProblem[] = [];
  if (from && to && from > to) problems.push({ path: 'to', key: 'search:datesReversed' });
  problems.push(...quantityProblems(criteria, lists));
  if (countWords(q) > mostWords) problems.push({ path: 'q', key: 'search:tooManyWords', values: { most: mostWords } });
  if (sort === 'relevance' && usualSort(q) !== 'relevance')
    problems.push({ path: 'sort', key: 'search:relevanceNeedsWords' });
  const unknown = endsOfLeg(criteria.leg).find(code => lists.lookUp('country', code) === undefined);
  if (criteria.portAs !== undefined && criteria.port === undefined)
    problems.push({ path: 'portAs', key: 'search:portMissing' });
  if (unknown) problems.push({ path: 'leg', key: 'search:unknownValue', values: { value: unknown } });
  return [...problems, ...placeProblems(criteria)];
}

function quantityProblems({ min, max, unit }: Criteria, lists: Lists): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (min !== undefined && max !== undefined && min > max)
    problems.push({ path: 'max', key: 'search:quantitiesReversed' });
  if ((min !== undefined || max !== undefined) && !unit) problems.push({ path: 'unit', key: 'search:unitMissing' });
  if (unit !== undefined && !lists.lookUp('unit', unit))
    problems.push({ path: 'unit', key: 'search:unknownValue', values: { value: printable(unit) } });
  return problems;
}

function placeProblems({ sort, after, before }: Criteria): FieldProblem[] {
  const malformed = (path: string, value: string) => ({ path, key: 'search:malformed', values: { value } });
  const problems = after && before ? [malformed('before', 'before')] : [];
  const place = after ?? before;
  if (place && !isPlace(sort, place.value))
    problems.push(malformed(after ? 'after' : 'before', printable(place.value)));
  return problems;
}

type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/**
 * The query string of these criteria with some changed; undefined or [] drops one. A changed filter starts at the first
 * page.
 */
export function queryString(criteria: Criteria, change: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...plain(criteria), ...change })) {
    if (typeof value === 'object') for (const one of value) query.append(name, one);
    else if (typeof value === 'number') query.append(name, plainDecimal(value));
    else if (value !== undefined && value !== '') query.append(name, value);
  }
  return query.toString();
}

const inPlain = new WeakMap<Criteria, Parameters>();

/** The criteria as parameters: what was asked for, without defaults and without a place in the list. */
export function plain(criteria: Criteria): Parameters {
  const made = inPlain.get(criteria) ?? parametersOf(criteria);
  inPlain.set(criteria, made);
  return made;
}

function parametersOf(criteria: Criteria): Parameters {
  const { after: _after, before: _before, sort, view, rows, own, ...filters } = criteria;
  const asked = Object.entries(filters as Parameters).filter(
    ([, value]) => value !== undefined && value !== '' && !(typeof value === 'object' && value.length === 0),
  );
  return {
    ...Object.fromEntries(asked),
    ...ownParameters(own),
    ...(sort === usualSort(criteria.q) ? {} : { sort }),
    ...(view === 'table' ? {} : { view }),
    ...(rows === 25 ? {} : { rows }),
  };
}
