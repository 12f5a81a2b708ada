import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Client } from './pool.ts';

/**
 * One value of COPY's text format: null, number, boolean, text, a list (as an array literal) or an object (as JSON).
 */
type CopyValue = string | number | boolean | null | readonly (string | number)[] | object;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** What is escaped in a line, and in an element of a list. Most texts have nothing of it: asking first costs half. */
const special = /[\\\t\n\r]/;
const specialInList = /[\\"\t\n\r]/;

function escaped(text: string): string {
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, character => escapes[character] ?? character) : text;
}

function copyText(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value)) return listText(value as readonly (string | number)[]);
  return typeof value === 'object' ? escaped(JSON.stringify(value)) : String(value);
}

function listText(values: readonly (string | number)[]): string {
  if (values.length === 0) return '{}';
  const isPlain = values.every(value => typeof value === 'number' || !specialInList.test(value));
  return isPlain ? `{"${values.join('","')}"}` : escaped(`{${values.map(element).join(',')}}`);
}

function element(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

function lineOf(row: readonly CopyValue[]): string {
  let line = '';
  for (const [at, value] of row.entries()) line += at === 0 ? copyText(value) : `\t${copyText(value)}`;
  return `${line}\n`;
}

/** Cells of a line as one text, to be kept a while in place of what they were made of: joined it is in one piece. */
export function cellsOf(row: readonly CopyValue[]): string {
  return row.map(copyText).join('\t');
}

/** Characters of one piece. */
const pieceSize = 65_536;

/** Rows as COPY's text, made as they come: what they were made of need not be kept until they are written. */
export interface CopyLines {
  add(row: readonly CopyValue[]): void;
  /** A line of cells that are text already. */
  addText(...cells: readonly string[]): void;
  count(): number;
  /** What was added. */
  pieces(): readonly Buffer[];
}

export function openLines(): CopyLines {
  const pieces: Buffer[] = [];
  let open = '';
  let count = 0;
  const addLine = (line: string): void => {
    open += line;
    count += 1;
    if (open.length < pieceSize) return;
    pieces.push(Buffer.from(open));
    open = '';
  };
  return {
    add: row => addLine(lineOf(row)),
    addText: (...cells) => addLine(`${cells.join('\t')}\n`),
    count: () => count,
    pieces: () => [...pieces, Buffer.from(open)],
  };
}

/**
 * Writes rows by COPY, the fastest way in, on the client of a running transaction. Columns are ours, never a user's
 * text. Without rows nothing is asked of the database.
 */
export async function copyRows(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  if (Array.isArray(rows) && rows.length === 0) return;
  await copyPieces(client, table, columns, piecesOf(rows));
}

/** The same of rows that are text already. */
export async function copyLines(
  client: Client,
  table: string,
  columns: readonly string[],
  lines: CopyLines,
): Promise<void> {
  if (lines.count() > 0) await copyPieces(client, table, columns, lines.pieces());
}

function* piecesOf(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let open = '';
  for (const row of rows) {
    open += lineOf(row);
    if (open.length < pieceSize) continue;
    yield open;
    open = '';
  }
  yield open;
}

async function copyPieces(
  client: Client,
  table: string,
  columns: readonly string[],
  pieces: Iterable<string | Buffer>,
): Promise<void> {
  const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
  for (const piece of pieces) if (!stream.write(piece)) await once(stream, 'drain');
  stream.end();
  await finished(stream);
}
