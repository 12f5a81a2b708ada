import type { Request, Response } from 'express';
import type { TFunction } from 'i18next';
import { BadRequest, type FieldProblem } from '../../errors.ts';
import { BrokenOff, type FileKind, type FileRefusal } from '../../files/kinds/kinds.ts';
import { cleanName } from '../../files/file-name.ts';
import type { Intake, Receipt, ReceivedFile } from '../../files/intake/types.ts';
import { requireToken } from './csrf.ts';
import { readMultipart, type Multipart, type MultipartProblem } from './multipart.ts';

/** What a form with files may bring. Sizes in bytes. */
interface UploadRules {
  /** Fields that may hold files. */
  readonly fileFields: readonly string[];
  readonly files: number;
  readonly fileBytes: number;
  readonly fields: number;
  readonly fieldBytes: number;
  /** The kinds taken here; all of the intake's when left out. */
  readonly kinds?: readonly FileKind[];
  /** Pixels a picture may have; those of pages when left out. */
  readonly pixels?: number;
}

/** A form with what became of its files. Its other fields are in `req.body`. */
export interface Upload {
  readonly files: readonly { readonly field: string; readonly file: ReceivedFile }[];
  /** `name` is clean, to be shown. */
  readonly refused: readonly { readonly field: string; readonly name: string; readonly refusal: FileRefusal }[];
  /** Something is wrong with the form as such, and no file of it is kept: a key of `files:problems`. */
  readonly problem?: MultipartProblem;
  /** Takes away again every file that was received: for a form that comes to nothing. */
  discard(): Promise<void>;
}

/**
 * Reads a form with several files and other fields, each file streaming through the intake, and then checks the form's
 * token, which comes with its fields: without it, or when the sender goes away, nothing is kept. For routes with `body:
 * 'upload'`; the files are the caller's afterwards, to be written down or discarded. A route reads no more than `files`
 * times `fileBytes` to disk.
 */
export async function readUpload(intake: Intake, req: Request, res: Response, rules: UploadRules): Promise<Upload> {
  const read = await readTaken<Receipt>(req, res, {
    limits: rules,
    fields: rules.fileFields,
    taker: {
      take: (stream, { name }) =>
        intake.receive(stream, {
          name,
          limit: rules.fileBytes,
          ...(rules.kinds ? { kinds: rules.kinds } : {}),
          ...(rules.pixels === undefined ? {} : { pixels: rules.pixels }),
        }),
      drop: async receipt => {
        if ('file' in receipt) await intake.remove(receipt.file.storedId);
      },
    },
  });
  const all = 'files' in read ? read.files : [];
  const files = all.flatMap(({ field, taken }) => ('file' in taken ? [{ field, file: taken.file }] : []));
  const discard = (): Promise<void> => intake.remove(...files.map(({ file }) => file.storedId));
  return {
    files,
    discard,
    ...('problem' in read ? { problem: read.problem } : {}),
    refused: all.flatMap(({ field, name, taken }) =>
      'refusal' in taken ? [{ field, name: cleanName(name), refusal: taken.refusal }] : [],
    ),
  };
}

/**
 * What is wrong with the files of a form, at the field `file`; a form without files is wrong, too. `most`: files at
 * once.
 */
export function uploadProblems({ files, refused, problem }: Upload, most: number, t: TFunction): FieldProblem[] {
  if (problem) return [{ path: 'file', key: `files:problems.${problem}`, values: { limit: most } }];
  if (files.length + refused.length === 0) return [{ path: 'file', key: 'cwsfiles:problem.none' }];
  return refused.map(({ name, refusal: { reason, values } }) => ({
    path: 'file',
    key: 'cwsfiles:problem.notTaken',
    values: { name, why: t(`files:refusals.${reason}`, { ...values }) },
  }));
}

/**
 * The same for files a feature takes in a way of its own: read, and dropped again where the token is not the session's.
 */
export async function readTaken<T>(
  req: Request,
  res: Response,
  rules: Parameters<typeof readMultipart<T>>[2],
): Promise<Multipart<T>> {
  const read = await readMultipart<T>(req, res, rules).catch((error: unknown) => {
    // Nobody waits for this answer, and it is no fault of ours.
    throw error instanceof BrokenOff ? new BadRequest([], 'upload broken off') : error;
  });
  try {
    requireToken(req);
  } catch (error) {
    if ('files' in read) for (const { taken } of read.files) await rules.taker.drop(taken);
    throw error;
  }
  return read;
}
