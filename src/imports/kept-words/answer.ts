import { isDeepStrictEqual } from 'node:util';
import { viewerOfAccount, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, NotFound, NotVisible } from '../../errors.ts';
import {
  lockSeizure,
  mayAmend,
  needsApproval,
  validateRecord,
  writeAmendment,
  type Seizure,
  type SeizureRecord,
  type SeizuresContext,
} from '../../seizures/index.ts';
import { latestToday } from '../../text/plain-date.ts';
import { now as portalNow } from '../../text/clock.ts';
import { mergeAnswer } from './merge-answer.ts';
import type { ReadAgain } from './read-again.ts';
import {
  insertAnswer,
  listAnswered,
  listNextCarrying,
  listSavedRows,
  lockAnswer,
  lockOpenAnswer,
  moveAnswer,
  noteAnswered,
  readBefore,
  reopenRemarks,
  reopenSettled,
  settleRemarks,
  type AnsweredWord,
  type KeptAnswer,
} from './store-answers.ts';
import { countCarrying, learnAnswers, unlearnAnswers } from './store-kept-words.ts';

const queue = 'imports-kept-words';
/** Records in one transaction. */
const batch = 50;

/** Takes up answers: at once when they were given, each minute where the work was interrupted. */
export async function startAnswerJobs(context: SeizuresContext): Promise<void> {
  await context.jobs.work<object>(queue, async (_data, signal) => {
    while (!signal.aborted && (await answerBatch(context))) context.changed();
  });
  await context.jobs.every(queue, '* * * * *');
}

async function queueAnswers({ jobs, log }: Pick<SeizuresContext, 'jobs' | 'log'>): Promise<void> {
  await jobs
    .send(queue, {}, queue)
    .catch((error: unknown) => log.warn({ err: error }, 'answers wait for their minute'));
}

/**
 * Keeps what an office says words mean, for its records and its next file; a job writes it into the records. Answers
 * the number of the work; the same form twice is one.
 */
export async function answerKeptWords(
  context: SeizuresContext,
  viewer: Viewer,
  asked: { clientUuid: string; answers: readonly AnsweredWord[]; reason: string },
): Promise<number> {
  const id = await inTransaction(context.pool, async client => {
    const total = await countCarrying(client, viewer, asked.answers);
    const made = await insertAnswer(client, viewer, { ...asked, total });
    if (!made) throw new NotFound('a form of somebody else');
    if (!made.isNew) return made.id;
    await learnAnswers(client, viewer, made.id, asked.answers);
    await note(client, viewer, {
      action: 'import.wordsAnswered',
      subject: `office:${viewer.office.code}`,
      detail: { answer: made.id, words: asked.answers.length, records: total },
    });
    return made.id;
  });
  await queueAnswers(context);
  return id;
}

/** Has answers undone where nothing else was changed since. Throws Conflict where they are not all written yet. */
export async function undoAnswers(context: SeizuresContext, viewer: Viewer, id: number, reason: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const known = await lockAnswer(client, viewer, id);
    if (!known) throw new NotFound('no such answers');
    if (known.state === 'undoing' || known.state === 'undone') return;
    if (known.state === 'running') throw new Conflict('the answers are not written yet');
    await moveAnswer(client, id, { state: 'undoing', undoneBy: viewer.accountId, undoReason: reason });
    await unlearnAnswers(client, id);
    await note(client, viewer, {
      action: 'import.wordsUndone',
      subject: `office:${viewer.office.code}`,
      detail: { answer: id, words: known.answers.length },
    });
  });
  await queueAnswers(context);
}

/** Does the next records of the oldest answers that are open. Answers whether there may be more to do. */
async function answerBatch(context: SeizuresContext): Promise<boolean> {
  return inTransaction(context.jobPool, async client => {
    const open = await lockOpenAnswer(client);
    if (!open) return false;
    const viewer = await viewerOfAccount(client, open.undoneById ?? open.accountId);
    // Whoever answered may no longer: somebody else answers again for what is left.
    if (!viewer) await moveAnswer(client, open.id, { state: 'stopped' });
    else if (open.state === 'running') await forward(client, context, viewer, open);
    else await back(client, context, viewer, open);
    return true;
  });
}

async function forward(client: Client, context: SeizuresContext, viewer: Viewer, open: KeptAnswer): Promise<void> {
  const rows = await listNextCarrying(client, viewer, open, batch);
  // What reads rows is loaded with the first answer.
  const { readerAgain } = await import('./read-again.ts');
  const again = readerAgain(client, context, viewer, open.answers);
  for (const { id, ref } of rows) {
    const old = await lockOwn(client, viewer, ref);
    const outcome = old ? await answerOne(client, context, viewer, { open, old, again }) : 'failed';
    const version = (old?.version ?? 0) + (outcome === 'done' ? 1 : 0);
    if (outcome !== 'failed') await settleRemarks(client, open.id, { seizureId: id, version, words: open.answers });
    await noteAnswered(client, open.id, { seizureId: id, version, outcome });
  }
  const lastId = rows.at(-1)?.id;
  await moveAnswer(client, open.id, {
    ...(lastId === undefined ? {} : { lastId }),
    ...(rows.length < batch ? { state: 'done' as const } : {}),
  });
}

/** The record locked; undefined where it is no longer the viewer's to amend. */
async function lockOwn(client: Client, viewer: Viewer, ref: string): Promise<Seizure | undefined> {
  try {
    const old = await lockSeizure(client, viewer, ref);
    return mayAmend(viewer, old) ? old : undefined;
  } catch (error) {
    if (error instanceof NotVisible) return undefined;
    throw error;
  }
}

interface One {
  readonly open: KeptAnswer;
  readonly old: Seizure;
  readonly again: ReadAgain;
}

/** Amends a record by what the answers change in it; settled where they change nothing. */
async function answerOne(
  client: Client,
  context: SeizuresContext,
  viewer: Viewer,
  { open, old, again }: One,
): Promise<'done' | 'settled' | 'failed'> {
  const read = await again(await listSavedRows(client, old.id));
  const record = read && mergeAnswer(read.before, read.after, old.record);
  if (!record || hasNewErrors(context, old.record, record)) return 'failed';
  if (isDeepStrictEqual(record, old.record)) return 'settled';
  if (isForContactPoint(context, viewer, record)) return 'failed';
  await writeAmendment(client, context, viewer, old, { record, reason: open.reason, detail: { answer: open.id } });
  return 'done';
}

/** Of a heading that the office's contact point sees before it counts: by an answer neither written nor undone. */
function isForContactPoint({ offices }: SeizuresContext, viewer: Viewer, record: SeizureRecord): boolean {
  return needsApproval(viewer, offices.owning(String(record.facts.country)), record);
}

/** A file's record may lack what a form asks for; an answer may not make it say what no record may. */
function hasNewErrors({ lists }: SeizuresContext, before: SeizureRecord, after: SeizureRecord): boolean {
  const errorsOf = (record: SeizureRecord): string[] =>
    validateRecord(record, {
      today: latestToday(portalNow()),
      lookUp: lists.lookUp,
      purpose: 'submit',
      form: record.form,
    }).errors.map(({ path, key }) => `${path} ${key}`);
  const known = new Set(errorsOf(before));
  return errorsOf(after).some(error => !known.has(error) && !error.endsWith('findings:required'));
}

async function back(client: Client, context: SeizuresContext, viewer: Viewer, open: KeptAnswer): Promise<void> {
  const rows = await listAnswered(client, open.id, batch);
  for (const { id, ref, version } of rows) {
    const old = await lockOwn(client, viewer, ref);
    const before = old?.version === version ? await readBefore(client, id, version - 1) : undefined;
    const isBack = old && before && !isForContactPoint(context, viewer, before);
    if (isBack) {
      await writeAmendment(client, context, viewer, old, {
        record: before,
        reason: open.undoReason ?? open.reason,
        detail: { answer: open.id },
      });
      await reopenRemarks(client, open.id, { seizureId: id, version });
    }
    await noteAnswered(client, open.id, { seizureId: id, version, outcome: isBack ? 'undone' : 'kept' });
  }
  if (rows.length === batch) return;
  await reopenSettled(client, open.id);
  await moveAnswer(client, open.id, { state: 'undone' });
}
