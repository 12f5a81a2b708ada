import { startOperationJobs } from './operations/jobs/index.ts';
import type { CencommRoom } from './room.ts';

/** Registers everything CENcomm does without a request. */
export async function startCencommJobs(room: CencommRoom): Promise<void> {
  await startOperationJobs(room);
}
