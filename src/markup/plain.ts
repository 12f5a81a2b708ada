import type { Token } from 'marked';
import { readMarkdown } from './markup-limits.ts';
import { textOf } from './heading-ids.ts';

/**
 * What a text says, without its marks, a line for each block: for search, feeds and letters. Addresses of links are
 * left out.
 */
export function plainText(markdown: string): string {
  const read = readMarkdown(markdown);
  if ('problem' in read) return markdown;
  return withoutEntities(
    blocksOf(read.tokens)
      .filter(line => line !== '')
      .join('\n'),
  );
}

function blocksOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token): string[] => {
    switch (token.type) {
      case 'table':
        return [token.header, ...token.rows].map((cells: { tokens: Token[] }[]) =>
          cells.map(cell => textOf(cell.tokens)).join(' '),
        );
      case 'list':
        return token.items.flatMap((item: { tokens: Token[] }) => blocksOf(item.tokens));
      case 'blockquote':
        return blocksOf(token.tokens ?? []);
      case 'space':
      case 'hr':
      case 'def':
      case 'html':
      case 'checkbox':
        return [];
      default:
        return [textOf([token]).replace(/\s+/g, ' ').trim()];
    }
  });
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
    },
  );
}
