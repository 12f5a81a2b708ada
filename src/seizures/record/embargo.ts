import { inTransaction } from '../../db/transaction.ts';
import type { SeizuresContext } from '../context.ts';
import { embargoBatch, writeEndedEmbargoes } from './store-embargo.ts';

const queue = 'seizures-embargoes';

/** Every hour the end of embargoes becomes part of the records' history; a portal that was away makes up for it. */
export async function startEmbargoJobs(context: SeizuresContext): Promise<void> {
  await context.jobs.work<object>(queue, async (_data, signal) => {
    await endEmbargoes(context, signal);
  });
  await context.jobs.every(queue, '2 * * * *');
}

/** Ends every embargo that is over, a batch a transaction. Returns how many. */
export async function endEmbargoes(
  { jobPool, changed }: Pick<SeizuresContext, 'jobPool' | 'changed'>,
  signal?: AbortSignal,
): Promise<number> {
  let ended = 0;
  for (let done = embargoBatch; done === embargoBatch && signal?.aborted !== true; ended += done)
    done = await inTransaction(jobPool, writeEndedEmbargoes);
  if (ended > 0) changed();
  return ended;
}
