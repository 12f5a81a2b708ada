import { readZipDirectory, refuseBomb } from '../files/archive/read-zip.ts';
import type { Source } from '../files/source.ts';
import { UnreadableFile } from '../files/unreadable.ts';
import { inMemory } from './in-memory.ts';
import { limits } from './limits.ts';
import { numberText } from './excel-dates.ts';
import type { ReadLimits, Workbook } from './workbook.ts';

/** Opens .ods or old .xls: read in one piece, so with a smaller limit. */
export async function openLegacy(source: Source, kind: 'ods' | 'xls', read: ReadLimits): Promise<Workbook> {
  if (source.size > limits.wholeBytes)
    throw new UnreadableFile('tooBig', { size: source.size, limit: limits.wholeBytes });
  if (kind === 'ods') await refuseBigOds(source, read);
  const hucre = await import('hucre');
  const bytes = new Uint8Array(await source.read(0, source.size));
  const book = await (kind === 'ods' ? hucre.readOds(bytes) : hucre.readXls(bytes)).catch(() => {
    throw new UnreadableFile('damaged');
  });
  const sheets = book.sheets
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
    }));
  return inMemory(sheets, read);
}

async function refuseBigOds(source: Source, { bytes }: ReadLimits): Promise<void> {
  const entries = await readZipDirectory(source);
  refuseBomb(entries, source, bytes);
  const size = entries.find(({ name }) => name === 'content.xml')?.size ?? 0;
  if (size > limits.wholeBytes) throw new UnreadableFile('tooBig', { size, limit: limits.wholeBytes });
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
