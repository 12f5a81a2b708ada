import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { officerLines, tell } from '../letters.ts';
import type { AccountsContext } from '../context.ts';
import { listManagers } from '../store-people.ts';
import { claimEndings, listOfficesWithEndings } from '../store-reminders.ts';

/** Days before its end an account and those who look after it are told. */
const daysBefore = 10;

/**
 * Tells every officer whose account ends within ten days, and those who look after the office, all in one letter. Each
 * end date is told once: by which process, and after what the clock did, makes no difference. Returns how many officers
 * were told.
 */
export async function remindEnds(context: AccountsContext): Promise<number> {
  let told = 0;
  for (const officeId of await listOfficesWithEndings(context.pool, daysBefore)) {
    told += await inTransaction(context.pool, client => remindOffice(client, context, officeId));
  }
  return told;
}

async function remindOffice(client: Client, context: AccountsContext, officeId: number): Promise<number> {
  const ending = await claimEndings(client, officeId, daysBefore);
  for (const officer of ending) await tell(client, context, officer, 'endingSoon', () => ({ endsOn: officer.endsOn }));
  for (const manager of await listManagers(client, officeId)) {
    const others = ending.filter(({ id }) => id !== manager.id).map(officer => ({ ...officer, end: officer.endsOn }));
    if (others.length > 0)
      await tell(
        client,
        context,
        manager,
        'endingSoonOffice',
        () => ({ officers: officerLines(others) }),
        '/access/accounts?state=ending',
      );
  }
  return ending.length;
}
