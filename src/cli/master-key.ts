import { isSealedWith } from '../audit/index.ts';
import { deriveKey } from '../crypto/envelope.ts';
import type { Queryable } from '../db/pool.ts';
import { keepKeyCheck, readInstance } from '../db/store-instance.ts';
import { StartError } from '../start-error.ts';

/**
 * Refuses another master key than the database was first served with, and keeps what tells it at the first time. For
 * the start and for every command that works with the key. Throws StartError.
 */
export async function claimKey(on: Queryable, masterKey: Buffer): Promise<void> {
  const { keyCheck } = await readInstance(on);
  // Tells a key from any other, and nothing about it.
  const check = deriveKey(masterKey, 'instance', 'instance/v1/check');
  const fits = keyCheck === null ? await isSealedWith(on, masterKey) : keyCheck.equals(check);
  if (!fits)
    throw new StartError(
      'The master key is not the one this database was first served with: give that one by MASTER_KEY_FILE; under ' +
        'another key neither files nor second factors open, and the audit trail would be sealed wrongly.',
    );
  if (keyCheck === null) await keepKeyCheck(on, check);
}
