import { limits } from '../limits.ts';
import { FileFault } from '../problems.ts';
import { numberText } from '../values/excel-dates.ts';
import type { Merge, SheetLayout, SheetRow } from './sheet-xml.ts';
import type { Source } from '../source.ts';
import type { Workbook } from './workbook.ts';
import { refuseBomb, zipDirectory } from './zip.ts';

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly string[])[];
  readonly merges: readonly Merge[];
  readonly hiddenColumns: readonly number[];
}

/** Opens .ods or old .xls: read in one piece, so with a smaller limit. */
export async function openWhole(source: Source, kind: 'ods' | 'xls'): Promise<Workbook> {
  if (source.size > limits.wholeBytes)
    throw new FileFault('file_too_big', { size: source.size, limit: limits.wholeBytes });
  if (kind === 'ods') await refuseBigOds(source);
  const hucre = await import('hucre');
  const bytes = new Uint8Array(await source.read(0, source.size));
  const book = kind === 'ods' ? await hucre.readOds(bytes) : await hucre.readXls(bytes);
  return inMemory(
    book.sheets
      .slice(0, limits.sheets)
      .map(sheet => ({
        name: sheet.name,
        hidden: sheet.hidden === true || sheet.veryHidden === true,
        rows: sheet.rows.map(row => row.map(cellText)),
        merges: (sheet.merges ?? []).map(merge => ({
          top: merge.startRow + 1,
          bottom: merge.endRow + 1,
          left: merge.startCol,
          right: merge.endCol,
        })),
        hiddenColumns: (sheet.columns ?? []).flatMap((column, index) => (column.hidden === true ? [index] : [])),
      })),
  );
}

async function refuseBigOds(source: Source): Promise<void> {
  const entries = await zipDirectory(source);
  if (!entries) throw new FileFault('file_damaged', { n: 0 });
  refuseBomb(entries);
  const size = entries.get('content.xml')?.size ?? 0;
  if (size > limits.wholeBytes) throw new FileFault('file_too_big', { size, limit: limits.wholeBytes });
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  return typeof value === 'number' ? numberText(value) : String(value);
}

/** Workbook dates are midnight UTC: only UTC readers, or they slip by a day. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  return text.slice(11, 19) === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/** A workbook whose sheets lie in memory. */
export function inMemory(sheets: readonly Sheet[]): Workbook {
  const find = (name: string): Sheet => {
    const sheet = sheets.find(each => each.name === name);
    if (!sheet) throw new FileFault('file_damaged', { n: 0 });
    return sheet;
  };
  return {
    sheets,
    layout: async (name): Promise<SheetLayout> => ({ ...find(name), lastLine: find(name).rows.length }),
    rows: name => memoryRows(find(name)),
  };
}

async function* memoryRows(sheet: Sheet): AsyncGenerator<SheetRow> {
  for (const [index, cells] of sheet.rows.entries()) {
    const filled = cells.findLastIndex(cell => cell !== '') + 1;
    if (filled > limits.columns) throw new FileFault('file_too_wide', { n: filled, limit: limits.columns });
    yield { line: index + 1, cells: cells.slice(0, filled), hidden: false };
  }
}
