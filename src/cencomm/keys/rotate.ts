import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { note, type Actor } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { DomainError } from '../../errors.ts';
import { unwrap, wrap } from './keyring.ts';
import { isKeyId, isSameKey, keyFile, readMasterKeys, type MasterKey } from './master-keys.ts';
import {
  insertMasterKey,
  listMasterKeys,
  lockKeysNotUnder,
  updateRetired,
  updateWrappedKey,
  type MasterKeyRow,
} from './store-keys.ts';

/** What was asked of a key cannot be done; the message is the sentence for the operator. */
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
type KeyState = Omit<MasterKeyRow, 'kcv'> & { readonly file: 'right' | 'missing' | 'wrong' };

export async function listKeys({ pool, directory }: KeyPlace): Promise<KeyState[]> {
  const { keys } = await readMasterKeys(directory);
  return (await listMasterKeys(pool)).map(({ kcv, ...row }) => {
    const key = keys.get(row.id);
    return { ...row, file: key === undefined ? 'missing' : isSameKey(kcv, key) ? 'right' : 'wrong' };
  });
}

/**
 * Makes the file of a new master key and returns where it is. The key is not in use: first every process gets the file.
 * A file that is there is never written over. Throws KeyRefused with the sentence.
 */
export async function makeMasterKey(directory: string, id: string): Promise<string> {
  if (!isKeyId(id)) throw new KeyRefused(`"${id}" is no name for a key: give one such as k2027a.`);
  const path = keyFile(directory, id);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(path, randomBytes(32), { flag: 'wx', mode: 0o400, flush: true });
    await chmod(path, 0o400);
    return path;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'EEXIST') throw new KeyRefused(`${path} is there already and was not touched. Choose another name.`);
    if (code !== 'EROFS' && code !== 'EACCES') throw error;
    throw new KeyRefused(
      `${path} cannot be written: the directory is mounted read-only here. On the host, in the directory behind it: ` +
        `(umask 077; set -C; head -c 32 /dev/urandom > ${id}.key) && chmod 400 ${id}.key`,
    );
  }
}

/**
 * Takes a master key into use whose file is in place; the previous one only opens from now on. Every process must be
 * able to read the file first, or it has no key. Throws KeyRefused with the sentence.
 */
export async function addMasterKey({ pool, directory }: KeyPlace, actor: Actor, id: string): Promise<void> {
  if (!isKeyId(id)) throw new KeyRefused(`"${id}" is no name for a key: give one such as k2027a.`);
  const path = keyFile(directory, id);
  const { keys, unfit } = await readMasterKeys(directory);
  const key = keys.get(id);
  if (unfit.includes(`${id}.key`))
    throw new KeyRefused(`${path} must hold 32 bytes and be readable by its owner only.`);
  if (!key) throw new KeyRefused(`There is no ${path}. Run "make ${id}" first, and give the file to every process.`);
  await inTransaction(pool, async client => {
    if ((await listMasterKeys(client)).some(known => known.id === id))
      throw new KeyRefused(`The key ${id} is known already: a new one needs another name.`);
    await insertMasterKey(client, id, key.kcv);
    await note(client, actor, { action: 'cencommKey.added', subject: `key:${id}` });
  });
}

/** Operation keys wrapped again in one transaction. */
const batch = 200;

/**
 * Wraps every operation key under the master key in use, a batch at a time: interrupted anywhere, it goes on where it
 * was. Returns how many were wrapped again. Throws KeyRefused where a key's file is missing.
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
    const rows = await lockKeysNotUnder(client, active.id, batch);
    for (const { operationId, epoch, kekId, wrapped } of rows) {
      const old = keys.get(kekId);
      if (!old)
        throw new KeyRefused(
          `The file of the key ${kekId} is not there: what is wrapped under it cannot be wrapped anew.`,
        );
      const key = unwrap(old, operationId, epoch, wrapped);
      const rewrapped = wrap(active, operationId, epoch, key);
      await updateWrappedKey(client, { operationId, epoch, kekId: active.id, wrapped: rewrapped });
    }
    return rows.length;
  });
}

/** Retires a master key for good. Throws KeyRefused while something is wrapped under it, and for the one in use. */
export async function retireKey({ pool, directory }: KeyPlace, actor: Actor, id: string): Promise<void> {
  const key = (await listKeys({ pool, directory })).find(one => one.id === id);
  if (!key) throw new KeyRefused(`There is no key ${id}.`);
  if (key.state === 'active') throw new KeyRefused(`The key ${id} is in use: add another first.`);
  if (key.wraps > 0) throw new KeyRefused(`${key.wraps} operation keys are wrapped under ${id}: run rewrap first.`);
  await inTransaction(pool, async client => {
    await updateRetired(client, id);
    await note(client, actor, { action: 'cencommKey.retired', subject: `key:${id}` });
  });
}
