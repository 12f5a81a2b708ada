import { startDigestJobs } from './digests/jobs.ts';
import { startLinkJobs } from './links/jobs.ts';
import type { CwsRoom } from './room.ts';

/** Registers everything the CEN website does without a request. */
export async function startCwsJobs(room: CwsRoom): Promise<void> {
  await startLinkJobs(room);
  await startDigestJobs(room);
}
