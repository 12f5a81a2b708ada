import { createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { open, seal } from '../../crypto/envelope.ts';
import type { Context } from '../../crypto/envelope.ts';
import type { Client, Pool, Queryable } from '../../db/pool.ts';
import { execute, queryRow, sql } from '../../db/sql.ts';
import { Unavailable } from '../../errors.ts';
import { isSameKey, readMasterKeys } from './master-keys.ts';
import type { MasterKey } from './master-keys.ts';

/** Why CENcomm cannot work: the master key's file is not there, is another key, or none was ever chosen. */
export type KeyProblem = 'missing' | 'wrong' | 'none';

/** CENcomm's keys are away: 503 with a text of its own. The rest of the portal works, and nothing is overwritten. */
export class KeysAway extends Unavailable {
  override readonly code = 'cencommKeys';
  readonly problem: KeyProblem;
  constructor(problem: KeyProblem) {
    super(`CENcomm has no usable master key: ${problem}`);
    this.problem = problem;
  }
}

/** Why a new epoch begins. */
export type EpochReason = 'opened' | 'removal' | 'age' | 'suspicion';

/** Hands out the keys of operations. The master keys stay inside; another way of keeping them can take its place. */
export interface KeyProvider {
  /** What is wrong with the master key in use; undefined when CENcomm can work. Looked at anew every few seconds. */
  problem(): Promise<KeyProblem | undefined>;
  /** Throws KeysAway when CENcomm cannot work. */
  require(): Promise<void>;
  /** The key of an operation in an epoch. Throws KeysAway where its master key is away, BrokenSeal where it was tampered with. */
  keyOf(on: Queryable, operationId: string, epoch: number): Promise<KeyObject>;
  /** Begins an epoch in the caller's transaction, which must have locked the operation. Answers its number. */
  beginEpoch(client: Client, operationId: string, reason: EpochReason): Promise<number>;
  /** Forgets what it holds, as after a rotation. */
  forget(): void;
}

/** Milliseconds a look at the files and the table is believed. */
const lookLasts = 5000;
/** Operation keys kept unwrapped, and for how many milliseconds. */
const most = 2000;
const keptFor = 600_000;

interface Look {
  readonly keys: ReadonlyMap<string, MasterKey>;
  readonly active?: MasterKey;
  readonly problem?: KeyProblem;
}

/** A keyring over the master keys of a directory. `database` is asked which of them is in use. */
export function openKeyring({ pool, directory }: { pool: Pool; directory: string }): KeyProvider {
  const kept = new Map<string, { key: KeyObject; until: number }>();
  let looked: { look: Promise<Look>; until: number } | undefined;
  const look = (): Promise<Look> => {
    if (!looked || looked.until < Date.now()) {
      const found = lookAt(pool, directory);
      looked = { look: found, until: Date.now() + lookLasts };
      found.catch(() => {
        looked = undefined;
      });
    }
    return looked.look;
  };
  const active = async (): Promise<MasterKey> => {
    const { active: key, problem } = await look();
    if (!key) throw new KeysAway(problem ?? 'none');
    return key;
  };
  return {
    async problem() {
      return (await look()).problem;
    },
    async require() {
      await active();
    },
    async keyOf(on, operationId, epoch) {
      await active();
      const name = `${operationId}/${epoch}`;
      const found = kept.get(name);
      if (found && found.until > Date.now()) return found.key;
      const key = createSecretKey(await unwrapped(on, await look(), operationId, epoch));
      if (kept.size >= most) kept.delete(kept.keys().next().value ?? '');
      kept.set(name, { key, until: Date.now() + keptFor });
      return key;
    },
    async beginEpoch(client, operationId, reason) {
      const kek = await active();
      const last = await queryRow<{ epoch: number }>(
        client,
        sql`select coalesce(max(epoch), 0) as epoch from cencomm_operation_keys where operation_id = ${operationId}`,
      );
      const epoch = (last?.epoch ?? 0) + 1;
      await execute(
        client,
        sql`
          insert into cencomm_operation_keys (operation_id, epoch, kek_id, wrapped_dek, reason)
          values (${operationId}, ${epoch}, ${kek.id}, ${wrap(kek, operationId, epoch, randomBytes(32))}, ${reason})`,
      );
      await execute(client, sql`update cencomm_operations set current_epoch = ${epoch} where id = ${operationId}`);
      return epoch;
    },
    forget() {
      kept.clear();
      looked = undefined;
    },
  };
}

const wrapContext = (kekId: string, operationId: string, epoch: number): Context => [
  'cencomm',
  'dek',
  1,
  operationId,
  epoch,
  kekId,
];

/** An operation's key under a master key: 61 bytes. */
export function wrap(kek: MasterKey, operationId: string, epoch: number, key: Buffer): Buffer {
  return seal(kek.wrapping, wrapContext(kek.id, operationId, epoch), key);
}

/** Throws BrokenSeal. */
export function unwrap(kek: MasterKey, operationId: string, epoch: number, wrapped: Buffer): Buffer {
  return open(kek.wrapping, wrapContext(kek.id, operationId, epoch), wrapped);
}

async function unwrapped(on: Queryable, { keys }: Look, operationId: string, epoch: number): Promise<Buffer> {
  const row = await queryRow<{ kekId: string; wrapped: Buffer | null; kcv: Buffer }>(
    on,
    sql`
      select k.kek_id as "kekId", k.wrapped_dek as wrapped, m.kcv
      from cencomm_operation_keys k join cencomm_keks m using (kek_id)
      where k.operation_id = ${operationId} and k.epoch = ${epoch}`,
    'cencomm_operation_key',
  );
  const kek = row && keys.get(row.kekId);
  if (!row?.wrapped || !kek) throw new KeysAway('missing');
  if (!isSameKey(row.kcv, kek)) throw new KeysAway('wrong');
  return unwrap(kek, operationId, epoch, row.wrapped);
}

/** The files beside the table: which key is in use, and whether its file is that key. */
async function lookAt(pool: Pool, directory: string): Promise<Look> {
  const { keys } = await readMasterKeys(directory);
  const row = await queryRow<{ id: string; kcv: Buffer }>(
    pool,
    sql`select kek_id as id, kcv from cencomm_keks where state = 'active'`,
  );
  if (!row) return { keys, problem: 'none' };
  const key = keys.get(row.id);
  if (!key) return { keys, problem: 'missing' };
  return isSameKey(row.kcv, key) ? { keys, active: key } : { keys, problem: 'wrong' };
}
