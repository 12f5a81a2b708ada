import { withoutMarks } from '../../../text/fold.ts';

/** Words that are all looked for at once. */
const mostWords = 12;

/** The words of a query; each must be found somewhere in a message. */
export function wordsOfQuery(query: string): string[] {
  return [
    ...new Set(
      withoutMarks(query)
        .split(/[\s,;]+/)
        .filter(word => word !== ''),
    ),
  ].slice(0, mostWords);
}

/** Characters before and after the word that is shown. */
const around = 60;

/**
 * The place in a text where one of the words stands first, to be shown; its beginning where only other parts hold them.
 */
export function snippetOf(text: string, words: readonly string[]): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const low = withoutMarks(flat);
  const at = Math.min(...words.map(word => low.indexOf(word)).filter(place => place >= 0));
  if (!Number.isFinite(at) || low.length !== flat.length)
    return flat.length > 2 * around ? `${flat.slice(0, 2 * around).toWellFormed()}…` : flat;
  const [from, to] = [Math.max(0, at - around), Math.min(flat.length, at + around * 1.5)];
  return `${from > 0 ? '…' : ''}${flat.slice(from, to).toWellFormed()}${to < flat.length ? '…' : ''}`;
}
