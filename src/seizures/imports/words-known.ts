import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lists } from '../../reference/index.ts';
import { headingList } from '../headings/index.ts';
import type { WordKind } from './engine/import-fields.ts';
import { wordKinds } from './engine/import-fields.ts';
import type { Entry } from './engine/matcher.ts';
import { buildVocabulary, readColumnWords, readEntries } from './engine/vocabulary.ts';
import type { Vocabulary } from './engine/vocabulary.ts';

const directory = fileURLToPath(new URL('../../../seeds/reference/synonyms', import.meta.url));

/** Every word the import knows: the names of the code lists in both languages and the synonym files. Built once; some 100 ms. */
export function knownWords(lists: Lists): Vocabulary {
  const read = (name: string): string => readFileSync(`${directory}/${name}.csv`, 'utf8');
  const words: Partial<Record<WordKind, Entry[]>> = { product: productNames(lists) };
  for (const kind of wordKinds) if (kind !== 'product') words[kind] = listNames(lists, kind);
  for (const file of readdirSync(directory).map((name) => name.replace(/\.csv$/, ''))) {
    if (file === 'column') continue;
    // A file of products is named after its heading's list; the others after the kind of word.
    const heading = headingList.find(({ productList }) => productList === file);
    const kind = heading ? 'product' : file as WordKind;
    words[kind] = [...words[kind] ?? [], ...readEntries(read(file), 'seed', heading ? `${heading.code}/` : '')];
  }
  return buildVocabulary({ columns: readColumnWords(read('column')), words });
}

function listNames(lists: Lists, list: string): Entry[] {
  return lists.all(list).flatMap(({ code, nameEn, nameFr }) => [
    { word: code, code, source: 'list' as const }, { word: nameEn, language: 'en', code, source: 'list' as const }, { word: nameFr, language: 'fr', code, source: 'list' as const },
  ]);
}

function productNames(lists: Lists): Entry[] {
  return headingList.flatMap((heading) => lists.all(heading.productList).flatMap((entry) => {
    const code = `${heading.code}/${entry.code}`;
    const names = [['', entry.code], ['en', entry.nameEn], ['fr', entry.nameFr], ['en', entry.details['common_name'] ?? '']] as const;
    return names.filter(([, word]) => word !== '').map(([language, word]) => ({ word, language, code, source: 'list' as const }));
  }));
}
