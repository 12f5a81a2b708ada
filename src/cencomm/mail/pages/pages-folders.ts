import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { FieldProblem } from '../../../errors.ts';
import { choice, readForm, readQuery, text } from '../../../fields/index.ts';
import { Refused, summaryOf } from '../../../forms/index.ts';
import { enter } from '../../operations/store.ts';
import type { CencommContext } from '../../context.ts';
import { mailPath } from '../writing/addresses.ts';
import { openMail, type MailPage } from './pages-side.ts';
import { folderKinds, makeFolder, removeFolder, renameFolder } from '../reading/store-folders.ts';
import { render } from '../../../web/render.ts';

const name = text({ max: 60, screened: false });
const deeds = ['made', 'renamed', 'removed'] as const;
interface Failed {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly of?: string;
}

async function showFolders(
  context: CencommContext,
  req: Request,
  res: Response,
  done: string,
  failed?: Failed,
): Promise<void> {
  const page = await openMail(context, req, res, 'folders');
  if (failed) res.status(422);
  render(res, 'cencomm/mail/folders', { ...page, ...presentFolders(page, done, failed) });
}

export function presentFolders({ words: { t, ...words }, folders, entered }: MailPage, done: string, failed?: Failed) {
  const path = `${mailPath(entered.operation.id)}/folders`;
  const errorOf = (field: string, of?: string): { error?: string } => {
    const problem = failed?.of === of ? failed?.problems.find(one => one.path === field) : undefined;
    return problem ? { error: words.problem(problem) } : {};
  };
  const idOf = (of?: string): string => (of === undefined ? 'field-name' : `field-name-${of}`);
  return {
    title: t('cencommmail:folders'),
    path,
    done: done === '' ? undefined : t(`cencommmail:folderDone.${done}`),
    problems: summaryOf(
      words,
      failed?.problems ?? [],
      [
        { name: 'kind', label: t('cencommmail:field.folderKind') },
        { name: 'name', label: t('cencommmail:field.folderName') },
      ],
      one => `#${one === 'name' ? idOf(failed?.of) : `field-${one}`}`,
    ),
    fields: [
      {
        type: 'choice',
        display: 'radios',
        id: 'field-kind',
        name: 'kind',
        label: t('cencommmail:field.folderKind'),
        value: failed && failed.of === undefined ? (failed.typed.kind ?? '') : 'folder',
        options: folderKinds.map(value => ({ value, label: t(`cencommmail:folderKind.${value}`) })),
        ...errorOf('kind'),
      },
      {
        type: 'text',
        id: idOf(),
        name: 'name',
        label: t('cencommmail:field.folderName'),
        value: failed && failed.of === undefined ? (failed.typed.name ?? '') : '',
        max: 60,
        ...errorOf('name'),
      },
    ],
    own: folders.map(one => ({
      id: one.id,
      icon: one.kind === 'folder' ? 'folder' : 'tag',
      name: one.name ?? t('cencommmail:brokenName'),
      field: {
        type: 'text',
        id: idOf(one.id),
        name: 'name',
        label: t('cencommmail:field.newName', { name: one.name ?? '' }),
        value: failed?.of === one.id ? (failed.typed.name ?? '') : (one.name ?? ''),
        max: 60,
        ...errorOf('name', one.id),
      },
    })),
  };
}

async function respond(
  context: CencommContext,
  req: Request,
  res: Response,
  form: Failed,
  done: (typeof deeds)[number],
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return showFolders(context, req, res, '', { ...form, problems: [error.problem] });
  }
  res.redirect(303, `${mailPath(String(req.params.id))}/folders?done=${done}`);
}

/** A member's folders and labels; on a phone the way to every list. */
export function folderPages(context: CencommContext) {
  const { pool, keys } = context;
  return {
    async index(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: choice(deeds) });
      await showFolders(context, req, res, done);
    },

    async make(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(pool, viewer, req.params.id);
      const { typed, values, problems } = readForm(req.body, { kind: choice(folderKinds), name });
      if (!values) return showFolders(context, req, res, '', { typed, problems });
      await respond(context, req, res, { typed, problems }, 'made', () =>
        inTransaction(pool, client => makeFolder(client, viewer, keys, entered, values.kind, values.name)),
      );
    },

    /** Renames a folder, or removes it, as the button says. */
    async change(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(pool, viewer, req.params.id);
      const id = req.params.folder;
      const { typed, values, problems } = readForm(req.body, { then: choice(['rename', 'remove']), name });
      const of = String(id);
      if (typed.then === 'remove')
        return respond(context, req, res, { typed, problems: [], of }, 'removed', () =>
          inTransaction(pool, client => removeFolder(client, viewer, entered, id)),
        );
      if (!values) return showFolders(context, req, res, '', { typed, problems, of });
      await respond(context, req, res, { typed, problems, of }, 'renamed', () =>
        inTransaction(pool, client => renameFolder(client, viewer, keys, entered, id, values.name)),
      );
    },
  };
}
