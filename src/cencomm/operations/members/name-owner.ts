import { rights, viewerOfAccount, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { addMember } from './members.ts';
import { sealAct } from './proven.ts';
import { demoteOwner, findAccountId } from './store-members.ts';
import { makeOwner } from '../membership.ts';
import { lockRegistered } from '../lifecycle/store-register.ts';
import { tellOfficer } from '../lifecycle/tell.ts';

/**
 * The Secretariat gives an operation whose owner's access ended to an Unlimited officer, without seeing who is in it.
 * The previous owner stays as a member in case the account may sign in again. Throws ChangedMeanwhile where it has an
 * owner, Refused for a login that cannot be one.
 */
export async function nameOwner(
  { pool, outbox, offices, keys }: Pick<CencommContext, 'pool' | 'outbox' | 'offices' | 'keys'>,
  viewer: Viewer,
  operationId: string,
  login: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    const { lacksOwner } = await lockRegistered(client, viewer, operationId);
    if (!lacksOwner) throw new ChangedMeanwhile('it has an owner');
    const accountId = await findAccountId(client, login);
    const owner = accountId === undefined ? undefined : await viewerOfAccount(client, accountId);
    if (owner?.level !== 'unlimited') throw new Refused({ path: 'login', key: 'cencommops:problem.ownerUnlimited' });
    // Those who keep the register would let themselves in.
    if (rights.administrator(owner)) throw new Refused({ path: 'login', key: 'cencommops:problem.ownerSecretariat' });
    const former = await demoteOwner(client, operationId);
    const member = { accountId: owner.accountId, role: 'owner', country: null } as const;
    await addMember(client, viewer, keys, { id: operationId, joining: 'history' }, member);
    await makeOwner(client, operationId, { accountId: owner.accountId, officeId: owner.office.id }, offices);
    await sealAct(client, keys, operationId, viewer.accountId, [...former, owner.accountId]);
    await note(client, viewer, {
      action: 'operation.ownerNamed',
      subject: `operation:${operationId}`,
      detail: { login: owner.loginId },
    });
    await tellOfficer(client, { outbox }, owner.loginId, 'Owner');
  });
}
