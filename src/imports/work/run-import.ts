import { viewerOfAccount, type Viewer } from '../../access/index.ts';
import { isConnectionLoss } from '../../db/connection-loss.ts';
import { BadRequest, NotFound } from '../../errors.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { checkRows } from '../check/check-rows.ts';
import { workingStates } from '../import.ts';
import { commitRows } from '../result/commit-rows.ts';
import { withdrawRecords } from '../result/withdraw-records.ts';
import { changeImport, getImportForJob, insertImportStep, type Import } from '../store.ts';
import { keepTotals } from '../totals/keep-totals.ts';
import { surveyFile } from '../upload/survey-file.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';

/** One import, and who asked for its work. */
export interface Task {
  readonly importId: number;
  readonly accountId: number;
}

/** Does the work the file's state calls for, and goes straight on to the next while there is nothing to ask. */
export async function runImport(context: SeizuresContext, task: Task): Promise<void> {
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
