import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { folded, fold } from '../../../src/personal-data/normalize-text.ts';
import { sentencesOf, tokensOf, WORD, type Token } from '../../../src/personal-data/tagger/tokens.ts';
import { markedSentences, type MarkedSentence } from '../marked-sentences.ts';
import type { Example } from './train.ts';

/** Files of sentences the tagger learns from. Those of test/fixtures/guard that are not here judge it. */
export const taught = ['world.txt', 'taught.txt', 'plain.txt'];

/** What the tagger learns from: marked sentences, and names of our lists as cells of a file hold them. */
export function examples(): Example[] {
  return [...taught.flatMap(markedSentences), ...cells().map(text => ({ lang: '', text, parts: [] }))].flatMap(
    examplesOf,
  );
}

const sorts = { N: 1, I: 2, A: 3 } as const;

/** One for each sentence of a line. */
function examplesOf({ text, parts }: MarkedSentence): Example[] {
  const plain = fold(text);
  const written = (at: number): number => plain.places?.[at] ?? at;
  const labelOf = ({ start, end }: Token): number => {
    const part = parts.find(one => written(start) < one.end && written(end - 1) >= one.start);
    return part ? sorts[part.sort] : 0;
  };
  return sentencesOf(tokensOf(plain), plain).map(tokens => ({ tokens, labels: Uint8Array.from(tokens, labelOf) }));
}

type Row = Readonly<Record<string, string>>;

function rows(list: string): Row[] {
  const file = new URL(`../../../seeds/reference/${list}.csv`, import.meta.url);
  return parse(readFileSync(file, 'utf8'), { columns: true, relax_column_count: true });
}

const names = (list: string): string[] => rows(list).flatMap(row => [row.name_en ?? '', row.name_fr ?? '']);
const lists = ['location', 'ipr_right', 'drug', 'cites_listing', 'cites_species', 'weapon', 'concealment', 'transport'];
/** How cells write places: two of them, or one with a word. */
const forms: readonly ((one: string, two: string) => string)[] = [
  one => one,
  (one, two) => `${one} - ${two}`,
  one => one,
  (one, two) => `${one}, ${two} city`,
  one => one,
  (one, two) => `${one} Region, ${two}`,
  (one, two) => `Republic of ${one}, ${two} city`,
  (one, two) => `Port of ${one} / ${two}`,
  one => `${one} International Airport`,
  one => `г. ${one}`,
  (one, two) => `PS ${one} ${two}`,
  (one, two) => `${one} ${two} border post`,
  (one, two) => `${one} (${two})`,
  (one, two) => `San ${one} de ${two}`,
];

/** Cells that hold no person's name, though they look it: places in various forms, goods, hiding places. */
function cells(): string[] {
  const places = [...new Set(names('place'))].filter(name => name.length > 2);
  const other = (at: number): string => places[(at * 617) % places.length] ?? '';
  return [...places.map((name, at) => forms[at % forms.length]!(name, other(at))), ...new Set(lists.flatMap(names))];
}

const fewest = 8;

/** Words often met, and never as part of a name, number or home. */
export function plainWords(all: readonly Example[]): string[] {
  const met = new Map<string, number>();
  for (const { tokens, labels } of all)
    tokens.forEach(({ word, kind }, at) => {
      if (kind === WORD) met.set(word, labels[at] === 0 ? (met.get(word) ?? 0) + 1 : -Infinity);
    });
  return [...met].filter(([, times]) => times >= fewest).map(([word]) => word);
}

/** Words of places and species, by which the tagger knows that one of them is no name, more often than not. */
export function placeWords(): Set<string> {
  const texts = [
    ...names('place'),
    ...names('country'),
    ...rows('search/places').map(row => row.words ?? ''),
    ...rows('synonyms/country').map(row => row.word ?? ''),
    ...rows('cites_species').map(row => row.scientific_name ?? ''),
  ];
  return new Set(texts.flatMap(text => folded(text).match(/\p{L}{4,}/gu) ?? []));
}
