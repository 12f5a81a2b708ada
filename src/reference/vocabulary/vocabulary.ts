import type { Lists } from '../lists.ts';
import { otherSpellings } from '../../text/spellings.ts';
import { readConcepts, type Concept, type Concepts } from './concepts.ts';
import { inLatin, keyOf, meaningfulWords } from './keys.ts';
import { codesNamed } from './names.ts';
import type { Clause, Sought, TypedClause, TypedPiece } from './query.ts';
import { writtenGroups, writtenPlaces } from './sources.ts';
import { readSpelling, type Spelling } from './spelling.ts';
import { splitTyped } from './split.ts';

/** What officers call things: every search box of the portal reads its words through it. */
export interface Vocabulary {
  /** What was typed as what is looked for: all clauses are required. */
  read(q: string): readonly Clause[];
  /** The same search with words nobody knows replaced by the likest known ones; undefined where there is none. */
  suggest(q: string): Suggestion | undefined;
}

export interface Suggestion {
  readonly meant: string;
  /** The words that nothing is called, as they were typed. */
  readonly unknown: readonly string[];
  /** The search as it was typed, with those words in quotation marks: it is not corrected again. */
  readonly asTyped: string;
}

const kept = new WeakMap<Lists, { version: number; vocabulary: Vocabulary }>();

/** The vocabulary over the lists, read anew after they were edited: some 200 ms, when the first word is asked of it. */
export function vocabularyOf(lists: Lists): Vocabulary {
  const known = kept.get(lists);
  if (known?.version === lists.version) return known.vocabulary;
  const vocabulary = readVocabulary(lists);
  kept.set(lists, { version: lists.version, vocabulary });
  return vocabulary;
}

function readVocabulary(lists: Lists): Vocabulary {
  let concepts: Concepts | undefined;
  let spelling: Spelling | undefined;
  const known = (): Concepts => (concepts ??= readConcepts(lists));
  const read = keepLast((q: string) => {
    const typed = splitTyped(q);
    return typed.length === 0 ? [] : joinNames(typed, known()).map(clause => readClause(clause, known()));
  });
  return {
    read,
    suggest(q) {
      spelling ??= readSpelling(namesToOffer(lists));
      return corrected(q, known(), spelling);
    },
  };
}

/** One search reads its words for the list, the counts and the order. */
function keepLast<V>(read: (q: string) => V): (q: string) => V {
  let last: { q: string; value: V } | undefined;
  return q => {
    if (last?.q !== q) last = { q, value: read(q) };
    return last.value;
  };
}

/** Words of one name at most. */
const longestName = 6;

/** Words that stand one after the other and are one name become one piece: "brown sugar", "R 22", "Côte d'Ivoire". */
function joinNames(clauses: readonly TypedClause[], { byKey }: Concepts): TypedClause[] {
  const joined: TypedClause[] = [];
  for (let at = 0; at < clauses.length; ) {
    const words = plainWords(clauses, at);
    let length = words.length;
    while (length > 1 && !byKey.has(keyOf(words.slice(0, length).join(' ')))) length -= 1;
    const clause = clauses[at];
    if (length > 1) joined.push({ any: [{ text: words.slice(0, length).join(' '), quoted: false }], not: false });
    else if (clause) joined.push(clause);
    at += Math.max(1, length);
  }
  return joined;
}

/** The words from here on that could be one name: neither quoted, left out nor one of several. */
function plainWords(clauses: readonly TypedClause[], from: number): string[] {
  const words: string[] = [];
  for (const { any, not } of clauses.slice(from, from + longestName)) {
    const [piece, ...others] = any;
    if (piece === undefined || others.length > 0 || piece.quoted || not) break;
    words.push(piece.text);
  }
  return words;
}

function readClause({ any, not }: TypedClause, concepts: Concepts): Clause {
  return { any: any.map(piece => readPiece(piece, concepts)), not };
}

const none = { ways: [], codes: [], related: [], parts: [] } as const;

function readPiece({ text, quoted }: TypedPiece, concepts: Concepts): Sought {
  const named = codesNamed(text, concepts.words);
  if (quoted) return { ...none, typed: text, kind: 'quoted', related: named };
  const beginning = /^([\p{L}\p{N}-]{3,})\*$/u.exec(text)?.[1];
  if (beginning !== undefined)
    return { ...none, typed: beginning, kind: 'beginning', related: codesBegun(beginning, concepts) };
  const found = conceptsOf(text, concepts);
  const words = text.split(/\s+/u);
  const called = [...otherSpellings(text), ...found.flatMap(concept => concept.ways)];
  const ways = [...new Set(called)].filter(way => way !== text);
  const roman = inLatin(text);
  const codes = [...new Set(found.flatMap(concept => concept.codes))];
  return {
    typed: text,
    kind: words.length > 1 || (found.length > 0 && /[^\p{L}\p{N}]/u.test(text)) ? 'name' : 'word',
    ways: roman === undefined ? ways : [...ways, roman],
    codes,
    // A group says which codes a word means; words of names are for what no group knows.
    related: found.some(({ isWhole }) => isWhole) ? [] : named.filter(code => !codes.includes(code)),
    parts: words.length > 1 ? words.flatMap(word => partOf(word, concepts)) : [],
  };
}

function partOf(word: string, concepts: Concepts): Sought[] {
  if (meaningfulWords(word).length === 0) return [];
  const related = codesNamed(word, concepts.words);
  return [{ ...none, typed: word, kind: 'word', ways: otherSpellings(word), related }];
}

function conceptsOf(text: string, { byKey, byCapitals }: Concepts): readonly Concept[] {
  const airport = byCapitals.get(text);
  const called = byKey.get(keyOf(text)) ?? [];
  const roman = inLatin(text);
  const inLatinLetters = roman === undefined || called.length > 0 ? [] : (byKey.get(keyOf(roman)) ?? []);
  return [...new Set([...called, ...inLatinLetters, ...(airport ? [airport] : [])])];
}

/** Codes that have a word beginning so in their name. */
function codesBegun(beginning: string, { words }: Concepts): string[] {
  const start = meaningfulWords(beginning).join('');
  return [...new Set([...words].flatMap(([word, codes]) => (word.startsWith(start) ? codes : [])))].slice(0, 200);
}

/** Words to offer: what groups and lists call things, countries and places with their capitals; codes are none. */
function namesToOffer(lists: Lists): string[] {
  const goods = ['drug', 'tobacco', 'weapon', 'precursor', 'ods', 'cites_species', 'cites_term', 'ipr', 'beverage'];
  const more = ['concealment', 'transport', 'location', 'detection', 'tax_goods', 'heading'];
  const namesOf = (list: string) => lists.all(list).flatMap(({ nameEn, nameFr }) => [nameEn, nameFr]);
  return [
    ...writtenPlaces().flatMap(({ words }) => words.filter(word => !/^[A-Z]{2} ?[A-Z\d]{3}$/.test(word))),
    ...namesOf('country'),
    ...[
      ...writtenGroups().flatMap(({ words, typed }) => [...words, ...typed]),
      ...[...goods, ...more].flatMap(namesOf),
    ].map(name => name.toLowerCase()),
    ...namesOf('place'),
  ];
}

const betweenQuotes = /"[^"]*"/gu;
const plainWord = /(?<![\p{L}\p{N}/-])\p{L}+(?![\p{L}\p{N}/*-])/gu;

function corrected(q: string, concepts: Concepts, spelling: Spelling): Suggestion | undefined {
  const meantBy = new Map<string, string>();
  for (const [word] of q.replace(betweenQuotes, ' ').matchAll(plainWord)) {
    const meant = concepts.byKey.has(keyOf(word)) ? undefined : spelling.nearest(word);
    if (meant !== undefined) meantBy.set(word, meant);
  }
  if (meantBy.size === 0) return undefined;
  const phrases = q.match(betweenQuotes) ?? [];
  const replaced = (write: (word: string) => string): string =>
    q
      .split(betweenQuotes)
      .map((part, at) => part.replace(plainWord, write) + (phrases[at] ?? ''))
      .join('');
  return {
    meant: replaced(word => meantBy.get(word) ?? word),
    unknown: [...meantBy.keys()],
    asTyped: replaced(word => (meantBy.has(word) ? `"${word}"` : word)),
  };
}
