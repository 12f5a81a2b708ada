import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { listForgotten, lockWaiting, setClean, setRefused } from './store.ts';
import type { CwsContext } from '../context.ts';

const queue = 'cws-examine';
const sweep = 'cws-examine-forgotten';

/** Has a file examined soon; twice for one file is once. */
export async function queueExamination({ jobs }: Pick<CwsContext, 'jobs'>, id: string): Promise<void> {
  await jobs.send(queue, { id }, id);
}

/** The scanner does not answer: the queue asks again, and then the sweep. */
class ScannerAway extends Error {}

/** Takes up the examination of files, and of those whose scanner was away. */
export async function startFileJobs(context: CwsContext): Promise<void> {
  await context.jobs.work<{ id: string }>(queue, ({ id }) => examine(context, id));
  await context.jobs.work<object>(sweep, async () => {
    for (const id of await listForgotten(context.jobPool))
      await examine(context, id).catch((error: unknown) =>
        context.log.warn({ err: error, file: id }, 'a file waits for its scan'),
      );
  });
  await context.jobs.every(sweep, '*/2 * * * *');
}

/**
 * Lets a file out of quarantine, or refuses it and takes its content away. With the scanner away it goes on waiting.
 */
async function examine({ jobPool, intake }: CwsContext, id: string): Promise<void> {
  await inTransaction(jobPool, async client => {
    const file = await lockWaiting(client, id);
    if (!file) return;
    const found = await intake.examine(file.storedId, file.kind);
    if (found.verdict === 'later') throw new ScannerAway(found.problem);
    if (found.verdict === 'clean') return setClean(client, id, found);
    await setRefused(client, id, found.refusal);
    await note(
      client,
      {},
      {
        action: 'document.fileRefused',
        outcome: 'refused',
        subject: `file:${id}`,
        detail: { reason: found.refusal.reason, file: file.name },
      },
    );
    await intake.remove(file.storedId);
  });
}
