import type { Request, Response } from 'express';
import { PassThrough, type Readable } from 'node:stream';
import multer from 'multer';
import { BrokenOff } from '../../files/kinds/kinds.ts';

/** What becomes of each file of a form while it arrives. */
export interface Taker<T> {
  take(stream: Readable, file: { readonly name: string; readonly field: string }): Promise<T>;
  /** Undoes it, when the form comes to nothing. */
  drop(taken: T): Promise<unknown>;
}

/** How much one form may bring. `fieldBytes` of one ordinary field; the size of files is the taker's. */
export interface MultipartLimits {
  readonly files: number;
  readonly fields: number;
  readonly fieldBytes: number;
}

interface TakenFile<T> {
  readonly field: string;
  /** As its sender gave it. */
  readonly name: string;
  readonly taken: T;
}

/** What is wrong with the form as such. */
export type MultipartProblem = 'tooManyFiles' | 'fieldTooLarge' | 'unreadable';

export type Multipart<T> =
  | { readonly files: readonly TakenFile<T>[] }
  /** Everything taken is dropped again. The fields that came before are in `req.body`. */
  | { readonly problem: MultipartProblem };

type Kept<T> = Express.Multer.File & { readonly taken?: { readonly value: T } };

/**
 * Reads a multipart form: ordinary fields into `req.body`, files to the taker as they stream; nothing of them waits in
 * memory or lies open on disk. Rejects with what a taker rejects with, and with BrokenOff when the sender goes away;
 * nothing is kept then. `fields` names the fields that may hold files.
 */
export async function readMultipart<T>(
  req: Request,
  res: Response,
  { taker, limits, fields }: { taker: Taker<T>; limits: MultipartLimits; fields: readonly string[] },
): Promise<Multipart<T>> {
  // Each file listens for a sender who goes away.
  req.setMaxListeners(req.getMaxListeners() + limits.files);
  const read = multer({
    storage: storageOver(taker),
    defParamCharset: 'utf8',
    limits: {
      files: limits.files,
      fields: limits.fields,
      parts: limits.files + limits.fields + 2,
      fieldSize: limits.fieldBytes,
      fieldNameSize: 100,
      headerPairs: 40,
      fieldNestingDepth: 3,
      fieldArrayIndexLimit: 1000,
    },
  }).fields(fields.map(name => ({ name, maxCount: limits.files })));
  try {
    await new Promise<void>((resolve, reject) => {
      read(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
    }).finally(() => {
      req.body = flatBody(req.body);
    });
  } catch (error) {
    if (!req.complete) throw new BrokenOff('upload broken off', { cause: error });
    const problem = problemOf(error);
    if (!problem) throw error;
    return { problem };
  }
  const kept = Object.values((req.files ?? {}) as Record<string, Kept<T>[]>).flat();
  return {
    files: kept.flatMap(({ fieldname, originalname, taken }) =>
      taken ? [{ field: fieldname, name: originalname, taken: taken.value }] : [],
    ),
  };
}

/** `a[b]` is a name like any other here: multer makes an object of it, which no form expects. */
export function flatBody(body: unknown): Record<string, unknown> {
  const into = (name: string, value: unknown): [string, unknown][] =>
    typeof value !== 'object' || value === null || (Array.isArray(value) && value.every(one => typeof one === 'string'))
      ? [[name, value]]
      : Object.entries(value).flatMap(([key, one]) => into(`${name}[${key}]`, one));
  return Object.fromEntries(Object.entries(body ?? {}).flatMap(([name, value]) => into(name, value)));
}

function storageOver<T>(taker: Taker<T>): multer.StorageEngine {
  return {
    _handleFile(req, file, done) {
      const content = apart(req, file.stream);
      taker.take(content, { name: file.originalname, field: file.fieldname }).then(
        value => {
          content.destroy();
          done(null, { taken: { value } } as object);
        },
        (error: unknown) => {
          content.destroy();
          done(error);
        },
      );
    },
    _removeFile(_req, file, done) {
      const { taken } = file as Kept<T>;
      if (!taken) return done(null);
      taker.drop(taken.value).then(() => done(null), done);
    },
  };
}

/**
 * A stream the taker may break off without breaking the form: what is left of the file is read past, and the fields
 * behind it are read. A sender who goes away leaves a file open: it is closed, so that the taker gives up what it has.
 */
function apart(
  req: {
    once(event: 'close', hear: () => void): unknown;
    off(event: 'close', hear: () => void): unknown;
    readonly readableEnded: boolean;
  },
  file: Readable,
): Readable {
  const content = new PassThrough();
  content.on('error', () => undefined);
  const gone = (): void => {
    if (!req.readableEnded) content.destroy(new BrokenOff('upload broken off'));
  };
  content.once('close', () => {
    // A form may bring many files: what listened for one ends with it.
    req.off('close', gone);
    file.unpipe(content);
    file.resume();
  });
  file.once('error', error => content.destroy(error));
  req.once('close', gone);
  return file.pipe(content);
}

/** Undefined for what is no fault of the sender's. */
function problemOf(error: unknown): MultipartProblem | undefined {
  if (error instanceof multer.MulterError) {
    if (error.code === 'LIMIT_FILE_COUNT' || error.code === 'LIMIT_UNEXPECTED_FILE') return 'tooManyFiles';
    return error.code === 'LIMIT_FIELD_VALUE' ? 'fieldTooLarge' : 'unreadable';
  }
  // What the reader of the format itself says of a form that is none.
  return error instanceof Error &&
    /^(?:Unexpected end of|Malformed (?:part header|content type|urlencoded)|Multipart: Boundary not found)/.test(
      error.message,
    )
    ? 'unreadable'
    : undefined;
}
