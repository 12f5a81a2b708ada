import { describe, expect, test } from 'vitest';
import { problemsIn } from '../../src/markup/index.ts';

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
