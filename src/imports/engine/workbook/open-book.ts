import { FileFault } from '../problems.ts';
import { detectEncoding } from '../text/encoding.ts';
import type { Source } from '../../../files/source.ts';
import { openWorkbook } from '../../../spreadsheets/open-workbook.ts';
import { markupBytes, readWorkbook, usualLimits } from '../../../spreadsheets/read-workbook.ts';
import type { BookKind, Workbook } from '../../../spreadsheets/workbook.ts';

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
