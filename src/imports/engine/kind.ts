import { isUtf8 } from 'node:buffer';
import { looksUtf16 } from './text/encoding.ts';
import { FileFault, type FileProblemCode } from './problems.ts';
import { readZipDirectory } from '../../files/archive/read-zip.ts';
import type { Source } from '../../files/source.ts';
import type { FileKind } from './text/dialect.ts';

/** What a file is by its first bytes. 'text' is delimited or JSON; throws a FileFault for what cannot be a table. */
export async function fileKind(source: Source): Promise<Exclude<FileKind, 'delimited' | 'json'> | 'text'> {
  const head = await source.read(0, 64 * 1024);
  if (source.size === 0 || isBlankText(head)) throw new FileFault('file_empty');
  if (starts(head, 'PK\x03\x04')) return zipKind(source);
  if (head.length >= 8 && head.readUInt32BE(0) === 0xd0cf11e0) return oleKind(source);
  const foreign = foreignKinds.find(({ magics }) => magics.some(magic => starts(head, magic)));
  if (foreign) throw new FileFault(foreign.problem);
  if (isBinary(head)) throw new FileFault('file_not_table');
  const text = head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .slice(0, 2000);
  const isMarkup =
    /^(?:<\?xml[^>]*>\s*)?(?:<\?mso[^>]*>\s*)?(?:<!doctype html|<html|<table|<Workbook|<head|<meta|<!--)/i.test(text);
  if (isMarkup && /<(?:table|Workbook)\b/i.test(head.toString('latin1'))) return 'markup';
  return 'text';
}

/** What is no table, by its first bytes, and what to say of it. */
const foreignKinds: readonly { readonly problem: FileProblemCode; readonly magics: readonly string[] }[] = [
  { problem: 'file_pdf', magics: ['%PDF'] },
  { problem: 'file_picture', magics: ['\x89PNG', 'GIF8', '\xff\xd8\xff', 'II*\x00', 'MM\x00*', 'BM\x00'] },
  { problem: 'file_document', magics: ['{\\rtf'] },
  { problem: 'file_archive', magics: ['Rar!', '7z\xbc\xaf', '\x1f\x8b', 'BZh', '\xfd7zXZ'] },
  { problem: 'file_not_table', magics: ['\x7fELF', 'MZ\x90'] },
];

function starts(head: Buffer, magic: string): boolean {
  return head.subarray(0, magic.length).toString('latin1') === magic;
}

function isBlankText(head: Buffer): boolean {
  return head.every(
    byte =>
      byte === 32 ||
      byte === 9 ||
      byte === 10 ||
      byte === 13 ||
      byte === 0xef ||
      byte === 0xbb ||
      byte === 0xbf ||
      byte === 0xfe ||
      byte === 0xff,
  );
}

async function zipKind(source: Source): Promise<'xlsx' | 'ods'> {
  const entries = await readZipDirectory(source);
  const names = new Set(entries.map(({ name }) => name.replaceAll('\\', '/')));
  if (names.has('content.xml') && names.has('mimetype')) {
    if (entries.some(({ isEncrypted }) => isEncrypted)) throw new FileFault('file_locked');
    return 'ods';
  }
  if (names.has('word/document.xml')) throw new FileFault('file_document');
  if ([...names].some(name => /^xl\/workbook|worksheets\//.test(name))) return 'xlsx';
  throw new FileFault('file_not_table');
}

/** The old container holds .xls, a locked .xlsx, or a Word document; the names of its streams tell which. */
async function oleKind(source: Source): Promise<'xls'> {
  const bytes = await source.read(0, Math.min(source.size, 64 * 1024 * 1024));
  const has = (name: string): boolean => bytes.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage') || has('EncryptionInfo')) throw new FileFault('file_locked');
  if (has('Workbook') || has('Book')) return 'xls';
  if (has('WordDocument')) throw new FileFault('file_document');
  throw new FileFault('file_not_table');
}

/** Control bytes that no text has. A few stray NULs do not make a text binary; UTF-16 is full of them on one side. */
function isBinary(head: Buffer): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff) || looksUtf16(head))
    return false;
  let odd = 0;
  let nul = 0;
  for (const byte of head) {
    if (byte === 0) nul += 1;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27 && byte !== 26)) odd += 1;
  }
  if (odd > head.length * 0.02) return true;
  return nul > head.length * 0.02 && !(isUtf8(head) && nul < head.length * 0.2);
}
