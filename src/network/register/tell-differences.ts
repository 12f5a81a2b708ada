import { inTransaction } from '../../db/transaction.ts';
import type { Pool } from '../../db/pool.ts';
import type { Outbox } from '../../mail/index.ts';
import { claimTold, listUntold, listWriters } from './store-coverage.ts';

/**
 * On the day a notified contact point takes office, tells the administrators what remains to be done: the duty to be
 * given to the account the notification names, and taken from those before. Both are done by hand, as duties always
 * are. Each notification is told once. Returns how many.
 */
export async function tellDifferences({ pool, outbox }: { pool: Pool; outbox: Outbox }): Promise<number> {
  let told = 0;
  for (const one of await listUntold(pool)) {
    told += await inTransaction(pool, async client => {
      if (!(await claimTold(client, one.id))) return 0;
      for (const { email, lang, name } of await listWriters(client))
        await outbox.post(client, {
          kind: 'contactPointDay',
          to: email,
          lang,
          path: '/network/contact-points',
          values: {
            name,
            office: lang === 'fr' ? one.nameFr : one.nameEn,
            named: one.named,
            give: one.namedHasDuty ? '–' : one.named,
            take: one.others.join(', ') || '–',
          },
        });
      return 1;
    });
  }
  return told;
}
