import { viewerOfAccount, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { countryFor } from '../members/invite.ts';
import { addMember } from '../members/members.ts';
import { lockRegistered, readAsked, type Asked } from './store-register.ts';
import { updateDecision } from './store-operation.ts';
import { tellOfficer } from './tell.ts';

type Context = Pick<CencommContext, 'pool' | 'outbox' | 'offices' | 'keys'>;

/**
 * Opens a requested operation: the requester becomes its owner and is told; nobody else is. Throws ChangedMeanwhile
 * where it was decided already.
 */
export async function openRequested(
  { pool, outbox, offices, keys }: Context,
  viewer: Viewer,
  id: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    const { requesterId } = await lockWaiting(client, viewer, id);
    const owner = await viewerOfAccount(client, requesterId);
    if (owner?.level !== 'unlimited') throw new Refused({ path: 'decision', key: 'cencommops:problem.requesterGone' });
    await updateDecision(client, viewer, id, 'open', null);
    const country = countryFor(owner.office.id, 'owner', '', offices);
    const member = { accountId: owner.accountId, role: 'owner', country } as const;
    await addMember(client, viewer, keys, { id, joining: 'history' }, member);
    await note(client, viewer, {
      action: 'operation.opened',
      subject: `operation:${id}`,
      detail: { login: owner.loginId },
    });
    await tellOfficer(client, { outbox }, owner.loginId, 'Opened');
  });
}

/** Refuses it, with a reason the requester is shown. */
export async function refuseRequested(
  { pool, outbox }: Context,
  viewer: Viewer,
  id: string,
  reason: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    const { requestedBy } = await lockWaiting(client, viewer, id);
    await updateDecision(client, viewer, id, 'refused', reason);
    await note(client, viewer, { action: 'operation.refused', subject: `operation:${id}` });
    await tellOfficer(client, { outbox }, requestedBy, 'Refused');
  });
}

async function lockWaiting(client: Client, viewer: Viewer, id: string): Promise<Asked> {
  await lockRegistered(client, viewer, id);
  const asked = await readAsked(client, viewer, id);
  if (!asked) throw new ChangedMeanwhile('the request was decided already');
  return asked;
}
