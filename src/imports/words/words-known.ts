import { fileURLToPath } from 'node:url';
import type { Lists } from '../../reference/index.ts';
import { headingList } from '../../seizures/index.ts';
import { listsOfKind, wordKinds } from '../engine/columns/import-fields.ts';
import type { Entry } from '../engine/columns/matcher.ts';
import { seedSynonyms } from '../engine/words/seed-vocabulary.ts';
import { buildVocabulary } from '../engine/words/vocabulary.ts';
import type { Vocabulary } from '../engine/words/vocabulary.ts';

const directory = fileURLToPath(new URL('../../../seeds/reference', import.meta.url));
/**
 * Every word the import knows: the names of the code lists as they stand, and the synonyms we ship. Built once, in
 * some 700 ms of processor; what it was built from is read again when an administrator changes a list.
 */
export function knownWords(lists: Lists): Vocabulary {
  const { columns, words } = seedSynonyms(directory);
  const names = (kind: (typeof wordKinds)[number]): Entry[] =>
    kind === 'product'
      ? headingList.flatMap(heading => namesIn(lists, heading.productList, `${heading.code}/`))
      : listsOfKind(kind).flatMap(list => namesIn(lists, list, ''));
  return buildVocabulary({
    columns,
    words: Object.fromEntries(wordKinds.map(kind => [kind, [...names(kind), ...words[kind]]])),
    taxa: lists
      .all('cites_species')
      .map(({ code, details: { family = '', order = '', group = '' } }) => ({ code, family, order, group })),
    places: namesIn(lists, 'place', '').map(({ word, code }) => ({ name: word, country: code.slice(0, 2) })),
  });
}

function namesIn(lists: Lists, list: string, prefix: string): Entry[] {
  return lists.all(list).flatMap(entry => {
    const words = [
      ['', entry.code],
      ['en', entry.nameEn],
      ['fr', entry.nameFr],
      ['en', entry.details.common ?? ''],
      ['fr', entry.details.common_fr ?? ''],
    ] as const;
    return words
      .filter(([, word]) => word !== '')
      .map(([language, word]) => ({ word, language, code: prefix + entry.code, source: 'list' as const }));
  });
}
