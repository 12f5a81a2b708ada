import { takeUntoldAlarms } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { tell, tellIfWanted } from '../accounts/letters.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { listAdministrators } from '../accounts/store-people.ts';

/**
 * Tells the administrators by letter of alarms raised since the last, in one letter; each alarm once, by whichever
 * process comes first.
 */
export async function tellOfAlarms(context: AccountsContext): Promise<void> {
  await inTransaction(context.pool, async client => {
    const alarms = await takeUntoldAlarms(client);
    const trail = alarms.filter(({ kind }) => kind === 'trail');
    const use = alarms.filter(({ kind }) => kind !== 'trail');
    for (const reader of alarms.length === 0 ? [] : await listAdministrators(client)) {
      // That the trail may not tell the truth is nothing to choose not to be told of.
      if (trail.length > 0)
        await tell(
          client,
          context,
          reader,
          'trailDoubted',
          lang => ({
            alarms: trail
              .map(({ subject }) => `    ${context.texts.t[lang](`audit:alarms.trail.${subject}`)}`)
              .join('\n'),
          }),
          '/access/alarms',
        );
      if (use.length === 0) continue;
      await tellIfWanted(
        client,
        context,
        reader,
        'alarm',
        'alarmsRaised',
        lang => ({
          alarms: use
            .map(({ kind, subject }) => `    ${context.texts.t[lang](`audit:alarms.kind.${kind}`)}: ${subject}`)
            .join('\n'),
        }),
        '/access/alarms',
      );
    }
  });
}
