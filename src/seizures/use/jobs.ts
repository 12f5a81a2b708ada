import type { SeizuresContext } from '../context.ts';
import { countReached, countUse } from './count.ts';
import { forgetSearches } from './store-count.ts';

const [uses, reached] = ['seizures-use', 'seizures-reached'];

/** Counts what others did with an office's records: openings every five minutes, watch lists every hour. */
export async function startUseJobs(context: SeizuresContext): Promise<void> {
  await context.jobs.work<object>(uses, async (_data, signal) => countUse(context, signal));
  await context.jobs.work<object>(reached, async (_data, signal) => {
    await countReached(context, signal);
    await forgetSearches(context.jobPool);
  });
  await context.jobs.every(uses, '*/5 * * * *');
  await context.jobs.every(reached, '50 * * * *');
}
