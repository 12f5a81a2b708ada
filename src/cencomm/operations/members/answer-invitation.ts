import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotVisible } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { officersOf } from './store-candidates.ts';
import { addMember } from './members.ts';
import { roleFor } from '../operation.ts';
import { getInvited, insertInvitation, lockInvited, settleInvitation, settleOthers } from './store-invitations.ts';
import { tellOfficer } from '../lifecycle/tell.ts';

type Answering = Pick<CencommContext, 'pool' | 'outbox' | 'offices'>;

/** The invited officer joins. Answers the operation's id. Throws NotVisible for an invitation that is not theirs or stands no more. */
export async function acceptInvitation({ pool, offices }: Answering, viewer: Viewer, id: unknown): Promise<string> {
  return inTransaction(pool, async client => {
    const invited = await lockInvited(viewer, client, offices, id);
    if (invited.accountId !== viewer.accountId)
      throw new NotVisible('an invitation of an office is answered by naming officers');
    await settleInvitation(client, viewer, invited.operationId, invited.id, 'accepted');
    await addMember(
      client,
      viewer,
      { id: invited.operationId, joining: invited.joining },
      { accountId: viewer.accountId, role: roleFor(viewer.level, invited.role), country: invited.country },
    );
    await note(client, viewer, {
      action: 'operation.joined',
      subject: `operation:${invited.operationId}`,
      detail: { role: roleFor(viewer.level, invited.role) },
    });
    return invited.operationId;
  });
}

/** The invited officer, or who answers for the invited office, says no. */
export async function declineInvitation({ pool, offices }: Answering, viewer: Viewer, id: unknown): Promise<void> {
  await inTransaction(pool, async client => {
    const invited = await lockInvited(viewer, client, offices, id);
    await settleInvitation(client, viewer, invited.operationId, invited.id, 'declined');
    await note(client, viewer, { action: 'operation.declined', subject: `operation:${invited.operationId}` });
  });
}

/**
 * Who answers for an invited office names officers of it; each is invited and answers for themselves, but whoever names joins at once.
 * Throws Refused where none or somebody else is named, or somebody is in it already.
 */
export async function nameOfficers(
  { pool, outbox, offices }: Answering,
  viewer: Viewer,
  id: unknown,
  accountIds: readonly number[],
): Promise<{ operationId: string; joined: boolean }> {
  return inTransaction(pool, async client => {
    const invited = await lockInvited(viewer, client, offices, id);
    if (invited.officeId === null) throw new NotVisible('an officer answers for themselves');
    const { operationId, role, country, joining } = invited;
    if (accountIds.length === 0) throw new Refused({ path: 'officers', key: 'cencommops:problem.nameSomebody' });
    const officers = await officersOf(client, operationId, invited.officeId);
    for (const accountId of accountIds) {
      const officer = officers.find(one => one.accountId === accountId);
      if (!officer) throw new Refused({ path: 'officers', key: 'forms:problem.notListed' });
      if (officer.isMember || officer.isInvited) continue;
      const own = roleFor(officer.level, role) as typeof role;
      if (accountId === viewer.accountId)
        await addMember(client, viewer, { id: operationId, joining }, { accountId, role: own, country });
      else {
        await insertInvitation(client, viewer, operationId, { id: randomUUID(), accountId, role: own, country });
        await tellOfficer({ outbox }, client, officer.login, 'Invited');
      }
    }
    await settleInvitation(client, viewer, operationId, invited.id, 'accepted');
    const joined = accountIds.includes(viewer.accountId);
    if (joined) await settleOthers(client, viewer, operationId, viewer.accountId);
    await note(client, viewer, {
      action: 'operation.officersNamed',
      subject: `operation:${operationId}`,
      detail: { logins: officers.filter(one => accountIds.includes(one.accountId)).map(({ login }) => login) },
    });
    return { operationId, joined };
  });
}

/** Officers who may be named for an invited office, for who answers for it. */
export async function officersToName({ pool, offices }: Answering, viewer: Viewer, id: unknown) {
  const invited = await getInvited(viewer, pool, offices, id);
  if (invited.officeId === null) throw new NotVisible('an officer answers for themselves');
  return { invited, officers: await officersOf(pool, invited.operationId, invited.officeId) };
}
