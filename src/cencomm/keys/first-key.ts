import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Pool } from '../../db/pool.ts';
import { keepSecret } from '../../files/store/data-dir.ts';
import { keyFile, readMasterKeys } from './master-keys.ts';

/**
 * The first master key of an installation. Where the table knows one, nothing is done: a missing key is looked for, never made anew.
 * Else the one file in the directory is taken into use; with `make`, which an evaluation has, one is made where there is none.
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
  const {
    rows: [known],
  } = await pool.query<{ found: boolean }>('select exists(select 1 from cencomm_keks) as found');
  if (known?.found) return;
  const there = await readMasterKeys(directory);
  if (make && there.keys.size === 0 && there.unfit.length === 0) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await keepSecret(keyFile(directory, 'k1'), () => randomBytes(32));
  }
  const [key, ...more] = (await readMasterKeys(directory)).keys.values();
  if (!key || more.length > 0) return;
  await pool.query(`insert into cencomm_keks (kek_id, state, kcv) values ($1, 'active', $2) on conflict do nothing`, [
    key.id,
    key.kcv,
  ]);
}
