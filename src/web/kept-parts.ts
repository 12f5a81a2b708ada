import { leastApart, type Piece } from './page-parts.ts';

const most = 3000;
const mostCharacters = 6_000_000;

const parts = new Map<string, Piece>();
let characters = 0;

/**
 * A part of a page as it was drawn before for the same key, which says all that it shows: nobody's name, token or
 * address. Drawn anew without a key. The least used goes first.
 */
export function keptPart(key: string | undefined, draw: () => string): Piece {
  if (key === undefined) return draw();
  const known = parts.get(key);
  const part = known ?? inOnePiece(draw());
  if (known === undefined) characters += key.length + part.length;
  else parts.delete(key);
  parts.set(key, part);
  while (parts.size > most || characters > mostCharacters) forgetOldest();
  return part;
}

function forgetOldest(): void {
  const [oldest] = parts;
  if (oldest === undefined) return;
  const [key, part] = oldest;
  parts.delete(key);
  characters -= key.length + part.length;
}

/**
 * A text put together of thousands is copied together again for each page that holds it, unless it is one text. A large
 * one is kept as it is sent.
 */
function inOnePiece(text: string): Piece {
  const bytes = Buffer.from(text);
  return text.length < leastApart ? bytes.toString() : bytes;
}
