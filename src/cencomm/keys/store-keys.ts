import type { Client, Pool, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';

/** Why a new epoch begins. */
export type EpochReason = 'opened' | 'removal' | 'age' | 'suspicion';

/** A master key as its row holds it, without the key. */
export interface MasterKeyRow {
  readonly id: string;
  readonly state: 'active' | 'decrypt_only' | 'retired';
  /** Key check value. */
  readonly kcv: Buffer;
  /** Operation keys wrapped under it. */
  readonly wraps: number;
}

export function listMasterKeys(on: Queryable): Promise<MasterKeyRow[]> {
  return queryRows(
    on,
    sql`
      select m.kek_id as id, m.state, m.kcv,
        (select count(*)::int from cencomm_operation_keys k
          where k.kek_id = m.kek_id and k.wrapped_dek is not null) as wraps
      from cencomm_keks m order by m.created_at, m.kek_id`,
  );
}

export function findActiveMasterKey(on: Queryable): Promise<{ id: string; kcv: Buffer } | undefined> {
  return queryRow(on, sql`select kek_id as id, kcv from cencomm_keks where state = 'active'`);
}

/** Adds the first master key of an installation; does nothing where there is one. */
export async function insertFirstMasterKey(pool: Pool, id: string, kcv: Buffer): Promise<void> {
  await execute(
    pool,
    sql`insert into cencomm_keks (kek_id, state, kcv) values (${id}, 'active', ${kcv}) on conflict do nothing`,
  );
}

/** Adds a master key and takes it into use; the previous one only opens from now on. */
export async function insertMasterKey(client: Client, id: string, kcv: Buffer): Promise<void> {
  await execute(client, sql`update cencomm_keks set state = 'decrypt_only' where state = 'active'`);
  await execute(client, sql`insert into cencomm_keks (kek_id, state, kcv) values (${id}, 'active', ${kcv})`);
}

export async function updateRetired(client: Client, id: string): Promise<void> {
  await execute(client, sql`update cencomm_keks set state = 'retired', retired_at = now() where kek_id = ${id}`);
}

/** An operation key, wrapped under the master key `kekId`. */
interface WrappedKey {
  readonly operationId: string;
  readonly epoch: number;
  readonly kekId: string;
  readonly wrapped: Buffer;
}

/**
 * The key of an operation in an epoch, with the check value of its master key; `wrapped` is null once it was destroyed.
 */
export function findWrappedKey(
  on: Queryable,
  operationId: string,
  epoch: number,
): Promise<{ kekId: string; wrapped: Buffer | null; kcv: Buffer } | undefined> {
  return queryRow(
    on,
    sql`
      select k.kek_id as "kekId", k.wrapped_dek as wrapped, m.kcv
      from cencomm_operation_keys k join cencomm_keks m using (kek_id)
      where k.operation_id = ${operationId} and k.epoch = ${epoch}`,
    'cencomm_operation_key',
  );
}

/** At most `limit` operation keys that are not wrapped under this master key, locked. */
export function lockKeysNotUnder(client: Client, kekId: string, limit: number): Promise<WrappedKey[]> {
  return queryRows(
    client,
    sql`
      select operation_id as "operationId", epoch, kek_id as "kekId", wrapped_dek as wrapped
      from cencomm_operation_keys
      where kek_id <> ${kekId} and wrapped_dek is not null
      order by operation_id, epoch limit ${limit} for update skip locked`,
  );
}

export async function updateWrappedKey(
  client: Client,
  { operationId, epoch, kekId, wrapped }: WrappedKey,
): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_operation_keys set kek_id = ${kekId}, wrapped_dek = ${wrapped}
      where operation_id = ${operationId} and epoch = ${epoch}`,
  );
}

/** The number of the operation's last epoch; 0 where it has none. */
export async function findLastEpoch(client: Client, operationId: string): Promise<number> {
  const last = await queryRow<{ epoch: number }>(
    client,
    sql`select coalesce(max(epoch), 0) as epoch from cencomm_operation_keys where operation_id = ${operationId}`,
  );
  return last?.epoch ?? 0;
}

/** Adds the key of a new epoch and makes this the operation's current one. */
export async function insertEpoch(client: Client, key: WrappedKey, reason: EpochReason): Promise<void> {
  await execute(
    client,
    sql`
      insert into cencomm_operation_keys (operation_id, epoch, kek_id, wrapped_dek, reason)
      values (${key.operationId}, ${key.epoch}, ${key.kekId}, ${key.wrapped}, ${reason})`,
  );
  await execute(client, sql`update cencomm_operations set current_epoch = ${key.epoch} where id = ${key.operationId}`);
}

/** The current epoch, locked, if it began while keys of earlier ones are still there. */
export function lockUnfinishedEpoch(
  client: Client,
  operationId: string,
): Promise<{ epoch: number; reason: EpochReason } | undefined> {
  return queryRow(
    client,
    sql`
      select k.epoch, k.reason
      from cencomm_operations o join cencomm_operation_keys k on k.operation_id = o.id and k.epoch = o.current_epoch
      where o.id = ${operationId}
        and exists (select from cencomm_operation_keys b
          where b.operation_id = o.id and b.epoch < k.epoch and b.wrapped_dek is not null) for update of o`,
  );
}

/**
 * Destroys the keys of the epochs before this one, unless the operation is under legal hold. Returns whether it did.
 */
export async function shredKeysBefore(client: Client, operationId: string, epoch: number): Promise<boolean> {
  const operation = await queryRow<{ held: boolean }>(
    client,
    sql`select legal_hold as held from cencomm_operations where id = ${operationId} for update`,
  );
  if (operation?.held) return false;
  await execute(
    client,
    sql`
      update cencomm_operation_keys set wrapped_dek = null, shredded_at = now()
      where operation_id = ${operationId} and epoch < ${epoch} and wrapped_dek is not null`,
  );
  return true;
}

/** Open operations whose current key is older than so many days. */
export async function listOperationsWithOldKey(pool: Pool, days: number): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    pool,
    sql`
      select o.id from cencomm_operations o
        join cencomm_operation_keys k on k.operation_id = o.id and k.epoch = o.current_epoch
      where o.state = 'open' and k.created_at < now() - make_interval(days => ${days})`,
  );
  return rows.map(({ id }) => id);
}

/** Locks one of them. Returns false where it was closed, or its key renewed, in the meantime. */
export async function lockIfKeyOld(client: Client, operationId: string, days: number): Promise<boolean> {
  const row = await queryRow(
    client,
    sql`
      select 1 from cencomm_operations o where o.id = ${operationId} and o.state = 'open' and exists (
        select from cencomm_operation_keys k
        where k.operation_id = o.id and k.epoch = o.current_epoch
          and k.created_at < now() - make_interval(days => ${days})) for update`,
  );
  return row !== undefined;
}
