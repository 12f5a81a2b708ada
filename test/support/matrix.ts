import { expect } from 'vitest';

/**
 * Compares a table written by hand with what the code answers. The head row names the columns (people, mostly), the
 * first word of every other row what is asked; a cell is "yes" or "-", or a word where the code answers in words.
 * Comparing the two as text shows the whole line that differs.
 */
export function expectTable(table: string, ask: (column: string, row: string) => boolean | string): void {
  const lines = linesOf(table);
  const columns = columnsOf(table);
  const answered = lines.slice(1).map(line => {
    const row = nameOf(line);
    return columns.reduce((text, { name, at }) => {
      const answer = ask(name, row);
      return text.padEnd(at) + (typeof answer === 'string' ? answer : answer ? 'yes' : '-');
    }, row);
  });
  expect([lines[0], ...answered].join('\n')).toBe(lines.join('\n'));
}

/** What a table asks: the first word of each row but the head. */
export function rowsOf(table: string): string[] {
  return linesOf(table).slice(1).map(nameOf);
}

const nameOf = (line: string): string => /^\S+/.exec(line)?.[0] ?? '';

function columnsOf(table: string): { name: string; at: number }[] {
  return [...(linesOf(table)[0] ?? '').matchAll(/\S+/g)].slice(1).map(({ 0: name, index: at }) => ({ name, at }));
}

function linesOf(table: string): string[] {
  const lines = table.split('\n').filter(line => line.trim() !== '');
  const indent = Math.min(...lines.map(line => line.length - line.trimStart().length));
  return lines.map(line => line.slice(indent).trimEnd());
}

/** Several tables of one text, an empty line between them, each with the word it begins with. */
export function tablesIn(text: string): [head: string, table: string][] {
  return text
    .split(/\n\s*\n/)
    .filter(table => table.trim() !== '')
    .map(table => [nameOf(linesOf(table)[0] ?? ''), table]);
}
