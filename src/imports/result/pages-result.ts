import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { screenByRules } from '../../personal-data/index.ts';
import { longestReason } from '../../seizures/index.ts';
import { discardImport, startCommit, tryAgain } from '../decide.ts';
import { stopWork } from '../work/stop.ts';
import type { Form } from '../upload/form.ts';
import { filesBefore, nudge } from '../work/jobs.ts';
import { importOf, noQuery, onward, sent, shown, type Desk, type Sent } from '../pages-common.ts';
import { frameOf } from '../presenter-frame.ts';
import { historyOf, resultPage } from './presenter-result.ts';
import { doneText, percentOf, placeText, workDone } from '../work/presenter-work.ts';
import { rejectedCsv, rejectedXlsx } from './rejected.ts';
import { addressOf, isWorking, waitingPage } from '../wizard-step.ts';
import { listImportSteps, type Import } from '../store.ts';
import { readOutcome } from './store-result.ts';
import { countRows } from '../check/store-rows.ts';
import { listWords } from '../words/store-words.ts';
import { undoImport } from './undo.ts';
import { readText } from '../../text/readable-text.ts';
import { render } from '../../web/render.ts';

/** Saving, what came of it, and the ways out: stop, undo, discard. */
export function resultPages(desk: Desk) {
  const { context } = desk;
  return {
    result: shown(desk, 'result', noQuery, ({ viewer, file }, res) => showResult(desk, viewer, file, res)),

    sendResult: sent(desk, async ({ viewer, file }, res) => {
      await tryAgain(context, viewer, file);
      onward(res, file);
    }),

    stop: sent(
      desk,
      async ({ viewer, file }, res) => {
        await stopWork(context, viewer, file.id);
        onward(res, file);
      },
      true,
    ),

    commit: sent(desk, async ({ viewer, file }, res) => {
      await startCommit(context, viewer, file);
      res.redirect(303, addressOf(file, 'result'));
    }),

    undo: sent(desk, (given, res) => undo(desk, given, res)),

    discard: sent(desk, async ({ viewer, file }, res) => {
      await discardImport(context, viewer, file);
      res.redirect(303, '/seizures/imports');
    }),

    progress: (req: Request, res: Response) => sendProgress(desk, req, res),
    history: (req: Request, res: Response) => showHistory(desk, req, res),
    rejected: (ending: 'csv' | 'xlsx') => (req: Request, res: Response) => sendRejected(desk, ending, req, res),
  };
}

async function showResult(
  desk: Desk,
  viewer: Viewer,
  file: Import,
  res: Response,
  refused?: { reason: string; error: string },
): Promise<void> {
  const { pool } = desk.context;
  const words = desk.words(res);
  const [counts, outcome, steps] = await Promise.all([
    countRows(pool, file.id),
    readOutcome(pool, viewer, file.id),
    listImportSteps(pool, file.id),
  ]);
  const undone = file.state === 'undone' ? steps.find(({ kind }) => kind === 'undone') : undefined;
  render(res, 'imports/result', {
    ...frameOf(words, file, 'result'),
    ...resultPage(words, viewer, file, counts, outcome, undone),
    most: longestReason,
    reason: refused?.reason ?? '',
    error: refused?.error,
    problems: refused ? [{ text: refused.error, href: '#reason' }] : [],
  });
}

async function undo(desk: Desk, { viewer, file, form }: Sent, res: Response): Promise<void> {
  const { reason, error } = reasonIn(form);
  if (error !== undefined) {
    const text = desk.words(res).t(error, { max: longestReason, actual: reason.length });
    return showResult(desk, viewer, file, res.status(422), { reason, error: text });
  }
  await undoImport(desk.context, viewer, file, reason);
  res.redirect(303, addressOf(file, 'result'));
}

/** How far a job is, for the script of the page. */
async function sendProgress(desk: Desk, req: Request, res: Response): Promise<void> {
  noQuery(req);
  const file = await importOf(desk, req);
  await nudge(desk.context, viewerOf(req), file);
  const words = desk.words(res);
  const at = workDone(file);
  const percent = percentOf(at);
  const text = doneText(words, at);
  res.json({
    state: file.state,
    done: !isWorking(file),
    rows: at.done,
    total: at.total,
    percent,
    value: percent,
    text,
    href: addressOf(file),
    texts: { done: words.number(at.done), note: text, place: placeText(words, await filesBefore(desk.context, file)) },
    bars: { done: { x: 0, width: percent * 10 } },
  });
}

async function showHistory(desk: Desk, req: Request, res: Response): Promise<void> {
  noQuery(req);
  const { pool } = desk.context;
  const file = await importOf(desk, req);
  const words = desk.words(res);
  const page = waitingPage(file, await listWords(pool, file.id));
  render(res, 'imports/history', {
    ...frameOf(words, file, page),
    events: historyOf(words, await listImportSteps(pool, file.id)),
  });
}

async function sendRejected(desk: Desk, ending: 'csv' | 'xlsx', req: Request, res: Response): Promise<void> {
  noQuery(req);
  const { context } = desk;
  const file = await importOf(desk, req);
  const words = desk.words(res);
  await note(context.pool, viewerOf(req), {
    action: 'import.exported',
    subject: `import:${file.id}`,
    detail: { ending },
  });
  res.attachment(words.t('imports:rejected.file', { id: file.id, ending }));
  const rows = ending === 'xlsx' ? rejectedXlsx(context, words, file) : rejectedCsv(context, words, file);
  await pipeline(Readable.from(rows), res.type(ending));
}

/** The reason as typed, and what is wrong with it: none, too long, unreadable, or about a person. */
export function reasonIn(form: Form): { reason: string; error?: string } {
  const typed = form.text('reason');
  const reading = readText(typed, longestReason, true);
  if (!reading.ok) return { reason: typed.slice(0, 5000), error: reading.key };
  if (reading.value === '') return { reason: '', error: 'imports:result.reasonMissing' };
  return screenByRules(reading.value).length > 0
    ? { reason: typed, error: 'imports:result.reasonPerson' }
    : { reason: reading.value };
}
