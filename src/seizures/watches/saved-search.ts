import type { Viewer } from '../../access/index.ts';
import { BadRequest, type FieldProblem } from '../../errors.ts';
import type { Lists, Offices, ReferenceEntry } from '../../reference/index.ts';
import { today } from '../../text/plain-date.ts';
import { headings } from '../headings/index.ts';
import { listOf, plain, readCriteria, type Criteria } from '../search/criteria.ts';
import type { Searching } from '../search/search-where.ts';
import type { WordIndex } from '../search/search-words.ts';
import type { SavedQuery, Watch } from './watch.ts';

/** What a saved search is read with. */
export interface Reading {
  readonly lists: Lists;
  readonly offices: Offices;
  readonly words: WordIndex;
}

/** A code of a saved search that is no longer given to new records, with the one that takes its place. */
export interface Retired {
  readonly name: string;
  readonly entry: ReferenceEntry;
  readonly successor: ReferenceEntry | undefined;
}

/** A saved search as it reads today. */
export interface SavedSearch {
  /** Absent where it cannot be read any more. */
  readonly criteria?: Criteria;
  readonly problems: readonly FieldProblem[];
  readonly retired: readonly Retired[];
  /** The same search with successors instead of retired codes, and without what cannot be read. */
  readonly mended?: SavedQuery;
}

/** Reads a saved search with the lists of today. */
export function readSaved(query: SavedQuery, { lists, offices }: Pick<Reading, 'lists' | 'offices'>): SavedSearch {
  const retired = retiredIn(query, lists);
  try {
    const criteria = readCriteria(query, lists, offices);
    const mended = retired.length > 0 ? replaced(query, retired) : undefined;
    return { criteria, problems: [], retired, ...(mended ? { mended } : {}) };
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    const problems = error.fields;
    const mended = readableOf(replaced(query, retired), { lists, offices });
    return { problems, retired, ...(mended ? { mended } : {}) };
  }
}

/** A saved search as a viewer's search; undefined where it cannot be read any more. */
export function searchingOf(viewer: Viewer, { query }: Pick<Watch, 'query'>, reading: Reading): Searching | undefined {
  const { criteria } = readSaved(query, reading);
  return criteria && { viewer, criteria, ...reading };
}

/** A search to be saved: without a place in the list and without how it is shown. */
export function savedOf(criteria: Criteria): SavedQuery {
  const { sort: _sort, view: _view, rows: _rows, ...asked } = plain(criteria);
  return Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [name, typeof value === 'object' ? [...value] : String(value)]),
  );
}

function retiredIn(query: SavedQuery, lists: Lists): Retired[] {
  return Object.entries(query).flatMap(([name, value]) =>
    [value].flat().flatMap(code => {
      const found = entryOf(name, code, lists);
      if (!found || found.entry.validTo === null || found.entry.validTo >= today()) return [];
      const { list, entry } = found;
      return [{ name, entry, successor: entry.successor === null ? undefined : lists.lookUp(list, entry.successor) }];
    }),
  );
}

const productLists = [...new Set(Object.values(headings).map(({ productList }) => productList))];

function entryOf(name: string, code: string, lists: Lists): { list: string; entry: ReferenceEntry } | undefined {
  const known = (listOf as Readonly<Record<string, string | undefined>>)[name];
  const candidates =
    name === 'product' ? productLists : name === 'unit' ? ['unit'] : known === undefined ? [] : [known];
  for (const list of candidates) {
    const entry = lists.lookUp(list, code);
    if (entry) return { list, entry };
  }
  return undefined;
}

function replaced(query: SavedQuery, retired: readonly Retired[]): SavedQuery {
  const successorOf = new Map(retired.map(({ name, entry, successor }) => [`${name} ${entry.code}`, successor?.code]));
  const change = (name: string, code: string): string => successorOf.get(`${name} ${code}`) ?? code;
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      typeof value === 'string' ? change(name, value) : [...new Set(value.map(code => change(name, code)))],
    ]),
  );
}

/** The search without the parameters that cannot be read; undefined where nothing is left of it. */
function readableOf(query: SavedQuery, known: Pick<Reading, 'lists' | 'offices'>): SavedQuery | undefined {
  let left = query;
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      readCriteria(left, known.lists, known.offices);
      return Object.keys(left).length > 0 ? left : undefined;
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      const wrong = new Set(error.fields.map(({ path }) => path));
      left = Object.fromEntries(
        Object.entries(left).flatMap(([name, value]) => {
          if (!wrong.has(name)) return [[name, value]];
          const kept = [value].flat().filter(code => name in listOf && entryOf(name, code, known.lists) !== undefined);
          return kept.length > 0 ? [[name, kept]] : [];
        }),
      );
    }
  }
  return undefined;
}

/** What saved searches are read with, over the opened feature. */
export function readingOf({
  context,
  words,
}: {
  readonly context: Omit<Reading, 'words'>;
  readonly words: WordIndex;
}): Reading {
  return { lists: context.lists, offices: context.offices, words };
}
