import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { reminderLetter } from '../digests/letter.ts';
import type { DigestContext } from '../digests/prepare.ts';
import { listLate, takeReminders } from '../digests/store-reminders.ts';
import type { CwsContext } from '../context.ts';

/** Hours that lie between two reminders of one account. */
export const hoursBetween = 4;
/** Hours after which the portal reminds by itself, once a version. */
export const hoursUntilLate = 24;

/**
 * Reminds by letter who has not acknowledged an urgent alert, of some offices or one login of them; nobody again within
 * `hoursBetween`. Returns how many.
 */
export async function remind(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  whom: { officeIds: readonly number[]; login?: string },
): Promise<number> {
  return inTransaction(context.pool, async client => {
    const reminders = await takeReminders(client, ref, { ...whom, sentBy: viewer.accountId, hours: hoursBetween });
    for (const one of reminders) await context.outbox.post(client, reminderLetter(one, context));
    await note(client, viewer, {
      action: 'document.reminded',
      subject: ref,
      detail: { accounts: reminders.length, ...(whom.login === undefined ? {} : { login: whom.login }) },
    });
    return reminders.length;
  });
}

/** Reminds, by itself, who is told of urgent alerts and has not acknowledged one for a day: once a version. */
export async function remindLate(context: DigestContext): Promise<number> {
  let sent = 0;
  for (const ref of await listLate(context.pool, hoursUntilLate))
    sent += await inTransaction(context.pool, async client => {
      const reminders = await takeReminders(client, ref, { sentBy: null, hours: hoursBetween });
      for (const one of reminders) await context.outbox.post(client, reminderLetter(one, context));
      return reminders.length;
    });
  return sent;
}
