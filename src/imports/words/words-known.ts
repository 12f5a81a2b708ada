import { fileURLToPath } from 'node:url';
import { keptByContent, type Lists } from '../../reference/index.ts';
import { headingList } from '../../seizures/index.ts';
import { listsOfKind, wordKinds, type WordKind } from '../engine/columns/import-fields.ts';
import type { Entry } from '../engine/columns/matcher.ts';
import type { TaxonRow } from '../engine/words/taxa.ts';
import { seedSynonyms } from '../engine/words/seed-vocabulary.ts';
import { buildVocabulary, type Vocabulary } from '../engine/words/vocabulary.ts';

const directory = fileURLToPath(new URL('../../../seeds/reference', import.meta.url));

/** What the code lists say of words: all that a vocabulary is made of beside the synonyms we ship. */
interface Named {
  readonly words: Readonly<Record<WordKind, readonly Entry[]>>;
  readonly taxa: readonly TaxonRow[];
  readonly places: readonly { readonly name: string; readonly country: string }[];
}

/**
 * Every word the import knows: the names of the code lists as they stand, and the synonyms we ship. It takes some
 * 700 ms of processor, and is made anew only where names differ from those it was made of.
 */
export function knownWords(lists: Lists): Vocabulary {
  return vocabularyFrom(namesOf(lists));
}

const vocabularyFrom = keptByContent(({ words: names, taxa, places }: Named): Vocabulary => {
  const { columns, words } = seedSynonyms(directory);
  return buildVocabulary({
    columns,
    words: Object.fromEntries(wordKinds.map(kind => [kind, [...names[kind], ...words[kind]]])),
    taxa,
    places,
  });
});

function namesOf(lists: Lists): Named {
  const names = (kind: WordKind): Entry[] =>
    kind === 'product'
      ? headingList.flatMap(heading => namesIn(lists, heading.productList, `${heading.code}/`))
      : listsOfKind(kind).flatMap(list => namesIn(lists, list, ''));
  return {
    words: Object.fromEntries(wordKinds.map(kind => [kind, names(kind)])) as Record<WordKind, Entry[]>,
    taxa: lists
      .all('cites_species')
      .map(({ code, details: { family = '', order = '', group = '' } }) => ({ code, family, order, group })),
    places: namesIn(lists, 'place', '').map(({ word, code }) => ({ name: word, country: code.slice(0, 2) })),
  };
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
