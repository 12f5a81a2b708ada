import { rights, viewerOfAccount } from '../../../access/index.ts';
import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { addMember } from './members.ts';
import { makeOwner } from '../membership.ts';
import { lockRegistered } from '../lifecycle/store-register.ts';
import { tellOfficer } from '../lifecycle/tell.ts';

/**
 * The Secretariat gives an operation whose owner's access ended to an Unlimited officer, without seeing who is in it. The one before stays a
 * member while the account may sign in again. Throws ChangedMeanwhile where it has an owner, Refused for a login that cannot be one.
 */
export async function nameOwner(
  { pool, outbox, offices }: Pick<CencommContext, 'pool' | 'outbox' | 'offices'>,
  viewer: Viewer,
  operationId: string,
  login: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    const { lacksOwner } = await lockRegistered(viewer, client, operationId);
    if (!lacksOwner) throw new ChangedMeanwhile('it has an owner');
    const {
      rows: [account],
    } = await client.query<{ id: number }>('select id from accounts where login_id = $1', [login.toLowerCase()]);
    const owner = account && (await viewerOfAccount(client, account.id));
    if (owner?.level !== 'unlimited') throw new Refused({ path: 'login', key: 'cencommops:problem.ownerUnlimited' });
    // Who keeps the register would let themselves in.
    if (rights.administrator(owner)) throw new Refused({ path: 'login', key: 'cencommops:problem.ownerSecretariat' });
    await client.query(
      `update cencomm_members set role = 'member' where operation_id = $1 and role = 'owner' and removed_at is null`,
      [operationId],
    );
    await addMember(
      client,
      viewer,
      { id: operationId, joining: 'history' },
      { accountId: owner.accountId, role: 'owner', country: null },
    );
    await makeOwner(client, operationId, { accountId: owner.accountId, officeId: owner.office.id }, offices);
    await note(client, viewer, {
      action: 'operation.ownerNamed',
      subject: `operation:${operationId}`,
      detail: { login: owner.loginId },
    });
    await tellOfficer({ outbox }, client, owner.loginId, 'Owner');
  });
}
