import type { Viewer } from '../../access/index.ts';
import { urgent } from '../../jobs/jobs.ts';
import { jobsBefore } from '../../jobs/store-place.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { startAnswerJobs } from '../kept-words/answer.ts';
import { expireImports } from './expire.ts';
import { workingStates } from '../import.ts';
import { countExpected, listWorking, type Import } from '../store.ts';
import type { Task } from './run-import.ts';

const queue = 'imports';

/** Rows of a file that is worked on beside a larger one, and of one that goes before it. */
const [small, middling] = [2_000, 30_000];

/**
 * Registers the queue that reads, checks and commits files, one job an import, and a second place for small files: an
 * officer with twenty rows does not wait for another office's hundred thousand. What a crash interrupted is asked for
 * again.
 */
export async function startImportJobs(context: SeizuresContext): Promise<void> {
  // What reads and checks files is loaded with the first of them.
  const run = async (task: Task) => (await import('./run-import.ts')).runImport(context, task);
  await context.jobs.work<Task>(queue, run);
  await context.jobs.work<Task>(queue, run, 'urgent');
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
