import iconv from 'iconv-lite';
import type { Source } from '../files/source.ts';
import { UnreadableFile } from '../files/unreadable.ts';
import { limits } from './limits.ts';
import { openLegacy } from './read-legacy.ts';
import { openMarkup } from './read-markup.ts';
import { openXlsx } from './read-xlsx.ts';
import type { BookKind, ReadLimits, Workbook } from './workbook.ts';

/** How a file is read as a workbook. */
export interface Reading {
  readonly kind: BookKind;
  readonly read: ReadLimits;
  /** Of markup, an iconv-lite name. */
  readonly encoding?: string;
}

/** What an import may hold. */
export const usualLimits: ReadLimits = { bytes: limits.unzippedBytes, columns: limits.columns };
/** Bytes of markup: its text is held whole. */
export const markupBytes = limits.wholeBytes / 4;

/**
 * Opens a workbook in this process. Files from outside are opened by `openWorkbook`, in a process of low rights. Throws
 * UnreadableFile, or what a reader throws at bytes it does not know.
 */
export async function readWorkbook(source: Source, { kind, read, encoding = 'utf-8' }: Reading): Promise<Workbook> {
  if (kind === 'xlsx') return openXlsx(source, read);
  if (kind !== 'markup') return openLegacy(source, kind, read);
  if (source.size > markupBytes) throw new UnreadableFile('tooBig', { size: source.size, limit: markupBytes });
  return openMarkup(iconv.decode(await source.read(0, source.size), encoding), read);
}
