import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { BadRequest, Forbidden, type FieldProblem } from '../../../errors.ts';
import { choice, freeText, longtext, parsed, readForm, readQuery } from '../../../fields/index.ts';
import { presentForm } from '../../../forms/index.ts';
import { enter, enterLocked, isId } from '../../operations/store.ts';
import type { Entered } from '../../operations/operation.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { personText } from '../../words.ts';
import { mailPath } from '../writing/addresses.ts';
import { exportName, exportOf } from '../reading/export-file.ts';
import { openMail, type MailPage } from './pages-side.ts';
import { askForExport, decideExport, decidesExports, listExports, takeExport } from '../reading/store-exports.ts';
import { readThread, readWholeThread } from '../reading/store-thread.ts';
import { read, refuse } from '../../../text/readable-text.ts';
import { render } from '../../../web/render.ts';

const id = parsed(typed => (isId(typed) ? read(typed) : refuse('forms:problem.malformed', { value: '' })));
const deeds = ['asked', 'approved', 'refused'] as const;

async function enterToAsk(context: CencommContext, req: Request): Promise<Entered> {
  const entered = await enter(context.pool, viewerOf(req), req.params.id);
  if (entered.membership.role === 'observer') throw new Forbidden('observers take nothing along');
  return entered;
}

async function showExports(context: CencommContext, req: Request, res: Response): Promise<void> {
  const { done } = readQuery(req.query, { done: choice(deeds) });
  const page = await openMail(context, req, res, 'exports');
  const found = await listExports(context.pool, page.viewer, context.keys, page.entered);
  render(res, 'cencomm/mail/exports', { ...page, ...presentExports(page, found, done) });
}

export function presentExports(
  { words, viewer, entered }: MailPage,
  found: Awaited<ReturnType<typeof listExports>>,
  done: (typeof deeds)[number] | '',
) {
  const { t } = words;
  const base = `${mailPath(entered.operation.id)}/exports`;
  return {
    title: t('cencommmail:exports'),
    done: done === '' ? undefined : t(`cencommmail:exportDone.${done}`),
    empty: { text: t('cencommmail:none.exports') },
    rows: found.map(one => ({
      id: one.id,
      who: t('cencommmail:export.asked', {
        login: personText({ login: one.askedLogin, personName: one.askedName }),
        time: words.time(one.askedAt),
      }),
      reason: one.reason ?? t('cencommmail:brokenName'),
      state: t(`cencommmail:export.state.${one.state}`, {
        login: personText({ login: one.decidedLogin, personName: one.decidedName }),
        time: one.expiresAt === null ? '' : words.time(one.expiresAt),
      }),
      tone: { asked: 'info', approved: 'good', refused: 'bad', taken: '', lapsed: '' }[one.state],
      action: `${base}/${one.id}`,
      mayDecide: one.state === 'asked' && one.askedBy !== viewer.accountId && decidesExports(entered),
      mayFetch: one.state === 'approved' && one.askedBy === viewer.accountId && entered.membership.role !== 'observer',
    })),
  };
}

async function showForm(
  context: CencommContext,
  req: Request,
  res: Response,
  entered: Entered,
  typed: Readonly<Record<'thread' | 'export' | 'reason', string>>,
  problems: readonly FieldProblem[],
): Promise<void> {
  const page = await openMail(context, req, res, 'exports', entered);
  const { t } = page.words;
  if (problems.length > 0) res.status(422);
  render(res, 'cencomm/mail/export-new', {
    ...page,
    ...presentForm(
      page.words,
      {
        lead: t('cencommmail:export.lead'),
        title: t('cencommmail:export.title'),
        action: `${mailPath(entered.operation.id)}/exports`,
        hidden: { thread: typed.thread, export: typed.export },
        cancelHref: `${mailPath(entered.operation.id)}/${typed.thread}`,
        submit: { label: t('cencommmail:export.ask'), icon: 'file-check' },
        groups: [
          {
            fields: [
              {
                type: 'longtext',
                name: 'reason',
                label: t('cencommmail:field.reason'),
                hint: t('cencommmail:hint.reason'),
                value: typed.reason,
                max: 500,
                rows: 4,
              },
            ],
          },
        ],
      },
      problems,
    ),
  });
}

async function askFor(context: CencommContext, req: Request, res: Response): Promise<void> {
  const entered = await enterToAsk(context, req);
  const { typed, values, problems } = readForm(req.body, {
    thread: id,
    export: id,
    reason: longtext({ max: 500, screened: false }),
  });
  const hidden = problems.filter(({ path }) => path !== 'reason');
  if (hidden.length > 0) throw new BadRequest(hidden);
  const [message] = await readThread(context.pool, viewerOf(req), entered, typed.thread);
  if (!values) return showForm(context, req, res, entered, typed, problems);
  await inTransaction(context.pool, client =>
    askForExport(client, viewerOf(req), context.keys, entered, {
      id: values.export,
      threadId: message.threadId,
      reason: values.reason,
    }),
  );
  res.redirect(303, `${mailPath(entered.operation.id)}/exports?done=asked`);
}

async function sendExport(context: CencommContext, req: Request, res: Response): Promise<void> {
  const viewer = viewerOf(req);
  const { entered, wanted, rows } = await inTransaction(context.pool, async client => {
    const inside = await enterLocked(client, viewer, req.params.id);
    readForm(req.body, {});
    const taken = await takeExport(client, viewer, context.keys, inside, req.params.export);
    return { entered: inside, wanted: taken, rows: await readWholeThread(client, viewer, inside, taken.threadId) };
  });
  res.attachment(exportName(wanted)).set({ 'Content-Type': 'application/zip', 'Cache-Control': 'no-store' });
  await pipeline(
    Readable.from(exportOf({ context, viewer, entered, wanted, rows, words: wordsOf(context, res) }), {
      highWaterMark: 1,
    }),
    res,
  ).catch((error: unknown) => {
    // A reader who leaves before the end is not an error of ours.
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/**
 * A thread as a file with hashes: a member requests it with a reason, the owner or a liaison approves (another person),
 * and the first fetches it once.
 */
export function exportPages(context: CencommContext) {
  return {
    index: (req: Request, res: Response): Promise<void> => showExports(context, req, res),

    async ask(req: Request, res: Response): Promise<void> {
      const { thread } = readQuery(req.query, { thread: freeText });
      const entered = await enterToAsk(context, req);
      const [message] = await readThread(context.pool, viewerOf(req), entered, thread);
      await showForm(context, req, res, entered, { thread: message.id, export: randomUUID(), reason: '' }, []);
    },

    begin: (req: Request, res: Response): Promise<void> => askFor(context, req, res),

    async decide(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const decision = await inTransaction(context.pool, async client => {
        const entered = await enterLocked(client, viewer, req.params.id);
        const { values, problems } = readForm(req.body, { decision: choice(['approved', 'refused']) });
        if (!values) throw new BadRequest(problems);
        await decideExport(client, viewer, entered, req.params.export, values.decision);
        return values.decision;
      });
      res.redirect(303, `${mailPath(String(req.params.id))}/exports?done=${decision}`);
    },

    fetch: (req: Request, res: Response): Promise<void> => sendExport(context, req, res),
  };
}
