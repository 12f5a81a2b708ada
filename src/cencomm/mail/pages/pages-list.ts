import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { BadRequest, NotVisible } from '../../../errors.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { anyText, anyTexts, choice, readForm, readQuery } from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import { enter, enterLocked, isId } from '../../operations/store.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { mailPath } from '../writing/addresses.ts';
import { longestBody } from '../writing/compose-form.ts';
import { arrange } from '../reading/arrange.ts';
import { mailActions, type MailAction } from '../reading/store-arrange.ts';
import { boxOf, boxParameters, parametersOf } from '../reading/mailbox.ts';
import { openLines } from '../reading/open-lines.ts';
import { dutiesWoken } from '../../duty/wake.ts';
import { openMail } from './pages-side.ts';
import { draftHtml, presentMessage, renderBodies, seesReceipts } from './presenter-message.ts';
import { presentActs, presentList } from './presenter-list.ts';
import { leftText } from './compose/presenter-compose.ts';
import { titleOf } from './presenter-side.ts';
import { openThread } from '../reading/open-thread.ts';
import { listLines } from '../reading/store-list.ts';
import { listReceipts } from '../reading/store-thread.ts';
import { render } from '../../../web/render.ts';

const deeds = ['arranged', 'discarded', 'sent'] as const;

/** A list of messages, and what can be done with its lines. */
export async function listOf(
  context: CencommContext,
  page: Awaited<ReturnType<typeof openMail>>,
  query: ReturnType<typeof boxOf>,
  found: Awaited<ReturnType<typeof listLines>>,
  currentId?: string,
) {
  const path = mailPath(page.entered.operation.id);
  const lines = await openLines(context.pool, page.viewer, context.keys, found.rows);
  const list = presentList({
    path,
    query,
    ...found,
    lines,
    folders: page.folders,
    offices: context.offices,
    words: page.words,
    ...(currentId ? { currentId } : {}),
  });
  return { list, acts: presentActs(page.folders, page.words), base: path, back: backOf(path, query) };
}

async function showList(context: CencommContext, req: Request, res: Response): Promise<void> {
  const { done, ...named } = readQuery(req.query, { ...boxParameters, done: choice(deeds) });
  const query = boxOf(named);
  const [viewer, entered] = [viewerOf(req), await enter(context.pool, viewerOf(req), req.params.id)];
  const [page, found] = await Promise.all([
    openMail(context, req, res, query, entered),
    listLines(context.pool, viewer, entered, query),
    note(context.pool, viewer, {
      action: 'message.listed',
      subject: `operation:${entered.operation.id}`,
      detail: { box: query.kind ?? (query.folder || query.label ? 'own' : query.box) },
    }),
  ]);
  const list = await listOf(context, page, query, found);
  render(res, 'cencomm/mail/list', {
    ...page,
    ...list,
    title: titleOf(query, page.folders, page.words),
    done: done === '' ? undefined : done,
  });
}

async function showMessage(context: CencommContext, req: Request, res: Response): Promise<void> {
  const { done, ...named } = readQuery(req.query, { ...boxParameters, done: choice(deeds) });
  const query = boxOf(named);
  const [viewer, entered, words] = [
    viewerOf(req),
    await enter(context.pool, viewerOf(req), req.params.id),
    wordsOf(context, res),
  ];
  const thread = await openThread(context, viewer, entered, req.params.message, words);
  const [page, found, receipts, duties, left] = await Promise.all([
    openMail(context, req, res, query, entered),
    listLines(context.pool, viewer, entered, query),
    seesReceipts(viewer, entered, thread.current.row) ? listReceipts(context.pool, thread.current.row.id) : [],
    seesReceipts(viewer, entered, thread.current.row) ? dutiesWoken(context, thread.current.row) : [],
    done === 'sent' ? context.limits.left(viewer, entered) : undefined,
  ]);
  const list = await listOf(context, page, query, found, thread.current.row.id);
  await renderBodies(thread, words);
  const message = presentMessage({
    ...page,
    ...thread,
    receipts,
    duties,
    offices: context.offices,
    list: parametersOf(query),
  });
  render(res, 'cencomm/mail/message', {
    ...page,
    ...list,
    message,
    title: message.subject,
    boxTitle: titleOf(query, page.folders, words),
    said:
      done === ''
        ? undefined
        : [words.t(`cencommmail:done.${done}`), left && leftText(left, words)].filter(Boolean).join(' '),
  });
}

/** Lists of messages, a message next to its list, and actions on ticked lines. */
export function listPages(context: CencommContext) {
  return {
    index: (req: Request, res: Response): Promise<void> => showList(context, req, res),

    show: (req: Request, res: Response): Promise<void> => showMessage(context, req, res),

    /** Flags, archives, moves or labels what was ticked, and goes back to where the form was. */
    async act(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { operation } = await enter(context.pool, viewer, req.params.id);
      const { values, problems } = readForm(req.body, { message: anyTexts, act: anyText, back: anyText });
      if (!values) throw new BadRequest(problems);
      const [act = '', target] = values.act.split(':');
      const ids = values.message;
      if (!(mailActions as readonly string[]).includes(act) || (target !== undefined && !isId(target)))
        throw new BadRequest([{ path: 'act', key: 'forms:problem.notListed' }]);
      if (!ids.every(isId)) throw new NotVisible('no such message');
      const back = backTo(operation.id, values.back);
      if (ids.length > 0) await done(context, req, ids, act as MailAction, target ?? null);
      res.redirect(303, act === 'unread' || ids.length === 0 ? mailPath(operation.id) : back);
    },

    /** A preview of a text, for the script of the form. */
    async preview(req: Request, res: Response): Promise<void> {
      await enter(context.pool, viewerOf(req), req.params.id);
      const text: unknown = (req.body as { body?: unknown }).body;
      if (typeof text !== 'string') throw new BadRequest([{ path: 'body', key: 'forms:problem.missing' }]);
      res.type('html').send(await draftHtml(text.slice(0, longestBody), wordsOf(context, res)));
    },
  };
}

async function done(
  context: CencommContext,
  req: Request,
  ids: readonly string[],
  act: MailAction,
  target: string | null,
): Promise<void> {
  const viewer = viewerOf(req);
  try {
    await inTransaction(context.pool, async client =>
      arrange(client, viewer, await enterLocked(client, viewer, req.params.id), ids, act, target),
    );
  } catch (error) {
    // A folder that was removed on another page in the meantime: nobody typed it.
    if (error instanceof Refused) throw new BadRequest([error.problem]);
    throw error;
  }
}

const backOf = (path: string, query: ReturnType<typeof boxOf>): string => {
  const text = new URLSearchParams(Object.entries(parametersOf(query)).filter(([, value]) => value !== '')).toString();
  return text === '' ? path : `${path}?${text}`;
};

/** The address to return to, if it is a page of the same mail. */
function backTo(operationId: string, back: string): string {
  const base = mailPath(operationId);
  return back === base ||
    back.startsWith(`${base}?`) ||
    (back.startsWith(`${base}/`) && /^[\w/?=&-]*$/.test(back.slice(base.length)))
    ? back
    : base;
}
