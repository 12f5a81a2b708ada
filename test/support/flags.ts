import { expect } from 'vitest';
import { loadLists } from '../../src/reference/index.ts';
import { flagDue } from '../../src/seizures/index.ts';
import type { TestDatabase } from './database.ts';

/** Works out the flags of every record; the portal's own job may have some in hand, and is waited for. */
export async function flagAll({ pool, owner }: Pick<TestDatabase, 'pool' | 'owner'>): Promise<void> {
  await flagDue({ jobPool: pool, lists: await loadLists(pool) });
  const waiting = 'select from seizure_flags_due';
  await expect.poll(async () => (await owner.query(waiting)).rowCount, { timeout: 60_000 }).toBe(0);
}
