import type { CencommContext } from '../context.ts';
import { checkUpload } from './check.ts';
import { deleteStale, listForgotten } from './store-uploads.ts';

const queue = 'cencomm-library';
const sweep = 'cencomm-library-forgotten';
const clearing = 'cencomm-library-stale';

/** Queues the check of a complete upload; twice is once. */
export async function queueCheck({ jobs }: Pick<CencommContext, 'jobs'>, id: string): Promise<void> {
  await jobs.send(queue, { id }, id);
}

/** Checks uploads, repeats checks for which scanner or key was missing, and removes abandoned uploads. */
export async function startFileJobs(context: CencommContext): Promise<void> {
  await context.jobs.work<{ id: string }>(queue, ({ id }) => checkUpload(context, id));
  await context.jobs.work<object>(sweep, async () => {
    for (const id of await listForgotten(context.jobPool))
      await checkUpload(context, id).catch((error: unknown) =>
        context.log.warn({ err: error, upload: id }, 'a file of a library waits for its check'),
      );
  });
  await context.jobs.work<object>(clearing, () => clearStale(context));
  await context.jobs.every(sweep, '*/2 * * * *');
  await context.jobs.every(clearing, '20 * * * *');
}

/** Removes abandoned uploads with their pieces. */
export async function clearStale({ jobPool, files }: Pick<CencommContext, 'jobPool' | 'files'>): Promise<void> {
  for (const id of await deleteStale(jobPool)) await files.remove(id);
}
