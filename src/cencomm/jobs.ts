import { startFileJobs } from './files/jobs.ts';
import { startKeyJobs } from './keys/age.ts';
import { startLetterJobs } from './live/letters.ts';
import { startOperationJobs } from './operations/jobs/index.ts';
import type { CencommRoom } from './room.ts';

/** Registers everything CENcomm does without a request. */
export async function startCencommJobs(room: CencommRoom): Promise<void> {
  await Promise.all([startFileJobs(room), startOperationJobs(room), startKeyJobs(room), startLetterJobs(room)]);
}
