import { startFileJobs } from './files/jobs.ts';
import type { CencommRoom } from './room.ts';

/** Registers everything CENcomm does without a request. */
export async function startCencommJobs(room: CencommRoom): Promise<void> {
  await startFileJobs(room);
}
