import type { Request, Response } from 'express';
import type { TFunction } from 'i18next';
import type { Viewer } from '../../../../access/index.ts';
import { NotVisible, type FieldProblem } from '../../../../errors.ts';
import { operationKinds } from '../../../../files/kinds/kinds.ts';
import { readUpload, type Upload } from '../../../../web/forms/upload.ts';
import type { Entered } from '../../../operations/operation.ts';
import type { CencommContext } from '../../../context.ts';
import { attach, largestFile, mostFiles, refusalProblem } from '../../writing/attach.ts';
import { findSent } from '../../store-messages.ts';

/**
 * Reads the form of a message, plain or by template, with its files in the field `file`. Its token is checked first.
 */
export function readFiles({ intake }: Pick<CencommContext, 'intake'>, req: Request, res: Response): Promise<Upload> {
  return readUpload(intake, req, res, {
    fileFields: ['file'],
    files: mostFiles,
    fileBytes: largestFile,
    kinds: operationKinds,
    fields: 1000,
    fieldBytes: 400_000,
  });
}

/**
 * What is wrong with the upload as a whole, at `file`: then none of its files is kept, and later fields were not read.
 */
export function formProblem({ problem }: Upload): FieldProblem | undefined {
  return problem && { path: 'file', key: `files:problems.${problem}`, values: { limit: mostFiles } };
}

/**
 * Attaches the files of a form to a saved draft. Returns what is wrong with rejected ones; nothing if the draft was
 * sent from another page in the meantime.
 */
export async function attachAll(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  draftId: string,
  upload: Upload,
  t: TFunction,
): Promise<FieldProblem[]> {
  return [
    ...upload.refused.map(({ name, refusal }) => ({ path: 'file', ...refusalProblem(name, refusal, t) })),
    ...(await orDiscard(upload, () =>
      attach(
        context,
        viewer,
        entered,
        draftId,
        upload.files.map(({ file }) => file),
        t,
      ),
    ).catch(async (error: unknown) => {
      if (error instanceof NotVisible && (await findSent(context.pool, viewer, draftId)) !== undefined) return [];
      throw error;
    })),
  ];
}

/** Does some work; if it fails, the uploaded files are removed. */
export async function orDiscard<T>(upload: Upload, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await upload.discard();
    throw error;
  }
}
