import { takeFirstKey } from './keys/first-key.ts';
import { openKeyring } from './keys/keyring.ts';
import type { CencommRoom } from './room.ts';

export type { CencommRoom } from './room.ts';
export { fillLibrary, startSampleLibraries } from './files/samples.ts';
export type { SampleFile } from './files/samples.ts';
export { startCencommJobs } from './jobs.ts';
export { cencommRoutes } from './routes.ts';

/** Where the master keys are; `make` lets an evaluation make its first. */
interface Keys { readonly directory: string; readonly make: boolean }

/** Opens the room. Without its keys it opens too, and answers 503 until they are there. */
export async function openCencomm(parts: Omit<CencommRoom, 'keys'>, { directory, make }: Keys): Promise<CencommRoom & { close(): Promise<void> }> {
  await takeFirstKey({ pool: parts.pool, directory, make });
  return { ...parts, keys: openKeyring({ pool: parts.pool, directory }), close: () => Promise.resolve() };
}
