import { Lexer, Tokenizer } from 'marked';
import type { MarkedOptions, Token, Tokens, TokensList } from 'marked';

/**
 * What a text may be at most. Writers stay far below; above, the reader's patterns take time that grows with the
 * square.
 */
export const bounds = { characters: 60_000, depth: 10, paragraph: 10_000, quote: 20_000, cells: 6_000 } as const;

/** Why a text is not rendered: a message key, with the values of its placeholders. */
export interface MarkupProblem {
  readonly key: string;
  readonly values: Readonly<Record<string, number>>;
}

class TooMuch extends Error {
  readonly problem: MarkupProblem;
  constructor(problem: MarkupProblem) {
    super(problem.key);
    this.problem = problem;
  }
}

/**
 * marked's own reader, which leaves off where lists and quotes lie too deep in one another or a paragraph is too long.
 */
class BoundedLexer extends Lexer {
  #depth = 0;

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(
    src: string,
    tokens?: Token[] | TokensList,
    lastParagraphClipped?: boolean,
  ): Token[] | TokensList {
    return this.#deeper(() => super.blockTokens(src, tokens as Token[], lastParagraphClipped));
  }

  override inlineTokens(src: string, tokens?: Token[]): Token[] {
    if (src.length > bounds.paragraph)
      throw new TooMuch({ key: 'markup:problem.longParagraph', values: { max: bounds.paragraph } });
    return this.#deeper(() => super.inlineTokens(src, tokens));
  }

  #deeper<T>(read: () => T): T {
    // The page itself is the first level.
    if (this.#depth > bounds.depth) throw new TooMuch({ key: 'markup:problem.tooDeep', values: { max: bounds.depth } });
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }
}

class BoundedTokenizer extends Tokenizer {
  override blockquote(src: string): Tokens.Blockquote | undefined {
    if (/^ {0,3}>/.test(src) && stretchOf(src).length > bounds.quote)
      throw new TooMuch({ key: 'markup:problem.longQuote', values: { max: bounds.quote } });
    return super.blockquote(src);
  }

  /** A short row of a wide table is filled up to its width: few characters could make millions of cells. */
  override table(src: string): Tokens.Table | undefined {
    if (cellsAhead(src) > bounds.cells)
      throw new TooMuch({ key: 'markup:problem.largeTable', values: { max: bounds.cells } });
    return super.table(src);
  }
}

const ruledHead = /^(.*)\n {0,3}[|:-][-:| \t]*(?:\n|$)/;

/** Cells of the table a text begins with, counted generously; 0 where it begins with none. */
function cellsAhead(src: string): number {
  const head = ruledHead.exec(src)?.[1];
  if (head === undefined || !head.includes('|')) return 0;
  return (head.split('|').length + 1) * stretchOf(src).split('\n').length;
}

/** What stands before the next empty line. */
function stretchOf(src: string): string {
  const end = src.indexOf('\n\n');
  return src.slice(0, end === -1 ? undefined : end);
}

/** A text read into its parts, or why it is not. Takes under a second for anything. */
export function readMarkdown(text: string): { readonly tokens: TokensList } | { readonly problem: MarkupProblem } {
  if (text.length > bounds.characters)
    return { problem: { key: 'markup:problem.tooLong', values: { max: bounds.characters, length: text.length } } };
  const options: MarkedOptions = { gfm: true, tokenizer: new BoundedTokenizer() };
  try {
    return { tokens: new BoundedLexer(options).lex(text) };
  } catch (error) {
    if (error instanceof TooMuch) return { problem: error.problem };
    throw error;
  }
}

/** What keeps a text from being rendered, to be told at its field: nothing, or one problem. */
export function problemsIn(text: string): MarkupProblem[] {
  const read = readMarkdown(text);
  return 'problem' in read ? [read.problem] : [];
}
