import { startFileJobs } from './files/jobs.ts';
import { startDigestJobs } from './digests/jobs.ts';
import { startLinkJobs } from './links/jobs.ts';
import { startLibraryJobs } from './library/jobs.ts';
import type { CwsRoom } from './room.ts';

/** Registers everything the CEN website does without a request. */
export async function startCwsJobs(room: CwsRoom): Promise<void> {
  await startDigestJobs(room);
  await startFileJobs(room);
  await startLinkJobs(room);
  await startLibraryJobs(room);
}
