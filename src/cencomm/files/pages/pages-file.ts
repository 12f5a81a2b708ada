import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { Forbidden, Unavailable, type FieldProblem } from '../../../errors.ts';
import { choice, readForm, readQuery } from '../../../fields/index.ts';
import { BrokenSeal } from '../../keys/seal.ts';
import { frameOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { moveFile, removeFile, restoreFile } from '../change-files.ts';
import { openPreview } from '../contents.ts';
import type { LibraryFile } from '../library.ts';
import { ownUploads, treeFor } from './pages.ts';
import { insideOf, noteBroken, writingIn, type Inside } from './pages-inside.ts';
import { noteOpened } from './pages-send.ts';
import { takeSmall } from './pages-small.ts';
import { presentFile, type FileSources } from './presenter-file.ts';
import { presentRemoved } from './presenter-removed.ts';
import { countMembers, getFile, isAuthor, listReads, listRemoved, listVersions } from '../store-files.ts';
import { filePath, folderPath, libraryPath } from './words.ts';
import { render } from '../../../web/render.ts';

const query = { done: choice(['sent', 'moved', 'dropped']), problem: choice(['broken']) };

const fileOf = (context: CencommContext, req: Request, { viewer, entered }: Inside): Promise<LibraryFile> =>
  getFile(context.pool, viewer, entered, context.keys, req.params.file);

/** Showing the preview counts as reading the file: it is noted in the trail and among the readers. */
async function previewFor(
  context: CencommContext,
  inside: Inside,
  { latest, id }: LibraryFile,
): Promise<FileSources['preview']> {
  try {
    const preview = await openPreview(context.pool, context, latest);
    if (preview?.text !== undefined || preview?.picture) await noteOpened(context, inside, latest, { preview: true });
    return preview;
  } catch (error) {
    if (error instanceof Unavailable && error.code === 'unavailable') return 'away';
    if (!(error instanceof BrokenSeal)) throw error;
    await noteBroken(context, inside, id, { version: latest.number, preview: true });
    return 'broken';
  }
}

async function showFile(
  context: CencommContext,
  req: Request,
  res: Response,
  inside: Inside,
  problems: readonly FieldProblem[] = [],
  typed: { note?: string } = {},
): Promise<void> {
  const { viewer, entered, operationId } = inside;
  const asked = problems.length > 0 ? { done: '', problem: '' } : readQuery(req.query, query);
  const file = await fileOf(context, req, inside);
  const preview = await previewFor(context, inside, file);
  const [tree, versions, reads, members, isAuthorOfIt, uploads] = await Promise.all([
    treeFor(context, inside),
    listVersions(context.pool, viewer, entered, context.keys, file.id),
    listReads(context.pool, viewer, entered, file.id),
    countMembers(context.pool, operationId),
    isAuthor(context.pool, file.id, viewer.accountId),
    ownUploads(context, inside, row => row.fileId === file.id),
  ]);
  if (file.latest.name === undefined) await noteBroken(context, inside, file.id, { version: file.latest.number });
  const frame = await frameOf(context, viewer, res, entered, 'files');
  if (problems.length > 0) res.status(422);
  render(res, 'cencomm/files/file', {
    frame,
    ...presentFile({
      entered,
      tree,
      file,
      versions,
      reads,
      members,
      isAuthor: isAuthorOfIt,
      preview,
      uploads,
      words: wordsOf(context, res),
      scans: context.intake.scans,
      offices: context.offices,
      clientUuid: randomUUID(),
      done: asked.done,
      problem: asked.problem,
      problems,
      typed,
    }),
  });
}

async function showRemoved(context: CencommContext, req: Request, res: Response): Promise<void> {
  const { done } = readQuery(req.query, { done: choice(['restored']) });
  const inside = await insideOf(context, req);
  if (inside.entered.membership.role !== 'owner') throw new Forbidden('the owner restores');
  const files = await listRemoved(context.pool, inside.viewer, inside.entered, context.keys);
  const frame = await frameOf(context, inside.viewer, res, inside.entered, 'files');
  render(res, 'cencomm/files/removed', {
    frame,
    ...presentRemoved({ entered: inside.entered, files, done, words: wordsOf(context, res) }),
  });
}

/** One file of a library, and those that were removed. */
export function filePages(context: CencommContext) {
  return {
    async show(req: Request, res: Response): Promise<void> {
      await showFile(context, req, res, await insideOf(context, req));
    },

    async addVersion(req: Request, res: Response): Promise<void> {
      const inside = await writingIn(context, req);
      const file = await fileOf(context, req, inside);
      const { problems, typed } = await takeSmall(context, req, res, inside, { folderId: null, fileId: file.id });
      if (problems.length > 0) return showFile(context, req, res, inside, problems, typed);
      res.redirect(303, `${filePath(inside.operationId, file.id)}?done=sent`);
    },

    async move(req: Request, res: Response): Promise<void> {
      const inside = await writingIn(context, req);
      const file = await fileOf(context, req, inside);
      const tree = await treeFor(context, inside);
      const { values, problems } = readForm(req.body, { folder: choice(['top', ...tree.all.map(({ id }) => id)]) });
      if (!values) return showFile(context, req, res, inside, problems);
      await moveFile(
        context,
        inside.viewer,
        inside.operationId,
        file.id,
        values.folder === 'top' ? null : values.folder,
      );
      res.redirect(303, `${filePath(inside.operationId, file.id)}?done=moved`);
    },

    async remove(req: Request, res: Response): Promise<void> {
      const { viewer, operationId } = await writingIn(context, req);
      readForm(req.body, {});
      res.redirect(
        303,
        `${folderPath(operationId, await removeFile(context, viewer, operationId, req.params.file))}?done=removed`,
      );
    },

    removed: (req: Request, res: Response): Promise<void> => showRemoved(context, req, res),

    async restore(req: Request, res: Response): Promise<void> {
      const { viewer, operationId } = await writingIn(context, req);
      readForm(req.body, {});
      await restoreFile(context, viewer, operationId, req.params.file);
      res.redirect(303, `${libraryPath(operationId)}/removed?done=restored`);
    },
  };
}
