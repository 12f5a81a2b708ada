import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { readZipDirectory, refuseBomb, unzip, type ZipEntry } from '../../files/archive/read-zip.ts';
import { cleanName } from '../../files/file-name.ts';
import { withDecryptedFile } from '../../files/decrypted-temp-file.ts';
import { openSource, type Source } from '../../files/source.ts';
import { TooLarge, type FileStore, type StoredFile } from '../../files/store/file-store.ts';
import { UnreadableFile } from '../../files/unreadable.ts';
import { limits } from '../engine/limits.ts';
import { FileFault, problemOf, type FileProblem } from '../engine/problems.ts';
import type { Upload } from './upload.ts';

/** What a packed upload may hold: files we read, without what programs that pack add of their own. */
const readable = /\.(?:csv|tsv|txt|tab|xlsx|xls|ods|json|jsonl|geojson|html?)$/i;
const added = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|readme|licen[cs]e|metadata)/i;

/**
 * The table in a packed upload (.gz, or .zip of one table) in place of it; any other upload as it is. The packed file
 * goes. Answers why where it holds no table, or several.
 */
export async function unpackUpload(files: FileStore, upload: Upload): Promise<Upload | { problem: FileProblem }> {
  try {
    const inner = await withDecryptedFile(files, upload.stored.id, path => unpack(files, path, upload.name));
    if (!inner) return upload;
    await files.remove(upload.stored.id);
    return inner;
  } catch (error) {
    await files.remove(upload.stored.id);
    return { problem: unpackingProblem(error) };
  }
}

function unpackingProblem(error: unknown): FileProblem {
  const isBomb = error instanceof TooLarge || (error instanceof UnreadableFile && error.reason === 'tooBig');
  if (isBomb) return { code: 'archive_too_big', fatal: true, values: { limit: limits.fileBytes } };
  if (String((error as { code?: unknown }).code).startsWith('Z_'))
    return { code: 'archive_damaged', fatal: true, values: {} };
  return problemOf(error, 0);
}

async function unpack(files: FileStore, path: string, name: string): Promise<Upload | undefined> {
  const source = await openSource(path);
  const head = await source.read(0, 4);
  if (head[0] === 0x1f && head[1] === 0x8b) {
    const stored = await store(files, Readable.from(source.stream(0, source.size)).pipe(createGunzip()));
    return { stored, name: name.replace(/\.gz$/i, '') };
  }
  if (head.toString('latin1') !== 'PK\x03\x04') return undefined;
  const entries = await readZipDirectory(source);
  return isWorkbook(entries) ? undefined : unpackTable(files, source, entries);
}

function isWorkbook(entries: readonly ZipEntry[]): boolean {
  return entries.some(({ name }) => /^(?:\[Content_Types\]\.xml|mimetype|xl\/)/.test(name.replaceAll('\\', '/')));
}

async function unpackTable(files: FileStore, source: Source, entries: readonly ZipEntry[]): Promise<Upload> {
  refuseBomb(entries, source, 2 * limits.fileBytes);
  const tables = entries.filter(({ name }) => readable.test(name) && !added.test(name));
  const [table] = tables;
  if (!table) throw new FileFault('archive_empty', { n: entries.length });
  if (tables.length > 1) throw new FileFault('archive_many', { n: tables.length });
  const content = Readable.from(unzip(source, table, { bytes: limits.fileBytes }));
  return { stored: await store(files, content), name: cleanName(table.name) };
}

function store(files: FileStore, content: Readable): Promise<StoredFile> {
  return files.put(content, limits.fileBytes);
}
