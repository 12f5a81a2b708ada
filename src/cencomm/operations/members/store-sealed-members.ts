import { randomUUID } from 'node:crypto';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from '../../keys/seal.ts';
import type { MemberRole } from '../operation.ts';

/** A member as an act of somebody made them. */
export interface SealedMember {
  readonly role: MemberRole;
  readonly country: string | null;
  readonly seesFromMs: number;
}
export type SealedMembers = ReadonlyMap<number, SealedMember>;

interface Row extends Omit<Sealed, 'kind'> {
  readonly sealed: Buffer;
}

/** Lists that were opened, by their salt, which is new each time one is sealed. */
const opened = new Map<string, SealedMembers>();
const mostOpened = 500;

/**
 * The members of an operation as acts made them; undefined for an operation from before there were such lists. A list
 * that does not open, or was taken away, is empty: then nobody is a member. Throws KeysAway.
 */
export async function readSealedMembers(
  on: Queryable,
  keys: KeyProvider,
  operationId: string,
): Promise<SealedMembers | undefined> {
  return (await readSealedLists(on, keys, [operationId])).get(operationId);
}

/** The same of several operations. */
export async function readSealedLists(
  on: Queryable,
  keys: KeyProvider,
  operationIds: readonly string[],
): Promise<ReadonlyMap<string, SealedMembers | undefined>> {
  if (operationIds.length === 0) return new Map();
  const rows = await queryRows<Row>(
    on,
    sql`
      select id, operation_id as "operationId", epoch, author_id as "authorId", created_ms::float8 as "createdMs", salt,
        members_ct as sealed from cencomm_member_lists where operation_id = any(${[...operationIds]}::uuid[])`,
    'cencomm_member_lists',
  );
  const lists = operationIds.map(async id => {
    const row = rows.find(({ operationId }) => operationId === id);
    return [id, await membersIn(on, keys, id, row)] as const;
  });
  return new Map(await Promise.all(lists));
}

async function membersIn(
  on: Queryable,
  keys: KeyProvider,
  operationId: string,
  row: Row | undefined,
): Promise<SealedMembers | undefined> {
  if (!row) return (await wasSealed(on, operationId)) ? new Map() : undefined;
  const name = `${operationId} ${row.epoch} ${row.salt.toString('base64')}`;
  const known = opened.get(name);
  if (known) return known;
  const { sealed, ...seal } = row;
  try {
    const text = openText(
      await keys.keyOf(on, operationId, row.epoch),
      { kind: 'members', ...seal },
      'members',
      sealed,
    );
    const members: SealedMembers = new Map(JSON.parse(text) as [number, SealedMember][]);
    if (opened.size >= mostOpened) opened.delete(opened.keys().next().value ?? '');
    opened.set(name, members);
    return members;
  } catch (error) {
    if (error instanceof BrokenSeal) return new Map();
    throw error;
  }
}

/** The trail, which nobody can take a row out of unseen, says whether there was a list. */
async function wasSealed(on: Queryable, operationId: string): Promise<boolean> {
  const row = await queryRow<{ found: boolean }>(
    on,
    sql`
      select exists (select from audit_events
        where subject = ${`operation:${operationId}`} and action = 'operation.membersSealed') as found`,
  );
  return row?.found ?? false;
}

/** Seals the members of an operation whose row is locked, in its present epoch. */
export async function sealMembers(
  client: Client,
  keys: KeyProvider,
  operationId: string,
  authorId: number,
  members: SealedMembers,
): Promise<void> {
  const current = await queryRow<{ epoch: number }>(
    client,
    sql`select current_epoch as epoch from cencomm_operations where id = ${operationId}`,
  );
  const row = {
    id: randomUUID(),
    operationId,
    epoch: current?.epoch ?? 1,
    authorId,
    createdMs: Date.now(),
    salt: newSalt(),
  };
  const key = await keys.keyOf(client, operationId, row.epoch);
  const sealed = sealText(key, { kind: 'members', ...row }, 'members', JSON.stringify([...members]));
  await execute(
    client,
    sql`
      insert into cencomm_member_lists (id, operation_id, epoch, author_id, created_ms, salt, members_ct)
      values (${row.id}, ${operationId}, ${row.epoch}, ${authorId}, ${row.createdMs}, ${row.salt}, ${sealed})
      on conflict (operation_id) do update
      set id = excluded.id, epoch = excluded.epoch, author_id = excluded.author_id, created_ms = excluded.created_ms,
        salt = excluded.salt, members_ct = excluded.members_ct`,
  );
}

/** A member as the table of members has them today. */
export interface MemberRow extends SealedMember {
  readonly accountId: number;
  readonly login: string;
  readonly personName: string | null;
}

/** The members of an operation as the table has them, whoever put them there. */
export async function listMemberRows(on: Queryable, operationId: string): Promise<MemberRow[]> {
  return queryRows<MemberRow>(
    on,
    sql`
      select m.account_id as "accountId", a.login_id as login, a.person_name as "personName", m.role, m.country,
        m.sees_from_ms::float8 as "seesFromMs"
      from cencomm_members m join accounts a on a.id = m.account_id
      where m.operation_id = ${operationId} and m.removed_at is null order by m.id`,
    'cencomm_member_rows',
  );
}

/** The same for one account. */
export async function findMemberRow(
  on: Queryable,
  operationId: string,
  accountId: number,
): Promise<SealedMember | undefined> {
  return queryRow<SealedMember>(
    on,
    sql`
      select role, country, sees_from_ms::float8 as "seesFromMs" from cencomm_members
      where operation_id = ${operationId} and account_id = ${accountId} and removed_at is null`,
    'cencomm_member_row',
  );
}

/** Operations with members, for the round that compares lists and tables. */
export async function listOperationsWithMembers(on: Queryable): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    on,
    sql`select id from cencomm_operations where state in ('open', 'closed', 'archived') order by id`,
  );
  return rows.map(({ id }) => id);
}

/** Records that the owner is told of members no act made. Returns those that were not told of before. */
export async function markUnprovenTold(
  client: Client,
  operationId: string,
  accountIds: readonly number[],
): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(
    client,
    sql`
      update cencomm_members set unproven_told_at = now()
      where operation_id = ${operationId} and account_id = any(${accountIds}::int[]) and removed_at is null
        and unproven_told_at is null
      returning account_id as id`,
  );
  return rows.map(({ id }) => id);
}
