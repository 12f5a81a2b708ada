import type { Seizures, SeizuresContext } from '../context.ts';
import { settleOrphans } from './keep.ts';
import { openMatcher } from './match.ts';
import { dropOld } from './store-hits.ts';
import { tellWatches } from './tell.ts';

const queue = 'seizures-watches';

/** Holds changes against the lists and tells: at once when this process changed one, each minute for the rest. */
export async function startWatchJobs(seizures: Seizures): Promise<void> {
  const { jobs, jobPool } = seizures.context;
  const matcher = openMatcher(seizures);
  await jobs.work<object>(queue, async (_data, signal) => {
    await settleOrphans(seizures.context);
    await matcher.match(signal);
    await tellWatches(seizures);
    await dropOld(jobPool);
  });
  await jobs.every(queue, '* * * * *');
}

/** Asks for what was just written to be held against the lists. */
export async function queueWatches({ jobs, log }: Pick<SeizuresContext, 'jobs' | 'log'>): Promise<void> {
  try {
    await jobs.send(queue, {}, queue);
  } catch (error) {
    log.warn({ err: error }, 'watch lists wait for their minute');
  }
}
