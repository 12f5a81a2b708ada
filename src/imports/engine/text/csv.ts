import { limits } from '../limits.ts';

export interface CsvDialect {
  readonly delimiter: string;
  /** '\r' for old Mac files; '\n' also stands for CR LF. */
  readonly newline: '\n' | '\r';
  /** Quotes inside a quoted cell are written \" instead of "". */
  readonly backslash: boolean;
}

/** One record: the number of its first line in the file (from 1), its cells as written, and what went wrong in it. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: string[];
  /** A quote opened here was never closed; the lines to `until` ran together before this repair. */
  readonly openQuote?: { readonly until: number };
}

interface CsvParser {
  readonly push: (text: string) => CsvRecord[];
  readonly end: () => CsvRecord[];
}

/**
 * Reads records from text arriving in pieces, with bounded memory. A quote counts only at the start of a cell, and
 * closes only before a delimiter or a line end; any other quote is text. Where a quote never closes, or swallows lines
 * so that the record no longer has `width` cells while its first line alone has, the first line is read with the quote
 * as text and reading goes on with the next line.
 */
export function csvParser(dialect: CsvDialect, width?: number): CsvParser {
  let rest = '';
  let line = 1;
  let opens = 0;
  const run = (last: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let at = 0;
    for (;;) {
      const found = nextRecord(rest, at, dialect, opens > trustedOpens ? 0 : width, last);
      if (!found) break;
      if (found.until !== undefined) opens += 1;
      records.push({
        line,
        cells: found.cells,
        ...(found.until === undefined ? {} : { openQuote: { until: line + found.until } }),
      });
      at = found.next;
      line += found.lines;
    }
    rest = rest.slice(at);
    return records;
  };
  return {
    push: text => {
      rest += text;
      return run(false);
    },
    end: () => run(true),
  };
}

/**
 * After so many quotes that never close, quotes are taken to close in their own line: looking further costs too much.
 */
const trustedOpens = 20;
/** A quoted cell longer than this was never meant to be one. */
const quotedChars = limits.cellChars * 2;

interface Found {
  cells: string[];
  next: number;
  lines: number;
  until?: number;
  /** A cell over several lines holds a quote that is not doubled: perhaps it was opened by mistake. */
  lone?: boolean;
}

function nextRecord(
  text: string,
  at: number,
  dialect: CsvDialect,
  width: number | undefined,
  last: boolean,
): Found | undefined {
  if (at >= text.length) return undefined;
  const found = text.indexOf(dialect.newline, at);
  if (found === -1 && !last && text.length - at < limits.recordChars) return undefined;
  const end = found === -1 ? text.length : found;
  const next = end + 1;
  const row = lineText(text, at, end);
  if (!row.includes('"')) return { cells: row.split(dialect.delimiter), next, lines: 1 };
  if (width === 0) return { cells: splitLine(row, dialect), next, lines: 1 };
  const quoted = readQuoted(text, at, dialect, last);
  if (quoted === 'more') return undefined;
  if (quoted === 'open')
    return { cells: splitLine(row, dialect), next, lines: 1, until: countLines(text, at, text.length, dialect) };
  if (quoted.lines > 1 && width !== undefined && (quoted.cells.length !== width || quoted.lone === true)) {
    const cells = splitLine(row, dialect);
    if (cells.length === width) return { cells, next, lines: 1, until: quoted.lines - 1 };
  }
  return quoted;
}

function lineText(text: string, at: number, end: number): string {
  return text.slice(at, end > at && text[end - 1] === '\r' ? end - 1 : end);
}

function countLines(text: string, from: number, to: number, dialect: CsvDialect): number {
  let lines = 0;
  for (
    let at = text.indexOf(dialect.newline, from);
    at !== -1 && at < to - 1;
    at = text.indexOf(dialect.newline, at + 1)
  )
    lines += 1;
  return lines;
}

/** A record with quotes. 'more': its end has not arrived; 'open': a quote that never closes. */
function readQuoted(text: string, start: number, dialect: CsvDialect, last: boolean): Found | 'more' | 'open' {
  const cells: string[] = [];
  let at = start;
  let lines = 1;
  let lone = false;
  for (;;) {
    const quote = quoteStart(text, at, dialect);
    const cell = quote === -1 ? plainCell(text, at, dialect, last) : quotedCell(text, quote, start, dialect, last);
    if (typeof cell === 'string') return cell;
    cells.push(cell.text);
    lines += cell.lines;
    lone ||= cell.lone;
    if (text[cell.end] !== dialect.delimiter) return { cells, next: lineEnd(text, cell.end, dialect), lines, lone };
    at = cell.end + 1;
  }
}

interface Cell {
  readonly text: string;
  /** Where its delimiter or its line end stands. */
  readonly end: number;
  /** Line ends inside. */
  readonly lines: number;
  /** Over several lines, with a quote inside that is not doubled. */
  readonly lone: boolean;
}

function plainCell(text: string, at: number, dialect: CsvDialect, last: boolean): Cell | 'more' | 'open' {
  const found = plainEnd(text, at, dialect);
  if (found === -1 && !last) return text.length - at > limits.recordChars ? 'open' : 'more';
  const end = found === -1 ? text.length : found;
  return { text: lineText(text, at, end), end, lines: 0, lone: false };
}

/** The cell whose quote opens at `quote`, in a record that begins at `start`. */
function quotedCell(
  text: string,
  quote: number,
  start: number,
  dialect: CsvDialect,
  last: boolean,
): Cell | 'more' | 'open' {
  const close = closingQuote(text, quote + 1, dialect, last);
  if (close === -1)
    return !last && text.length - quote <= quotedChars && text.length - start <= limits.recordChars ? 'more' : 'open';
  const end = afterQuote(text, close + 1);
  if (!last && end + 1 >= text.length) return 'more';
  const inside = text.slice(quote + 1, close);
  const lines = countLines(text, quote, close + 1, dialect);
  const lone = lines > 0 && inside.replaceAll('""', '').replaceAll('\\"', '').includes('"');
  return { text: unquote(inside, dialect), end, lines, lone };
}

/** Position of the quote opening a cell (spaces before it allowed), or -1 when the cell has none. */
function quoteStart(text: string, at: number, dialect: CsvDialect): number {
  let position = at;
  while (text[position] === ' ' && dialect.delimiter !== ' ') position += 1;
  return text[position] === '"' ? position : -1;
}

function plainEnd(text: string, at: number, dialect: CsvDialect): number {
  const line = text.indexOf(dialect.newline, at);
  const delimiter = text.indexOf(dialect.delimiter, at);
  if (delimiter === -1) return line;
  return line === -1 ? delimiter : Math.min(line, delimiter);
}

/** The quote that ends the cell: not doubled, and followed by a delimiter, a line end or the end of the file. */
function closingQuote(text: string, from: number, dialect: CsvDialect, last: boolean): number {
  for (let at = text.indexOf('"', from); at !== -1 && at - from <= quotedChars; at = text.indexOf('"', at + 1)) {
    if (dialect.backslash && text[at - 1] === '\\') continue;
    if (text[at + 1] === '"') {
      at += 1;
      continue;
    }
    const after = afterQuote(text, at + 1);
    if (after >= text.length) return last ? at : -1;
    const next = text[after];
    if (next === dialect.delimiter || next === dialect.newline || next === '\r') return at;
  }
  return -1;
}

function afterQuote(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

function lineEnd(text: string, at: number, dialect: CsvDialect): number {
  if (dialect.newline === '\n' && text[at] === '\r' && text[at + 1] === '\n') return at + 2;
  return at + 1;
}

function unquote(inside: string, dialect: CsvDialect): string {
  const plain = inside.includes('""') ? inside.replaceAll('""', '"') : inside;
  return dialect.backslash ? plain.replaceAll('\\"', '"') : plain;
}

/** One line on its own: quotes that close within it count, others are text. */
function splitLine(row: string, dialect: CsvDialect): string[] {
  const read = readQuoted(row, 0, dialect, true);
  if (typeof read !== 'string') return read.cells;
  const cells: string[] = [];
  for (let at = 0; at <= row.length; ) {
    const quote = quoteStart(row, at, dialect);
    const quoted = quote === -1 ? 'open' : quotedCell(row, quote, 0, dialect, true);
    const next = row.indexOf(dialect.delimiter, at);
    const end = next === -1 ? row.length : next;
    const cell = typeof quoted === 'string' ? { text: row.slice(at, end), end } : quoted;
    cells.push(cell.text);
    at = cell.end + 1;
  }
  return cells;
}

/** All records of a text in memory. */
export function parseCsv(text: string, dialect: CsvDialect, width?: number): CsvRecord[] {
  const parser = csvParser(dialect, width);
  return [...parser.push(text), ...parser.end()];
}
