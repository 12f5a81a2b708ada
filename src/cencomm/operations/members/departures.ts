import type { Viewer } from '../../../access/index.ts';
import { randomUUID } from 'node:crypto';
import type { Client, Queryable } from '../../../db/pool.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { insertListed, readLists } from '../../lists/store-lists.ts';
import type { Entered } from '../operation.ts';
import { listDepartures, type Departure } from './store-members.ts';

interface Reason {
  readonly memberId: number;
  readonly reason: string;
}

/** Who is no longer a member; `reason` for the owner alone, of those who were taken out. */
export type Departed = Departure & { readonly reason?: string };

/** Keeps why a member was taken out, under the key that follows. */
export async function keepReason(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  operation: { readonly id: string; readonly currentEpoch: number },
  reason: Reason,
): Promise<void> {
  await insertListed(client, viewer, keys, operation, { id: randomUUID(), kind: 'departure', content: reason });
}

/** Throws KeysAway. */
export async function readDepartures(on: Queryable, keys: KeyProvider, entered: Entered): Promise<Departed[]> {
  const gone = await listDepartures(on, entered);
  if (entered.membership.role !== 'owner' || !gone.some(({ how }) => how === 'removed')) return gone;
  const kept = await readLists<Reason>(on, keys, entered.operation.id, 'departure');
  const reasons = new Map(kept.flatMap(({ content }) => (content ? [[content.memberId, content.reason]] : [])));
  return gone.map(one => {
    const reason = reasons.get(one.id);
    return reason === undefined ? one : { ...one, reason };
  });
}
