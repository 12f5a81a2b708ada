import { takeFirstKey } from './keys/first-key.ts';
import { openKeyring } from './keys/keyring.ts';
import { openLive } from './live/streams.ts';
import { countAllUnread } from './mail/reading/store-list.ts';
import { perAccount } from '../web/per-account-cache.ts';
import type { CencommContext } from './context.ts';

export { startCencommJobs } from './jobs.ts';
export { countCencommForMenu } from './operations/pages/pages-menu.ts';
export type { CencommContext } from './context.ts';
export { openKeyring } from './keys/keyring.ts';
export { resealOperation } from './keys/reseal.ts';
export { findOperationId } from './operations/store.ts';
export { KeyRefused, addMasterKey, listKeys, retireKey, rewrapKeys } from './keys/rotate.ts';
export type { KeyPlace } from './keys/rotate.ts';
export { verifySeals } from './keys/verify.ts';
export { followOperationRecords } from './forms/record.ts';
export { cencommRoutes } from './routes.ts';

/** Where the master keys are; with `make`, as in an evaluation, the first one is created. */
interface Keys {
  readonly directory: string;
  readonly make: boolean;
}

/** Other processes learn of new or read mail when the seconds are over. */
const unreadKept = { seconds: 20, most: 5000 } as const;

/** Opens CENcomm. Without its keys it answers 503 until they are there. */
export async function openCencomm(
  parts: Omit<CencommContext, 'keys' | 'live' | 'unread'>,
  { directory, make }: Keys,
): Promise<CencommContext & { close(): Promise<void> }> {
  await takeFirstKey({ pool: parts.pool, directory, make });
  const unread = perAccount(unreadKept, (viewer: { readonly accountId: number }) => countAllUnread(parts.pool, viewer));
  const live = openLive({ ...parts, onMail: accountIds => accountIds.forEach(id => unread.forget(id)) });
  return { ...parts, live, unread, keys: openKeyring({ pool: parts.pool, directory }), close: () => live.close() };
}
