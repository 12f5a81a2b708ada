import { note } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { CencommContext } from '../context.ts';
import type { KeyProvider } from './keyring.ts';

/** Days an operation is sealed under one key. */
const oldest = 90;

/** Begins an epoch for each open operation whose key is older than 90 days. Answers how many. */
export async function renewOldKeys({ pool, keys }: { pool: Pool; keys: KeyProvider }): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(
    `
    select o.id from cencomm_operations o join cencomm_operation_keys k on k.operation_id = o.id and k.epoch = o.current_epoch
    where o.state = 'open' and k.created_at < now() - make_interval(days => $1)`,
    [oldest],
  );
  let begun = 0;
  for (const { id } of rows) begun += (await renewKey(pool, keys, id)) ? 1 : 0;
  return begun;
}

async function renewKey(pool: Pool, keys: KeyProvider, id: string): Promise<boolean> {
  return inTransaction(pool, async client => {
    // Another process may have been faster, or the operation was closed meanwhile.
    const {
      rows: [due],
    } = await client.query(
      `
      select 1 from cencomm_operations o where o.id = $1 and o.state = 'open' and exists (
        select from cencomm_operation_keys k where k.operation_id = o.id and k.epoch = o.current_epoch and k.created_at < now() - make_interval(days => $2)) for update`,
      [id, oldest],
    );
    if (!due) return false;
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

/** Keys are looked at each night, at ten to three (UTC). */
export async function startKeyJobs({ jobs, jobPool, keys }: CencommContext): Promise<void> {
  await jobs.work(queue, async () => {
    await renewOldKeys({ pool: jobPool, keys });
  });
  await jobs.every(queue, '50 2 * * *');
}
