import { z } from 'zod';
import { BadRequest } from '../../errors.ts';
import { readQuery } from '../../forms/index.ts';
import { productList, takesPictures } from '../../seizures/index.ts';
import { cursorOf } from '../../web/cursor.ts';
import type { CpdbContext } from '../context.ts';
import { shown } from '../pictures/picture.ts';
import { branchesOf, codesOf, valuesOf } from './tree.ts';

export const filterNames = ['q', 'place', 'transport', 'shows', 'heading', 'product', 'region', 'year'] as const;
export type FilterName = (typeof filterNames)[number];
export const sorts = ['newest', 'oldest'] as const;
export type Sort = (typeof sorts)[number];

/** As given in the address, '' for what is not; several with commas. */
export type Given = Readonly<Record<FilterName, string>>;

/** What is asked for, in codes. An empty list asks for nothing in particular. */
export interface Filter {
  readonly words: string;
  readonly place: readonly string[];
  readonly transport: readonly string[];
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
}

const place = cursorOf(
  z.tuple([
    z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/),
    z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
    z.number().int().nonnegative().max(1e9),
  ]),
);

/** Reads the address of the gallery. Throws BadRequest that names every unknown or malformed parameter. */
export function readGallery(
  typed: Readonly<Record<string, unknown>>,
  { lists, offices }: Pick<CpdbContext, 'lists' | 'offices'>,
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
    q: 'words',
    place: { anyOf: valuesOf(lists, 'place') },
    transport: { anyOf: valuesOf(lists, 'transport') },
    shows: { anyOf: shown },
    heading: { anyOf: headings },
    product: { anyOf: products },
    region: { anyOf: rilos(offices) },
    year: { anyOf: years },
    sort: sorts,
    after: 'words',
    before: 'words',
  });
  const { sort, after, before, ...given } = read;
  const many = (name: FilterName): string[] => [...new Set(given[name].split(',').filter(one => one !== ''))];
  const [from, to] = [placeIn('after', after), placeIn('before', before)];
  return {
    given,
    sort: sort === 'oldest' ? 'oldest' : 'newest',
    ...(to ? { before: to } : from ? { after: from } : {}),
    filter: {
      words: given.q,
      place: codesOf(branchesOf(lists, 'place', 'en'), many('place')),
      transport: codesOf(branchesOf(lists, 'transport', 'en'), many('transport')),
      shows: many('shows'),
      heading: many('heading'),
      product: many('product'),
      region: many('region').map(code => offices.byCode(code)?.id ?? -1),
      year: many('year').map(Number),
    },
  };
}

function rilos(offices: CpdbContext['offices']): string[] {
  return offices.all.filter(({ kind }) => kind === 'rilo').map(({ code }) => code);
}

function placeIn(name: string, text: string): Place | undefined {
  if (text === '') return undefined;
  const read = place.safeParse(text);
  const isThere =
    read.success &&
    !Number.isNaN(Date.parse(read.data[0])) &&
    new Date(read.data[0]).toISOString().slice(0, 19) === read.data[0].slice(0, 19);
  if (!isThere)
    throw new BadRequest([{ path: name, key: 'forms:problem.malformed', values: { value: text.slice(0, 60) } }]);
  return read.data;
}
