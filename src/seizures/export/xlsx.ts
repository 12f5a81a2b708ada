import type { Offices } from '../../reference/index.ts';
import { allColumns, columnsFor, type Column, type Columns } from './columns.ts';
import { goodsOf, type Provenance } from './file.ts';
import type { ExportChunk, ExportRecord } from './search-export.ts';
import { yieldToEventLoop } from '../../jobs/yield-to-event-loop.ts';
import type { Words } from '../record/pages/presenter-words.ts';
import {
  cellXml,
  rowXml,
  tableXml,
  writeXlsx,
  type CellValue,
  type WrittenSheet,
} from '../../spreadsheets/write-xlsx.ts';

/** Records written between two pauses in which other pages are answered. */
const slice = 50;
/**
 * Rows of one sheet, header and all: Excel takes a million, but four gigabytes of a sheet's text are more than it
 * reads.
 */
const mostRows = 250_000;

/** What is being written: the columns, and how far it is. */
interface Book {
  readonly columns: Columns;
  readonly words: Words;
  readonly provenance: Provenance;
  rows: number;
  records: number;
}

/**
 * An export as an Excel workbook: sheets of goods lines with a frozen header, one that says what the file is, one that
 * names the columns. Written as the rows come, in constant memory.
 */
export function workbookOf(
  chunks: AsyncIterable<ExportChunk>,
  provenance: Provenance,
  words: Words,
  offices: Offices,
): AsyncGenerator<Buffer> {
  return writeXlsx(sheetsOf(chunks, provenance, words, offices));
}

async function* sheetsOf(
  chunks: AsyncIterable<ExportChunk>,
  provenance: Provenance,
  words: Words,
  offices: Offices,
): AsyncGenerator<WrittenSheet> {
  const source = chunks[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done) return;
  const columns = columnsFor(first.value.headings, words, offices);
  const book: Book = { columns, words, provenance, rows: 0, records: 0 };
  const records = recordsOf(first.value, source);
  const all = allColumns(columns);
  const name = words.t('search:file.seizures');
  let next = await records.next();
  let sheets = 0;
  do {
    sheets += 1;
    yield {
      name: sheets > 1 ? `${name} ${sheets}` : name,
      widths: all.map(widthOf),
      frozen: { rows: 1, columns: 1 },
      filtered: true,
      rows: goodsRows(),
    };
  } while (!next.done);
  yield smallSheet(words.t('search:file.query'), aboutRows(book));
  yield smallSheet(words.t('search:file.columns'), columnRows(book));

  /** Rows until the records or the sheet end. */
  async function* goodsRows(): AsyncGenerator<string> {
    yield* tableXml([{ values: all.map(({ header }) => header), look: 'header' }]);
    const pause = yieldToEventLoop(slice);
    let row = 1;
    while (!next.done && row < mostRows) {
      const xml = recordXml(next.value, book, row);
      row += next.value.record.lines.length;
      yield xml;
      await pause();
      next = await records.next();
    }
    book.rows += row - 1;
  }
}

async function* recordsOf(first: ExportChunk, rest: AsyncIterator<ExportChunk>): AsyncGenerator<ExportRecord> {
  yield* first.records;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield* next.value.records;
}

function widthOf({ header, kind }: { header: string; kind: string }): number {
  return kind === 'date'
    ? 12
    : kind === 'number'
      ? Math.max(10, Math.min(header.length + 2, 18))
      : Math.max(12, Math.min(header.length + 3, 28));
}

function recordXml(record: ExportRecord, book: Book, after: number): string {
  const { columns } = book;
  book.records += 1;
  let xml = '';
  goodsOf(record).forEach((goods, at) => {
    const row = after + at + 1;
    let column = columns.record.length + columns.line.length;
    let cells = cellsXml(columns.record, record, 0, row) + cellsXml(columns.line, goods, columns.record.length, row);
    for (const own of columns.own) {
      if (own.heading === goods.line.heading) cells += cellsXml(own.columns, goods.line, column, row);
      column += own.columns.length;
    }
    xml += rowXml(cells, row);
  });
  return xml;
}

function cellsXml<S>(columns: readonly Column<S>[], source: S, from: number, row: number): string {
  let xml = '';
  columns.forEach((column, at) => {
    xml += cellXml(column.of(source), from + at, row, column.kind);
  });
  return xml;
}

function aboutRows({ words: { t }, provenance: { title, lines, rule }, records, rows }: Book): CellValue[][] {
  return [
    [title],
    ...lines.map(line => [...line]),
    [t('search:file.records'), records],
    [t('search:file.rows'), rows],
    [rule],
  ];
}

function columnRows({ columns, words: { t } }: Book): CellValue[][] {
  return [
    [t('search:file.column'), t('search:file.field')],
    ...allColumns(columns).map(({ header, field }) => [header, field]),
  ];
}

function smallSheet(name: string, rows: readonly CellValue[][]): WrittenSheet {
  return {
    name,
    widths: [42, 60],
    rows: tableXml(rows.map((values, at) => ({ values, look: at === 0 ? 'header' : 'text' }))),
  };
}
