import type { Viewer } from '../../../access/index.ts';
import type { Client } from '../../../db/pool.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { tellStreams } from '../../live/store-news.ts';
import type { Operation } from '../operation.ts';
import { sealAct } from './proven.ts';
import { endMembership, insertHistory, insertMember, type NewMember } from './store-members.ts';

/**
 * Adds an account to an operation whose row is locked; one that is in it already stays as it is. If new members see the
 * history, what went to everyone or to the member's country before is in the mailbox, as read. Returns whether it is
 * new.
 */
export async function addMember(
  client: Client,
  by: Pick<Viewer, 'accountId'>,
  keys: KeyProvider,
  operation: Pick<Operation, 'id' | 'joining'>,
  member: NewMember,
): Promise<boolean> {
  if (!(await insertMember(client, by, operation, member))) return false;
  await sealAct(client, keys, operation.id, by.accountId, [member.accountId]);
  if (operation.joining === 'history') await insertHistory(client, operation.id, member);
  await tellStreams(client, { what: 'members', operationId: operation.id, accountIds: [member.accountId] });
  return true;
}

/**
 * Takes a member out of an operation whose row is locked (`by` is undefined where the account's access ended). The next
 * request is answered as to a stranger, open streams are closed, and what is sent from now on is sealed under a key of
 * a new epoch. Returns the membership that ended; undefined where there was no such member.
 */
export async function removeMember(
  client: Client,
  by: Pick<Viewer, 'accountId'> | undefined,
  keys: KeyProvider,
  operationId: string,
  accountId: number,
): Promise<number | undefined> {
  const ended = await endMembership(client, by?.accountId ?? null, operationId, accountId);
  if (ended === undefined) return undefined;
  await keys.beginEpoch(client, operationId, 'removal');
  await sealAct(client, keys, operationId, by?.accountId ?? accountId, [accountId]);
  await tellStreams(client, { what: 'members', operationId, accountIds: [accountId] });
  return ended;
}
