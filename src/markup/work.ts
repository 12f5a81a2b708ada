import type { Token, Tokens } from 'marked';

// The unit is one plain piece of text, read, written as HTML and sanitized: 2 to 3 µs.

/** Work of looking at a line, or at a place in it, whatever is found there. */
export const step = 0.5;
/** Characters that are read again, or looked through for an end, in the time of one unit. */
const readPerUnit = 100;
const lookedPerUnit = 20;
/** Emphasis is looked for by the kinds of characters beside a mark, which takes long where none ends it. */
const emphasisPerUnit = { found: 100, missed: 10 } as const;
/** Signs that are written as character references, in the time of one unit. */
const escapesPerUnit = 4;

export function linesIn(text: string): number {
  return countOf(text, /[\r\n]/g) + 1;
}

/** Work of reading so many characters as blocks or as a line. */
export function reading(characters: number): number {
  return characters / readPerUnit;
}

/** Work of looking through so many characters for the end of a mark. */
export function looking(characters: number): number {
  return step + characters / lookedPerUnit;
}

/** Work of looking through so many characters for the end of an emphasis. */
export function lookingForEmphasis(characters: number, isFound: boolean): number {
  return step + characters / emphasisPerUnit[isFound ? 'found' : 'missed'];
}

const usual = 1;
const referenceWork = 5;
const more: Readonly<Record<string, number>> = {
  heading: 4,
  em: 4,
  strong: 4,
  del: 5,
  link: 5,
  image: 5,
  blockquote: 4,
  code: 2,
  html: 2,
  def: 2,
};

/** Work a part makes besides the parts within it. */
export function workOf(token: Token): number {
  switch (token.type) {
    case 'list':
      return usual + 3 * (token as Tokens.List).items.length;
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return usual + 2 * header.length * (rows.length + 1);
    }
    default:
      return (more[token.type] ?? usual) + workOfText(token);
  }
}

/** Work of writing what a part says by itself: its signs, and its references, each of which becomes a link. */
function workOfText(token: Token): number {
  if (!('text' in token) || ('tokens' in token && token.tokens)) return 0;
  const text = String(token.text);
  return countOf(text, /[&<>"']/g) / escapesPerUnit + countOf(text, /[A-Z]-\d{4}-\d{3}/g) * referenceWork;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
