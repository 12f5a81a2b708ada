import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { CencommContext } from '../../context.ts';
import { removeMember } from '../members/members.ts';

type Context = Pick<CencommContext, 'jobPool' | 'keys'>;

/** Ended, past its last day, or Limited, which has no CENcomm. A suspension may be lifted: who is suspended stays. */
const hasNoAccess = `(a.ended_at is not null or a.ends_on < current_date or a.level = 'limited')`;

/** Takes members out whose access ended, each with a new epoch. An operation that loses its owner so waits for the Secretariat to name another. */
export async function removeEnded({ jobPool, keys }: Context): Promise<void> {
  const { rows: operations } = await jobPool.query<{ id: string }>({
    text: `select distinct o.id from cencomm_operations o join cencomm_members m on m.operation_id = o.id and m.removed_at is null join accounts a on a.id = m.account_id
      where o.state in ('open', 'closed', 'archived') and ${hasNoAccess}`,
  });
  for (const { id } of operations) {
    await inTransaction(jobPool, async client => {
      await client.query('select 1 from cencomm_operations where id = $1 for update', [id]);
      const { rows } = await client.query<{ accountId: number; login: string }>({
        text: `select m.account_id as "accountId", a.login_id as login from cencomm_members m join accounts a on a.id = m.account_id
          where m.operation_id = $1 and m.removed_at is null and ${hasNoAccess} order by m.id`,
        values: [id],
      });
      for (const { accountId, login } of rows) {
        await removeMember(keys, client, undefined, id, accountId);
        await note(client, {}, { action: 'operation.memberEnded', subject: `operation:${id}`, detail: { login } });
      }
    });
  }
}

/** Ends invitations that were not answered in thirty days. */
export async function lapseInvitations({ jobPool }: Pick<Context, 'jobPool'>): Promise<void> {
  await inTransaction(jobPool, async client => {
    const { rows } = await client.query<{ operationId: string }>(`
      update cencomm_invitations set state = 'lapsed', settled_at = now() where state = 'open' and invited_at <= now() - interval '30 days' returning operation_id as "operationId"`);
    for (const { operationId } of rows)
      await note(client, {}, { action: 'operation.invitationLapsed', subject: `operation:${operationId}` });
  });
}
