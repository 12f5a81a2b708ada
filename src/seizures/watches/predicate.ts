import type { Lists, Offices } from '../../reference/index.ts';
import { containerQuery } from '../record/references.ts';
import { hidingCodes } from '../search/hiding-places.ts';
import { soughtBy } from '../own-fields/search-conditions.ts';
import { baseQuantity } from '../record/compute.ts';
import type { Criteria, FacetName } from '../search/criteria.ts';
import { hasLeg } from '../search/leg.ts';
import { statusesOf, transportCodes } from '../search/search-where.ts';
import { mayHold, readWordQuery, type Lexemes, type WordQuery } from './word-query.ts';

/** What a saved search is asked of: the columns of a changed record, its lexemes and lines. */
export interface Changed {
  readonly id: number;
  readonly columns: Readonly<Record<Exclude<FacetName, 'heading' | 'office'>, string | null>>;
  readonly officeId: number;
  readonly regionId: number | null;
  readonly headings: readonly string[];
  readonly products: readonly string[];
  readonly origin: string | null;
  readonly departure: string | null;
  readonly transit: readonly string[];
  readonly destination: string | null;
  readonly seizureDate: string;
  readonly held: boolean;
  readonly importId: number | null;
  readonly lexemes: Lexemes;
  readonly quantities: readonly { readonly unit: string; readonly quantity: number }[];
  readonly numbers: readonly { readonly field: string; readonly value: number }[];
}

type Test = (record: Changed) => boolean;

/** A search ready to be asked of many records in memory. */
export interface Predicate {
  /** Keys of which a record must have one to match; empty where any may. */
  readonly keys: readonly string[];
  readonly test: Test;
}

/** The keys a record has: what `Predicate.keys` names. */
export function keysOf({ products, headings, columns }: Changed): string[] {
  return [
    ...products.map(code => `product ${code}`),
    ...headings.map(code => `heading ${code}`),
    `country ${columns.country}`,
  ];
}

/**
 * A search as tests in memory, the cheap ones first. `words` is its tsquery as PostgreSQL writes it. Lets through what
 * the search finds, and little else: what is shown and told is asked of the search itself.
 */
export function predicateOf(
  criteria: Criteria,
  words: string | undefined,
  { lists, offices }: { readonly lists: Lists; readonly offices: Offices },
): Predicate {
  const tests = [
    ...facetTests(criteria, lists, offices),
    ...otherTests(criteria),
    ...quantityTests(criteria, lists),
    ...ownTests(criteria),
    ...(criteria.container === undefined ? [] : [lexemeTest(readWordQuery(containerQuery(criteria.container)))]),
    ...(words === undefined ? (criteria.q === '' ? [] : [() => false]) : [lexemeTest(readWordQuery(words))]),
  ];
  const keys =
    criteria.product.length > 0
      ? criteria.product.map(code => `product ${code}`)
      : criteria.country.length > 0
        ? criteria.country.map(code => `country ${code}`)
        : criteria.heading.map(code => `heading ${code}`);
  return { keys, test: record => tests.every(test => test(record)) };
}

const columnFacets = ['country', 'detection', 'location', 'direction'] as const;

function facetTests(criteria: Criteria, lists: Lists, offices: Offices): Test[] {
  const isOneOf = (name: keyof Changed['columns'], codes: readonly string[]): Test[] => {
    const wanted = new Set(codes);
    return codes.length === 0 ? [] : [record => wanted.has(record.columns[name] ?? '')];
  };
  const officeIds = new Set(criteria.office.map(code => offices.byCode(code)?.id ?? -1));
  return [
    ...columnFacets.flatMap(name => isOneOf(name, criteria[name])),
    ...isOneOf('status', statusesOf(criteria)),
    ...isOneOf('concealment', hidingCodes(lists, criteria.concealment)),
    ...isOneOf('transport', transportCodes(criteria.transport, lists)),
    ...overlap(criteria.heading, record => record.headings),
    ...overlap(criteria.product, record => record.products),
    ...(officeIds.size > 0 ? [(record: Changed) => officeIds.has(record.officeId)] : []),
  ];
}

function overlap(codes: readonly string[], of: (record: Changed) => readonly (string | null)[]): Test[] {
  const wanted = new Set<string | null>(codes);
  return codes.length === 0 ? [] : [record => of(record).some(code => wanted.has(code))];
}

function otherTests({ from, to, held, leg, import: importId, ...routes }: Criteria): Test[] {
  return [
    ...(from === undefined ? [] : [(record: Changed) => record.seizureDate >= from]),
    ...(to === undefined ? [] : [(record: Changed) => record.seizureDate <= to]),
    ...(held === undefined ? [] : [(record: Changed) => record.held]),
    ...(importId === undefined ? [] : [(record: Changed) => record.importId === importId]),
    ...(leg === undefined ? [] : [(record: Changed) => hasLeg(record, leg)]),
    ...overlap(routes.origin, record => [record.origin]),
    ...overlap(routes.departure, record => [record.departure]),
    ...overlap(routes.transit, record => record.transit),
    ...overlap(routes.destination, record => [record.destination]),
    ...overlap(routes.touches, ({ columns, origin, departure, transit, destination }) => [
      ...[columns.country, origin, departure, destination],
      ...transit,
    ]),
  ];
}

function quantityTests({ min, max, unit }: Criteria, lists: Lists): Test[] {
  if (unit === undefined) return [];
  const lowest = baseQuantity(min ?? 0, unit, lists.lookUp);
  const highest = max === undefined ? undefined : baseQuantity(max, unit, lists.lookUp);
  if (!lowest) return [];
  return [
    record =>
      record.quantities.some(
        one =>
          one.unit === lowest.unit &&
          one.quantity >= lowest.quantity &&
          (highest === undefined || one.quantity <= highest.quantity),
      ),
  ];
}

function ownTests({ own, heading }: Criteria): Test[] {
  return own.map(filter => {
    const sought = soughtBy(filter, heading);
    if ('lexemes' in sought) return lexemeTest(readWordQuery(sought.lexemes));
    const fields = new Set(sought.fields);
    const [from, to] = [sought.from ?? Number.NEGATIVE_INFINITY, sought.to ?? Number.POSITIVE_INFINITY];
    return record => record.numbers.some(({ field, value }) => fields.has(field) && value >= from && value <= to);
  });
}

function lexemeTest(query: WordQuery): Test {
  return record => mayHold(query, record.lexemes);
}
