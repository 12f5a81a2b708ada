import { tellLogin } from '../../access/index.ts';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Outbox } from '../../mail/index.ts';
import type { CencommContext } from '../context.ts';
import { lockAwaitingNotice, markNotified } from './store.ts';

/** How long a message waits for its reader to come by, and after how long it is not mentioned any more. */
const waiting = { seconds: 60, hours: 24 };

/**
 * Tells those for whom something new is waiting by email, once until their next visit or for a day. The email says only
 * that: not from whom, what, or in which operation. Returns how many were told.
 */
export async function tellOfNews({ pool, outbox }: { pool: Pool; outbox: Outbox }): Promise<number> {
  return inTransaction(pool, async client => {
    const accounts = await lockAwaitingNotice(client, waiting);
    const notice = { about: 'cencomm', kind: 'cencommNews', values: {}, path: '/cencomm/inbox' } as const;
    for (const { loginId } of accounts) await tellLogin(client, outbox, loginId, notice);
    await markNotified(
      client,
      accounts.map(({ id }) => id),
    );
    return accounts.length;
  });
}

const queue = 'cencomm-letters';

/** Checks each minute whether something is waiting. */
export async function startNoticeJobs({ jobs, jobPool, outbox }: CencommContext): Promise<void> {
  await jobs.work(queue, async () => {
    await tellOfNews({ pool: jobPool, outbox });
  });
  await jobs.every(queue, '* * * * *');
}
