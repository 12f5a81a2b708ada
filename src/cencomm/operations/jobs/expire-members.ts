import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { CencommContext } from '../../context.ts';
import { removeMember } from '../members/members.ts';
import { lapseInvitations } from '../members/store-invitations.ts';
import { listMembersWithoutAccess, listOperationsToExpire } from '../members/store-members.ts';
import { lockOperation } from '../store.ts';

/**
 * Takes members out whose access ended, each with a new epoch. An operation that loses its owner this way waits for the
 * Secretariat to name another.
 */
export async function removeEnded({ jobPool, keys }: Pick<CencommContext, 'jobPool' | 'keys'>): Promise<void> {
  for (const id of await listOperationsToExpire(jobPool)) {
    await inTransaction(jobPool, async client => {
      await lockOperation(client, id);
      for (const { accountId, login } of await listMembersWithoutAccess(client, id)) {
        await removeMember(client, undefined, keys, id, accountId);
        await note(client, {}, { action: 'operation.memberEnded', subject: `operation:${id}`, detail: { login } });
      }
    });
  }
}

/** Ends invitations that were not answered in time. */
export async function endLapsedInvitations({ jobPool }: Pick<CencommContext, 'jobPool'>): Promise<void> {
  await inTransaction(jobPool, async client => {
    for (const operationId of await lapseInvitations(client))
      await note(client, {}, { action: 'operation.invitationLapsed', subject: `operation:${operationId}` });
  });
}
