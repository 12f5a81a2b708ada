import { takeUntoldAlarms } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { tellIfWanted } from '../accounts/letters.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { listAdministrators } from '../accounts/store-people.ts';

/**
 * Tells the administrators by letter of alarms raised since the last, in one letter; each alarm once, by whichever
 * process comes first.
 */
export async function tellOfAlarms(context: AccountsContext): Promise<void> {
  await inTransaction(context.pool, async client => {
    const alarms = await takeUntoldAlarms(client);
    if (alarms.length === 0) return;
    for (const reader of await listAdministrators(client)) {
      await tellIfWanted(
        client,
        context,
        reader,
        'alarm',
        'alarmsRaised',
        lang => ({
          alarms: alarms
            .map(({ kind, subject }) => `    ${context.texts.t[lang](`audit:alarms.kind.${kind}`)}: ${subject}`)
            .join('\n'),
        }),
        '/access/alarms',
      );
    }
  });
}
