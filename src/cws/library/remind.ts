import { findLogin, tellLogin, tellOffice } from '../../access/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { titleOf } from '../documents/presenters/presenter-names.ts';
import type { CwsContext } from '../context.ts';
import { insertReminder, listDue } from './store-checks.ts';
import { today } from '../../text/plain-date.ts';

/**
 * Tells the keeper of each page that it is to be checked: once when that falls due, then once a month. A page without a
 * living keeper is the administrators'. Returns how many letters' worth of pages were told of; each is one transaction.
 */
export async function remindKeepers(
  { jobPool, outbox, offices }: Pick<CwsContext, 'jobPool' | 'outbox' | 'offices'>,
  on = today(),
): Promise<number> {
  let sent = 0;
  for (const page of await listDue(jobPool, on)) {
    sent += await inTransaction(jobPool, async client => {
      if (!(await insertReminder(client, page, on))) return 0;
      const news = {
        about: 'cws',
        kind: 'pageToCheck',
        path: `/cws/reference/pages/${page.ref}`,
        values: (lang: 'en' | 'fr') => ({ ref: page.ref, title: titleOf(page, lang).title, due: page.dueOn }),
      } as const;
      if (page.keeper !== '' && (await findLogin(client, page.keeper)))
        await tellLogin(client, outbox, page.keeper, news);
      else await tellOffice(client, outbox, offices.all.find(({ kind }) => kind === 'secretariat')?.id ?? -1, news);
      return 1;
    });
  }
  return sent;
}
