import { Tokenizer } from 'marked';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Outline } from '../../src/markup/heading-ids.ts';
import { bounds, problemsIn, renderMarkdown } from '../../src/markup/index.ts';
import { options } from './options.ts';

const paragraphs = (characters: number): string =>
  `${'word '.repeat(999)}word\n\n`.repeat(13).slice(0, 59_999).padEnd(characters, 'x');
const quotes = (depth: number): string => `${'>'.repeat(depth)} a`;
const lists = (depth: number): string =>
  Array.from({ length: depth }, (_, level) => `${' '.repeat(level * 2)}- a\n`).join('');
const quote = (characters: number): string => '> a\n>\n'.repeat(3333).padEnd(characters, 'b');
const table = (columns: number, rows: number): string =>
  `|${'a|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${`|${'1|'.repeat(columns)}\n`.repeat(rows)}`;
/** Rows of one character, which marked fills up to the width of the head. */
const shortRows = (columns: number, rows: number): string =>
  `|${'a|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${'|\n'.repeat(rows)}`;

describe('what is read at most, and one more', () => {
  test.each([
    ['60,000 characters', paragraphs(60_000), paragraphs(60_001), 'tooLong'],
    ['ten quotes in one another', quotes(10), quotes(11), 'tooDeep'],
    ['ten lists in one another', lists(10), lists(11), 'tooDeep'],
    ['a paragraph of 10,000 characters', 'a'.repeat(10_000), 'a'.repeat(10_001), 'longParagraph'],
    ['a quote of 20,000 characters', quote(20_000), quote(20_001), 'longQuote'],
    // Counted generously: three columns are six cells a line, and the end of the text is a line.
    ['a table of 6,000 cells', table(3, 997), table(3, 998), 'largeTable'],
    ['a table of 6,000 cells in short rows', shortRows(997, 3), shortRows(997, 4), 'largeTable'],
  ])('%s', (_name, most, tooMuch, key) => {
    expect(problemsIn(most)).toEqual([]);
    expect(problemsIn(tooMuch).map(problem => problem.key)).toEqual([`markup:problem.${key}`]);
  });
});

describe('the work of a whole text', () => {
  const filled = (piece: string): string => piece.repeat(Math.ceil(bounds.characters / piece.length));
  const paragraphsOf = (piece: string): string => filled(`${filled(piece).slice(0, 9990)}\n\n`);
  const cut = (text: string): string => text.slice(0, bounds.characters);

  /** What marked itself does, counted at each place where it begins to look for something. */
  const { emStrong, url, escape, space, lheading } = Tokenizer.prototype;
  let looks = 0;
  let characters = 0;
  beforeEach(() => {
    [looks, characters] = [0, 0];
    Tokenizer.prototype.escape = function (src) {
      looks += 1;
      return escape.call(this, src);
    };
    Tokenizer.prototype.space = function (src) {
      looks += 1;
      return space.call(this, src);
    };
    Tokenizer.prototype.emStrong = function (src, masked, before) {
      if (/^[*_]/.test(src)) characters += src.length;
      return emStrong.call(this, src, masked, before);
    };
    Tokenizer.prototype.url = function (src) {
      characters += /^[\w.+-]*/.exec(src)?.[0].length ?? 0;
      return url.call(this, src);
    };
    Tokenizer.prototype.lheading = function (src) {
      characters += src.split('\n\n', 1)[0]?.length ?? 0;
      return lheading.call(this, src);
    };
  });
  afterEach(() => Object.assign(Tokenizer.prototype, { emStrong, url, escape, space, lheading }));

  test.each([
    ['emphasis that nothing ends', paragraphsOf('__a')],
    ['emphasis in brackets that nothing ends', paragraphsOf('[*a')],
    ['two kinds of emphasis', paragraphsOf('_*a ')],
    ['short emphasis', paragraphsOf('*x')],
    ['a word that may be an address', paragraphsOf('1a.b_')],
    ['code that nothing ends', paragraphsOf('.``{-~~')],
    ['a list of 15,000 items', filled('- a\n')],
    ['one item of many lines', filled(`- a\n${'b **c** d\n'.repeat(400)}\n`)],
    ['lists in one another', filled('- - - a\n')],
    ['quotes', filled('> a\n\n')],
    ['headings', filled('# a\n')],
    ['empty headings', filled('#\n')],
    ['tables', filled('|a|b|\n|-|-|\n|1|2|\n\n')],
    ['paragraphs of one letter', filled('a\n\n')],
    ['references', paragraphsOf('KE-2026-000123 ')],
    ['links', paragraphsOf('https://a.b ')],
  ])('is bounded, and beyond it the text is shown as it was typed: %s', (_name, text) => {
    const html = renderMarkdown(cut(text), options);
    expect(looks).toBeLessThan(41_000);
    expect(characters).toBeLessThan(6_000_000);
    expect(html.length).toBeLessThan(500_000);
    if (problemsIn(cut(text)).length > 0) expect(html).toMatch(/^<p class="markup-plain">[^<]*<\/p>$/);
  });

  test('is enough for a long text as officers write it', () => {
    const prose =
      'Officers of the port unit stopped a container with **frozen fish** and found 12 kg of *heroin* in its walls; ' +
      'see KE-2026-000123 and [the note](/cws/x). ';
    const table = `|Country|Seizures|Kg|\n|-|-:|-:|\n${'|Kenya|12|34.5|\n'.repeat(60)}\n`;
    for (const text of [filled(`${prose.repeat(4)}\n\n`), filled(`- ${prose}\n`), table.repeat(12)])
      expect(problemsIn(cut(text))).toEqual([]);
  });

  test('of naming 50,000 equal headings grows with their number', () => {
    const outline = new Outline(3, 'part-');
    const ids = Array.from({ length: 50_000 }, () => outline.place(2, 'A').id);
    expect([new Set(ids).size, ids[0], ids.at(-1)]).toEqual([50_000, 'part-a', 'part-a-50000']);
  });
});
