const most = 60;
const mostCharacters = 4_000_000;

const parts = new Map<string, string>();
let characters = 0;

/**
 * A part of a page as it was drawn before for the same key, which says all that it shows: nobody's name, token or
 * address. Drawn anew without a key. The least used goes first.
 */
export function keptPart(key: string | undefined, draw: () => string): string {
  if (key === undefined) return draw();
  const known = parts.get(key);
  const part = known ?? inOnePiece(draw());
  if (known === undefined) characters += part.length;
  else parts.delete(key);
  parts.set(key, part);
  while (parts.size > most || characters > mostCharacters) forgetOldest();
  return part;
}

function forgetOldest(): void {
  const [oldest] = parts;
  if (oldest === undefined) return;
  parts.delete(oldest[0]);
  characters -= oldest[1].length;
}

/** A text put together of thousands is copied together again for each page that holds it, unless it is one text. */
function inOnePiece(text: string): string {
  return Buffer.from(text).toString();
}
