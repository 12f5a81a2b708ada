import { cellType } from '../values/cell-type.ts';
import { isKnownValue, type Vocabulary } from '../words/vocabulary.ts';
import { fold, foldHeader, hasText, tidy } from '../words/words.ts';

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface HeaderChoice {
  /** First line of the header in the file, 0 when the file has none. */
  readonly line: number;
  /** Last line of the header: below `line` when two lines are joined. Rows up to here are no records. */
  readonly lastLine: number;
  readonly names: readonly string[];
  /** A line of #tags or of our own field names below the header: the mapping itself. */
  readonly tags?: readonly string[];
  readonly score: number;
}

const looked = 30;

/**
 * The header a person chose by its line, or else the one found among the first rows (import.md 2.3). Without one the
 * columns are named A, B, C.
 */
export function chooseHeader(
  rows: readonly Line[],
  width: number,
  vocabulary: Vocabulary,
  line: number | undefined,
): HeaderChoice {
  const filled = rows.filter(row => hasText(row.cells));
  if (line === undefined) return detectHeader(filled, width, vocabulary);
  const index = filled.findIndex(row => row.line === line);
  if (line === 0 || index === -1) return { line: 0, lastLine: 0, names: letterNames(width), score: 0 };
  return headerAt(filled, index, width, 0, vocabulary);
}

function detectHeader(filled: readonly Line[], width: number, vocabulary: Vocabulary): HeaderChoice {
  const body = bodyTypes(filled, width);
  let best = { index: -1, score: -Infinity, known: 0 };
  for (const [index, row] of filled.slice(0, looked).entries()) {
    if (index > 0 && isTagLine(row.cells, vocabulary)) continue;
    const scored = scoreRow(row.cells, width, body, vocabulary);
    const score = scored.score - 0.01 * index;
    if (score > best.score) best = { index, score, known: scored.known };
  }
  if (best.index === -1 || (best.score < 2.6 && best.known < 0.15))
    return { line: 0, lastLine: 0, names: letterNames(width), score: Math.max(0, best.score) };
  return headerAt(filled, best.index, width, best.score, vocabulary);
}

/** A, B … Z, AA. */
function letterNames(width: number): string[] {
  return Array.from(
    { length: width },
    (_, column) =>
      (column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : '') + String.fromCharCode(65 + (column % 26)),
  );
}

type Types = readonly (string | undefined)[];

/** Main kind of each column's cells below the top. */
function bodyTypes(rows: readonly Line[], width: number): Types {
  const body = rows.length > 12 ? rows.slice(Math.min(10, rows.length - 6)) : rows.slice(1);
  return Array.from({ length: width }, (_, column) => {
    const types = body.map(row => cellType(row.cells[column] ?? '')).filter(type => type !== 'blank');
    const main = ['number', 'date'].find(
      type => types.length > 0 && types.filter(each => each === type).length > types.length * 0.7,
    );
    return main;
  });
}

function scoreRow(
  cells: readonly string[],
  width: number,
  body: Types,
  vocabulary: Vocabulary,
): { score: number; known: number } {
  const filled = cells.map(cell => tidy(cell)).filter(cell => cell !== '');
  if (filled.length === 0) return { score: -Infinity, known: 0 };
  const share = (test: (cell: string) => boolean): number => filled.filter(test).length / filled.length;
  const known = share(cell => vocabulary.columns.has(foldHeader(cell)));
  const textual = share(cell => !['number', 'date'].includes(cellType(cell)) && cell.length < 80);
  const values = share(cell => !vocabulary.columns.has(foldHeader(cell)) && isKnownValue(cell, vocabulary));
  const contrast =
    body.filter(
      (type, column) =>
        type !== undefined && tidy(cells[column] ?? '') !== '' && cellType(cells[column] ?? '') !== type,
    ).length / Math.max(1, width);
  const distinct = new Set(filled.map(fold)).size / filled.length;
  return {
    score: 2.5 * known + textual + 0.6 * distinct + 1.2 * Math.min(1, filled.length / width) + contrast - 1.5 * values,
    known,
  };
}

function headerAt(
  rows: readonly Line[],
  index: number,
  width: number,
  score: number,
  vocabulary: Vocabulary,
): HeaderChoice {
  const own = rows[index] ?? { line: 0, cells: [] };
  const above = rows[index - 1];
  const below = rows[index + 1];
  let names = padded(own.cells, width);
  let [line, lastLine] = [own.line, own.line];
  if (
    above &&
    (isGroupLine(above.cells, own.cells) || isSubLine(above.cells, own.cells, rows.slice(index + 1, index + 5)))
  ) {
    names = joined(above.cells, own.cells, width);
    line = above.line;
  } else if (below && isSubLine(own.cells, below.cells, rows.slice(index + 2, index + 6))) {
    names = joined(own.cells, below.cells, width);
    lastLine = below.line;
  }
  const next = rows.find(row => row.line > lastLine);
  const tags = next && isTagLine(next.cells, vocabulary) ? { tags: padded(next.cells, width) } : {};
  return { line, lastLine: next && 'tags' in tags ? next.line : lastLine, names, score, ...tags };
}

function padded(cells: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => tidy(cells[column] ?? '').replace(/^\ufeff/, ''));
}

function textCells(cells: readonly string[]): { column: number; text: string }[] {
  return cells.map((cell, column) => ({ column, text: tidy(cell) })).filter(({ text }) => text !== '');
}

/**
 * A line of groups above the header: two or more texts, with gaps or repeats where a group spans columns. What stands
 * in brackets is a note.
 */
function isGroupLine(upper: readonly string[], lower: readonly string[]): boolean {
  const groups = textCells(upper);
  if (
    groups.length < 2 ||
    groups.some(({ text }) => cellType(text) === 'number' || cellType(text) === 'date' || text.length > 60)
  )
    return false;
  if (groups.some(({ text }) => /^[(（[].*[)）\]]$/u.test(text))) return false;
  const names = textCells(lower);
  const repeats = groups.filter(({ column, text }) => tidy(upper[column - 1] ?? '') === text).length;
  const spans = names.filter(
    ({ column }) => tidy(upper[column] ?? '') === '' && tidy(upper.slice(0, column).join('')) !== '',
  ).length;
  return names.length > groups.length - repeats && (repeats > 0 || spans > 0);
}

/**
 * A sparse line of names below, filling what the header leaves open; it may also narrow a name that stands alone
 * ("Alcohol" over "Litres") where rows of values begin right below it.
 */
function isSubLine(upper: readonly string[], lower: readonly string[], body: readonly Line[]): boolean {
  const names = textCells(lower);
  if (names.length < 2 || names.some(({ text }) => isValue(text) && !isYear(text))) return false;
  const above = (column: number): string => tidy(upper[column] ?? '');
  const open = names.filter(({ column }) => above(column) === '').length;
  if (open < 1) return false;
  if (names.length >= textCells(upper).length && !body.some(({ cells }) => startsRows(upper, lower, cells)))
    return false;
  const belongs = (column: number): boolean =>
    above(column) === '' || above(column + 1) === '' || above(column + 1) === above(column);
  const alone = names.filter(({ column }) => !belongs(column));
  if (alone.length === 0) return true;
  if (!body.some(({ cells }) => startsRows(upper, lower, cells))) return false;
  return alone.length * 2 < names.length || (open >= 2 && names.every(({ column }) => holdsAmounts(body, column)));
}

/** Whether no text stands in a column of these rows: a text above it names what is counted. */
function holdsAmounts(body: readonly Line[], column: number): boolean {
  return body.every(({ cells }) => !/\p{L}/u.test(cells[column] ?? ''));
}

/** "2022 | 2023" below "Quantity". */
function isYear(text: string): boolean {
  return /^(?:19|20)\d\d$/.test(text);
}

function isValue(text: string): boolean {
  return ['number', 'date'].includes(cellType(text));
}

/** Whether a row below fills what the line leaves blank, the first column among it: the line is no row itself. */
function startsRows(upper: readonly string[], lower: readonly string[], first: readonly string[]): boolean {
  const start = upper.findIndex(cell => tidy(cell) !== '');
  const isBlankAt = (column: number): boolean => tidy(lower[column] ?? '') === '';
  const values = textCells(first).filter(({ text }) => isValue(text));
  return isBlankAt(start) && tidy(first[start] ?? '') !== '' && values.some(({ column }) => !isBlankAt(column));
}

/** "group / name"; a group reaches over the empty cells to its right where the lower line has a name. */
function joined(upper: readonly string[], lower: readonly string[], width: number): string[] {
  let group = '';
  return padded(lower, width).map((name, column) => {
    const own = tidy(upper[column] ?? '');
    group = own !== '' ? own : name === '' ? '' : group;
    if (name === '') return own;
    return group === '' || fold(group) === fold(name) ? name : `${group} / ${name}`;
  });
}

function isTagLine(cells: readonly string[], vocabulary: Vocabulary): boolean {
  const tags = textCells(cells);
  return tags.length >= 2 && tags.every(({ text }) => /^#[\p{L}]/u.test(text)) && vocabulary.columns.size > 0;
}
