import { tellLogin } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { isOpen } from '../../network/index.ts';
import type { CencommContext } from '../context.ts';
import { KeysAway } from '../keys/keyring.ts';
import { readLists, type Listed } from '../lists/store-lists.ts';
import { markNotified } from '../live/store.ts';
import type { DutyContact } from './contact.ts';
import {
  findMemberLogin,
  listOfficesOf,
  listUrgent,
  listWokenDuties,
  wakeDuty,
  wakeReaders,
  wakeUnanswered,
  type Wake,
} from './store-wakes.ts';

type Waking = Pick<CencommContext, 'jobPool' | 'outbox' | 'keys'>;

/**
 * Letters that wake. They say that something waits and where, and nothing of operation, sender or subject. Who takes
 * part in an operation cannot switch them off.
 */
const letters: Readonly<Record<Wake, string>> = {
  urgent: 'cencommUrgent',
  near: 'cencommAnswerNear',
  late: 'cencommAnswerLate',
  liaison: 'cencommOthersLate',
  owner: 'cencommOthersLate',
};

/** Tells of urgent messages at once, and of answers that are due. Each letter goes with its row: never twice. */
export async function wake(context: Waking, now = new Date()): Promise<void> {
  const duties = new Map<string, readonly Listed<DutyContact>[]>();
  for (const message of await listUrgent(context.jobPool)) {
    if (message.isFresh && !duties.has(message.operationId))
      duties.set(message.operationId, await dutiesOf(context, message.operationId));
    await inTransaction(context.jobPool, async client => {
      await tell(client, context, 'urgent', await wakeReaders(client, message.id));
      if (message.isFresh) await tellDuty(client, context, message, duties.get(message.operationId) ?? [], now);
    });
  }
  for (const what of ['near', 'late', 'liaison', 'owner'] as const)
    await inTransaction(context.jobPool, async client =>
      tell(client, context, what, await wakeUnanswered(client, what)),
    );
}

/** Without the master key, those the message is for are woken all the same. */
async function dutiesOf({ jobPool, keys }: Waking, operationId: string): Promise<readonly Listed<DutyContact>[]> {
  return readLists<DutyContact>(jobPool, keys, operationId, 'duty').catch((error: unknown) => {
    if (error instanceof KeysAway) return [];
    throw error;
  });
}

async function tell(
  client: Client,
  { outbox }: Waking,
  what: Wake,
  woken: Awaited<ReturnType<typeof wakeReaders>>,
): Promise<void> {
  const path = what === 'urgent' ? '/cencomm/inbox?only=priority' : '/cencomm/inbox?box=unanswered';
  const letter = { about: 'account', kind: letters[what], values: {}, path } as const;
  // Two late answers of one account are one letter.
  const logins = new Set(woken.filter(({ isHeld }) => !isHeld).map(({ loginId }) => loginId));
  for (const loginId of logins) await tellLogin(client, outbox, loginId, letter);
  // The letter that something waits need not follow.
  await markNotified(client, [...new Set(woken.map(({ accountId }) => accountId))]);
}

async function tellDuty(
  client: Client,
  { outbox }: Waking,
  message: { readonly id: string; readonly operationId: string },
  duties: readonly Listed<DutyContact>[],
  now: Date,
): Promise<void> {
  if (duties.length === 0) return;
  const offices = await listOfficesOf(client, message.id);
  for (const { id, content } of duties) {
    if (!content || !offices.has(content.officeId) || !isOpen(content.hours, now)) continue;
    if (!(await wakeDuty(client, message, id))) continue;
    const { whom, name } = content;
    if (whom.kind === 'mailbox')
      await outbox.post(client, {
        kind: 'cencommDuty',
        to: whom.address,
        lang: whom.lang,
        values: { name },
        path: '/cencomm/inbox',
      });
    else {
      const loginId = await findMemberLogin(client, message.operationId, whom.accountId);
      if (loginId !== undefined)
        await tellLogin(client, outbox, loginId, {
          about: 'account',
          kind: 'cencommDuty',
          values: {},
          path: '/cencomm/inbox',
        });
    }
  }
}

/** Duty contacts that were told of a message, and when. Throws KeysAway. */
export async function dutiesWoken(
  { pool, keys }: Pick<CencommContext, 'pool' | 'keys'>,
  { id, operationId }: { readonly id: string; readonly operationId: string },
): Promise<{ name: string | undefined; at: Date }[]> {
  const woken = await listWokenDuties(pool, id);
  if (woken.length === 0) return [];
  const duties = await readLists<DutyContact>(pool, keys, operationId, 'duty');
  return woken.map(({ dutyId, at }) => ({ name: duties.find(one => one.id === dutyId)?.content?.name, at }));
}

const queue = 'cencomm-wakes';

/** Wakes at once those an urgent message is for; should this be lost, the next minute does it. */
export function wakeNow({ jobs, log }: Pick<CencommContext, 'jobs' | 'log'>, messageId: string): void {
  jobs
    .send(queue, {}, messageId)
    .catch((error: unknown) => log.warn({ err: error }, 'an urgent message waits for the next minute'));
}

/** Looks each minute, and when an urgent message was sent. */
export async function startWakingJobs(context: CencommContext): Promise<void> {
  await context.jobs.work(queue, () => wake(context));
  await context.jobs.every(queue, '* * * * *');
}
