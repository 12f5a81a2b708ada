import { Readable } from 'node:stream';
import { cleanName } from '../../files/file-name.ts';
import { BrokenOff } from '../../files/kinds/kinds.ts';
import { TooLarge, type FileStore, type StoredFile } from '../../files/store/file-store.ts';
import type { MultipartLimits, MultipartProblem, Taker } from '../../web/forms/multipart.ts';
import { limits } from '../engine/limits.ts';

/** A stored upload with the name its sender gave it. */
export interface Upload {
  readonly stored: StoredFile;
  readonly name: string;
}

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
const pastedLimit = 4 * 1024 * 1024;

/** How much the upload page's form may bring. */
export const formLimits: MultipartLimits = { files: 1, fields: 8, fieldBytes: pastedLimit };

/** Streams the file encrypted into the store. */
export function storeTaker(files: FileStore): Taker<Upload> {
  return {
    take: async (stream, { name }) => ({ stored: await files.put(stream, limits.fileBytes), name: cleanName(name) }),
    drop: ({ stored }) => files.remove(stored.id),
  };
}

/** Cells pasted from a spreadsheet, stored as the file they are. */
export function storeCells(files: FileStore, cells: string): Promise<StoredFile> {
  return files.put(Readable.from([Buffer.from(cells.toWellFormed(), 'utf8')]), limits.fileBytes);
}

/** What a form that cannot be read means for the sender. */
export function refusalOf(problem: MultipartProblem): Refusal {
  if (problem === 'tooManyFiles') return { field: 'file', code: 'oneFile', status: 422 };
  if (problem === 'fieldTooLarge') return { field: 'cells', code: 'pastedTooLarge', status: 413 };
  return { field: 'file', code: 'unreadable', status: 422 };
}

/** What a failed reading means for the sender; undefined for what is no fault of theirs. */
export function refusalOfError(error: unknown): Refusal | undefined {
  if (error instanceof TooLarge)
    return {
      field: 'file',
      code: 'tooLarge',
      values: { limit: Math.round(limits.fileBytes / 1024 / 1024) },
      status: 413,
    };
  return error instanceof BrokenOff ? { field: 'file', code: 'unreadable', status: 422 } : undefined;
}
