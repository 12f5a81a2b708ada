import { Readable } from 'node:stream';
import multer from 'multer';
import { cleanName } from '../../files/file-name.ts';
import { TooLarge } from '../../files/store.ts';
import type { FileStore, StoredFile } from '../../files/store.ts';
import { limits } from './engine/limits.ts';

/** A stored upload with the name its sender gave it. */
export interface Upload { readonly stored: StoredFile; readonly name: string }

/** What can be wrong with the upload itself: keys of `imports:upload.errors`. */
export const uploadErrors = { noFile: 1, oneFile: 1, tooLarge: 1, pastedTooLarge: 1, unreadable: 1 } as const;

/** Why an upload was not taken: one of these or a problem of the file, at the field it belongs to. */
export interface Refusal {
  readonly field: 'file' | 'cells';
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly status: 413 | 422;
}

/** Characters of pasted cells; a larger table comes as a file. */
export const pastedLimit = 4 * 1024 * 1024;

/** Reads one file of a multipart form, streaming it encrypted into the store; nothing of it waits in memory or lies open on disk. */
export function uploadReader(files: FileStore, limit: number = limits.fileBytes): ReturnType<multer.Multer['single']> {
  return multer({
    storage: storageOver(files, limit), defParamCharset: 'utf8',
    limits: { files: 1, fields: 8, parts: 10, fieldNameSize: 60, fieldSize: pastedLimit, headerPairs: 40 },
  }).single('file');
}

type Kept = Express.Multer.File & { stored?: StoredFile };

function storageOver(files: FileStore, limit: number): multer.StorageEngine {
  return {
    _handleFile(req, file, done) {
      // A sender who goes away leaves the stream open: it is closed, so that the store gives up what it has.
      req.once('close', () => { if (!req.readableEnded) file.stream.destroy(new Error('upload broken off')); });
      files.put(file.stream, limit).then((stored) => done(null, { stored } as object), (error: unknown) => {
        file.stream.resume();
        done(error);
      });
    },
    _removeFile(_req, file, done) {
      const { stored } = file as Kept;
      if (!stored) return done(null);
      files.remove(stored.id).then(() => done(null), done);
    },
  };
}

/** The file multer kept, if any. */
export function keptFile(file: Express.Multer.File | undefined): Upload | undefined {
  const stored = (file as Kept | undefined)?.stored;
  return file && stored && { stored, name: cleanName(file.originalname) };
}

/** Cells pasted from a spreadsheet, stored as the file they are. */
export function storeCells(files: FileStore, cells: string): Promise<StoredFile> {
  return files.put(Readable.from([Buffer.from(cells.toWellFormed(), 'utf8')]), limits.fileBytes);
}

/** What a failed reading means for the sender; undefined for what is no fault of theirs. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof TooLarge) return { field: 'file', code: 'tooLarge', status: 413 };
  if (!(error instanceof multer.MulterError)) return undefined;
  if (error.code === 'LIMIT_FILE_COUNT' || error.code === 'LIMIT_UNEXPECTED_FILE') return { field: 'file', code: 'oneFile', status: 422 };
  if (error.code === 'LIMIT_FIELD_VALUE') return { field: 'cells', code: 'pastedTooLarge', status: 413 };
  return { field: 'file', code: 'unreadable', status: 422 };
}
