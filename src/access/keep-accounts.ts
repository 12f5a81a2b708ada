import { remindEnds } from './accounts/remind-ends.ts';
import type { AccountsRoom } from './accounts/room.ts';
import { lapseReviews } from './review/lapse.ts';
import { openReviews } from './review/open.ts';
import { remindReviews } from './review/remind.ts';

/** What time does to accounts: reminders, the yearly review, its lapses. Does what is due and was not done; as often and by as many as like. */
export async function keepAccounts(room: AccountsRoom): Promise<void> {
  await remindEnds(room);
  await openReviews(room);
  await remindReviews(room);
  await lapseReviews(room);
}
