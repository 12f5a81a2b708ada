import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import type { CencommContext } from '../context.ts';
import { countryFor, roleProblem, type InvitedRole } from './members/invite.ts';
import { keepReason } from './members/departures.ts';
import { removeMember } from './members/members.ts';
import { sealAct } from './members/proven.ts';
import { requireManager, requireOwner, type Entered } from './operation.ts';
import { enterLocked } from './store.ts';
import { listMemberCards, setRole, type MemberCard } from './members/store-members.ts';
import { updateOffice } from './lifecycle/store-operation.ts';
import { tellOfficer } from './lifecycle/tell.ts';

type Context = Pick<CencommContext, 'pool' | 'outbox' | 'offices' | 'keys'>;

/** The owner changes another member's role. Throws Refused for a role the member's level does not allow. */
export async function changeRole(
  { pool, offices, keys }: Context,
  viewer: Viewer,
  operationId: string,
  accountId: number,
  { role, country }: { role: InvitedRole; country: string },
): Promise<void> {
  await inTransaction(pool, async client => {
    const card = await lockWithMember(client, viewer, operationId, accountId, requireManager);
    const problem = roleProblem(card.level, role);
    if (problem) throw new Refused(problem);
    await setRole(client, operationId, accountId, role, countryFor(card.officeId, role, country, offices));
    await sealAct(client, keys, operationId, viewer.accountId, [accountId]);
    await note(client, viewer, {
      action: 'operation.roleChanged',
      subject: `operation:${operationId}`,
      detail: { login: card.login, role },
    });
  });
}

/**
 * The owner takes a member out, also of an archived operation: from the next request on the member is a stranger, and
 * is told by a letter that says nothing of the operation. Why is kept sealed, for the owner.
 */
export async function takeOut(
  { pool, outbox, keys }: Context,
  viewer: Viewer,
  operationId: string,
  accountId: number,
  reason: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    const card = await lockWithMember(client, viewer, operationId, accountId, requireOwner);
    const memberId = await removeMember(client, viewer, keys, operationId, accountId);
    if (memberId === undefined) throw new ChangedMeanwhile('no such other member');
    const { operation } = await enterLocked(client, viewer, operationId);
    await keepReason(client, viewer, keys, operation, { memberId, reason });
    await note(client, viewer, {
      action: 'operation.memberRemoved',
      subject: `operation:${operationId}`,
      detail: { login: card.login },
    });
    await tellOfficer(client, { outbox }, card.login, 'Removed');
  });
}

/** A member leaves. Throws Refused for the owner, who must hand over first. */
export async function leave({ pool, keys }: Context, viewer: Viewer, operationId: string): Promise<void> {
  await inTransaction(pool, async client => {
    const { membership } = await enterLocked(client, viewer, operationId);
    if (membership.role === 'owner') throw new Refused({ path: 'leave', key: 'cencommops:problem.handOverFirst' });
    await removeMember(client, viewer, keys, operationId, viewer.accountId);
    await note(client, viewer, { action: 'operation.left', subject: `operation:${operationId}` });
  });
}

/** The owner makes an Unlimited member the owner, at once, and stays as a member; the new one is told. */
export async function handOver(
  { pool, outbox, offices, keys }: Context,
  viewer: Viewer,
  operationId: string,
  accountId: number,
): Promise<void> {
  await inTransaction(pool, async client => {
    const card = await lockWithMember(client, viewer, operationId, accountId, requireOwner);
    if (card.level !== 'unlimited' || !card.isLive)
      throw new Refused({ path: 'newOwner', key: 'cencommops:problem.ownerUnlimited' });
    await setRole(client, operationId, viewer.accountId, 'member', countryFor(viewer.office.id, 'member', '', offices));
    await makeOwner(client, operationId, card, offices);
    await sealAct(client, keys, operationId, viewer.accountId, [viewer.accountId, accountId]);
    await note(client, viewer, {
      action: 'operation.handedOver',
      subject: `operation:${operationId}`,
      detail: { login: card.login },
    });
    await tellOfficer(client, { outbox }, card.login, 'Owner');
  });
}

/** Makes a member the owner, and the member's office the operation's. */
export async function makeOwner(
  client: Client,
  operationId: string,
  { accountId, officeId }: Pick<MemberCard, 'accountId' | 'officeId'>,
  offices: CencommContext['offices'],
): Promise<void> {
  await setRole(client, operationId, accountId, 'owner', countryFor(officeId, 'owner', '', offices));
  await updateOffice(client, operationId, officeId);
}

/** Locks the operation and finds another of its members. Throws ChangedMeanwhile for one who left. */
async function lockWithMember(
  client: Client,
  viewer: Viewer,
  operationId: string,
  accountId: number,
  require: (entered: Entered) => void,
): Promise<MemberCard> {
  const entered = await enterLocked(client, viewer, operationId);
  require(entered);
  const card = (await listMemberCards(client, viewer, entered)).find(one => one.accountId === accountId);
  if (!card || card.accountId === viewer.accountId) throw new ChangedMeanwhile('no such other member');
  return card;
}
