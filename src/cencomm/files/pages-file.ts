import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { Forbidden, Unavailable } from '../../errors.ts';
import type { FieldProblem } from '../../errors.ts';
import { oneOf, readQuery, readSheet } from '../../forms/index.ts';
import { BrokenSeal } from '../keys/seal.ts';
import { frameOf } from '../pages-frame.ts';
import type { CencommRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { moveFile, removeFile, restoreFile } from './change-files.ts';
import { openPreview } from './contents.ts';
import type { LibraryFile } from './library.ts';
import { ownUploads, treeFor } from './pages.ts';
import { insideOf, noteBroken, writingIn } from './pages-inside.ts';
import type { Inside } from './pages-inside.ts';
import { noteOpened } from './pages-send.ts';
import { takeSmall } from './pages-small.ts';
import { presentFile } from './presenter-file.ts';
import type { FileSources } from './presenter-file.ts';
import { presentRemoved } from './presenter-removed.ts';
import { countMembers, getFile, isAuthor, listReads, listRemoved, listVersions } from './store-files.ts';
import { filePath, folderPath, libraryPath } from './words.ts';

const query = { done: ['sent', 'moved', 'dropped'], problem: ['broken'] };

/** One file of a library, and those that were removed. */
export function filePages(room: CencommRoom) {
  const fileOf = (req: Request, { viewer, entered }: Inside): Promise<LibraryFile> =>
    getFile(viewer, room.pool, entered, room.keys, req.params.file);

  /** What can be seen of a file is read with its page: it stands in the trail, and among who read it. */
  async function previewFor(inside: Inside, { latest, id }: LibraryFile): Promise<FileSources['preview']> {
    try {
      const preview = await openPreview(room, room.pool, latest);
      if (preview?.text !== undefined || preview?.picture) await noteOpened(room, inside, latest, { preview: true });
      return preview;
    } catch (error) {
      if (error instanceof Unavailable && error.code === 'unavailable') return 'away';
      if (!(error instanceof BrokenSeal)) throw error;
      await noteBroken(room, inside, id, { version: latest.number, preview: true });
      return 'broken';
    }
  }

  async function show(
    req: Request,
    res: Response,
    inside: Inside,
    problems: readonly FieldProblem[] = [],
    typed: { note?: string } = {},
  ): Promise<void> {
    const { viewer, entered, operationId } = inside;
    const asked = problems.length > 0 ? { done: '', problem: '' } : readQuery(req.query, query);
    const file = await fileOf(req, inside);
    const preview = await previewFor(inside, file);
    const [tree, versions, reads, members, isAuthorOfIt, uploads] = await Promise.all([
      treeFor(room, inside),
      listVersions(viewer, room.pool, entered, room.keys, file.id),
      listReads(viewer, room.pool, entered, file.id),
      countMembers(room.pool, operationId),
      isAuthor(room.pool, file.id, viewer.accountId),
      ownUploads(room, inside, row => row.fileId === file.id),
    ]);
    if (file.latest.name === undefined) await noteBroken(room, inside, file.id, { version: file.latest.number });
    const frame = await frameOf(room, viewer, res, entered, 'files');
    if (problems.length > 0) res.status(422);
    res.render('cencomm/files/file', {
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
        words: wordsOf(room, res),
        offices: room.offices,
        clientUuid: randomUUID(),
        done: asked.done,
        problem: asked.problem,
        problems,
        typed,
      }),
    });
  }

  return {
    async show(req: Request, res: Response): Promise<void> {
      await show(req, res, await insideOf(room, req));
    },

    async addVersion(req: Request, res: Response): Promise<void> {
      const inside = await writingIn(room, req);
      const file = await fileOf(req, inside);
      const { problems, typed } = await takeSmall(room, req, res, inside, { folderId: null, fileId: file.id });
      if (problems.length > 0) return show(req, res, inside, problems, typed);
      res.redirect(303, `${filePath(inside.operationId, file.id)}?done=sent`);
    },

    async move(req: Request, res: Response): Promise<void> {
      const inside = await writingIn(room, req);
      const file = await fileOf(req, inside);
      const tree = await treeFor(room, inside);
      const { values, problems } = readSheet(req.body, { folder: oneOf(['top', ...tree.all.map(({ id }) => id)]) });
      if (problems.length > 0) return show(req, res, inside, problems);
      await moveFile(room, inside.viewer, inside.operationId, file.id, values.folder === 'top' ? null : values.folder);
      res.redirect(303, `${filePath(inside.operationId, file.id)}?done=moved`);
    },

    async remove(req: Request, res: Response): Promise<void> {
      const { viewer, operationId } = await writingIn(room, req);
      readSheet(req.body, {});
      res.redirect(
        303,
        `${folderPath(operationId, await removeFile(room, viewer, operationId, req.params.file))}?done=removed`,
      );
    },

    async removed(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: ['restored'] });
      const inside = await insideOf(room, req);
      if (inside.entered.membership.role !== 'owner') throw new Forbidden('the owner restores');
      const files = await listRemoved(inside.viewer, room.pool, inside.entered, room.keys);
      const frame = await frameOf(room, inside.viewer, res, inside.entered, 'files');
      res.render('cencomm/files/removed', {
        frame,
        ...presentRemoved({ entered: inside.entered, files, done, words: wordsOf(room, res) }),
      });
    },

    async restore(req: Request, res: Response): Promise<void> {
      const { viewer, operationId } = await writingIn(room, req);
      readSheet(req.body, {});
      await restoreFile(room, viewer, operationId, req.params.file);
      res.redirect(303, `${libraryPath(operationId)}/removed?done=restored`);
    },
  };
}
