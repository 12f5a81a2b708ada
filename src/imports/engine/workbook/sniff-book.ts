import { carrier, withCarried } from '../rows/carry-down.ts';
import { named } from '../rows/open-rows.ts';
import { asideReason } from '../rows/skip-reason.ts';
import type { Dialect, Overrides } from '../text/dialect.ts';
import { chooseHeader, type HeaderChoice } from '../rows/header.ts';
import { FileFault, note, type FileProblem } from '../problems.ts';
import type { RawRow } from '../rows/raw-rows.ts';
import { headerProblems, topRows, type SheetChoice, type Sniffed } from '../sniffed.ts';
import type { Vocabulary } from '../words/vocabulary.ts';
import { hasText } from '../words/words.ts';
import { joinSheets, type JoinedSheets } from './join-sheets.ts';
import { legendsFor, type CodeList } from './legends.ts';
import { shapeOf, type LookedSheet } from './looked-sheet.ts';
import { openBook } from './open-book.ts';
import { headerOf, sheetReading, tableCells, visible } from './sheet-cells.ts';
import type { Source } from '../../../files/source.ts';
import type { BookKind, SheetLayout, SheetRow, Workbook } from '../../../spreadsheets/workbook.ts';

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
  const looked: LookedSheet[] = [];
  for (const sheet of book.sheets) looked.push(await lookAt(book, sheet, vocabulary, overrides));
  const chosen = chooseSheet(looked, overrides);
  if (!chosen) throw new FileFault('file_empty');
  const read = sheetsRead(chosen, looked, vocabulary, overrides);
  const sheets = looked.map(
    (sheet): SheetChoice => ({
      name: sheet.name,
      hidden: sheet.hidden,
      lines: sheet.layout.lastLine ?? sheet.rows.length,
      score: sheet.found.score,
      chosen: read.sheets.some(({ name }) => name === sheet.name),
      sameShape: shapeOf(sheet) === shapeOf(chosen) && sheet.rows.length > 0,
    }),
  );
  return describe({ book, kind, vocabulary, overrides }, chosen, read, sheets);
}

interface SheetsRead {
  readonly sheets: readonly LookedSheet[];
  /** Where they have headers of their own. */
  readonly joined?: JoinedSheets;
}

/** The sheets a person chose, or those of the best one's header and all others of seizures, in the workbook's order. */
function sheetsRead(
  chosen: LookedSheet,
  looked: readonly LookedSheet[],
  vocabulary: Vocabulary,
  overrides: Overrides,
): SheetsRead {
  const told = looked.filter(({ name }) => overrides.sheets?.includes(name));
  const candidates = told.length > 0 ? told : looked.filter(sheet => !sheet.hidden && hasBody(sheet));
  const joined = chosen.hidden && told.length === 0 ? undefined : joinSheets(chosen, candidates, vocabulary);
  const like = told.length > 0 ? told.map(({ name }) => name) : sheetsLike(chosen, looked);
  const isOther = (sheet: LookedSheet): boolean => joined?.places[sheet.name] !== undefined && !isLike(sheet, chosen);
  const sheets = looked.filter(sheet => like.includes(sheet.name) || isOther(sheet));
  return { sheets, ...(joined ? { joined } : {}) };
}

/**
 * The sheets of one header that are read together, as a sheet a month or a product; but a sheet that holds as much as
 * all others repeats them.
 */
function sheetsLike(chosen: LookedSheet, looked: readonly LookedSheet[]): string[] {
  const like = looked.filter(
    sheet => sheet.name === chosen.name || (!sheet.hidden && !chosen.hidden && isLike(sheet, chosen)),
  );
  const lines = like.map(({ layout, rows, found }) => (layout.lastLine ?? rows.length) - found.lastLine);
  const all = lines.reduce((sum, count) => sum + count, 0);
  const whole = like.find((_, at) => like.length > 2 && (lines[at] ?? 0) * 2 >= all * 0.95);
  return whole ? [whole.name] : like.map(({ name }) => name);
}

function isLike(sheet: LookedSheet, chosen: LookedSheet): boolean {
  const shape = shapeOf(sheet);
  return shape !== '' && shape === shapeOf(chosen) && hasBody(sheet);
}

function hasBody({ rows, found }: LookedSheet): boolean {
  return rows.some(({ line }) => line > found.lastLine);
}

async function lookAt(
  book: Workbook,
  sheet: { name: string; hidden: boolean },
  vocabulary: Vocabulary,
  overrides: Overrides,
): Promise<LookedSheet> {
  const layout = await book.layout(sheet.name);
  const rows: SheetRow[] = [];
  const skipped = overrides.hidden === true ? [] : layout.hiddenColumns;
  for await (const row of book.rows(sheet.name)) {
    if (row.hidden && overrides.hidden !== true) continue;
    rows.push({ ...row, cells: visible(row.cells, skipped) });
    if (rows.length >= 60) break;
  }
  const found = chooseHeader(rows, usualWidth(rows), vocabulary, overrides.headerLine);
  return { ...sheet, layout, rows, found: skipped.length > 0 ? found : overSpans(found, layout) };
}

/** "Date and place" over two columns names both. */
function overSpans(found: HeaderChoice, { merges }: SheetLayout): HeaderChoice {
  const spans = merges.filter(
    ({ top, bottom, left, right }) => top === found.lastLine && bottom === top && right > left,
  );
  if (spans.length === 0) return found;
  const names = found.names.map((name, column) => {
    const span = name === '' ? spans.find(({ left, right }) => left < column && column <= right) : undefined;
    return span ? (found.names[span.left] ?? '') : name;
  });
  return { ...found, names };
}

/** Columns in use: as wide as the widest of most rows (a title row is narrower, a stray note wider). */
function usualWidth(rows: readonly SheetRow[]): number {
  const widths = rows
    .map(row => row.cells.findLastIndex(cell => cell.trim() !== '') + 1)
    .filter(width => width > 0)
    .sort((a, b) => a - b);
  return Math.max(1, widths[Math.floor(widths.length * 0.9)] ?? 1);
}

function chooseSheet(looked: readonly LookedSheet[], overrides: Overrides): LookedSheet | undefined {
  const told = overrides.sheets?.[0];
  if (told !== undefined) return looked.find(sheet => sheet.name === told && sheet.rows.length > 0);
  const filled = looked.filter(sheet => sheet.rows.length > 0);
  const open = filled.some(sheet => !sheet.hidden) ? filled.filter(sheet => !sheet.hidden) : filled;
  return [...open].sort((a, b) => worth(b) - worth(a))[0];
}

/**
 * A seizure needs some five columns (when, where, what, how much of what): a narrow list beside the table explains it.
 */
function worth({ found }: LookedSheet): number {
  return found.score * Math.min(1, found.names.length / 5);
}

interface Looking {
  readonly book: Workbook;
  readonly kind: BookKind;
  readonly vocabulary: Vocabulary;
  readonly overrides: Overrides;
}

async function describe(
  { book, kind, vocabulary, overrides }: Looking,
  chosen: LookedSheet,
  { sheets: read, joined }: SheetsRead,
  sheets: readonly SheetChoice[],
): Promise<Sniffed> {
  const { found, layout } = chosen;
  if (found.names.length < 2) throw new FileFault('file_not_table');
  const names = read.map(({ name }) => name);
  const header = headerOf(joined?.header ?? found.names, names);
  const dialect: Dialect = {
    kind,
    header,
    headerLine: found.line,
    headerLastLine: found.lastLine,
    sheets: names,
    ...(joined ? { places: joined.places } : {}),
    ...(found.tags ? { tags: found.tags } : {}),
    ...(layout.hiddenColumns.length > 0 && overrides.hidden !== true ? { skippedColumns: layout.hiddenColumns } : {}),
    ...(overrides.hidden === true ? { hiddenRows: true } : {}),
  };
  const { sample, hidden } = await sampleRows(book, read, dialect);
  if (sample.length === 0) throw new FileFault('file_empty');
  const legends = joined ? {} : legendsFor(header, sample, await codeLists(book, sheets), vocabulary);
  const explained = Object.keys(legends).length > 0 ? { ...dialect, legends } : dialect;
  const lines = read.reduce((sum, sheet) => sum + (sheet.layout.lastLine ?? 0) - sheet.found.lastLine, 0);
  return {
    kind,
    // Columns of other sheets are blank in each sheet: they take nothing from above.
    ...(joined ? { dialect, sample } : withCarried(explained, sample)),
    sheets,
    rowsGuess: Math.max(sample.length, lines),
    problems: [...headerProblems(joined ? [] : header, found.line), ...hiddenNotes(sheets, layout, hidden, overrides)],
    top: chosen.rows.slice(0, topRows).map(({ line, cells }) => ({ line, cells })),
  };
}

/** Rows of a sheet that is no longer a list of codes. */
const mostCodes = 500;

/** The sheets that are not read, as far as they may be lists of codes. */
async function codeLists(book: Workbook, sheets: readonly SheetChoice[]): Promise<CodeList[]> {
  const lists = sheets.filter(({ chosen, lines }) => !chosen && lines >= 3 && lines <= mostCodes);
  return Promise.all(
    lists.map(async ({ name }) => {
      const rows: (readonly string[])[] = [];
      for await (const { cells } of book.rows(name)) rows.push(cells);
      return { rows };
    }),
  );
}

const sampledTo = 20_000;
const keptHead = 500;

/** Rows of the head and from further down, of each sheet as many. */
async function sampleRows(
  book: Workbook,
  sheets: readonly LookedSheet[],
  dialect: Dialect,
): Promise<{ sample: RawRow[]; hidden: number }> {
  const samples = [];
  for (const { name } of sheets) samples.push(await sampleSheet(book, name, dialect, sheets.length));
  return {
    sample: samples.flatMap(({ sample }) => sample),
    hidden: samples.reduce((sum, { hidden }) => sum + hidden, 0),
  };
}

/** A sheet's part of the rows looked at, where several share them. */
async function sampleSheet(book: Workbook, sheet: string, dialect: Dialect, sharing: number) {
  const reading = sheetReading(dialect, sheet);
  const sample: RawRow[] = [];
  const carry = carrier(reading);
  let [seen, hidden] = [0, 0];
  for await (const row of book.rows(sheet)) {
    if (row.line <= reading.headerLastLine) continue;
    if (row.hidden) hidden += 1;
    const cells = row.hidden && dialect.hiddenRows !== true ? [] : tableCells(row.cells, reading);
    if (!hasText(cells)) continue;
    seen += 1;
    const read = named(carry(sampleRow(row.line, cells, dialect)), reading.name);
    if (seen * sharing <= keptHead || seen % 20 === 0) sample.push(read);
    if (seen * sharing >= sampledTo) break;
  }
  return { sample, hidden };
}

function sampleRow(line: number, cells: readonly string[], dialect: Dialect): RawRow {
  const reason = asideReason(cells, dialect.header);
  return { line, cells, ...(reason ? { aside: reason } : {}) };
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
