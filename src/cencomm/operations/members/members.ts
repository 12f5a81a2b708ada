import type { Viewer } from '../../../access/index.ts';
import type { Client } from '../../../db/pool.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { tellStreams } from '../../live/channel.ts';
import type { MemberRole, Operation } from '../operation.ts';

export interface NewMember {
  readonly accountId: number;
  readonly role: MemberRole;
  readonly country: string | null;
}

/**
 * Adds an account to an operation whose row is locked; one that is in it already stays as it is. With the history, it finds in
 * its mailbox what went to all or to its country before, read. Answers whether it is new.
 */
export async function addMember(
  client: Client,
  by: Pick<Viewer, 'accountId'>,
  { id, joining }: Pick<Operation, 'id' | 'joining'>,
  { accountId, role, country }: NewMember,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `
    insert into cencomm_members (operation_id, account_id, role, country, sees_from_ms, added_by) values ($1, $2, $3, $4, $5, $6)
    on conflict (operation_id, account_id) where removed_at is null do nothing`,
    [id, accountId, role, country, joining === 'history' ? 0 : Date.now(), by.accountId],
  );
  if (rowCount === 0) return false;
  if (joining === 'history') await handHistory(client, id, accountId, country);
  await tellStreams(client, { what: 'members', operationId: id, accountIds: [accountId] });
  return true;
}

async function handHistory(
  client: Client,
  operationId: string,
  accountId: number,
  country: string | null,
): Promise<void> {
  await client.query(
    `
    insert into cencomm_mailbox (account_id, message_id, operation_id, thread_id, created_ms, kind, box, is_unread, is_latest)
    select $2, m.id, m.operation_id, m.thread_id, m.created_ms, m.kind, 'in', false, m.seq = max(m.seq) over (partition by m.thread_id)
    from cencomm_messages m where m.operation_id = $1 and (m.audience = 'all' or (m.audience = 'countries' and $3::text = any(m.countries)))
    on conflict do nothing`,
    [operationId, accountId, country],
  );
}

/**
 * Takes a member out of an operation whose row is locked (`by` nobody: its access ended): the next request is answered as to a stranger, open streams are
 * closed, and what is sent from now on is sealed under a key of a new epoch. Answers false where there was no such member.
 */
export async function removeMember(
  keys: KeyProvider,
  client: Client,
  by: Pick<Viewer, 'accountId'> | undefined,
  operationId: string,
  accountId: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `
    update cencomm_members set removed_at = now(), removed_by = $3, left_by_own_will = coalesce($2 = $3, false) where operation_id = $1 and account_id = $2 and removed_at is null`,
    [operationId, accountId, by?.accountId ?? null],
  );
  if (rowCount === 0) return false;
  await keys.beginEpoch(client, operationId, 'removal');
  await tellStreams(client, { what: 'members', operationId, accountIds: [accountId] });
  return true;
}
