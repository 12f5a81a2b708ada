import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { CencommContext } from '../../context.ts';
import { removeMember } from '../members/members.ts';
import { execute, queryRows, sql } from '../../../db/sql.ts';

type Context = Pick<CencommContext, 'jobPool' | 'keys'>;

/** Ended, past its last day, or Limited, which has no CENcomm. A suspension may be lifted: who is suspended stays. */
const hasNoAccess = sql`(a.ended_at is not null or a.ends_on < current_date or a.level = 'limited')`;

/** Takes members out whose access ended, each with a new epoch. An operation that loses its owner so waits for the Secretariat to name another. */
export async function removeEnded({ jobPool, keys }: Context): Promise<void> {
  const operations = await queryRows<{ id: string }>(
    jobPool,
    sql`
      select distinct o.id from cencomm_operations o
        join cencomm_members m on m.operation_id = o.id and m.removed_at is null join accounts a on a.id = m.account_id
      where o.state in ('open', 'closed', 'archived') and ${hasNoAccess}`,
  );
  for (const { id } of operations) {
    await inTransaction(jobPool, async client => {
      await execute(client, sql`select 1 from cencomm_operations where id = ${id} for update`);
      const rows = await queryRows<{ accountId: number; login: string }>(
        client,
        sql`
          select m.account_id as "accountId", a.login_id as login
          from cencomm_members m join accounts a on a.id = m.account_id
          where m.operation_id = ${id} and m.removed_at is null and ${hasNoAccess} order by m.id`,
      );
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
    const rows = await queryRows<{ operationId: string }>(
      client,
      sql`
        update cencomm_invitations set state = 'lapsed', settled_at = now()
        where state = 'open' and invited_at <= now() - interval '30 days' returning operation_id as "operationId"`,
    );
    for (const { operationId } of rows)
      await note(client, {}, { action: 'operation.invitationLapsed', subject: `operation:${operationId}` });
  });
}
