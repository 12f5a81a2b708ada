import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { open, seal, type Context } from '../../crypto/envelope.ts';
import type { Client, Pool, Queryable } from '../../db/pool.ts';
import { Unavailable } from '../../errors.ts';
import { isSameKey, readMasterKeys, type MasterKey } from './master-keys.ts';
import { findActiveMasterKey, findLastEpoch, findWrappedKey, insertEpoch, type EpochReason } from './store-keys.ts';

/** Why CENcomm cannot work: the master key's file is missing, is another key, or none was ever chosen. */
type KeyProblem = 'missing' | 'wrong' | 'none';

/** CENcomm's keys are missing: 503 with a text of its own. The rest of the portal works, and nothing is overwritten. */
export class KeysAway extends Unavailable {
  override readonly code = 'cencommKeys';
  readonly problem: KeyProblem;
  constructor(problem: KeyProblem) {
    super(`CENcomm has no usable master key: ${problem}`);
    this.problem = problem;
  }
}

/**
 * Hands out the keys of operations. The master keys stay inside, so that another way of keeping them can replace this
 * one.
 */
export interface KeyProvider {
  /** What is wrong with the master key in use; undefined when CENcomm can work. Checked again every few seconds. */
  problem(): Promise<KeyProblem | undefined>;
  /** Throws KeysAway when CENcomm cannot work. */
  require(): Promise<void>;
  /**
   * The key of an operation in an epoch. Throws KeysAway without its master key, BrokenSeal where it was tampered with.
   */
  keyOf(on: Queryable, operationId: string, epoch: number): Promise<KeyObject>;
  /** Begins an epoch in the caller's transaction, which must have locked the operation. Returns its number. */
  beginEpoch(client: Client, operationId: string, reason: EpochReason): Promise<number>;
  /** Drops cached keys, as after a rotation. */
  forget(): void;
}

/** Milliseconds for which what was found in the files and the table is trusted. */
const statusMaxAge = 5000;
/** Operation keys kept unwrapped, and for how many milliseconds. */
const cachedKeys = { max: 2000, maxAge: 600_000 };

interface Status {
  readonly keys: ReadonlyMap<string, MasterKey>;
  readonly active?: MasterKey;
  readonly problem?: KeyProblem;
}

/** A keyring over the master keys of a directory. The database says which of them is in use. */
export function openKeyring({ pool, directory }: { pool: Pool; directory: string }): KeyProvider {
  const cache = new Map<string, { key: KeyObject; until: number }>();
  let latest: { status: Promise<Status>; until: number } | undefined;
  const status = (): Promise<Status> => {
    if (!latest || latest.until < Date.now()) {
      latest = { status: readStatus(pool, directory), until: Date.now() + statusMaxAge };
      latest.status.catch(() => {
        latest = undefined;
      });
    }
    return latest.status;
  };
  const activeKey = async (): Promise<MasterKey> => {
    const { active, problem } = await status();
    if (!active) throw new KeysAway(problem ?? 'none');
    return active;
  };
  return {
    async problem() {
      return (await status()).problem;
    },
    async require() {
      await activeKey();
    },
    async keyOf(on, operationId, epoch) {
      await activeKey();
      const name = `${operationId}/${epoch}`;
      const found = cache.get(name);
      if (found && found.until > Date.now()) return found.key;
      const key = createSecretKey(await readOperationKey(on, await status(), operationId, epoch));
      if (cache.size >= cachedKeys.max) cache.delete(cache.keys().next().value ?? '');
      cache.set(name, { key, until: Date.now() + cachedKeys.maxAge });
      return key;
    },
    async beginEpoch(client, operationId, reason) {
      const kek = await activeKey();
      const epoch = (await findLastEpoch(client, operationId)) + 1;
      const wrapped = wrap(kek, operationId, epoch, randomBytes(32));
      await insertEpoch(client, { operationId, epoch, kekId: kek.id, wrapped }, reason);
      return epoch;
    },
    forget() {
      cache.clear();
      latest = undefined;
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

async function readOperationKey(on: Queryable, { keys }: Status, operationId: string, epoch: number): Promise<Buffer> {
  const row = await findWrappedKey(on, operationId, epoch);
  const kek = row && keys.get(row.kekId);
  if (!row?.wrapped || !kek) throw new KeysAway('missing');
  if (!isSameKey(row.kcv, kek)) throw new KeysAway('wrong');
  return unwrap(kek, operationId, epoch, row.wrapped);
}

/** Compares files and table: which key is in use, and whether its file is that key. */
async function readStatus(pool: Pool, directory: string): Promise<Status> {
  const { keys } = await readMasterKeys(directory);
  const row = await findActiveMasterKey(pool);
  if (!row) return { keys, problem: 'none' };
  const key = keys.get(row.id);
  if (!key) return { keys, problem: 'missing' };
  return isSameKey(row.kcv, key) ? { keys, active: key } : { keys, problem: 'wrong' };
}
