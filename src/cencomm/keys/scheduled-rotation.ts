import { note } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { CencommContext } from '../context.ts';
import type { KeyProvider } from './keyring.ts';
import { listOperationsWithOldKey, lockIfKeyOld } from './store-keys.ts';

/** Days for which an operation is sealed under one key. */
const maxAge = 90;

/** Begins an epoch for each open operation whose key is older than 90 days. Returns how many. */
export async function renewOldKeys({ pool, keys }: { pool: Pool; keys: KeyProvider }): Promise<number> {
  let begun = 0;
  for (const id of await listOperationsWithOldKey(pool, maxAge)) if (await renewKey(pool, keys, id)) begun += 1;
  return begun;
}

async function renewKey(pool: Pool, keys: KeyProvider, id: string): Promise<boolean> {
  return inTransaction(pool, async client => {
    if (!(await lockIfKeyOld(client, id, maxAge))) return false;
    const epoch = await keys.beginEpoch(client, id, 'age');
    await note(
      client,
      { loginId: 'job' },
      { action: 'cencommKey.begun', subject: `operation:${id}`, detail: { epoch } },
    );
    return true;
  });
}

const queue = 'cencomm-keys';

/** Checks the age of keys each night, at ten to three (UTC). */
export async function startKeyJobs({ jobs, jobPool, keys }: CencommContext): Promise<void> {
  await jobs.work(queue, async () => {
    await renewOldKeys({ pool: jobPool, keys });
  });
  await jobs.every(queue, '50 2 * * *');
}
