import { expireWaiting } from './accounts/commands/expire-proposals.ts';
import { remindEnds } from './accounts/commands/remind-ends.ts';
import type { AccountsContext } from './accounts/context.ts';
import { lapseReviews } from './review/lapse.ts';
import { openReviews } from './review/open.ts';
import { remindReviews } from './review/remind.ts';

/**
 * What time does to accounts: reminders, the yearly review, its lapses. Does what is due and was not done; as often and
 * by as many as like.
 */
export async function keepAccounts(context: AccountsContext): Promise<void> {
  await remindEnds(context);
  await expireWaiting(context);
  await openReviews(context);
  await remindReviews(context);
  await lapseReviews(context);
}
