import { fold } from '../match.ts';
import type { Lists } from '../lists.ts';
import type { ReferenceEntry } from '../entry.ts';
import { keptByContent } from '../kept-by-content.ts';
import { isEmptyWord, keyOf } from './keys.ts';
import { codesNamed, namedCodes, termOf, wordsOfNames, type Named, type WordsOfNames } from './names.ts';
import { writtenGroups, writtenPlaces, writtenSynonyms, type WrittenGroup } from './sources.ts';

/** One thing with all it is called: whichever name is typed, all are found. */
export interface Concept {
  readonly codes: readonly string[];
  /** Names looked for in texts, of any language. */
  readonly ways: readonly string[];
  /** Its codes are all that its names mean, whatever else has such a word in its name. */
  readonly isWhole: boolean;
}

export interface Concepts {
  /** The things called so, by `keyOf` of the name. */
  readonly byKey: ReadonlyMap<string, readonly Concept[]>;
  readonly words: WordsOfNames;
  /** Codes by what they are called in capitals only: IATA's of airports. */
  readonly byCapitals: ReadonlyMap<string, Concept>;
}

/** Of a concept with more names, the first: each costs a look into the index. */
const mostWays = 40;

/** Reads the names and codes of the lists, what imports call them, and the groups written for searches. */
export function readConcepts(lists: Lists): Concepts {
  return conceptsFrom({ named: namedCodes(lists), units: lists.all('unit') });
}

interface OfLists {
  readonly named: readonly Named[];
  readonly units: readonly ReferenceEntry[];
}

const conceptsFrom = keptByContent(({ named, units }: OfLists): Concepts => {
  const words = wordsOfNames(named);
  const ofList = Map.groupBy(named, one => one.list);
  const written = [
    ...writtenGroups().map(group => ofGroup(group, ofList, words, true)),
    ...writtenPlaces().map(group => ofGroup(group, ofList, words, false)),
  ];
  const byKey = new Map<string, Concept[]>();
  for (const { names, concept } of written) for (const name of names) add(byKey, name, concept);
  // What a written group says of a word is all there is to say: a list would only add what is related.
  const taken = new Set(byKey.keys());
  for (const { names, concept } of ofLists(named, units, words))
    for (const name of names) if (!taken.has(keyOf(name))) add(byKey, name, concept);
  return { byKey, words, byCapitals: airports(named, byKey) };
});

interface WithNames {
  readonly names: readonly string[];
  readonly concept: Concept;
}

function add(byKey: Map<string, Concept[]>, name: string, concept: Concept): void {
  const key = keyOf(name);
  if (key === '') return;
  const known = byKey.get(key);
  if (known === undefined) byKey.set(key, [concept]);
  else if (!known.includes(concept)) known.push(concept);
}

function ofGroup(
  { words, typed, codes }: WrittenGroup,
  ofList: ReadonlyMap<string, readonly Named[]>,
  index: WordsOfNames,
  isWhole: boolean,
): WithNames {
  const found = codes.length > 0 ? codes.flatMap(pattern => codesLike(pattern, ofList)) : derived(words, index);
  return { names: [...words, ...typed], concept: { codes: [...new Set(found)], ways: waysOf(words), isWhole } };
}

/** Codes with one of the words in their name; a country or a place is never meant by a word for goods. */
function derived(words: readonly string[], index: WordsOfNames): string[] {
  return words.flatMap(word => codesNamed(word, index)).filter(code => !/^(country|place):/.test(code));
}

function codesLike(pattern: string, ofList: ReadonlyMap<string, readonly Named[]>): string[] {
  const at = pattern.indexOf(':');
  const [list, code] = [pattern.slice(0, at), pattern.slice(at + 1)];
  if (!code.includes('*')) return [termOf(list, code)];
  const named = ofList.get(list) ?? [];
  if (!code.startsWith('*')) {
    const start = termOf(list, code.slice(0, -1));
    return named.filter(({ term }) => term.startsWith(start)).map(({ term }) => term);
  }
  const word = ` ${fold(code.slice(1, -1))}`;
  const hasIt = (name: string): boolean => ` ${fold(name).replace(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(word);
  return named.filter(({ names }) => names.some(hasIt)).map(({ term }) => term);
}

/** Each code of the lists, with its names and with what imports call it. */
function ofLists(named: readonly Named[], units: readonly ReferenceEntry[], index: WordsOfNames): WithNames[] {
  const also = new Map<string, string[]>();
  for (const { word, list, code } of writtenSynonyms()) {
    const term = termOf(list, code);
    also.set(term, [...(also.get(term) ?? []), word]);
  }
  return [
    ...named.map(({ term, list, names, entry }) => {
      const synonyms = also.get(term) ?? [];
      // A word that other codes have in their name is too wide to be looked for in texts instead of this one's.
      const own = synonyms.filter(word => list === 'drug' && codesNamed(word, index).every(code => code === term));
      const inTexts = names.filter(name => name !== entry.code || writtenCodes.has(list));
      return {
        names: [...names, ...synonyms],
        concept: { codes: [term], ways: waysOf([...inTexts, ...own]), isWhole: false },
      };
    }),
    ...units
      .filter(({ code }) => tellingUnits.has(code))
      .map(({ code, nameEn, nameFr }) => ({
        names: [nameEn, nameFr],
        concept: { codes: [termOf('unit', code)], ways: [nameEn, nameFr], isWhole: false },
      })),
  ];
}

/** Units that say what the goods were; others are of anything. */
const tellingUnits = new Set(
  'tablet thousand-tablet capsule dose blotter ampoule vial bottle cylinder stick round plant egg'.split(' '),
);

/** Lists whose codes are names that people write. */
const writtenCodes = new Set(['ods', 'ods_blend', 'place', 'cites_species']);

/** Names that can be looked for in texts: no mere letters or empty words, and no more than there is room for. */
function waysOf(names: readonly string[]): string[] {
  const kept = new Map<string, string>();
  for (const name of names) {
    const plain = name.replace(/\s*\([^)]*\)/gu, '').trim();
    const key = fold(plain);
    if (key.length < 3 && !/[^\x00-\x7f]/.test(key)) continue;
    if (isEmptyWord(key) || kept.has(key)) continue;
    kept.set(key, plain);
    // "R-22" is also written R22 and R 22.
    const numbered = /^(\p{L}+)[- ]?(\p{N}+\p{L}*)$/u.exec(plain);
    if (numbered)
      for (const sign of ['-', '', ' ']) kept.set(`${numbered[1]}${sign}${numbered[2]}`, numbered.slice(1).join(sign));
  }
  return [...new Set(kept.values())].slice(0, mostWays);
}

/** Airports by their three letters: what the place is called otherwise, where it is written. */
function airports(named: readonly Named[], byKey: ReadonlyMap<string, readonly Concept[]>): Map<string, Concept> {
  return new Map(
    named.flatMap(({ term, entry }) => {
      const { iata = '' } = entry.details;
      if (!/^[A-Z]{3}$/.test(iata)) return [];
      const known = [...(byKey.get(keyOf(entry.nameEn)) ?? [])].find(({ codes }) => codes.includes(term));
      return [[iata, known ?? { codes: [term], ways: [entry.nameEn], isWhole: false }] as const];
    }),
  );
}
