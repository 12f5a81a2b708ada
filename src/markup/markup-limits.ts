import { Lexer, Tokenizer, type Token, type Tokens, type TokensList } from 'marked';
import { linesIn, looking, lookingForEmphasis, reading, step, workOf } from './work.ts';

/**
 * What a text may be at most. Writers stay far below; above, the reader's patterns take time that grows with the
 * square. `work` is for the whole text, in units of work.ts: about 40 ms of a processor.
 */
export const bounds = {
  characters: 60_000,
  depth: 10,
  paragraph: 10_000,
  quote: 20_000,
  cells: 6_000,
  work: 20_000,
} as const;

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

/** What is left of the work one text may make. */
class Budget {
  #left: number = bounds.work;
  spend(work: number): void {
    this.#left -= work;
    if (this.#left < 0) throw new TooMuch({ key: 'markup:problem.tooMuch', values: {} });
  }
}

/**
 * marked's own reader, which leaves off where lists and quotes lie too deep in one another, a paragraph is too long or
 * the work of the whole text is used up.
 */
class BoundedLexer extends Lexer {
  readonly #budget: Budget;
  #depth = 0;

  constructor(budget: Budget) {
    super({ gfm: true, tokenizer: new BoundedTokenizer(budget) });
    this.#budget = budget;
  }

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(
    src: string,
    tokens?: Token[] | TokensList,
    lastParagraphClipped?: boolean,
  ): Token[] | TokensList {
    this.#budget.spend(reading(src.length));
    return this.#counted(() => super.blockTokens(src, tokens as Token[], lastParagraphClipped));
  }

  override inlineTokens(src: string, tokens?: Token[]): Token[] {
    if (src.length > bounds.paragraph)
      throw new TooMuch({ key: 'markup:problem.longParagraph', values: { max: bounds.paragraph } });
    this.#budget.spend(reading(src.length));
    return this.#counted(() => super.inlineTokens(src, tokens));
  }

  #counted(read: () => Token[]): Token[] {
    const tokens = this.#deeper(read);
    for (const token of tokens) this.#budget.spend(workOf(token));
    return tokens;
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
  readonly #budget: Budget;
  constructor(budget: Budget) {
    super();
    this.#budget = budget;
  }

  /** The first that is asked at each step through blocks. */
  override space(src: string): Tokens.Space | undefined {
    this.#budget.spend(step);
    return super.space(src);
  }

  /** Looks through a whole paragraph for its underline, in lists at each of its lines. */
  override lheading(src: string): Tokens.Heading | undefined {
    this.#budget.spend(reading(stretchOf(src).length));
    return super.lheading(src);
  }

  /** The first that is asked at each step through a line. */
  override escape(src: string): Tokens.Escape | undefined {
    this.#budget.spend(step);
    return super.escape(src);
  }

  override emStrong(src: string, masked: string, before?: string): Tokens.Em | Tokens.Strong | undefined {
    const found = super.emStrong(src, masked, before);
    if (beginsEmphasis(src, before)) this.#budget.spend(lookingForEmphasis(src.length, found !== undefined));
    return found;
  }

  override del(src: string, masked: string, before?: string): Tokens.Del | undefined {
    return this.#looked(src, '~', super.del(src, masked, before));
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    return this.#looked(src, '[!', super.link(src));
  }

  override codespan(src: string): Tokens.Codespan | undefined {
    return this.#looked(src, '`', super.codespan(src));
  }

  override tag(src: string): Tokens.Tag | undefined {
    return this.#looked(src, '<', super.tag(src));
  }

  /** Letters without a space are looked through at each place for the @ of an address, which may not come. */
  override url(src: string): Tokens.Link | undefined {
    this.#budget.spend(looking(/^[\w.!#$%&'*+/=?`{|}~-]*/.exec(src)?.[0].length ?? 0) / 4);
    return super.url(src);
  }

  /** Whoever finds no end to what begins here has looked through all that follows. */
  #looked<T extends Token>(src: string, begins: string, found: T | undefined): T | undefined {
    if (begins.includes(src.charAt(0))) this.#budget.spend(looking(found ? found.raw.length : src.length));
    return found;
  }

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

/** Whether an emphasis may begin here: no `*` before a space, no `_` within a word. */
function beginsEmphasis(src: string, before = ''): boolean {
  return /^(?:\*+\S|_+[^\s_])/.test(src) && !(src.startsWith('_') && /[\p{L}\p{N}]$/u.test(before));
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

/** A text read into its parts, or why it is not. */
export function readMarkdown(text: string): { readonly tokens: TokensList } | { readonly problem: MarkupProblem } {
  if (text.length > bounds.characters)
    return { problem: { key: 'markup:problem.tooLong', values: { max: bounds.characters, length: text.length } } };
  const budget = new Budget();
  try {
    // Before anything else: a list or table is taken up line by line in one piece.
    budget.spend(linesIn(text) * step);
    return { tokens: new BoundedLexer(budget).lex(text) };
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
