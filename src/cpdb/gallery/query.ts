import {
  addressOf,
  choice,
  choices,
  cursorOf,
  freeText,
  instant,
  packCursor,
  readQuery,
  shaped,
  whole,
} from '../../fields/index.ts';
import { productList, takesPictures } from '../../seizures/index.ts';
import { vocabularyOf, type BaseContext, type Clause } from '../../reference/index.ts';
import { shown } from '../pictures/picture.ts';
import { branchesOf, codesOf, valuesOf } from './tree.ts';

const filterNames = ['q', 'place', 'transport', 'detection', 'shows', 'heading', 'product', 'region', 'year'] as const;
export type FilterName = (typeof filterNames)[number];
export const sorts = ['newest', 'oldest'] as const;
type Sort = (typeof sorts)[number];

/** As given in the address, '' for what is not; several with commas. */
export type Given = Readonly<Record<FilterName, string>>;

/** What is asked for, in codes. An empty list asks for nothing in particular. */
export interface Filter {
  readonly words: string;
  /** What the words ask for. */
  readonly clauses: readonly Clause[];
  readonly place: readonly string[];
  readonly transport: readonly string[];
  readonly detection: readonly string[];
  readonly shows: readonly string[];
  readonly heading: readonly string[];
  readonly product: readonly string[];
  /** Ids of RILOs. */
  readonly region: readonly number[];
  readonly year: readonly number[];
}

/** Place in the list: time of publication (ISO, microseconds), id, and how many stand before it. */
export type Place = readonly [time: string, id: number, position: number];

export interface Asked {
  readonly given: Given;
  readonly sort: Sort;
  readonly filter: Filter;
  readonly after?: Place;
  readonly before?: Place;
  /** Number of the collection pictures go into, and whether some just did. */
  readonly into: string;
  readonly done: string;
}

export const collectionNumber = shaped(/^[1-9]\d{0,14}$/, 'forms:problem.malformed', { optional: true });

const place = cursorOf([instant, whole(1), whole(0, 1e9)]);

/** Reads the address of the gallery. Throws BadRequest that names every unknown or malformed parameter. */
export function readGallery(
  typed: Readonly<Record<string, unknown>>,
  { lists, offices }: Pick<BaseContext, 'lists' | 'offices'>,
): Asked {
  const headings = lists
    .all('heading')
    .map(({ code }) => code)
    .filter(takesPictures);
  const products = [...new Set(headings.flatMap(heading => lists.all(productList(heading)).map(({ code }) => code)))];
  const years = Array.from({ length: new Date().getUTCFullYear() - 1989 }, (_, back) =>
    String(new Date().getUTCFullYear() - back),
  );
  const read = readQuery(typed, {
    q: freeText,
    place: choices(valuesOf(lists, 'place')),
    transport: choices(valuesOf(lists, 'transport')),
    detection: choices(lists.all('detection').map(({ code }) => code)),
    shows: choices(shown),
    heading: choices(headings),
    product: choices(products),
    region: choices(rilos(offices)),
    year: choices(years),
    sort: choice(sorts),
    after: place,
    before: place,
    into: collectionNumber,
    done: choice(['collected']),
  });
  const { sort, after, before, into, done, ...wanted } = read;
  return {
    given: Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, [value].flat().join(',')])) as Given,
    sort: sort || 'newest',
    into,
    done,
    ...(before ? { before } : after ? { after } : {}),
    filter: {
      words: wanted.q,
      clauses: vocabularyOf(lists).read(wanted.q),
      place: codesOf(branchesOf(lists, 'place', 'en'), wanted.place),
      transport: codesOf(branchesOf(lists, 'transport', 'en'), wanted.transport),
      detection: wanted.detection,
      shows: wanted.shows,
      heading: wanted.heading,
      product: wanted.product,
      region: wanted.region.map(code => offices.byCode(code)?.id ?? -1),
      year: wanted.year.map(Number),
    },
  };
}

/** The address of a page of the gallery once more, as the viewer has it, to which something is added. */
export function addressAgain(
  { given, sort, after, before, into }: Asked,
  more: Readonly<Record<string, string>> = {},
  path = '/cpdb',
): string {
  return addressOf(path, {
    ...given,
    sort: sort === 'newest' ? '' : sort,
    after: after ? packCursor(after) : '',
    before: before ? packCursor(before) : '',
    into,
    ...more,
  });
}

function rilos(offices: BaseContext['offices']): string[] {
  return offices.all.filter(({ kind }) => kind === 'rilo').map(({ code }) => code);
}
