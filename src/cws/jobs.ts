import { startFileJobs } from './files/jobs.ts';
import { startDigestJobs } from './digests/jobs.ts';
import { startLinkJobs } from './links/jobs.ts';
import { startLibraryJobs } from './library/jobs.ts';
import type { CwsContext } from './context.ts';

/** Registers everything the CEN website does without a request. */
export async function startCwsJobs(context: CwsContext): Promise<void> {
  await startDigestJobs(context);
  await startFileJobs(context);
  await startLinkJobs(context);
  await startLibraryJobs(context);
}
