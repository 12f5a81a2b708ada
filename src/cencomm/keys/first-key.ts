import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Pool } from '../../db/pool.ts';
import { keepSecret } from '../../files/store/data-dir.ts';
import { keyFile, readMasterKeys } from './master-keys.ts';
import { insertFirstMasterKey, listMasterKeys } from './store-keys.ts';

/**
 * The first master key of an installation. Where the table knows one, nothing is done: a missing key must be found,
 * never replaced. Otherwise the only file in the directory is taken into use; with `make`, as in an evaluation, one is
 * created where there is none.
 */
export async function takeFirstKey({
  pool,
  directory,
  make,
}: {
  pool: Pool;
  directory: string;
  make: boolean;
}): Promise<void> {
  if ((await listMasterKeys(pool)).length > 0) return;
  const there = await readMasterKeys(directory);
  if (make && there.keys.size === 0 && there.unfit.length === 0) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await keepSecret(keyFile(directory, 'k1'), () => randomBytes(32));
  }
  const [key, ...more] = (await readMasterKeys(directory)).keys.values();
  if (!key || more.length > 0) return;
  await insertFirstMasterKey(pool, key.id, key.kcv);
}
