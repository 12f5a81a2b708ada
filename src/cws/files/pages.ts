import type { Request, Response } from 'express';
import { rights, viewerOf, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { Forbidden, NotFound, type FieldProblem } from '../../errors.ts';
import { choice, readQuery } from '../../fields/index.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import { sendOriginal, sendPicture } from '../../web/send-file.ts';
import { uuidParam } from '../../web/uuid-param.ts';
import { readUpload, uploadProblems } from '../../web/forms/upload.ts';
import type { CwsDocument } from '../documents/document.ts';
import { can } from '../documents/permissions.ts';
import { getDocument } from '../documents/store.ts';
import { problemsOfDraft } from '../documents/editing/problems.ts';
import { getDraft } from '../documents/editing/store-drafts.ts';
import { refOf } from '../pages/common.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { arrange, readArrangement } from './arrange.ts';
import { attach } from './attach.ts';
import { largestFile, mostAtOnce } from './file.ts';
import { presentFiles, presentPreview, type FilesSources } from './presenter.ts';
import { getFile, listFiles, type OpenedFile } from './store.ts';
import { idsOf, isOfFiles } from './typed.ts';
import { render } from '../../web/render.ts';

// The files of a working copy, and every file a reader opens.

export async function index(context: CwsContext, req: Request, res: Response): Promise<void> {
  const query = readQuery(req.query, { done: choice(['added', 'arranged']), check: choice(['1']) });
  const problems = query.check === '' ? [] : await captionProblems(context, req);
  await show(context, req, res, { done: query.done, problems });
}

export async function add(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { viewer, document } = await openDocument(context, req);
  const upload = await readUpload(context.intake, req, res, {
    fileFields: ['file'],
    files: mostAtOnce,
    fileBytes: largestFile,
    fields: 2,
    fieldBytes: 200,
  });
  const problems = uploadProblems(upload, mostAtOnce, wordsOf(context, res).t);
  try {
    if (upload.files.length > 0)
      await attach(
        context,
        viewer,
        document.ref,
        upload.files.map(({ file }) => file),
      );
  } catch (error) {
    await upload.discard();
    if (!(error instanceof Refused)) throw error;
    problems.push(error.problem);
  }
  // What could be taken is taken, whatever came of the others.
  if (problems.length > 0) return show(context, req, res, { problems });
  res.redirect(303, `/cws/documents/${document.ref}/files?done=added`);
}

export async function postArrangement(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { viewer, document } = await openDocument(context, req);
  const draft = await getDraft(context.pool, document);
  const { typed, problems, arranged } = readArrangement(req.body, idsOf(draft.typed));
  if (!arranged) return show(context, req, res, { problems, typed });
  try {
    await arrange(context, viewer, document.ref, arranged.edition, arranged.files);
    // What was typed is kept; what is in the way of publishing it is said here, where it can be mended.
    const isRefused = (await captionProblems(context, req)).some(({ path }) => path !== 'file');
    res.redirect(303, `/cws/documents/${document.ref}/files?${isRefused ? 'check=1' : 'done=arranged'}`);
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    await show(context, req, res, { typed, isMeanwhile: true });
  }
}

/** What of the files is in the way of publishing the working copy. */
async function captionProblems(context: CwsContext, req: Request): Promise<FieldProblem[]> {
  const { viewer, document } = await openDocument(context, req);
  const { typed } = await getDraft(context.pool, document);
  return (await problemsOfDraft(context, viewer, document, typed)).filter(isOfFiles);
}

export async function open(context: CwsContext, req: Request, res: Response): Promise<void> {
  const file = await opened(context, req, ({ name, sha256 }) => ({ file: name, sha256 }));
  await sendOriginal(res, context.files, file);
}

export async function preview(context: CwsContext, req: Request, res: Response): Promise<void> {
  const file = await opened(context, req, ({ name }) => ({ file: name, preview: true }));
  render(res, 'cws/files/preview', presentPreview(file, wordsOf(context, res)));
}

export async function picture(context: CwsContext, req: Request, res: Response): Promise<void> {
  const file = await getFile(context.pool, viewerOf(req), uuidParam(req, 'file'));
  const derivative = file.derivatives.find(({ size }) => size === req.params.size);
  if (!derivative) throw new NotFound('no such picture');
  await sendPicture(res, context.files, {
    storedId: derivative.storedId,
    size: derivative.bytes,
    kind: derivative.kind,
  });
}

/** The file in the address, noted as opened. */
async function opened(
  context: CwsContext,
  req: Request,
  detailOf: (file: OpenedFile) => Record<string, string | boolean>,
): Promise<OpenedFile> {
  readQuery(req.query, {});
  const viewer = viewerOf(req);
  const file = await getFile(context.pool, viewer, uuidParam(req, 'file'));
  const action = file.isOfReferral ? 'referral.fileOpened' : 'document.fileOpened';
  await note(context.pool, viewer, { action, subject: file.ref, detail: detailOf(file) });
  return file;
}

/** The document in the address, whose working copy the viewer may edit. */
async function openDocument(context: CwsContext, req: Request): Promise<{ viewer: Viewer; document: CwsDocument }> {
  const viewer = viewerOf(req);
  const document = await getDocument(context.pool, viewer, refOf(req));
  if (!can(viewer, 'edit', document) || !document.isOpen) throw new Forbidden('does not work on this document');
  return { viewer, document };
}

async function show(
  context: CwsContext,
  req: Request,
  res: Response,
  page: Partial<Pick<FilesSources, 'done' | 'problems' | 'typed' | 'isMeanwhile'>>,
): Promise<void> {
  const { viewer, document } = await openDocument(context, req);
  const draft = await getDraft(context.pool, document);
  const files = await listFiles(context.pool, document.id, idsOf(draft.typed));
  if (page.isMeanwhile) res.status(409);
  else if (page.problems?.length) res.status(422);
  render(
    res,
    'cws/files/files',
    presentFiles({
      ...page,
      document,
      draft,
      files,
      words: wordsOf(context, res),
      isUnscanned: !context.intake.scans && rights.administrator(viewer),
    }),
  );
}
