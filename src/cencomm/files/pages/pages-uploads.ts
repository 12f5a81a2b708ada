import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { Conflict, NotVisible } from '../../../errors.ts';
import { derivedId } from '../../../files/store/derived-id.ts';
import { cleanName } from '../../../files/file-name.ts';
import { TooLarge } from '../../../files/store/file-store.ts';
import { longtext, parsed, readForm, readQuery, shaped } from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import type { Words } from '../../../reference/index.ts';
import { readTaken } from '../../../web/forms/upload.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { limitAndHash } from '../../../files/store/file-encryption.ts';
import { keepPiece, openPiece } from '../contents.ts';
import { longest, uploadPiece, type StoredPiece, type UploadRow } from '../library.ts';
import { answerJson, insideOf, wantsJson, writingIn } from './pages-inside.ts';
import { beginUpload, dropUpload, pieceLength, takePiece } from '../send.ts';
import { getUpload } from '../store-uploads.ts';
import { filePath, folderPath } from './words.ts';
import { read } from '../../../text/readable-text.ts';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const wrong = 'forms:problem.notListed';
const fields = {
  clientUuid: shaped(uuid, wrong),
  place: shaped(/^\d{1,3}$/, wrong),
  name: parsed(typed => read(cleanName(typed)), { optional: true }),
  size: shaped(/^\d{1,15}$/, wrong),
  folder: shaped(uuid, wrong, { optional: true }),
  file: shaped(uuid, wrong, { optional: true }),
  note: longtext({ max: longest.note, optional: true, screened: false }),
};

const answerState = (context: CencommContext, res: Response, upload: UploadRow): void =>
  answerJson(res, presentUpload(upload, wordsOf(context, res)));

async function begin(context: CencommContext, req: Request, res: Response): Promise<void> {
  const { viewer, operationId } = await writingIn(context, req);
  const { values, problems } = readForm(req.body, fields);
  const words = wordsOf(context, res);
  const [problem] = problems;
  if (!values) return void res.status(422).json({ problem: problem && words.problem(problem) });
  try {
    answerState(
      context,
      res,
      await beginUpload(context, viewer, operationId, {
        clientUuid: values.clientUuid,
        place: Number(values.place),
        name: values.name,
        size: Number(values.size),
        note: values.note,
        folderId: values.folder || null,
        fileId: values.file || null,
      }),
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    res.status(422).json({ problem: words.problem(error.problem) });
  }
}

/** The same piece again is accepted; any other than the next is answered with the state of the upload (409). */
async function takeUploadPiece(context: CencommContext, req: Request, res: Response): Promise<void> {
  const { viewer, operationId } = await writingIn(context, req);
  const upload = await getUpload(context.pool, viewer, operationId, req.params.upload);
  const number = numberOf(req.params.number);
  if (number < upload.pieces.length) return compareAgain(context, req, res, upload, number);
  if (upload.state !== 'coming' || number > upload.pieces.length) {
    res.status(409);
    req.resume();
    return answerState(context, res, upload);
  }
  const piece = await readPiece(context, req, res, upload, number);
  if (!piece) return void res.status(422).json({ problem: wordsOf(context, res).t('cencommfiles:problem.pieceSize') });
  try {
    answerState(context, res, await takePiece(context, viewer, operationId, upload.id, number, piece));
  } catch (error) {
    await context.files.remove(piece.id);
    if (!(error instanceof Conflict)) throw error;
    res.status(409);
    answerState(context, res, await getUpload(context.pool, viewer, operationId, upload.id));
  }
}

/** Undefined where the piece does not have the right size: nothing is stored then. */
async function readPiece(
  context: CencommContext,
  req: Request,
  res: Response,
  upload: UploadRow,
  number: number,
): Promise<StoredPiece | undefined> {
  const length = pieceLength(upload, number);
  const read = await readTaken<StoredPiece | undefined>(req, res, {
    limits: { files: 1, fields: 2, fieldBytes: 200 },
    fields: ['piece'],
    taker: {
      take: stream =>
        keepPiece(context.pool, context, upload, number, stream, Math.max(length, 1)).catch((error: unknown) => {
          if (error instanceof TooLarge) return undefined;
          throw error;
        }),
      drop: async piece => {
        if (piece) await context.files.remove(piece.id);
      },
    },
  });
  const piece = 'files' in read ? read.files[0]?.taken : undefined;
  if (!piece || piece.size === length) return piece;
  await context.files.remove(piece.id);
  return undefined;
}

/** After a page was reloaded, the last piece is sent again: it must be of the same file. */
async function compareAgain(
  context: CencommContext,
  req: Request,
  res: Response,
  upload: UploadRow,
  number: number,
): Promise<void> {
  const read = await readTaken<string>(req, res, {
    limits: { files: 1, fields: 2, fieldBytes: 200 },
    fields: ['piece'],
    taker: {
      take: stream => digestOf(stream.compose(limitAndHash(uploadPiece).through)).catch(() => ''),
      drop: () => Promise.resolve(),
    },
  });
  const sent = 'files' in read ? read.files[0]?.taken : undefined;
  const isSame = sent !== undefined && sent === (await digestOf(openPiece(context.pool, context, upload, number)));
  if (!isSame)
    return void res
      .status(409)
      .json({
        ...presentUpload(upload, wordsOf(context, res)),
        problem: wordsOf(context, res).t('cencommfiles:problem.otherFile'),
      });
  answerState(context, res, upload);
}

/**
 * Large files in pieces: begun, sent piece by piece, resumed after a broken connection. For a script; answered in JSON.
 */
export function uploadPages(context: CencommContext) {
  return {
    begin: (req: Request, res: Response): Promise<void> => begin(context, req, res),

    async state(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const { viewer, operationId } = await insideOf(context, req);
      answerState(context, res, await getUpload(context.pool, viewer, operationId, req.params.upload));
    },

    piece: (req: Request, res: Response): Promise<void> => takeUploadPiece(context, req, res),

    async drop(req: Request, res: Response): Promise<void> {
      const { viewer, operationId } = await writingIn(context, req);
      readForm(req.body, {});
      const { fileId, folderId } = await dropUpload(context, viewer, operationId, req.params.upload);
      if (wantsJson(req)) return answerJson(res, {});
      res.redirect(
        303,
        `${fileId === null ? folderPath(operationId, folderId) : filePath(operationId, fileId)}?done=dropped`,
      );
    },
  };
}

async function digestOf(content: AsyncIterable<unknown>): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of content) hash.update(part as Buffer);
  return hash.digest('hex');
}

function numberOf(given: unknown): number {
  if (typeof given !== 'string' || !/^\d{1,6}$/.test(given)) throw new NotVisible('no such piece');
  return Number(given);
}

/** Where an upload is, for the script. Pure. */
function presentUpload(upload: UploadRow, { t }: Words) {
  const fileId = upload.fileId ?? derivedId(upload.id, 'file');
  return {
    id: upload.id,
    state: upload.state,
    received: upload.received,
    size: upload.size,
    pieces: upload.pieces.length,
    ...(upload.refusal ? { problem: t(`files:refusals.${upload.refusal.reason}`, { ...upload.refusal.values }) } : {}),
    ...(upload.state === 'kept' ? { href: filePath(upload.operationId, fileId) } : {}),
  };
}
