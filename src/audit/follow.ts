import type { Client, Pool } from '../db/pool.ts';
import type { Sql } from '../db/sql.ts';
import { inTransaction } from '../db/transaction.ts';
import type { Action } from './actions.ts';
import { doneWithin, keepHorizon, nextSpan, type Follower } from './store-span.ts';

/**
 * Hands over what was done since this follower last asked, as a select of rows of some actions (see `doneWithin`):
 * sealed rows alone, each once, a stretch of them in a transaction. One that is killed begins again where it was.
 */
export async function followTrail(
  pool: Pool,
  follower: Follower,
  actions: readonly Action[],
  take: (client: Client, done: Sql) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  for (let more = true; more && signal?.aborted !== true; )
    more = await inTransaction(pool, async client => {
      const span = await nextSpan(client, follower);
      if (!span) return false;
      await take(client, doneWithin(span, actions));
      await keepHorizon(client, follower, span);
      return true;
    });
}
