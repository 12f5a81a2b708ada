import { startImageJobs } from './images/jobs.ts';
import type { CpdbContext } from './context.ts';

/** Registers everything the database of pictures does without a request. */
export async function startCpdbJobs(context: CpdbContext): Promise<void> {
  await startImageJobs(context);
}
