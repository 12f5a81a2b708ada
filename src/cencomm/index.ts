import { takeFirstKey } from './keys/first-key.ts';
import { openKeyring } from './keys/keyring.ts';
import { openLive } from './live/streams.ts';
import type { CencommRoom } from './room.ts';

export { startCencommJobs } from './jobs.ts';
export { countCencommForMenu } from './operations/pages-menu.ts';
export { makeSampleRequests } from './operations/samples.ts';
export type { SampleRequest } from './operations/samples.ts';
export type { CencommRoom } from './room.ts';
export { openKeyring } from './keys/keyring.ts';
export { resealOperation } from './keys/reseal.ts';
export { KeyRefused, addMasterKey, listKeys, retireKey, rewrapKeys } from './keys/rotate.ts';
export type { KeyPlace } from './keys/rotate.ts';
export { verifySeals } from './keys/verify.ts';
export { followOperationRecords } from './forms/record.ts';
export { fillLibrary, startSampleLibraries } from './files/samples.ts';
export type { SampleFile } from './files/samples.ts';
export { cencommRoutes } from './routes.ts';
export { makeSampleOperations } from './samples.ts';
export type { SampleMessage, SampleOperation } from './samples.ts';

/** Where the master keys are; `make` lets an evaluation make its first. */
interface Keys { readonly directory: string; readonly make: boolean }

/** Opens the room. Without its keys it opens too, and answers 503 until they are there. */
export async function openCencomm(parts: Omit<CencommRoom, 'keys' | 'live'>, { directory, make }: Keys): Promise<CencommRoom & { close(): Promise<void> }> {
  await takeFirstKey({ pool: parts.pool, directory, make });
  const live = openLive(parts);
  return { ...parts, live, keys: openKeyring({ pool: parts.pool, directory }), close: () => live.close() };
}
