import { parse } from 'csv-parse/sync';
import { Unreadable, columnName, limits } from './limits.ts';
import type { Table } from './limits.ts';
import { readXlsx } from './read-xlsx.ts';

/** Reads a workbook (.xlsx) or a text table (comma, semicolon or tab), by what is in the file and not by its name. Throws Unreadable. */
export function readFile(file: Buffer): Table {
  if (file.length === 0) throw new Unreadable('empty');
  if (file.length > limits.bytes) throw new Unreadable('tooLarge', { most: limits.bytes / 1024 / 1024 });
  const table = file.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04])) ? readXlsx(file) : readText(file);
  if (table.lines.length === 0) throw new Unreadable('empty');
  if (table.lines.length > limits.rows + 1) throw new Unreadable('tooManyRows', { most: limits.rows });
  for (const { row, cells } of table.lines) {
    const formula = cells.findIndex(cell => /^[=@]|^[+-]\D/.test(cell));
    if (formula >= 0) throw new Unreadable('formula', { cell: `${columnName(formula)}${row}` });
  }
  return table;
}

function readText(file: Buffer): Table {
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
      to: limits.rows * 20,
      max_record_size: 100_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const lines = found.map(({ record, info }) => ({
      row: info.lines,
      cells: record.slice(0, limits.columns).map(cell => cell.slice(0, limits.cell)),
    }));
    return { lines: lines.filter(({ cells }) => cells.some(cell => cell !== '')).slice(0, limits.rows + 2) };
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
