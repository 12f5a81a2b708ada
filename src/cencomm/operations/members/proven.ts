import { tellLogin, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotVisible } from '../../../errors.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { requireOwner, roleFor, type Entered } from '../operation.ts';
import { enterLocked, isId, lockOperation } from '../store.ts';
import {
  findMemberRow,
  listMemberRows,
  listOperationsWithMembers,
  markUnprovenTold,
  readSealedLists,
  readSealedMembers,
  sealMembers,
  type MemberRow,
  type SealedMember,
  type SealedMembers,
} from './store-sealed-members.ts';

const isSame = (a: SealedMember, b: SealedMember): boolean =>
  a.role === b.role && a.country === b.country && a.seesFromMs === b.seesFromMs;

/** Whether a member of the table is one an act made, with the same role, country and history. */
function isProven(members: SealedMembers | undefined, accountId: number, row: SealedMember): boolean {
  const sealed = members?.get(accountId);
  return members === undefined || (sealed !== undefined && isSame(sealed, row));
}

/**
 * Throws NotVisible for a member whom no act made: to them the operation does not exist until its owner confirms them.
 * Noted in the trail. Says nothing of strangers, whom each page refuses itself.
 */
export async function requireProven(
  { pool, keys }: Pick<CencommContext, 'pool' | 'keys'>,
  viewer: Viewer,
  operationId: unknown,
): Promise<void> {
  if (!isId(operationId)) return;
  const row = await findMemberRow(pool, operationId, viewer.accountId);
  if (!row || isProven(await readSealedMembers(pool, keys, operationId), viewer.accountId, row)) return;
  await note(pool, viewer, {
    action: 'operation.memberUnproven',
    outcome: 'refused',
    subject: `operation:${operationId}`,
    detail: { login: viewer.loginId },
  });
  throw new NotVisible('no act made this member');
}

/** Of operations a viewer is in by the table, those they are in by an act. */
export async function provenOf(
  { pool, keys }: Pick<CencommContext, 'pool' | 'keys'>,
  viewer: Viewer,
  entered: readonly Entered[],
): Promise<Entered[]> {
  const lists = await readSealedLists(
    pool,
    keys,
    entered.map(({ operation }) => operation.id),
  );
  return entered.filter(({ operation, membership }) => {
    const list = lists.get(operation.id);
    const sealed = list?.get(viewer.accountId);
    const asMayBe = sealed && { ...sealed, role: roleFor(viewer.level, sealed.role) };
    return list === undefined || (asMayBe !== undefined && isSame(asMayBe, membership));
  });
}

/** Members of the table whom no act made. */
export async function listUnproven(on: Queryable, keys: KeyProvider, operationId: string): Promise<MemberRow[]> {
  const members = await readSealedMembers(on, keys, operationId);
  return (await listMemberRows(on, operationId)).filter(one => !isProven(members, one.accountId, one));
}

/** Those to whom messages go: members by the table and by an act. */
export async function listProvenIds(on: Queryable, keys: KeyProvider, operationId: string): Promise<number[]> {
  const members = await readSealedMembers(on, keys, operationId);
  return (await listMemberRows(on, operationId))
    .filter(one => isProven(members, one.accountId, one))
    .map(({ accountId }) => accountId);
}

/**
 * Seals what an act made of one member: as they stand in the table now, or gone. What others put into the table is not
 * sealed with it. The operation is locked.
 */
export async function sealAct(
  client: Client,
  keys: KeyProvider,
  operationId: string,
  authorId: number,
  accountIds: readonly number[],
): Promise<void> {
  const before = await readSealedMembers(client, keys, operationId);
  const rows = await listMemberRows(client, operationId);
  const after = new Map(before ?? rows.map(row => [row.accountId, memberOf(row)]));
  for (const accountId of accountIds) {
    const row = rows.find(one => one.accountId === accountId);
    if (row) after.set(accountId, memberOf(row));
    else after.delete(accountId);
  }
  await sealMembers(client, keys, operationId, authorId, after);
  if (before === undefined)
    await note(client, {}, { action: 'operation.membersSealed', subject: `operation:${operationId}` });
}

const memberOf = ({ role, country, seesFromMs }: SealedMember): SealedMember => ({ role, country, seesFromMs });

/** The owner confirms a member whom no act made. Throws ChangedMeanwhile where there is none. */
export async function confirmMember(
  { pool, keys }: Pick<CencommContext, 'pool' | 'keys'>,
  viewer: Viewer,
  operationId: string,
  accountId: number,
): Promise<void> {
  await inTransaction(pool, async client => {
    requireOwner(await enterLocked(client, viewer, operationId));
    const one = (await listUnproven(client, keys, operationId)).find(member => member.accountId === accountId);
    if (!one) throw new ChangedMeanwhile('nobody to confirm');
    await sealAct(client, keys, operationId, viewer.accountId, [accountId]);
    await note(client, viewer, {
      action: 'operation.memberConfirmed',
      subject: `operation:${operationId}`,
      detail: { login: one.login },
    });
  });
}

/**
 * Seals the members of operations from before there were lists, and tells owners of members no act made, each once.
 */
export async function watchMembers({
  jobPool,
  keys,
  outbox,
}: Pick<CencommContext, 'jobPool' | 'keys' | 'outbox'>): Promise<void> {
  for (const id of await listOperationsWithMembers(jobPool)) {
    await inTransaction(jobPool, async client => {
      await lockOperation(client, id);
      const rows = await listMemberRows(client, id);
      const owner = rows.find(({ role }) => role === 'owner');
      if (!owner) return;
      if ((await readSealedMembers(client, keys, id)) === undefined)
        await sealAct(client, keys, id, owner.accountId, []);
      const unproven = (await listUnproven(client, keys, id)).filter(one => one !== owner);
      const fresh = await markUnprovenTold(
        client,
        id,
        unproven.map(({ accountId }) => accountId),
      );
      for (const { login } of unproven.filter(({ accountId }) => fresh.includes(accountId)))
        await note(
          client,
          {},
          { action: 'operation.memberUnproven', outcome: 'failed', subject: `operation:${id}`, detail: { login } },
        );
      if (fresh.length > 0)
        await tellLogin(client, outbox, owner.login, {
          about: 'account',
          kind: 'cencommUnproven',
          values: {},
          path: '/cencomm',
        });
    });
  }
}
