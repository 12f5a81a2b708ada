import { tellLogin } from '../../access/index.ts';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Outbox } from '../../mail/index.ts';
import type { CencommContext } from '../context.ts';

/** Seconds a message waits for its reader to come by, and hours after which an old one is told of no more. */
const waits = 60;
const hours = 24;

/**
 * Tells by letter, once until their next visit or for a day, those for whom something new waits. The letter says only that: not
 * of whom, of what, or of which operation. Answers how many.
 */
export async function tellOfNews({ pool, outbox }: { pool: Pool; outbox: Outbox }): Promise<number> {
  return inTransaction(pool, async client => {
    const { rows } = await client.query<{ id: number; loginId: string }>(
      `
      select a.id, a.login_id as "loginId" from accounts a left join cencomm_visits v on v.account_id = a.id
      where a.id in (
          select b.account_id from cencomm_mailbox b
          join cencomm_members m on m.operation_id = b.operation_id and m.account_id = b.account_id and m.removed_at is null
          join cencomm_operations o on o.id = b.operation_id and o.state in ('open', 'closed')
          left join cencomm_visits w on w.account_id = b.account_id
          where b.is_unread and b.created_ms >= m.sees_from_ms
            and b.created_ms between extract(epoch from now() - make_interval(hours => $1)) * 1000 and extract(epoch from now() - make_interval(secs => $2)) * 1000
            and b.created_ms > extract(epoch from coalesce(greatest(w.seen_at, w.told_at), 'epoch')) * 1000)
        and (v.told_at is null or v.seen_at > v.told_at or v.told_at < now() - make_interval(hours => $1))
      order by a.id for no key update of a skip locked`,
      [hours, waits],
    );
    for (const { loginId } of rows)
      await tellLogin(outbox, client, loginId, {
        about: 'cencomm',
        kind: 'cencommNews',
        values: {},
        path: '/cencomm/inbox',
      });
    await client.query(
      `insert into cencomm_visits (account_id, told_at) select unnest($1::int[]), now() on conflict (account_id) do update set told_at = now()`,
      [rows.map(({ id }) => id)],
    );
    return rows.length;
  });
}

const queue = 'cencomm-letters';

/** Looks each minute whether something waits. */
export async function startLetterJobs({ jobs, jobPool, outbox }: CencommContext): Promise<void> {
  await jobs.work(queue, async () => {
    await tellOfNews({ pool: jobPool, outbox });
  });
  await jobs.every(queue, '* * * * *');
}
