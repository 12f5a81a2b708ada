import { startImageJobs } from './images/jobs.ts';
import type { CpdbRoom } from './room.ts';

/** Registers everything the database of pictures does without a request. */
export async function startCpdbJobs(room: CpdbRoom): Promise<void> {
  await startImageJobs(room);
}
