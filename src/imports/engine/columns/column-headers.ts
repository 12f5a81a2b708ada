import { columnNames, importFields } from './import-fields.ts';
import { trigramIndex, type TrigramIndex } from '../text/trigrams.ts';
import type { ColumnWord, Vocabulary } from '../words/vocabulary.ts';
import { foldHeader } from '../words/words.ts';
import { endOfCompound, wordsInUnspaced } from '../words/words-inside.ts';

/** One field a header may name. `field` is undefined for a word we know but have no field for (kept as source). */
export interface HeaderReading {
  readonly field: string | undefined;
  /** Name in the column word list: tells words without a field apart (an administrative division, a genus). */
  readonly named?: string;
  /** How well, 0 to 1. */
  readonly a: number;
  /** The known word it was read by. */
  readonly word: string;
  readonly part: boolean;
  /** Persons' data by a word that is harmless in company: "name" in "name of ship". */
  readonly weak: boolean;
  readonly tag?: boolean;
}

/** Words for a name: alone they mean a person, inside a longer header often a thing. */
const weakNominal = new Set(
  `name nom nombre nome имя ism address adresse adres адрес matricula placa plaque plate pass bi kierowca nama adi isim
ad اسم عنوان 地址 alamat adresa namn navn naam nafn nimi nev nume numele emri ime име ονομα pangalan नाम
jina`.split(/\s+/),
);

/**
 * Every reading of a header, the best first: exact word 1 (0.85 when it names two fields), the longest known phrase
 * inside, spelling.
 */
export function headerReadings(
  header: string,
  tag: string | undefined,
  language: string | undefined,
  vocabulary: Vocabulary,
): HeaderReading[] {
  const tagged = tag === undefined ? [] : tagReadings(tag, vocabulary);
  if (tagged.length > 0) return tagged;
  const folded = foldHeader(header);
  if (folded === '') return [];
  const own = importFields.get(header.trim()) ?? importFields.get(`details.${header.trim()}`);
  if (own && own.part !== 'none' && !vocabulary.columns.has(folded))
    return [{ field: own.name, a: 1, word: header, part: false, weak: false }];
  // "species1" to "species5" are species.
  const exact = vocabulary.columns.get(folded) ?? vocabulary.columns.get(folded.replace(/(?<=\p{L}{4}) ?\d$/u, ''));
  const readings = exact
    ? exactReadings(exact, language)
    : [
        ...phraseReadings(folded, vocabulary),
        ...shortReadings(header, vocabulary),
        ...insideReadings(folded, language, vocabulary),
        ...likeReadings(folded, vocabulary),
      ];
  return best(readings);
}

/** What a header says besides its unit; one that says no more is over quantities. */
export function readingsOfRest(
  rest: string,
  header: string,
  language: string | undefined,
  vocabulary: Vocabulary,
): HeaderReading[] {
  if (rest === '') return [{ field: 'quantity', a: 0.85, word: header, part: false, weak: false }];
  return headerReadings(rest, undefined, language, vocabulary);
}

/** "प्रकरण संख्या / Case No.": one name in two languages, of which one is enough. */
export function readingsInLanguages(
  header: string,
  tag: string | undefined,
  language: string | undefined,
  vocabulary: Vocabulary,
): HeaderReading[] {
  const whole = headerReadings(header, tag, language, vocabulary);
  const names = header.split(/\s+[/|]\s+|\n|(?<=\p{L}{2}\.?)\/(?=\p{L}{2})/u).map(name => name.trim());
  if (whole[0]?.a === 1 || isPath(header) || names.length < 2 || names.length > 3) return whole;
  const known = names
    .flatMap(name => headerReadings(name, undefined, undefined, vocabulary))
    .filter(({ a }) => a >= 0.85);
  // The other half may be the goods below a group: "Alcohol / Litres".
  return known.length === 0 ? whole : best([...known.map(reading => ({ ...reading, a: 0.9 })), ...whole]);
}

/** The name below a group of columns ("Herkunft / Abgangsland"), where it is known alone; else the whole. */
export function nameInGroup(header: string, vocabulary: Vocabulary): string {
  const name = lastName(header);
  const isWhole = vocabulary.columns.has(foldHeader(header));
  return !isWhole && vocabulary.columns.has(foldHeader(name)) ? name : header;
}

export function lastName(header: string): string {
  if (isPath(header)) return header.slice(header.lastIndexOf('.') + 1);
  const at = header.lastIndexOf(' / ');
  return at === -1 ? header : header.slice(at + 3);
}

/** A key inside objects of a JSON file: "movement.to". */
export function isPath(header: string): boolean {
  return /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(header);
}

function best(readings: readonly HeaderReading[]): HeaderReading[] {
  const byField = new Map<string, HeaderReading>();
  for (const reading of readings) {
    const key = reading.field ?? `-${reading.named ?? ''}`;
    if ((byField.get(key)?.a ?? 0) < reading.a) byField.set(key, reading);
  }
  const all = [...byField.values()];
  // "Name of province" tells of a province.
  const isOfThing = all.some(({ field, named, a }) => field === undefined && named !== undefined && a >= 0.5);
  return all.filter(({ weak }) => !weak || !isOfThing).sort((x, y) => y.a - x.a);
}

function tagReadings(tag: string, vocabulary: Vocabulary): HeaderReading[] {
  const name = tag.replace(/^#/, '').trim();
  if (name === '') return [];
  const field = importFields.has(name) ? name : Object.hasOwn(columnNames, name) ? columnNames[name] : undefined;
  const word =
    vocabulary.columns.get(foldHeader(name.replaceAll('+', ' '))) ??
    vocabulary.columns.get(foldHeader(name.split('+')[0] ?? ''));
  const found = field ?? (word?.[0] ? columnNames[word[0].field] : undefined);
  return found === undefined ? [] : [{ field: found, a: 1, word: tag, part: false, weak: false, tag: true }];
}

function exactReadings(words: readonly ColumnWord[], language: string | undefined): HeaderReading[] {
  const inLanguage = words.filter(word => word.language === language);
  const fields = new Set(words.map(word => word.field));
  const told = new Set(inLanguage.map(word => word.field));
  return words.map(word => ({
    field: columnNames[word.field],
    named: word.field,
    word: word.word,
    part: false,
    weak: false,
    a: fields.size === 1 || (told.size === 1 && told.has(word.field)) ? 1 : told.size === 1 ? 0.6 : 0.85,
  }));
}

/** The longest known phrases inside the header, counted by their share of its words. */
function phraseReadings(folded: string, vocabulary: Vocabulary): HeaderReading[] {
  const words = folded.split(' ');
  const covered = words.map(() => false);
  const readings: HeaderReading[] = [];
  for (const { phrase, start, end } of phrasesIn(words)) {
    const known = vocabulary.columns.get(phrase);
    if (!known || covered.slice(start, end).every(Boolean)) continue;
    covered.fill(true, start, end);
    for (const word of known) readings.push(phraseReading(word, phrase, 0.5 + (0.35 * (end - start)) / words.length));
  }
  return readings;
}

const compounding = new Set(['de', 'nl', 'sv']);

/** Words inside a header written without spaces, and the end of a compound in the languages that make them. */
function insideReadings(folded: string, language: string | undefined, vocabulary: Vocabulary): HeaderReading[] {
  const wordsOf = (known: string): readonly ColumnWord[] => vocabulary.columns.get(known) ?? [];
  const mayCompound = language === undefined || compounding.has(language);
  const compounds = (known: string): ColumnWord[] =>
    wordsOf(known).filter(word => mayCompound && compounding.has(word.language ?? ''));
  const end = endOfCompound(folded, known => compounds(known).length > 0);
  return [
    ...wordsInUnspaced(folded, known => vocabulary.columns.has(known)).flatMap(({ word, share }) =>
      wordsOf(word).map(each => phraseReading(each, word, 0.5 + 0.35 * share)),
    ),
    ...(end ? compounds(end.word).map(each => phraseReading(each, end.word, 0.5 + 0.3 * end.share)) : []),
  ];
}

/** Runs of one to six words, the longest first, but neither the whole header nor a single word of two letters. */
function* phrasesIn(words: readonly string[]): Generator<{ phrase: string; start: number; end: number }> {
  for (let length = Math.min(words.length - 1, 6); length >= 1; length -= 1)
    for (let start = 0; start + length <= words.length; start += 1) {
      const phrase = words.slice(start, start + length).join(' ');
      if (length > 1 || phrase.length > 2) yield { phrase, start, end: start + length };
    }
}

function phraseReading(word: ColumnWord, phrase: string, share: number): HeaderReading {
  const isNominal = word.field === 'nominal';
  const weak = isNominal && weakNominal.has(phrase);
  return {
    field: columnNames[word.field],
    named: word.field,
    a: isNominal && !weak ? 0.9 : share,
    word: word.word,
    part: true,
    weak,
  };
}

/** "Dopr. prostředek" begins each word of "dopravní prostředek". Only where a point says that it is short. */
function shortReadings(header: string, vocabulary: Vocabulary): HeaderReading[] {
  if (!/\p{L}{2,}\./u.test(header)) return [];
  const words = foldHeader(header).split(' ');
  if (words.some(word => word.length < 2) || words.join('').length < 5) return [];
  return [...vocabulary.columns].flatMap(([known, meanings]) => {
    const own = known.split(' ');
    const begins = own.length === words.length && own.every((word, at) => word.startsWith(words[at] ?? ''));
    return begins ? meanings.map(word => phraseReading(word, known, 0.84)) : [];
  });
}

const indexes = new WeakMap<Vocabulary, { index: TrigramIndex; keys: readonly string[] }>();

function likeReadings(folded: string, vocabulary: Vocabulary): HeaderReading[] {
  if (folded.length < 4) return [];
  let own = indexes.get(vocabulary);
  if (!own) {
    const keys = [...vocabulary.columns.keys()];
    own = { index: trigramIndex(keys), keys };
    indexes.set(vocabulary, own);
  }
  const { index, keys } = own;
  return index
    .nearest(folded, folded.length < 9 ? 0.7 : 0.55)
    .slice(0, 6)
    .flatMap(near =>
      (vocabulary.columns.get(keys[near.index] ?? '') ?? []).map(word => ({
        field: columnNames[word.field],
        named: word.field,
        a: 0.9 * near.score,
        word: word.word,
        part: false,
        weak: word.field === 'nominal',
      })),
    );
}
