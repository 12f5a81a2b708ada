import type { Request, Response } from 'express';
import { viewerOf, type Lang, type Viewer } from '../access/index.ts';
import { BadRequest, Conflict, NotFound } from '../errors.ts';
import {
  queryOf,
  recordWordsFor as wordsFor,
  type RecordWords as Words,
  type SeizuresContext,
} from '../seizures/index.ts';
import { formOf, versionIn, type Form } from './upload/form.ts';
import { filesBefore, nudge } from './work/jobs.ts';
import { workView } from './work/presenter-work.ts';
import { addressOf, isShown, isWorking, type Page } from './wizard-step.ts';
import { getImport, listImportSteps, type Import } from './store.ts';
import { render } from '../web/render.ts';

export { queryOf };

/** For pages whose address carries nothing more. */
export function noQuery(req: Request): void {
  queryOf(req, []);
}

/** What the pages of the import share: the feature's context and its words in each language. */
export interface Desk {
  readonly context: SeizuresContext;
  words(res: Response): Words;
}

export function deskOf(context: SeizuresContext): Desk {
  const wordsIn = wordsFor(context);
  return { context, words: res => wordsIn(res.locals.lang as Lang) };
}

/** Number of the import in the address; any other shape is an address that does not exist. */
export function importIdOf(req: Request): number {
  const id = String(req.params.id);
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new NotFound('no such import');
  return Number(id);
}

/** The import of the address, of the viewer's own office and not given up. */
export async function importOf(desk: Desk, req: Request): Promise<Import> {
  const file = await getImport(desk.context.pool, viewerOf(req), importIdOf(req));
  if (file.state === 'discarded') throw new NotFound('the import was discarded');
  return file;
}

/**
 * A whole number of the query string, as a property of its name; none when absent. Throws BadRequest for what is none.
 */
export function numberIn<N extends string>(query: Partial<Record<N, string>>, name: N): Partial<Record<N, number>> {
  const text = query[name];
  if (text === undefined) return {};
  if (!/^\d{1,9}$/.test(text))
    throw new BadRequest([{ path: name, key: 'errors:parameters.malformed', values: { value: text } }]);
  return { [name]: Number(text) } as Record<N, number>;
}

/**
 * A page of an import. Where the page has nothing to show the import leads to where it waits; while a job works on it,
 * or once that failed, the work is shown in its place.
 */
export function shown<Query>(
  desk: Desk,
  page: Page,
  readQuery: (req: Request) => Query,
  show: (asked: { viewer: Viewer; file: Import; query: Query }, res: Response) => void | Promise<void>,
): Handler {
  return async (req, res) => {
    const query = readQuery(req);
    const file = await importOf(desk, req);
    if (!isShown(page, file)) return onward(res, file);
    if (!isWorking(file) && file.state !== 'failed') return show({ viewer: viewerOf(req), file, query }, res);
    await nudge(desk.context, viewerOf(req), file);
    const before = await filesBefore(desk.context, file);
    render(res, 'imports/work', workView(desk.words(res), file, page, before));
  };
}

export interface Sent {
  readonly viewer: Viewer;
  readonly file: Import;
  readonly form: Form;
}

type Handler = (req: Request, res: Response) => Promise<void>;

/**
 * A form sent to an import. What a colleague or a job changed meanwhile is said on a page of its own, with the way on;
 * `anyVersion` is for what may be asked whatever changed (to stop).
 */
export function sent(desk: Desk, work: (sent: Sent, res: Response) => Promise<void>, anyVersion = false): Handler {
  return async (req, res) => {
    const file = await importOf(desk, req);
    const form = formOf(req.body);
    const version = versionIn(form);
    try {
      if (version !== file.version && !anyVersion) throw new Conflict('the import was changed meanwhile');
      await work({ viewer: viewerOf(req), file, form }, res);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await showConflict(desk, req, res);
    }
  };
}

async function showConflict(desk: Desk, req: Request, res: Response): Promise<void> {
  const file = await importOf(desk, req);
  const words = desk.words(res);
  const [last] = await listImportSteps(desk.context.pool, file.id);
  const isOwn = last?.loginId === viewerOf(req).loginId;
  render(res.status(409), 'imports/conflict', {
    name: file.fileName,
    href: addressOf(file),
    list: '/seizures/imports',
    what: words.t(isOwn ? 'imports:conflict.own' : 'imports:conflict.colleague', {
      who: last?.loginId ?? file.loginId,
      when: words.time(last?.at.toISOString() ?? file.changedAt),
    }),
  });
}

/** Leads to the page where the import waits. */
export function onward(res: Response, file: Pick<Import, 'id'>): void {
  res.redirect(303, addressOf(file));
}
