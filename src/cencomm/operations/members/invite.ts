import type { Level, Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { FieldProblem } from '../../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import type { Offices } from '../../../reference/index.ts';
import type { CencommContext } from '../../context.ts';
import { findOfficer } from './store-candidates.ts';
import { requireManager, type MemberRole } from '../operation.ts';
import { enterLocked } from '../store.ts';
import {
  countRecentInvitations,
  hasInvitation,
  insertInvitation,
  isOfficeInvited,
  settleInvitation,
} from './store-invitations.ts';
import { tellInvitedOffice, tellOfficer } from '../lifecycle/tell.ts';

export type InvitedRole = Exclude<MemberRole, 'owner'>;
export const invitedRoles = ['member', 'liaison', 'observer'] as const satisfies readonly InvitedRole[];

interface Inviting {
  /** Number of the form: sent twice it is one invitation. */
  readonly clientUuid: string;
  /** An office or an account. */
  readonly whom: { readonly kind: 'office' | 'account'; readonly id: number };
  readonly role: InvitedRole;
  /** ISO 3166-1 alpha-2, or ''. */
  readonly country: string;
}

/** Why an account of this level cannot have this role: Read-Only accounts observe, Limited ones have no CENcomm. */
export function roleProblem(level: Level, role: MemberRole): FieldProblem | undefined {
  if (level === 'limited') return { path: 'whom', key: 'cencommops:problem.limited' };
  if (level === 'read_only' && role !== 'observer') return { path: 'role', key: 'cencommops:problem.readOnly' };
  return level === 'partner' && role === 'owner' ? { path: 'role', key: 'cencommops:problem.partnerOwner' } : undefined;
}

/** The country a member speaks for: an administration's own, else the one chosen for a liaison. Throws Refused. */
export function countryFor(officeId: number, role: MemberRole, chosen: string, offices: Offices): string | null {
  const own = offices.byId(officeId)?.kind === 'administration' ? (offices.byId(officeId)?.country ?? null) : null;
  if (own !== null && chosen !== '' && chosen !== own)
    throw new Refused({ path: 'country', key: 'cencommops:problem.otherCountry' });
  if (role === 'liaison' && own === null && chosen === '')
    throw new Refused({ path: 'country', key: 'cencommops:problem.liaisonOfWhat' });
  return own ?? (role === 'liaison' ? chosen : null);
}

/** Each invitation is an email: nobody's mailbox is filled by inviting and withdrawing. */
const maxInAnHour = 1000;

/** Invites an office or an officer, who learn no more than that. Throws Refused at the field. */
export async function invite(
  context: Pick<CencommContext, 'pool' | 'outbox' | 'offices'>,
  viewer: Viewer,
  operationId: string,
  inviting: Inviting,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const entered = await enterLocked(client, viewer, operationId);
    requireManager(entered);
    if (entered.operation.state !== 'open') throw new ChangedMeanwhile('the operation is closed');
    // Before anything is checked: the same form sent again finds the invitation it made.
    if (await hasInvitation(client, inviting.clientUuid)) return;
    await requireFewRecent(client, viewer, 1, 'whom');
    await inviteInside(client, viewer, context, operationId, inviting);
  });
}

/** Throws Refused at a field for more invitations than anybody sends within an hour. */
export async function requireFewRecent(client: Client, viewer: Viewer, more: number, path: string): Promise<void> {
  if ((await countRecentInvitations(client, viewer)) + more > maxInAnHour)
    throw new Refused({ path, key: 'cencommops:problem.tooManyInvitations', values: { most: maxInAnHour } });
}

/** Invites inside a transaction that locked the operation for its owner. Throws Refused at the field. */
export async function inviteInside(
  client: Client,
  viewer: Viewer,
  context: Inside,
  operationId: string,
  inviting: Inviting,
): Promise<void> {
  await (inviting.whom.kind === 'office'
    ? inviteOffice(client, viewer, context, operationId, inviting)
    : inviteOfficer(client, viewer, context, operationId, inviting));
}

type Inside = Pick<CencommContext, 'outbox' | 'offices'>;

async function inviteOffice(
  client: Client,
  viewer: Viewer,
  { outbox, offices }: Inside,
  operationId: string,
  { clientUuid, whom, role, country }: Inviting,
): Promise<void> {
  const office = offices.byId(whom.id);
  if (!office) throw new Refused({ path: 'whom', key: 'forms:problem.notListed' });
  if (await isOfficeInvited(client, operationId, office.id))
    throw new Refused({ path: 'whom', key: 'cencommops:problem.invitedAlready' });
  await insertInvitation(client, viewer, operationId, {
    id: clientUuid,
    officeId: office.id,
    role,
    country: countryFor(office.id, role, country, offices),
  });
  if ((await tellInvitedOffice(client, { outbox }, office.id)) === 0)
    throw new Refused({ path: 'whom', key: 'cencommops:problem.nobodyAnswers' });
  await note(client, viewer, {
    action: 'operation.invited',
    subject: `operation:${operationId}`,
    detail: { office: office.code, role },
  });
}

async function inviteOfficer(
  client: Client,
  viewer: Viewer,
  { outbox, offices }: Inside,
  operationId: string,
  { clientUuid, whom, role, country }: Inviting,
): Promise<void> {
  const officer = await findOfficer(client, operationId, whom.id);
  if (!officer) throw new Refused({ path: 'whom', key: 'cencommops:problem.noAccount' });
  if (officer.isMember) throw new Refused({ path: 'whom', key: 'cencommops:problem.memberAlready' });
  if (officer.isInvited) throw new Refused({ path: 'whom', key: 'cencommops:problem.invitedAlready' });
  const problem = roleProblem(officer.level, role);
  if (problem) throw new Refused(problem);
  await insertInvitation(client, viewer, operationId, {
    id: clientUuid,
    accountId: officer.accountId,
    role,
    country: countryFor(officer.officeId, role, country, offices),
  });
  await note(client, viewer, {
    action: 'operation.invited',
    subject: `operation:${operationId}`,
    detail: { login: officer.login, role },
  });
  await tellOfficer(client, { outbox }, officer.login, 'Invited');
}

/** Withdraws an invitation. Throws ChangedMeanwhile where it was answered. */
export async function withdrawInvitation(
  { pool }: Pick<CencommContext, 'pool'>,
  viewer: Viewer,
  operationId: string,
  id: string,
): Promise<void> {
  await inTransaction(pool, async client => {
    requireManager(await enterLocked(client, viewer, operationId));
    if (!(await settleInvitation(client, viewer, operationId, id, 'withdrawn')))
      throw new ChangedMeanwhile('the invitation was answered already');
    await note(client, viewer, { action: 'operation.invitationWithdrawn', subject: `operation:${operationId}` });
  });
}
