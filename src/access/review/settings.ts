import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Refused } from '../../forms/index.ts';
import type { AccountsContext } from '../accounts/context.ts';
import type { Viewer } from '../viewer.ts';
import { insertSettingChange, lockSettings, setSettings, type ReviewSettings } from './store-settings.ts';

/** Changes when the yearly review opens and how long it lasts; reviews that are open keep their day. */
export async function changeSettings(
  context: AccountsContext,
  viewer: Viewer,
  { seen, becomes, reason }: { seen: string; becomes: ReviewSettings; reason: string },
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const was = await lockSettings(client);
    if (seenOf(was) !== seen) throw new Refused({ path: 'reason', key: 'people:problem.settingsChanged' });
    if (seenOf(becomes) === seen) throw new Refused({ path: 'month', key: 'accounts:problem.nothingChanged' });
    await setSettings(client, becomes);
    await insertSettingChange(client, { was, becomes, reason, madeBy: viewer.accountId });
    await note(client, viewer, { action: 'review.settingsChanged', detail: { was, becomes, reason } });
  });
}

/** What a form was opened over. */
export function seenOf({ month, days, youngDays }: ReviewSettings): string {
  return `${month}.${days}.${youngDays}`;
}
