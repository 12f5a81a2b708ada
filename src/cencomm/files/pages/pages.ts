import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { rights } from '../../../access/index.ts';
import { choice, integer, readForm, readQuery, shaped, text } from '../../../fields/index.ts';
import { Refused, presentForm } from '../../../forms/index.ts';
import { mayWrite } from '../../operations/operation.ts';
import { Forbidden, NotVisible, type FieldProblem } from '../../../errors.ts';
import { frameOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { changeFolder, dropFolder, makeFolder } from '../change-folders.ts';
import { longest, pageSize } from '../library.ts';
import { insideOf, noteBroken, writingIn, type Inside } from './pages-inside.ts';
import { takeSmall } from './pages-small.ts';
import { folderChoices } from './presenter-file.ts';
import { crumbsTo, presentFolder, sorts } from './presenter-folder.ts';
import type { OwnUpload } from './presenter-upload.ts';
import { openUpload } from '../seals.ts';
import { listFiles, listRecent } from '../store-files.ts';
import { listFolders } from '../store-folders.ts';
import { listUploads } from '../store-uploads.ts';
import { treeOf, type Tree } from '../folder-tree.ts';
import { folderPath } from './words.ts';
import { render } from '../../../web/render.ts';

/** Recent additions at the top of the library. */
const mostRecent = 6;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const name = text({ max: longest.folder, screened: false });
const newFolder = {
  clientUuid: shaped(uuid, 'forms:problem.notListed'),
  parent: shaped(uuid, 'forms:problem.notListed', { optional: true }),
  name,
};
const query = {
  sort: choice(sorts),
  page: integer({ min: 1, max: 100 }),
  done: choice(['sent', 'folder', 'changed', 'folderRemoved', 'removed', 'dropped']),
};

interface Shown {
  readonly problems?: readonly FieldProblem[];
  readonly typed?: { note?: string; name?: string };
}

export async function treeFor(context: CencommContext, { viewer, entered }: Inside): Promise<Tree> {
  return treeOf(await listFolders(context.pool, viewer, entered, context.keys));
}

/** The viewer's own uploads into a place, with what they are called. */
export async function ownUploads(
  context: CencommContext,
  { viewer, operationId }: Inside,
  isHere: (row: OwnUpload['row']) => boolean,
): Promise<OwnUpload[]> {
  const uploads: OwnUpload[] = [];
  for (const row of await listUploads(context.pool, viewer, operationId))
    if (isHere(row)) uploads.push({ row, texts: await openUpload(context.pool, context.keys, row) });
  return uploads;
}

async function showFolder(
  context: CencommContext,
  req: Request,
  res: Response,
  inside: Inside,
  folderId: unknown,
  { problems = [], typed = {} }: Shown = {},
): Promise<void> {
  const { viewer, entered } = inside;
  const asked = problems.length > 0 ? ({ sort: '', page: '', done: '' } as const) : readQuery(req.query, query);
  const tree = await treeFor(context, inside);
  const folder = folderId === null ? undefined : tree.get(folderId);
  const here = folder?.id ?? null;
  const [files, recent, uploads] = [
    await listFiles(context.pool, viewer, entered, context.keys, here),
    folder ? [] : await listRecent(context.pool, viewer, entered, context.keys, mostRecent),
    await ownUploads(context, inside, row => row.fileId === null && row.folderId === here),
  ];
  const page = Number(asked.page || 1);
  if (page > 1 && (page - 1) * pageSize >= files.length) throw new NotVisible('no such page');
  for (const { id, latest } of files)
    if (latest.name === undefined) await noteBroken(context, inside, id, { version: latest.number });
  const frame = await frameOf(context, viewer, res, entered, 'files');
  if (problems.length > 0) res.status(422);
  render(res, 'cencomm/files/folder', {
    frame,
    ...presentFolder({
      entered,
      tree,
      folder,
      files,
      recent,
      uploads,
      words: wordsOf(context, res),
      scans: context.intake.scans,
      offices: context.offices,
      clientUuid: randomUUID(),
      sort: asked.sort || 'name',
      page,
      done: asked.done,
      problems,
      typed,
      isUnscanned: !context.intake.scans && rights.administrator(viewer),
    }),
  });
}

async function showEdit(
  context: CencommContext,
  req: Request,
  res: Response,
  inside: Inside,
  typed: { name: string; parent: string } | undefined,
  problems: readonly FieldProblem[] = [],
): Promise<void> {
  const words = wordsOf(context, res);
  const tree = await treeFor(context, inside);
  const folder = tree.get(req.params.folder);
  if (!mayWrite(inside.entered) || folder.name === undefined) throw new Forbidden('does not know what it is called');
  const frame = await frameOf(context, inside.viewer, res, inside.entered, 'files');
  const href = folderPath(inside.operationId, folder.id);
  if (problems.length > 0) res.status(422);
  render(res, 'cencomm/files/edit-folder', {
    frame,
    removal: `${href}/removal`,
    removalError: problems
      .filter(({ path }) => path === 'folder')
      .map(problem => words.problem(problem))
      .join(' '),
    ...presentForm(
      words,
      {
        title: words.t('cencommfiles:editFolder.title', { name: folder.name }),
        lead: '',
        crumbs: crumbsTo(tree, folder.id, words, inside.operationId),
        action: `${href}/edit`,
        cancelHref: href,
        submit: { label: words.t('cencommfiles:editFolder.submit'), icon: 'save' },
        groups: [
          {
            fields: [
              {
                name: 'name',
                type: 'text',
                label: words.t('cencommfiles:folderName'),
                max: longest.folder,
                value: typed?.name ?? folder.name,
              },
              {
                name: 'parent',
                type: 'choice',
                display: 'select',
                label: words.t('cencommfiles:editFolder.parent'),
                value: typed?.parent ?? folder.parentId ?? 'top',
                options: folderChoices(tree, words).filter(
                  ({ value }) => value === 'top' || !tree.isIn(value, folder.id),
                ),
              },
            ],
          },
        ],
      },
      problems,
    ),
  });
}

async function makeFrom(context: CencommContext, req: Request, res: Response): Promise<void> {
  const inside = await writingIn(context, req);
  const { values, typed, problems } = readForm(req.body, newFolder);
  const parentId = typed.parent || null;
  const [hidden] = problems.filter(({ path }) => path !== 'name');
  if (hidden) throw new NotVisible('no such folder');
  const again = (found: readonly FieldProblem[]): Promise<void> =>
    showFolder(context, req, res, inside, parentId, { problems: found, typed: { name: typed.name } });
  if (!values) return again(problems);
  try {
    await makeFolder(context, inside.viewer, inside.operationId, {
      clientUuid: values.clientUuid,
      name: values.name,
      parentId,
    });
    res.redirect(303, `${folderPath(inside.operationId, parentId)}?done=folder`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await again([error.problem]);
  }
}

async function changeFrom(context: CencommContext, req: Request, res: Response): Promise<void> {
  const inside = await writingIn(context, req);
  const tree = await treeFor(context, inside);
  const { id } = tree.get(req.params.folder);
  const { values, typed, problems } = readForm(req.body, {
    name,
    parent: choice(['top', ...tree.all.map(one => one.id)]),
  });
  if (!values) return showEdit(context, req, res, inside, typed, problems);
  try {
    await changeFolder(context, inside.viewer, inside.operationId, id, {
      name: values.name,
      parentId: values.parent === 'top' ? null : values.parent,
    });
    res.redirect(303, `${folderPath(inside.operationId, id)}?done=changed`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await showEdit(context, req, res, inside, typed, [error.problem]);
  }
}

/** The folders of a library and what is in them. */
export function folderPages(context: CencommContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      await showFolder(context, req, res, await insideOf(context, req), null);
    },

    async folder(req: Request, res: Response): Promise<void> {
      await showFolder(context, req, res, await insideOf(context, req), req.params.folder);
    },

    /** Files of an ordinary form, into the folder of the address or the top. */
    async add(req: Request, res: Response): Promise<void> {
      const inside = await writingIn(context, req);
      const folderId =
        req.params.folder === undefined ? null : (await treeFor(context, inside)).get(req.params.folder).id;
      const { problems, typed } = await takeSmall(context, req, res, inside, { folderId, fileId: null });
      if (problems.length > 0) return showFolder(context, req, res, inside, folderId, { problems, typed });
      res.redirect(303, `${folderPath(inside.operationId, folderId)}?done=sent`);
    },

    make: (req: Request, res: Response): Promise<void> => makeFrom(context, req, res),

    async edit(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      await showEdit(context, req, res, await writingIn(context, req), undefined);
    },

    change: (req: Request, res: Response): Promise<void> => changeFrom(context, req, res),

    async remove(req: Request, res: Response): Promise<void> {
      const inside = await writingIn(context, req);
      readForm(req.body, {});
      try {
        const parentId = await dropFolder(context, inside.viewer, inside.operationId, req.params.folder);
        res.redirect(303, `${folderPath(inside.operationId, parentId)}?done=folderRemoved`);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        await showEdit(context, req, res, inside, undefined, [error.problem]);
      }
    },
  };
}
