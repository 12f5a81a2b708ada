import type { Viewer } from '../../access/index.ts';
import { viewerOfAccount } from '../../access/index.ts';
import { isConnectionLoss } from '../../db/connection-loss.ts';
import { BadRequest, NotFound } from '../../errors.ts';
import { urgent } from '../../jobs/jobs.ts';
import { jobsBefore } from '../../jobs/store-place.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { checkRows } from '../check/check-rows.ts';
import { commitRows } from '../result/commit-rows.ts';
import { withdrawRecords } from '../result/withdraw-records.ts';
import type { Vocabulary } from '../engine/words/vocabulary.ts';
import { startAnswerJobs } from '../kept-words/answer.ts';
import { expireImports } from './expire.ts';
import { workingStates } from '../import.ts';
import { changeImport, countExpected, getImportForJob, insertImportStep, listWorking } from '../store.ts';
import type { Import } from '../store.ts';
import { keepTotals } from '../totals/keep-totals.ts';
import { surveyFile } from '../upload/survey-file.ts';
import { knownWords } from '../words/words-known.ts';

const queue = 'imports';
interface Task {
  readonly importId: number;
  readonly accountId: number;
}

const vocabularies = new WeakMap<object, { version: number; vocabulary: Vocabulary }>();

/** The vocabulary of the lists as they stand; made anew when an administrator changed them. */
export function vocabularyOf(context: Pick<SeizuresContext, 'lists'>): Vocabulary {
  const known = vocabularies.get(context.lists);
  if (known?.version === context.lists.version) return known.vocabulary;
  const vocabulary = knownWords(context.lists);
  vocabularies.set(context.lists, { version: context.lists.version, vocabulary });
  return vocabulary;
}

/** Rows of a file that is worked on beside a larger one, and of one that goes before it. */
const [small, middling] = [2_000, 30_000];

/**
 * Registers the queue that reads, checks and commits files, one job an import, and a second place for small files: an
 * officer with twenty rows does not wait for another office's hundred thousand. What a crash interrupted is asked for
 * again.
 */
export async function startImportJobs(context: SeizuresContext): Promise<void> {
  await context.jobs.work<Task>(queue, task => runImport(context, task));
  await context.jobs.work<Task>(queue, task => runImport(context, task), 'urgent');
  await startAnswerJobs(context);
  await expireImports(context);
  for (const { id, accountId } of await listWorking(context.jobPool)) await queueImport(context, { accountId }, id);
}

/**
 * Asks for the next work on a file, smaller files first; a second request for the same file while one waits or runs is
 * none.
 */
export async function queueImport(
  context: SeizuresContext,
  viewer: Pick<Viewer, 'accountId'>,
  importId: number,
): Promise<void> {
  const rows = await countExpected(context.pool, importId);
  const urgency = rows <= small ? urgent : rows <= middling ? 1 : 0;
  await context.jobs.send(queue, { importId, accountId: viewer.accountId }, String(importId), urgency);
}

/** How many files go before one that waits for its turn; undefined when it is being worked on. */
export async function filesBefore(
  { pool }: Pick<SeizuresContext, 'pool'>,
  { id, state }: Pick<Import, 'id' | 'state'>,
): Promise<number | undefined> {
  return workingStates.includes(state) ? jobsBefore(pool, queue, String(id)) : undefined;
}

/**
 * Milliseconds without progress after which a working import is asked for again: its job may have ended just as it was
 * begun.
 */
const quiet = 15_000;

/** Asks again for work that seems to have been left lying. For the pages that show progress. */
export async function nudge(context: SeizuresContext, viewer: Viewer, file: Import): Promise<void> {
  if (workingStates.includes(file.state) && Date.now() - Date.parse(file.changedAt) > quiet)
    await queueImport(context, viewer, file.id);
}

/** Does the work the file's state calls for, and goes straight on to the next while there is nothing to ask. */
async function runImport(context: SeizuresContext, task: Task): Promise<void> {
  const viewer = await viewerOfAccount(context.jobPool, task.accountId);
  for (;;) {
    const file = await getImportForJob(context.jobPool, task.importId);
    if (!workingStates.includes(file.state)) return;
    try {
      if (!viewer) throw new BadRequest([], 'the account that began the import has ended');
      await work(context, viewer, file);
    } catch (error) {
      if (isPassing(error)) throw error;
      await fail(context, file, error);
      return;
    }
  }
}

/** One step of work; what was stopped or begun anew meanwhile is simply left. */
async function work(context: SeizuresContext, viewer: Viewer, file: Import): Promise<void> {
  if (file.state === 'checking') await checkRows(context, viewer, file);
  if (file.state === 'committing') await commitRows(context, viewer, file);
  if (file.state === 'undoing') await withdrawRecords(context, viewer, file);
  if (file.state === 'keeping') await keepTotals(context, viewer, vocabularyOf(context), file);
  if (file.state === 'reading') await surveyFile(context, vocabularyOf(context), file);
}

/** The database away, a full pool: the queue tries again by itself. */
function isPassing(error: unknown): boolean {
  if (isConnectionLoss(error)) return true;
  const { code, message = '' } = error as { code?: unknown; message?: string };
  return code === 'ETIMEDOUT' || /shutting down|pool after calling end/.test(message);
}

/** Work that cannot go on waits as failed for a person, who may try again; the reason goes to the log. */
async function fail(context: SeizuresContext, file: Import, error: unknown): Promise<void> {
  context.log.error({ err: error, import: file.id }, 'import job');
  const code = error instanceof NotFound ? 'file_gone' : error instanceof BadRequest ? 'account_ended' : 'fault';
  await changeImport(context.jobPool, file.id, { state: 'failed', failure: { code, values: { from: file.state } } });
  await insertImportStep(context.jobPool, file, file.id, 'failed', { from: file.state });
}
