import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headingList } from '../../headings/index.ts';
import { wordKinds, type WordKind } from './import-fields.ts';
import type { Entry, EntrySource } from './matcher.ts';
import { readColumnWords, readEntries, type ColumnWord, type VocabularyInput } from './vocabulary.ts';

/** Files of `seeds/reference/synonyms` by kind of word; those ending in _loose are proposed, never taken alone. */
const synonymFiles: Readonly<Record<WordKind, readonly string[]>> = {
  country: ['country'], location: ['location', 'location_loose'], direction: ['direction'], transport: ['transport', 'transport_loose'],
  concealment: ['concealment', 'concealment_loose'], detection: ['detection'], agency: ['agency'], heading: ['heading'],
  product: ['product', 'drug', 'drug_loose'], unit: ['unit'], currency: [],
};

/** The synonyms we ship, from `<directory>/synonyms`: for seeding the synonym table. */
export function seedSynonyms(directory: string): { columns: ColumnWord[]; words: Record<WordKind, Entry[]> } {
  const folder = join(directory, 'synonyms');
  const words = Object.fromEntries(wordKinds.map((kind) => [kind, synonymFiles[kind].flatMap((file) => fileEntries(folder, file))]));
  return { columns: readColumnWords(readFileSync(join(folder, 'column.csv'), 'utf8')), words: words as Record<WordKind, Entry[]> };
}

function fileEntries(folder: string, file: string): Entry[] {
  const source: EntrySource = file.endsWith('_loose') ? 'loose' : 'seed';
  return readList(join(folder, `${file}.csv`), source, file.startsWith('drug') ? 'DRUG/' : '');
}

/** Codes and names of the lists in `directory`; where the database holds the lists, take them from there instead. */
export function listEntries(directory: string): Partial<Record<WordKind, Entry[]>> {
  const plain = ['country', 'location', 'direction', 'transport', 'concealment', 'detection', 'heading', 'unit', 'currency'] as const;
  const lists = Object.fromEntries(plain.map((kind) => [kind, readList(join(directory, `${kind}.csv`), 'list', '')]));
  const product = headingList.flatMap((heading) => readList(join(directory, `${heading.productList}.csv`), 'list', `${heading.code}/`));
  return { ...lists, product };
}

function readList(path: string, source: EntrySource, prefix: string): Entry[] {
  return existsSync(path) ? readEntries(readFileSync(path, 'utf8'), source, prefix) : [];
}

/** All we ship, lists and synonyms together, as input for buildVocabulary. */
export function seedVocabularyInput(directory: string): VocabularyInput {
  const { columns, words } = seedSynonyms(directory);
  const lists = listEntries(directory);
  return { columns, words: Object.fromEntries(wordKinds.map((kind) => [kind, [...(lists[kind] ?? []), ...words[kind]]])) };
}
