import { asideReason } from './skip-reason.ts';
import { carrier } from './carry-down.ts';
import { csvParser, type CsvDialect, type CsvRecord } from '../text/csv.ts';
import type { Dialect } from '../text/dialect.ts';
import { textDecoder } from '../text/encoding.ts';
import { jsonRecords } from '../json/json-rows.ts';
import { limits } from '../limits.ts';
import { merger } from '../workbook/fill-merged-cells.ts';
import { FileFault, problemOf, type FileProblem, type RowProblem } from '../problems.ts';
import type { RawRow, RowStream } from './raw-rows.ts';
import { openBook } from '../workbook/open-book.ts';
import { sheetReading, tableCells, tableColumn, type SheetReading } from '../workbook/sheet-cells.ts';
import { openSource, type Source } from '../../../files/source.ts';
import { joinCells } from '../values/split-decimals.ts';
import { hasText } from '../words/words.ts';
import type { BookKind, SheetRow } from '../../../spreadsheets/workbook.ts';

/**
 * Streams the rows below the header as they stand in the file; blank lines are left out, set-aside rows carry their
 * reason. Memory is bounded by one row (and, for .ods, .xls and HTML, by the file). May be iterated again: each
 * iteration reads the file anew. Ends early, with a fatal entry in `problems`, where the file breaks off.
 */
export function openRows(file: string | Buffer, dialect: Dialect): RowStream {
  const problems: FileProblem[] = [];
  const state: Progress = { read: 0, total: 1 };
  return {
    problems,
    progress: () => Math.min(1, state.read / state.total),
    [Symbol.asyncIterator]: () => guarded(file, dialect, problems, state),
  };
}

/** The table as it stands in the file, without the column of the lines above groups. */
function plainDialect(dialect: Dialect): Dialect {
  return dialect.groups === true ? { ...dialect, header: dialect.header.slice(0, -1) } : dialect;
}

interface Progress {
  read: number;
  total: number;
}

async function* guarded(
  file: string | Buffer,
  dialect: Dialect,
  problems: FileProblem[],
  state: Progress,
): AsyncGenerator<RawRow> {
  problems.length = 0;
  let count = 0;
  const source = await openSource(file);
  state.total = Math.max(1, source.size);
  state.read = 0;
  const batches = batchesOf(source, plainDialect(dialect), state);
  const carry = carrier(dialect);
  try {
    for (;;) {
      const next = await batches.next().catch((error: unknown) => problemOf(error, count));
      if ('code' in next) problems.push(next);
      if ('code' in next || next.done === true) break;
      for (const row of next.value) {
        count += 1;
        if (count > limits.rows) {
          problems.push({ code: 'file_too_many_rows', fatal: true, values: { limit: limits.rows } });
          return;
        }
        yield carry(row);
      }
    }
    state.read = state.total;
  } finally {
    await batches.return(undefined);
  }
}

/** Rows by the handful: handing them on one by one through several generators costs more than reading them. */
type Batches = AsyncGenerator<RawRow[], void, undefined>;

function batchesOf(source: Source, dialect: Dialect, state: Progress): Batches {
  if (dialect.kind === 'delimited') return delimitedRows(source, dialect, state);
  return dialect.kind === 'json' ? jsonRows(source, dialect, state) : bookRows(source, dialect, dialect.kind, state);
}

const dirty = /[\0\ud800-\udfff]/;

async function* delimitedRows(source: Source, dialect: Dialect, state: Progress): Batches {
  const parser = csvParser(csvDialectOf(dialect), dialect.header.length);
  const decoder = textDecoder(dialect.encoding ?? 'utf-8', dialect.mixedEncoding === true);
  let clean = true;
  for await (const text of decoded(source, decoder, state)) {
    if (clean && dirty.test(text)) clean = false;
    const rows: RawRow[] = [];
    for (const record of text === '' ? parser.end() : parser.push(text))
      if (record.line > dialect.headerLastLine && hasText(record.cells) && !isInstruction(record))
        rows.push(shaped(record, dialect, clean));
    yield rows;
  }
}

function csvDialectOf({ delimiter = ',', newline = '\n', backslash = false }: Dialect): CsvDialect {
  return { delimiter, newline, backslash };
}

/** The texts of a file, then one empty text for its end. */
async function* decoded(
  source: Source,
  decoder: ReturnType<typeof textDecoder>,
  state: Progress,
): AsyncGenerator<string> {
  for await (const piece of source.stream(0, source.size)) {
    state.read += piece.length;
    const text = decoder.write(piece);
    if (text !== '') yield text;
  }
  const last = decoder.end();
  if (last !== '') yield last;
  yield '';
}

function isInstruction(record: CsvRecord): boolean {
  return record.line === 1 && record.cells.length <= 2 && /^\ufeff?sep=/i.test(record.cells[0] ?? '');
}

function shaped(record: CsvRecord, dialect: Dialect, clean: boolean): RawRow {
  const width = dialect.header.length;
  let cells: readonly string[] = record.cells;
  if (dialect.joinColumn !== undefined) cells = joinCells(cells, dialect.joinColumn, width);
  if (cells.length > width) cells = withoutEmptyEnd(cells, width);
  else if (cells.length < width && dialect.padShort === true)
    cells = [...cells, ...Array<string>(width - cells.length).fill('')];
  const notes: RowProblem[] = record.openQuote
    ? [{ level: 'error', code: 'quote_open', values: { n: record.line, m: record.openQuote.until } }]
    : [];
  return finished(record.line, clean ? cells : cleaned(cells, notes), dialect, notes);
}

function withoutEmptyEnd(cells: readonly string[], width: number): readonly string[] {
  let end = cells.length;
  while (end > width && (cells[end - 1] ?? '').trim() === '') end -= 1;
  return cells.slice(0, end);
}

/** Without NUL and lone surrogates, which the database refuses. */
function cleaned(cells: readonly string[], notes: RowProblem[]): readonly string[] {
  if (!cells.some(cell => cell.includes('\0') || !cell.isWellFormed())) return cells;
  notes.push({ level: 'warning', code: 'text_cleaned' });
  return cells.map(cell => cell.replaceAll('\0', '').toWellFormed().replaceAll('\ufffd', ''));
}

function finished(line: number, cells: readonly string[], dialect: Dialect, notes: RowProblem[]): RawRow {
  const long = cells.findIndex(cell => cell.length > limits.cellChars);
  if (long !== -1)
    notes.push({ level: 'error', code: 'cell_too_long', column: long, values: { limit: limits.cellChars } });
  const kept = long === -1 ? cells : cells.map(cell => cell.slice(0, limits.cellChars).toWellFormed());
  const aside = asideReason(kept, dialect.header);
  const typed = dialect.kind === 'delimited' ? {} : { typed: true as const };
  return { line, cells: kept, ...(aside ? { aside } : {}), ...typed, ...(notes.length > 0 ? { notes } : {}) };
}

async function* jsonRows(source: Source, dialect: Dialect, state: Progress): Batches {
  const choice = { encoding: dialect.encoding ?? 'utf-8', mixed: false };
  for await (const record of jsonRecords(source, dialect.json ?? 'array', choice)) {
    state.read = record.bytes;
    const notes: RowProblem[] = record.fields
      ? []
      : [{ level: 'error', code: 'line_unreadable', values: { n: record.line } }];
    const cells = dialect.header.map(key => record.fields?.get(key) ?? '');
    yield [
      record.fields
        ? finished(record.line, cleaned(cells, notes), dialect, notes)
        : { line: record.line, cells, notes },
    ];
  }
}

async function* bookRows(source: Source, dialect: Dialect, kind: BookKind, state: Progress): Batches {
  const { sheets = [] } = dialect;
  const book = await openBook(source, kind);
  try {
    for (const [index, sheet] of sheets.entries()) {
      if (!book.sheets.some(({ name }) => name === sheet)) throw new FileFault('file_damaged', { n: 0 });
      const reading = sheetReading(dialect, sheet);
      const { merges, lastLine } = await book.layout(sheet);
      const fill = merger(merges, reading.headerLastLine);
      const carry = carrier(reading);
      for await (const row of book.rows(sheet)) {
        state.read = (state.total * (index + Math.min(1, row.line / (lastLine ?? limits.rows)))) / sheets.length;
        const notes: RowProblem[] = [];
        const read = bookRow(row, fill(row.line, row.cells, notes), reading, dialect, notes);
        if (read) yield [named(carry(read), reading.name)];
      }
    }
  } finally {
    await book.close();
  }
}

export function named(row: RawRow, sheet: string | undefined): RawRow {
  return sheet === undefined ? row : { ...row, cells: [...row.cells, sheet] };
}

/** A row as wide as the header; none for a row of the header, a blank one, or a hidden one that was not asked for. */
function bookRow(
  { line, hidden }: SheetRow,
  cells: readonly string[],
  reading: SheetReading,
  dialect: Dialect,
  merged: readonly RowProblem[],
): RawRow | undefined {
  if (line <= reading.headerLastLine || (hidden && dialect.hiddenRows !== true)) return undefined;
  const shown = tableCells(cells, reading);
  if (!hasText(shown)) return undefined;
  const notes = tableNotes(merged, reading);
  return finished(line, cleaned(shown, notes), dialect, notes);
}

/** Notes count columns as the rows do. */
function tableNotes(notes: readonly RowProblem[], reading: SheetReading): RowProblem[] {
  return notes.flatMap(note => {
    if (note.column === undefined) return [note];
    const column = tableColumn(note.column, reading);
    return column === undefined ? [] : [{ ...note, column }];
  });
}
