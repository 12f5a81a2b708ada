/** Words that are all looked for at once. */
const mostWords = 12;

const ascii = /^[\x00-\x7f]*$/;

/** A text as words are looked for in it: without marks on letters, in lower case. */
export function plain(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a query; each must be found somewhere in a message. */
export function wordsOfQuery(query: string): string[] {
  return [
    ...new Set(
      plain(query)
        .split(/[\s,;]+/)
        .filter(word => word !== ''),
    ),
  ].slice(0, mostWords);
}

/** Characters before and after the word that is shown. */
const around = 60;

/**
 * The place in a text where one of the words stands first, to be shown; its beginning where only other parts hold
 * them.
 */
export function snippetOf(text: string, words: readonly string[]): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const low = plain(flat);
  const at = Math.min(...words.map(word => low.indexOf(word)).filter(place => place >= 0));
  if (!Number.isFinite(at) || low.length !== flat.length)
    return flat.length > 2 * around ? `${flat.slice(0, 2 * around).toWellFormed()}…` : flat;
  const [from, to] = [Math.max(0, at - around), Math.min(flat.length, at + around * 1.5)];
  return `${from > 0 ? '…' : ''}${flat.slice(from, to).toWellFormed()}${to < flat.length ? '…' : ''}`;
}
