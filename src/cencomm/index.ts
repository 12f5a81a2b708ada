import { takeFirstKey } from './keys/first-key.ts';
import { openKeyring } from './keys/keyring.ts';
import type { Listener } from '../db/listener.ts';
import { pushedLine } from './live/pushed-line.ts';
import { openLive } from './live/streams.ts';
import { sendLimits } from './mail/limits.ts';
import type { CencommContext } from './context.ts';

export { waitingInCencomm } from './operations/lifecycle/store-waiting.ts';
export type { CencommContext } from './context.ts';
export { openKeyring } from './keys/keyring.ts';
export { resealOperation } from './keys/reseal.ts';
export { findOperationId } from './operations/store.ts';
export { KeyRefused, addMasterKey, listKeys, makeMasterKey, retireKey, rewrapKeys } from './keys/rotate.ts';
export type { KeyPlace } from './keys/rotate.ts';
export { verifySeals } from './keys/verify.ts';
export { followOperationRecords } from './forms/record.ts';

/** Where the master keys are; with `make`, as in an evaluation, the first one is created. */
interface Keys {
  readonly directory: string;
  readonly make: boolean;
}

/** Opens CENcomm. Without its keys it answers 503 until they are there. */
export async function openCencomm(
  parts: Omit<CencommContext, 'keys' | 'live' | 'limits'> & { readonly listener: Listener },
  { directory, make }: Keys,
): Promise<CencommContext & { close(): Promise<void> }> {
  await takeFirstKey({ pool: parts.pool, directory, make });
  const [limits, keys] = [sendLimits(parts.pool), openKeyring({ pool: parts.pool, directory })];
  const live = openLive({
    ...parts,
    onMail: accountIds => accountIds.forEach(id => parts.waiting.changed(id)),
    push: (messageId, pages) => pushedLine({ ...parts, keys }, messageId, pages),
  });
  return { ...parts, live, limits, keys, close: () => live.close() };
}
