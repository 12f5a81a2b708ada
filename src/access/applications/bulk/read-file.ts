import { parse } from 'csv-parse/sync';
import { Readable } from 'node:stream';
import { withPlainStream } from '../../../files/decrypted-temp-file.ts';
import { UnreadableFile } from '../../../files/unreadable.ts';
import { openWorkbook } from '../../../spreadsheets/open-workbook.ts';
import { columnName, type Workbook } from '../../../spreadsheets/workbook.ts';
import { Unreadable, limits, type Table } from './limits.ts';

/**
 * Reads a workbook (.xlsx) or a text table (comma, semicolon or tab), by what is in the file and not by its name.
 * Throws Unreadable.
 */
export async function readFile(file: Buffer, mostRows: number = limits.rows): Promise<Table> {
  if (file.length === 0) throw new Unreadable('empty');
  if (file.length > limits.bytes) throw new Unreadable('tooLarge', { most: limits.bytes / 1024 / 1024 });
  const isPacked = file.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
  const table = isPacked ? await readWorkbook(file, mostRows) : readText(file, mostRows);
  if (table.lines.length === 0) throw new Unreadable('empty');
  if (table.lines.length > mostRows + 1) throw new Unreadable('tooManyRows', { most: mostRows });
  for (const { row, cells } of table.lines) {
    const formula = cells.findIndex(cell => /^[=@]|^[+-]\D/.test(cell));
    if (formula >= 0) throw new Unreadable('formula', { cell: `${columnName(formula)}${row}` });
  }
  return table;
}

const reading = { kind: 'xlsx', read: { bytes: limits.inflated, columns: limits.columns, cut: true } } as const;

/** The texts of a workbook's first sheet; a formula is refused, for what it shows is not in our hands. */
async function readWorkbook(file: Buffer, mostRows: number): Promise<Table> {
  try {
    return await withPlainStream(Readable.from([file]), async path => {
      const book = await openWorkbook(path, reading);
      try {
        return await firstSheet(book, mostRows);
      } finally {
        await book.close();
      }
    });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Unreadable(error.reason === 'tooBig' || error.reason === 'tooWide' ? 'bomb' : error.reason);
  }
}

async function firstSheet({ sheets: [sheet], rows }: Workbook, mostRows: number): Promise<Table> {
  if (!sheet) throw new Unreadable('noSheet');
  const lines: { row: number; cells: string[] }[] = [];
  for await (const { line, cells, formula } of rows(sheet.name)) {
    if (formula !== undefined) throw new Unreadable('formula', { cell: `${columnName(formula)}${line}` });
    const kept = cells.map(cell => cell.trim().slice(0, limits.cell));
    if (kept.some(cell => cell !== '')) lines.push({ row: line, cells: kept });
    // The header, and one more than may be: the reader of the rows says how many are too many.
    if (lines.length > mostRows + 1) break;
  }
  return { lines };
}

function readText(file: Buffer, mostRows: number): Table {
  if (file.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new Unreadable('oldExcel');
  const text = decode(file);
  if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) throw new Unreadable('binary');
  const first = text.slice(0, text.search(/\r|\n|$/));
  const delimiter = [';', '\t', ','].reduce(
    (best, one) => (first.split(one).length > first.split(best).length ? one : best),
    ',',
  );
  try {
    const found = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      trim: true,
      info: true,
      to: mostRows * 20,
      max_record_size: 100_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const lines = found.map(({ record, info }) => ({
      row: info.lines,
      cells: record.slice(0, limits.columns).map(cell => cell.slice(0, limits.cell)),
    }));
    return { lines: lines.filter(({ cells }) => cells.some(cell => cell !== '')).slice(0, mostRows + 2) };
  } catch {
    throw new Unreadable('damaged');
  }
}

/** UTF-8, else UTF-16 by its mark, else what Excel writes in the West. */
function decode(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('windows-1252').decode(file);
  }
}
