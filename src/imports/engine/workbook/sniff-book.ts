import { withCarried } from '../rows/carry-down.ts';
import { asideReason } from '../rows/skip-reason.ts';
import { sheetColumn, type Dialect, type Overrides } from '../text/dialect.ts';
import { chooseHeader, type HeaderChoice } from '../rows/header.ts';
import { FileFault, note, type FileProblem } from '../problems.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { headerProblems, topRows, type SheetChoice, type Sniffed } from '../sniffed.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { fold, hasText } from '../words/words.ts';
import { detectEncoding } from '../text/encoding.ts';
import type { Source } from '../../../files/source.ts';
import { openWorkbook } from '../../../spreadsheets/open-workbook.ts';
import { markupBytes, readWorkbook, usualLimits } from '../../../spreadsheets/read-workbook.ts';
import type { BookKind, SheetLayout, SheetRow, Workbook } from '../../../spreadsheets/workbook.ts';

/** Opens a workbook of any format: a file in a process of low rights, what is in memory here. */
export async function openBook(source: Source, kind: BookKind): Promise<Workbook> {
  const reading = { kind, read: usualLimits, ...(kind === 'markup' ? { encoding: await markupEncoding(source) } : {}) };
  return source.path === undefined ? readWorkbook(source, reading) : openWorkbook(source.path, reading);
}

async function markupEncoding(source: Source): Promise<string> {
  if (source.size > markupBytes) throw new FileFault('file_too_big', { size: source.size, limit: markupBytes });
  const bytes = await source.read(0, source.size);
  const named = /(?:charset|encoding)\s*=\s*["']?([\w-]+)/i.exec(bytes.toString('latin1', 0, 2048))?.[1];
  const detected = detectEncoding([bytes], new Set());
  return detected.why === 'letters' && named !== undefined && /^(?:windows|iso|koi8)/i.test(named)
    ? named
    : detected.encoding;
}

interface Looked {
  readonly name: string;
  readonly hidden: boolean;
  readonly layout: SheetLayout;
  readonly rows: readonly SheetRow[];
  readonly found: HeaderChoice;
}

/** Recognises a workbook: which sheet, which header, what is hidden. */
export async function sniffBook(
  source: Source,
  kind: BookKind,
  vocabulary: Vocabulary,
  overrides: Overrides,
): Promise<Sniffed> {
  const book = await openBook(source, kind);
  try {
    return await recognise(book, kind, vocabulary, overrides);
  } finally {
    await book.close();
  }
}

async function recognise(
  book: Workbook,
  kind: BookKind,
  vocabulary: Vocabulary,
  overrides: Overrides,
): Promise<Sniffed> {
  const looked: Looked[] = [];
  for (const sheet of book.sheets) looked.push(await lookAt(book, sheet, vocabulary, overrides));
  const chosen = chooseSheet(looked, overrides);
  if (!chosen) throw new FileFault('file_empty');
  const sheets = looked.map(
    (sheet): SheetChoice => ({
      name: sheet.name,
      hidden: sheet.hidden,
      lines: sheet.layout.lastLine ?? sheet.rows.length,
      score: sheet.found.score,
      chosen: (overrides.sheets ?? sheetsLike(chosen, looked)).includes(sheet.name),
      sameShape: shapeOf(sheet) === shapeOf(chosen) && sheet.rows.length > 0,
    }),
  );
  const names = sheets.filter(sheet => sheet.chosen).map(sheet => sheet.name);
  return describe(book, kind, chosen, names, sheets, overrides);
}

/**
 * The sheets read together where nobody says otherwise: those of one header, as a sheet a month or a product; but a
 * sheet that holds as much as all others repeats them.
 */
function sheetsLike(chosen: Looked, looked: readonly Looked[]): string[] {
  const like = looked.filter(
    sheet => sheet.name === chosen.name || (!sheet.hidden && !chosen.hidden && isLike(sheet, chosen)),
  );
  const lines = like.map(({ layout, rows, found }) => (layout.lastLine ?? rows.length) - found.lastLine);
  const all = lines.reduce((sum, count) => sum + count, 0);
  const whole = like.find((_, at) => like.length > 2 && (lines[at] ?? 0) * 2 >= all * 0.95);
  return whole ? [whole.name] : like.map(({ name }) => name);
}

function isLike(sheet: Looked, chosen: Looked): boolean {
  const shape = shapeOf(sheet);
  return shape !== '' && shape === shapeOf(chosen) && sheet.rows.some(({ line }) => line > sheet.found.lastLine);
}

async function lookAt(
  book: Workbook,
  sheet: { name: string; hidden: boolean },
  vocabulary: Vocabulary,
  overrides: Overrides,
): Promise<Looked> {
  const layout = await book.layout(sheet.name);
  const rows: SheetRow[] = [];
  const skipped = overrides.hidden === true ? [] : layout.hiddenColumns;
  for await (const row of book.rows(sheet.name)) {
    if (row.hidden && overrides.hidden !== true) continue;
    rows.push({ ...row, cells: visible(row.cells, skipped) });
    if (rows.length >= 60) break;
  }
  return { ...sheet, layout, rows, found: chooseHeader(rows, usualWidth(rows), vocabulary, overrides.headerLine) };
}

/** Cells without those of hidden columns. */
export function visible(cells: readonly string[], skipped: readonly number[]): string[] {
  return skipped.length === 0 ? [...cells] : cells.filter((_, column) => !skipped.includes(column));
}

/** Columns in use: as wide as the widest of most rows (a title row is narrower, a stray note wider). */
function usualWidth(rows: readonly SheetRow[]): number {
  const widths = rows
    .map(row => row.cells.findLastIndex(cell => cell.trim() !== '') + 1)
    .filter(width => width > 0)
    .sort((a, b) => a - b);
  return Math.max(1, widths[Math.floor(widths.length * 0.9)] ?? 1);
}

function chooseSheet(looked: readonly Looked[], overrides: Overrides): Looked | undefined {
  const told = overrides.sheets?.[0];
  if (told !== undefined) return looked.find(sheet => sheet.name === told && sheet.rows.length > 0);
  const filled = looked.filter(sheet => sheet.rows.length > 0);
  const open = filled.some(sheet => !sheet.hidden) ? filled.filter(sheet => !sheet.hidden) : filled;
  return [...open].sort((a, b) => worth(b) - worth(a))[0];
}

/**
 * A seizure needs some five columns (when, where, what, how much of what): a narrow list beside the table explains it.
 */
function worth({ found }: Looked): number {
  return found.score * Math.min(1, found.names.length / 5);
}

function shapeOf(sheet: Looked): string {
  return sheet.found.line === 0 ? '' : sheet.found.names.map(fold).join('|');
}

async function describe(
  book: Workbook,
  kind: BookKind,
  chosen: Looked,
  names: readonly string[],
  sheets: readonly SheetChoice[],
  overrides: Overrides,
): Promise<Sniffed> {
  const { found, layout } = chosen;
  if (found.names.length < 2) throw new FileFault('file_not_table');
  const header = names.length > 1 ? [...found.names, sheetColumn] : [...found.names];
  const dialect: Dialect = {
    kind,
    header,
    headerLine: found.line,
    headerLastLine: found.lastLine,
    sheets: names,
    ...(found.tags ? { tags: found.tags } : {}),
    ...(layout.hiddenColumns.length > 0 && overrides.hidden !== true ? { skippedColumns: layout.hiddenColumns } : {}),
    ...(overrides.hidden === true ? { hiddenRows: true } : {}),
  };
  const { sample, hidden } = await sampleRows(book, chosen, dialect);
  if (sample.length === 0) throw new FileFault('file_empty');
  return {
    kind,
    ...withCarried(dialect, sample),
    sheets,
    rowsGuess: Math.max(sample.length, (layout.lastLine ?? 0) - found.lastLine),
    problems: [...headerProblems(header, found.line), ...hiddenNotes(sheets, layout, hidden, overrides)],
    top: chosen.rows.slice(0, topRows).map(({ line, cells }) => ({ line, cells })),
  };
}

const sampledTo = 20_000;
const keptHead = 500;

async function sampleRows(
  book: Workbook,
  chosen: Looked,
  dialect: Dialect,
): Promise<{ sample: RawRow[]; hidden: number }> {
  const sample: RawRow[] = [];
  let seen = 0;
  let hidden = 0;
  for await (const row of book.rows(chosen.name)) {
    if (row.line <= dialect.headerLastLine) continue;
    if (row.hidden) hidden += 1;
    const cells = shownCells(row, dialect);
    if (!hasText(cells)) continue;
    seen += 1;
    if (seen <= keptHead || seen % 20 === 0) sample.push(sampleRow(row.line, cells, chosen.name, dialect));
    if (seen >= sampledTo) break;
  }
  return { sample, hidden };
}

function shownCells({ hidden, cells }: SheetRow, { hiddenRows, skippedColumns = [] }: Dialect): string[] {
  return hidden && hiddenRows !== true ? [] : visible(cells, skippedColumns);
}

function sampleRow(line: number, cells: readonly string[], sheet: string, dialect: Dialect): RawRow {
  const named = (dialect.sheets?.length ?? 0) > 1;
  const width = dialect.header.length - (named ? 1 : 0);
  const padded = Array.from({ length: width }, (_, column) => cells[column] ?? '');
  const reason = asideReason(padded, dialect.header);
  return { line, cells: named ? [...padded, sheet] : padded, ...(reason ? { aside: reason } : {}) };
}

function hiddenNotes(
  sheets: readonly SheetChoice[],
  layout: SheetLayout,
  rows: number,
  overrides: Overrides,
): FileProblem[] {
  const hiddenSheets = sheets
    .filter(sheet => sheet.hidden && !sheet.chosen)
    .map(sheet => sheet.name)
    .join(', ');
  if (overrides.hidden === true || (hiddenSheets === '' && layout.hiddenColumns.length === 0 && rows === 0)) return [];
  return [note('hidden_left_out', { sheets: hiddenSheets, columns: layout.hiddenColumns.length, rows })];
}
