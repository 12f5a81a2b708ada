import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { note } from '../../audit/index.ts';
import type { Actor } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import { inTransaction } from '../../db/transaction.ts';
import { DomainError } from '../../errors.ts';
import { unwrap, wrap } from './keyring.ts';
import { isKeyId, isSameKey, keyFile, readMasterKeys } from './master-keys.ts';
import type { MasterKey } from './master-keys.ts';

/** A key cannot be dealt with so; the message is the sentence for the operator. */
export class KeyRefused extends DomainError {
  constructor(sentence: string) {
    super('keyRefused', 409, sentence);
  }
}

export interface KeyPlace {
  readonly pool: Pool;
  readonly directory: string;
}

/** A master key as the table and the directory know it. */
export interface KeyState {
  readonly id: string;
  readonly state: 'active' | 'decrypt_only' | 'retired';
  readonly file: 'right' | 'missing' | 'wrong';
  /** Operation keys wrapped under it. */
  readonly wraps: number;
}

export async function listKeys({ pool, directory }: KeyPlace): Promise<KeyState[]> {
  const { keys } = await readMasterKeys(directory);
  const rows = await queryRows<{ id: string; state: KeyState['state']; kcv: Buffer; wraps: number }>(
    pool,
    sql`
      select m.kek_id as id, m.state, m.kcv,
        (select count(*)::int from cencomm_operation_keys k
          where k.kek_id = m.kek_id and k.wrapped_dek is not null) as wraps
      from cencomm_keks m order by m.created_at, m.kek_id`,
  );
  return rows.map(({ id, state, kcv, wraps }) => {
    const key = keys.get(id);
    return { id, state, wraps, file: key === undefined ? 'missing' : isSameKey(kcv, key) ? 'right' : 'wrong' };
  });
}

/**
 * Takes a master key into use; the one before only opens from now on. Its file is made where it is not there yet. Every process must
 * find the file before, or it is without its key. Throws KeyRefused with the sentence.
 */
export async function addMasterKey({ pool, directory }: KeyPlace, actor: Actor, id: string): Promise<void> {
  if (!isKeyId(id)) throw new KeyRefused(`"${id}" is no name for a key: give one such as k2027a.`);
  await makeKeyFile(directory, id);
  const { keys } = await readMasterKeys(directory);
  const key = keys.get(id);
  if (!key) throw new KeyRefused(`${keyFile(directory, id)} must hold 32 bytes and be readable by its owner only.`);
  await inTransaction(pool, async client => {
    const known = await queryRows(client, sql`select 1 from cencomm_keks where kek_id = ${id}`);
    if (known.length > 0) throw new KeyRefused(`The key ${id} is known already: a new one needs another name.`);
    await execute(client, sql`update cencomm_keks set state = 'decrypt_only' where state = 'active'`);
    await execute(client, sql`insert into cencomm_keks (kek_id, state, kcv) values (${id}, 'active', ${key.kcv})`);
    await note(client, actor, { action: 'cencommKey.added', subject: `key:${id}` });
  });
}

async function makeKeyFile(directory: string, id: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = keyFile(directory, id);
  try {
    await writeFile(path, randomBytes(32), { flag: 'wx', mode: 0o400, flush: true });
    await chmod(path, 0o400);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
  }
}

/** Operation keys wrapped anew in one transaction. */
const batch = 200;

/**
 * Wraps every operation key under the master key in use, a batch at a time: broken off anywhere, it goes on where it was. Answers how
 * many were wrapped anew. Throws KeyRefused where a key's file is not there.
 */
export async function rewrapKeys({ pool, directory }: KeyPlace, actor: Actor): Promise<number> {
  const { keys } = await readMasterKeys(directory);
  const states = await listKeys({ pool, directory });
  const active = states.find(({ state }) => state === 'active');
  const kek = active && keys.get(active.id);
  if (!kek || active.file !== 'right') throw new KeyRefused('The master key in use is not there.');
  let done = 0;
  for (;;) {
    const count = await rewrapBatch(pool, keys, kek);
    if (count === 0) break;
    done += count;
  }
  await note(pool, actor, { action: 'cencommKey.rewrapped', subject: `key:${kek.id}`, detail: { keys: done } });
  return done;
}

async function rewrapBatch(pool: Pool, keys: ReadonlyMap<string, MasterKey>, active: MasterKey): Promise<number> {
  return inTransaction(pool, async client => {
    const rows = await queryRows<{ operationId: string; epoch: number; kekId: string; wrapped: Buffer }>(
      client,
      sql`
        select operation_id as "operationId", epoch, kek_id as "kekId", wrapped_dek as wrapped
        from cencomm_operation_keys
        where kek_id <> ${active.id} and wrapped_dek is not null
        order by operation_id, epoch limit ${batch} for update skip locked`,
    );
    for (const { operationId, epoch, kekId, wrapped } of rows) {
      const old = keys.get(kekId);
      if (!old)
        throw new KeyRefused(
          `The file of the key ${kekId} is not there: what is wrapped under it cannot be wrapped anew.`,
        );
      await execute(
        client,
        sql`
          update cencomm_operation_keys
          set kek_id = ${active.id},
            wrapped_dek = ${wrap(active, operationId, epoch, unwrap(old, operationId, epoch, wrapped))}
          where operation_id = ${operationId} and epoch = ${epoch}`,
      );
    }
    return rows.length;
  });
}

/** Puts a master key out of use for ever. Throws KeyRefused while something is wrapped under it, and for the one in use. */
export async function retireKey({ pool, directory }: KeyPlace, actor: Actor, id: string): Promise<void> {
  const key = (await listKeys({ pool, directory })).find(one => one.id === id);
  if (!key) throw new KeyRefused(`There is no key ${id}.`);
  if (key.state === 'active') throw new KeyRefused(`The key ${id} is in use: add another first.`);
  if (key.wraps > 0) throw new KeyRefused(`${key.wraps} operation keys are wrapped under ${id}: run rewrap first.`);
  await inTransaction(pool, async client => {
    await execute(client, sql`update cencomm_keks set state = 'retired', retired_at = now() where kek_id = ${id}`);
    await note(client, actor, { action: 'cencommKey.retired', subject: `key:${id}` });
  });
}
