import type { Token } from 'marked';
import { readMarkdown } from './markup-limits.ts';

/** References of the portal have one shape: letters, a year, a number (KE-2026-000123, ALERT-2026-0001). */
const reference = /(?<![\p{L}\p{N}_./-])[A-Z]{2,12}-\d{4}-\d{3,9}(?![\p{L}\p{N}_-])/gu;

/** More are no references but an attack on the query that resolves them. */
const most = 500;

/** A piece of plain text, cut at its references. */
export function cutAtReferences(text: string): { readonly text: string; readonly isReference: boolean }[] {
  const pieces: { text: string; isReference: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(reference)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), isReference: false });
    pieces.push({ text: match[0], isReference: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isReference: false });
  return pieces;
}

/**
 * The references a text speaks of outside code and links, each once, in their order: for resolving them in one query
 * before it is rendered.
 */
export function referencesIn(markdown: string): string[] {
  const read = readMarkdown(markdown);
  if ('problem' in read) return [];
  const found = new Set<string>();
  for (const text of plainPieces(read.tokens)) {
    for (const piece of cutAtReferences(text)) {
      if (piece.isReference && found.size < most) found.add(piece.text);
    }
  }
  return [...found];
}

function* plainPieces(tokens: readonly Token[]): Generator<string> {
  for (const token of tokens) {
    const inside = tokensIn(token);
    if (inside) yield* plainPieces(inside);
    else if (token.type === 'text') yield token.text;
  }
}

function tokensIn(token: Token): readonly Token[] | undefined {
  switch (token.type) {
    case 'link':
    case 'image':
      return [];
    case 'table':
      return [token.header, ...token.rows].flat().flatMap(cell => cell.tokens);
    case 'list':
      return token.items;
    default:
      return 'tokens' in token ? token.tokens : undefined;
  }
}
