import type { CwsRoom } from './room.ts';

/** Registers everything the CEN website does without a request. */
export async function startCwsJobs(_room: CwsRoom): Promise<void> {}
