import type { SeizuresContext } from '../../seizures/index.ts';
import type { Vocabulary } from '../engine/words/vocabulary.ts';
import { knownWords } from './words-known.ts';

const vocabularies = new WeakMap<object, { version: number; vocabulary: Vocabulary }>();

/** The vocabulary of the lists as they stand; made anew when an administrator changed them. */
export function vocabularyOf(context: Pick<SeizuresContext, 'lists'>): Vocabulary {
  const known = vocabularies.get(context.lists);
  if (known?.version === context.lists.version) return known.vocabulary;
  const vocabulary = knownWords(context.lists);
  vocabularies.set(context.lists, { version: context.lists.version, vocabulary });
  return vocabulary;
}
