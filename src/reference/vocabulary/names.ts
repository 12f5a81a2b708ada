import { meaningfulWords, stem } from './keys.ts';
import { locode } from './sources.ts';
import type { ReferenceEntry } from '../entry.ts';
import type { Lists } from '../lists.ts';

/** The lists whose codes records are found by. */
const searchedLists = [
  'country',
  'transport',
  'concealment',
  'location',
  'detection',
  'heading',
  'direction',
  'ods_blend',
  'cites_term',
  'place',
  'drug',
  'tobacco',
  'beverage',
  'cites_species',
  'ipr',
  'precursor',
  'tax_goods',
  'weapon',
  'currency_form',
  'nuclear',
  'hazardous',
  'pornography',
  'other_prohibition',
  'ods',
] as const;
/** Lists that write a second name behind the first, in brackets: "Cannabis resin (hashish)". */
const twoNames: ReadonlySet<string> = new Set(['drug', 'ods', 'ods_blend', 'precursor', 'cites_species', 'place']);
/** Details that are names or numbers of the thing itself. */
const namingDetails = ['common', 'common_fr', 'ashrae_code', 'cas', 'trade_name', 'synonyms', 'scientific_name'];

/** A code with all it is called. */
export interface Named {
  /** "list:code" in lower case. */
  readonly term: string;
  readonly list: string;
  readonly entry: ReferenceEntry;
  readonly names: readonly string[];
}

export function termOf(list: string, code: string): string {
  return `${list}:${code}`.toLowerCase();
}

export function namedCodes(lists: Lists): Named[] {
  return searchedLists.flatMap(list =>
    lists.all(list).map(entry => ({ term: termOf(list, entry.code), list, entry, names: namesOf(list, entry) })),
  );
}

function namesOf(list: string, { code, nameEn, nameFr, details }: ReferenceEntry): string[] {
  const written = [nameEn, nameFr].flatMap(name => [name, ...(twoNames.has(list) ? apart(name) : [])]);
  const further = namingDetails.flatMap(detail => (details[detail] ?? '').split(/[;,]/));
  const codes = list === 'place' ? locode(code) : [code];
  return [...new Set([...written, ...further, ...codes].map(name => name.trim()))].filter(name => name !== '');
}

/** "Cannabis resin (hashish)" is called both. */
function apart(name: string): string[] {
  const found = /^([^(]+?)\s*\((?:ex )?([^()]+)\)$/.exec(name);
  return found ? [found[1] ?? '', found[2] ?? ''] : [];
}

/** Lists whose groups are what officers say: firearms, opiates. */
const grouped: ReadonlySet<string> = new Set(['drug', 'weapon']);
const mostCodes = 200;
/** A word in the names of more places than this tells of a kind of place ("airport", "port"), not of one. */
const mostPlaces = 40;

/** Codes by each word of their names, and of the group they stand in. */
export type WordsOfNames = ReadonlyMap<string, readonly string[]>;

export function wordsOfNames(named: readonly Named[]): WordsOfNames {
  const index = new Map<string, Set<string>>();
  for (const { term, list, entry, names } of named) {
    const { group = '', group_fr: groupFr = '' } = grouped.has(list) ? entry.details : {};
    for (const word of meaningfulWords([...names, group, groupFr].join(' ')).map(stem))
      index.set(word, (index.get(word) ?? new Set()).add(term));
  }
  for (const codes of index.values()) dropPlaces(codes);
  return new Map([...index].map(([word, codes]) => [word, [...codes].slice(0, mostCodes)]));
}

function dropPlaces(codes: Set<string>): void {
  const places = [...codes].filter(code => code.startsWith('place:'));
  if (places.length > mostPlaces) for (const code of places) codes.delete(code);
}

/** Codes that every word of a text is in the name of. */
export function codesNamed(text: string, index: WordsOfNames): readonly string[] {
  const [first = [], ...rest] = meaningfulWords(text).map(word => index.get(stem(word)) ?? []);
  return rest.length === 0 ? first : first.filter(code => rest.every(codes => codes.includes(code)));
}
