import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotVisible } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import type { Client } from '../../../db/pool.ts';
import { officersOf, type Candidate } from './store-candidates.ts';
import type { InvitedRole } from './invite.ts';
import { addMember } from './members.ts';
import { roleFor } from '../operation.ts';
import { getInvited, insertInvitation, lockInvited, settleInvitation, settleOthers } from './store-invitations.ts';
import { tellOfficer } from '../lifecycle/tell.ts';

type Answering = Pick<CencommContext, 'pool' | 'outbox' | 'offices' | 'keys'>;

/**
 * The invited officer joins. Returns the operation's id. Throws NotVisible for an invitation that is not theirs or not
 * open.
 */
export async function acceptInvitation(
  { pool, offices, keys }: Answering,
  viewer: Viewer,
  id: unknown,
): Promise<string> {
  return inTransaction(pool, async client => {
    const invited = await lockInvited(client, viewer, offices, id);
    if (invited.accountId !== viewer.accountId)
      throw new NotVisible('an invitation of an office is answered by naming officers');
    await settleInvitation(client, viewer, invited.operationId, invited.id, 'accepted');
    const { operationId, joining, country } = invited;
    const role = roleFor(viewer.level, invited.role);
    const member = { accountId: viewer.accountId, role, country };
    await addMember(client, viewer, keys, { id: operationId, joining }, member);
    await note(client, viewer, { action: 'operation.joined', subject: `operation:${operationId}`, detail: { role } });
    return operationId;
  });
}

/** The invited officer, or one who answers for the invited office, declines. */
export async function declineInvitation({ pool, offices }: Answering, viewer: Viewer, id: unknown): Promise<void> {
  await inTransaction(pool, async client => {
    const invited = await lockInvited(client, viewer, offices, id);
    await settleInvitation(client, viewer, invited.operationId, invited.id, 'declined');
    await note(client, viewer, { action: 'operation.declined', subject: `operation:${invited.operationId}` });
  });
}

/**
 * An officer who answers for an invited office names officers of it. Each is invited and answers for themselves, but
 * the one who names joins at once if they name themselves. Throws Refused where nobody, or someone who cannot be named,
 * is named.
 */
export async function nameOfficers(
  { pool, outbox, offices, keys }: Answering,
  viewer: Viewer,
  id: unknown,
  accountIds: readonly number[],
): Promise<{ operationId: string; joined: boolean }> {
  return inTransaction(pool, async client => {
    const invited = await lockInvited(client, viewer, offices, id);
    if (invited.officeId === null) throw new NotVisible('an officer answers for themselves');
    const { operationId } = invited;
    const named = await namedOfficers(client, { ...invited, officeId: invited.officeId }, accountIds);
    for (const officer of named) {
      if (officer.isMember || officer.isInvited) continue;
      const member = {
        ...officer,
        role: roleFor(officer.level, invited.role) as InvitedRole,
        country: invited.country,
      };
      if (officer.accountId === viewer.accountId)
        await addMember(client, viewer, keys, { id: operationId, joining: invited.joining }, member);
      else {
        const { accountId, role, country } = member;
        await insertInvitation(client, viewer, operationId, { id: randomUUID(), accountId, role, country });
        await tellOfficer(client, { outbox }, officer.login, 'Invited');
      }
    }
    await settleInvitation(client, viewer, operationId, invited.id, 'accepted');
    const joined = accountIds.includes(viewer.accountId);
    if (joined) await settleOthers(client, viewer, operationId, viewer.accountId);
    await note(client, viewer, {
      action: 'operation.officersNamed',
      subject: `operation:${operationId}`,
      detail: { logins: named.map(({ login }) => login) },
    });
    return { operationId, joined };
  });
}

/**
 * The officers of an invited office with these accounts. Throws Refused where there are none, or one is not of the
 * office.
 */
async function namedOfficers(
  client: Client,
  { operationId, officeId }: { operationId: string; officeId: number },
  accountIds: readonly number[],
): Promise<Candidate[]> {
  if (accountIds.length === 0) throw new Refused({ path: 'officers', key: 'cencommops:problem.nameSomebody' });
  const officers = (await officersOf(client, operationId, officeId)).filter(one => accountIds.includes(one.accountId));
  if (officers.length < new Set(accountIds).size)
    throw new Refused({ path: 'officers', key: 'forms:problem.notListed' });
  return officers;
}

/** Officers who may be named for an invited office, for those who answer for it. */
export async function officersToName({ pool, offices }: Answering, viewer: Viewer, id: unknown) {
  const invited = await getInvited(pool, viewer, offices, id);
  if (invited.officeId === null) throw new NotVisible('an officer answers for themselves');
  return { invited, officers: await officersOf(pool, invited.operationId, invited.officeId) };
}
