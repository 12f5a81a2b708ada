import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const directory = fileURLToPath(new URL('../../../seeds/reference/', import.meta.url));

/** A row of `seeds/reference/search/words.csv` or `places.csv`. */
export interface WrittenGroup {
  readonly words: readonly string[];
  readonly typed: readonly string[];
  /** As the file writes them: `list:code`, `list:code*`, `list:*word*`. */
  readonly codes: readonly string[];
}

/** A word of another language or trade for one code, from `seeds/reference/synonyms`. */
export interface WrittenSynonym {
  readonly word: string;
  readonly list: string;
  readonly code: string;
}

const files = new Map<string, readonly Record<string, string>[]>();

/** A file that comes with the portal: parsed once, however often the lists are edited. */
function rowsOf(path: string): readonly Record<string, string>[] {
  const known = files.get(path);
  if (known) return known;
  const rows: Record<string, string>[] = parse(readFileSync(directory + path), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });
  files.set(path, rows);
  return rows;
}

const parts = (cell: string | undefined): string[] => (cell ?? '').split('|').filter(part => part !== '');

export function writtenGroups(): WrittenGroup[] {
  return rowsOf('search/words.csv').map(row => ({
    words: parts(row.words),
    typed: parts(row.typed),
    codes: parts(row.codes),
  }));
}

/** A UN/LOCODE is written with a space in it or without: "KE MBA", "KEMBA". */
export function locode(code: string): string[] {
  return [code, `${code.slice(0, 2)} ${code.slice(2)}`];
}

export function writtenPlaces(): WrittenGroup[] {
  return rowsOf('search/places.csv').map(row => ({
    words: [...parts(row.words), ...parts(row.places).flatMap(locode)],
    typed: [],
    codes: parts(row.places).map(code => `place:${code}`),
  }));
}

/** Lists whose synonyms are words that officers type; units and headings have groups of their own. */
const synonymLists = ['country', 'location', 'transport', 'concealment', 'detection', 'direction'];
const listOfHeading: Readonly<Record<string, string>> = {
  TOB: 'tobacco',
  BEV: 'beverage',
  WEAP: 'weapon',
  OTH: 'other_prohibition',
  CURR: 'currency_form',
  PREC: 'precursor',
};

/** The words imports know, but those that name a heading only or are a mere proposal ("?"). */
export function writtenSynonyms(): WrittenSynonym[] {
  const plain = (list: string, file = list): WrittenSynonym[] =>
    rowsOf(`synonyms/${file}.csv`).map(({ word = '', code = '' }) => ({ word, list, code }));
  const products = plain('product').flatMap(({ word, code: coded }) => {
    const [heading = '', code = ''] = coded.split('/');
    const list = listOfHeading[heading];
    return list === undefined ? [] : [{ word, list, code }];
  });
  return [...synonymLists.flatMap(list => plain(list)), ...plain('drug'), ...products].filter(
    ({ code }) => !/[?:]/.test(code),
  );
}
