import type { Request, Response } from 'express';
import type { Viewer } from '../../access/index.ts';
import { requireToken } from '../../web/forms/csrf.ts';
import { readMultipart } from '../../web/forms/multipart.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { formOf } from './form.ts';
import { receiveFile } from './receive.ts';
import { formLimits, refusalOf, refusalOfError, storeCells, storeTaker, type Refusal, type Upload } from './upload.ts';
import { unpackUpload } from './unpack.ts';

type ReceivedUpload = { readonly id: number; readonly returned?: number } | { readonly refusal: Refusal };

/** Reads the form of the upload page: one file, or pasted cells. Nothing is kept of what is refused. */
export async function receiveUpload(
  context: SeizuresContext,
  viewer: Viewer,
  req: Request,
  res: Response,
): Promise<ReceivedUpload> {
  const read = await readMultipart(req, res, {
    taker: storeTaker(context.files),
    limits: formLimits,
    fields: ['file'],
  }).catch((error: unknown) => {
    const refusal = refusalOfError(error);
    if (!refusal) throw error;
    return { refusal };
  });
  // Nobody waits for the answer of an upload broken off.
  if ('refusal' in read && !req.complete) return read;
  const upload = await tokenChecked(context, req, 'files' in read ? read.files[0]?.taken : undefined);
  if ('refusal' in read) return read;
  if ('problem' in read) return { refusal: refusalOf(read.problem) };
  if (upload) return take(context, viewer, upload, 'file');
  const cells = await pasted(context, formOf(req.body).text('cells'));
  if (!cells) return { refusal: { field: 'file', code: 'noFile', status: 422 } };
  return take(context, viewer, cells, 'cells');
}

/** The form's token comes with its fields, so it can be checked only now: without it the file goes again. */
async function tokenChecked(
  context: SeizuresContext,
  req: Request,
  upload: Upload | undefined,
): Promise<Upload | undefined> {
  try {
    requireToken(req);
  } catch (error) {
    if (upload) await context.files.remove(upload.stored.id);
    throw error;
  }
  return upload;
}

async function pasted(context: SeizuresContext, cells: string): Promise<Upload | undefined> {
  if (cells.trim() === '') return undefined;
  return {
    stored: await storeCells(context.files, cells),
    name: `pasted-${new Date().toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-')}.tsv`,
  };
}

async function take(
  context: SeizuresContext,
  viewer: Viewer,
  upload: Upload,
  field: Refusal['field'],
): Promise<ReceivedUpload> {
  const table = await unpackUpload(context.files, upload);
  const received = 'problem' in table ? table : await receiveFile(context, viewer, table.stored, table.name);
  if ('id' in received) return received;
  const { code, values } = received.problem;
  return {
    refusal: { field, code, values, status: code === 'file_too_big' || code === 'archive_too_big' ? 413 : 422 },
  };
}
