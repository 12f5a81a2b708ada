import { isHeadingCode } from '../../../seizures/index.ts';
import { foldHeader } from '../words/words.ts';
import type { Vocabulary } from '../words/vocabulary.ts';

/** The heading the first of these texts names in one of its words: "clase_de_estupefaciente", "cigarettes-2024.csv". */
export function headingInWords(texts: readonly string[], vocabulary: Vocabulary): string | undefined {
  for (const text of texts) {
    const found = new Set(phrasesOf(text).flatMap(phrase => headingOf(phrase, vocabulary)));
    if (found.size === 1) return [...found][0];
  }
  return undefined;
}

/** Single words and pairs of words. */
function phrasesOf(text: string): string[] {
  const words = foldHeader(text.replace(/\.\w{2,5}$/, '')).split(' ');
  return words.flatMap((word, at) => [word, ...(at + 1 < words.length ? [`${word} ${words[at + 1]}`] : [])]);
}

function headingOf(phrase: string, vocabulary: Vocabulary): string[] {
  if (phrase.length < 4) return [];
  const species = vocabulary.columns.get(phrase)?.some(({ field }) => field === 'species') === true;
  const match = vocabulary.matchers.heading.match(phrase, { spelling: false });
  const code = species ? 'CITES' : match.auto && match.how === 'exact' ? match.code?.split('/')[0] : undefined;
  return isHeadingCode(code) ? [code] : [];
}
