import { withoutMarks } from '../../text/fold.ts';

/** Words that are all looked for at once. */
const mostWords = 12;

/** The words of a query; each must be found somewhere. */
export function wordsOfQuery(query: string): string[] {
  return [
    ...new Set(
      withoutMarks(query)
        .split(/[\s,;]+/)
        .filter(word => word !== ''),
    ),
  ].slice(0, mostWords);
}

/** A part of a text that is shown; `hit`: one of the words. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Characters before and after the word that is shown, and looked at together where a text folds to another length. */
const around = 60;
const window = { step: 400, size: 700 } as const;

/** The place in a text where one of the words stands first, in pieces; its beginning where none does. */
export function snippetOf(text: string, words: readonly string[]): Piece[] {
  const flat = text.replace(/\s+/g, ' ').trim();
  const at = placeIn(flat, words);
  const [from, to] =
    at === undefined ? [0, 2 * around] : [Math.max(0, at - around), Math.min(flat.length, at + around * 1.5)];
  const shown = `${from > 0 ? '…' : ''}${flat.slice(from, to).toWellFormed()}${to < flat.length ? '…' : ''}`;
  return piecesOf(shown, words);
}

/** Where one of the words begins. */
function placeIn(text: string, words: readonly string[]): number | undefined {
  const low = withoutMarks(text);
  if (low.length === text.length) return firstOf(low, words);
  for (let from = 0; from < text.length; from += window.step) {
    const part = text.slice(from, from + window.size);
    if (firstOf(withoutMarks(part), words) === undefined) continue;
    const { low: folded, places } = folding(part);
    const at = firstOf(folded, words);
    if (at !== undefined) return from + (places[at] ?? 0);
  }
  return undefined;
}

function firstOf(low: string, words: readonly string[]): number | undefined {
  const found = words.map(word => low.indexOf(word)).filter(at => at >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** A short text in pieces, each of the words marked. */
export function piecesOf(text: string, words: readonly string[]): Piece[] {
  const { low, places } = folding(text);
  const isHit = new Uint8Array(text.length);
  for (const word of words)
    for (let at = low.indexOf(word); at !== -1; at = low.indexOf(word, at + word.length))
      isHit.fill(1, places[at], places[at + word.length] ?? text.length);
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    let end = at;
    while (end < text.length && isHit[end] === isHit[at]) end += 1;
    pieces.push({ text: text.slice(at, end), hit: isHit[at] === 1 });
    at = end;
  }
  return pieces;
}

/** A text without marks, and the place in the text of each of its characters. */
function folding(text: string): { low: string; places: number[] } {
  let low = '';
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const folded = withoutMarks(character);
    for (let n = 0; n < folded.length; n += 1) places.push(at);
    low += folded;
    at += character.length;
  }
  return { low, places };
}
