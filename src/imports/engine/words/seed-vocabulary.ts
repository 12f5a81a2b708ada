import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headingList } from '../../../seizures/index.ts';
import { listsOfKind, wordKinds, type WordKind } from '../columns/import-fields.ts';
import type { Entry, EntrySource } from '../columns/matcher.ts';
import { parseCsv } from '../text/csv.ts';
import { standardNames } from './standard-names.ts';
import type { TaxonRow } from './taxa.ts';
import { readColumnWords, readEntries, type ColumnWord, type VocabularyInput } from './vocabulary.ts';

/**
 * Files of `seeds/reference/synonyms` by kind of word: `word,language,code` (`column.csv`: `word,language,field`), in
 * the languages that SOURCES.md names. Product codes are HEADING/CODE; in drug.csv plain codes are of heading DRUG, and
 * `HEADING:PREC` says that the word belongs to another heading. A heading may bring its usual product (OTH/OTH-VEH for
 * "vehicles"). A code with `?` behind it is a proposal. General knowledge, not checked by native speakers.
 */
const synonymFiles: Readonly<Record<WordKind, readonly string[]>> = {
  country: ['country'],
  location: ['location'],
  direction: ['direction'],
  transport: ['transport'],
  concealment: ['concealment'],
  detection: ['detection'],
  agency: ['agency'],
  heading: ['heading'],
  product: ['product', 'drug'],
  unit: ['unit'],
  currency: ['currency'],
  specimen: ['specimen'],
  right: ['right'],
  fraud: ['fraud'],
};

/** The synonyms we ship, from `<directory>/synonyms`: for seeding the synonym table. */
export function seedSynonyms(directory: string): { columns: ColumnWord[]; words: Record<WordKind, Entry[]> } {
  const folder = join(directory, 'synonyms');
  const words = Object.fromEntries(
    wordKinds.map(kind => [
      kind,
      [
        ...synonymFiles[kind].flatMap(file =>
          readList(join(folder, `${file}.csv`), 'seed', file === 'drug' ? 'DRUG/' : ''),
        ),
        ...(kind === 'country' || kind === 'currency' ? standardNames(kind, codesIn(directory, kind)) : []),
      ],
    ]),
  );
  return {
    columns: readColumnWords(readFileSync(join(folder, 'column.csv'), 'utf8')),
    words: words as Record<WordKind, Entry[]>,
  };
}

/** Codes and names of the lists in `directory`; where the database holds the lists, take them from there instead. */
export function listEntries(directory: string): Partial<Record<WordKind, Entry[]>> {
  const plain = [
    'country',
    'location',
    'direction',
    'transport',
    'concealment',
    'detection',
    'heading',
    'unit',
    'currency',
    'specimen',
    'right',
    'fraud',
  ] as const;
  const lists = Object.fromEntries(
    plain.map(kind => [kind, listsOfKind(kind).flatMap(list => readList(join(directory, `${list}.csv`), 'list', ''))]),
  );
  const product = headingList.flatMap(heading =>
    readList(join(directory, `${heading.productList}.csv`), 'list', `${heading.code}/`),
  );
  return { ...lists, product };
}

function codesIn(directory: string, list: string): string[] {
  return [...new Set(readList(join(directory, `${list}.csv`), 'list', '').map(({ code }) => code))];
}

function readList(path: string, source: EntrySource, prefix: string): Entry[] {
  return existsSync(path) ? readEntries(readFileSync(path, 'utf8'), source, prefix) : [];
}

/** All we ship, lists and synonyms together, as input for buildVocabulary. */
export function seedVocabularyInput(directory: string): VocabularyInput {
  const { columns, words } = seedSynonyms(directory);
  const lists = listEntries(directory);
  return {
    columns,
    words: Object.fromEntries(wordKinds.map(kind => [kind, [...(lists[kind] ?? []), ...words[kind]]])),
    taxa: readTaxa(join(directory, 'cites_species.csv')),
    places: readList(join(directory, 'place.csv'), 'list', '').map(({ word, code }) => ({
      name: word,
      country: code.slice(0, 2),
    })),
  };
}

function readTaxa(path: string): TaxonRow[] {
  const style = { delimiter: ',', newline: '\n', backslash: false } as const;
  const [header = [], ...rows] = parseCsv(readFileSync(path, 'utf8'), style).map(({ cells }) => cells);
  const cell = (row: readonly string[], name: string): string => row[header.indexOf(name)] ?? '';
  return rows.map(row => ({
    code: cell(row, 'code'),
    family: cell(row, 'family'),
    order: cell(row, 'order'),
    group: cell(row, 'group'),
  }));
}
