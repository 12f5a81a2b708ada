import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { closeAccount } from '../accounts/commands/end.ts';
import { tellOffice } from '../account/tell-login.ts';
import { officerLines } from '../accounts/letters.ts';
import type { AccountsContext } from '../accounts/context.ts';
import { hasOtherAdministrator, takeAdministratorsTurn } from '../accounts/store.ts';
import { portalItself } from './open.ts';
import { closeWhenDecided, decideOfficers } from './store.ts';
import { listOverdue, lockOverdue, lockUndecided, type Due, type Undecided } from './store-jobs.ts';

/** What the account keeps as the reason of its end. */
function lapseReason(year: number): string {
  return `not confirmed in the review of ${year}`;
}

/**
 * Ends the accounts that their office did not confirm in time. The last administrator and the cast of an evaluation
 * never lapse.
 */
export async function lapseReviews(context: AccountsContext): Promise<number> {
  let lapsed = 0;
  for (const id of await listOverdue(context.pool))
    lapsed += await inTransaction(context.pool, client => lapseOne(client, context, id));
  return lapsed;
}

async function lapseOne(client: Client, context: AccountsContext, id: number): Promise<number> {
  await takeAdministratorsTurn(client);
  const undecided = await lockUndecided(client, id);
  const review = await lockOverdue(client, id);
  if (!review) return 0;
  const gone: Undecided[] = [];
  for (const officer of undecided) if (await lapseOfficer(client, context, review, officer)) gone.push(officer);
  await closeWhenDecided(client, id);
  await note(client, portalItself, {
    action: 'review.closed',
    subject: String(id),
    detail: { office: review.officeId, year: review.year, lapsed: gone.map(({ loginId }) => loginId) },
  });
  if (gone.length === 0) return 0;
  await tellOffice(client, context.outbox, review.officeId, {
    about: 'review',
    kind: 'reviewLapsed',
    values: { year: review.year, officers: officerLines(gone) },
    path: `/access/review/${id}`,
  });
  return gone.length;
}

async function lapseOfficer(
  client: Client,
  context: AccountsContext,
  { id, year }: Due,
  officer: Undecided,
): Promise<boolean> {
  const isSpared = officer.demo || (officer.administrates && !(await hasOtherAdministrator(client, officer.id)));
  const decided = await decideOfficers(client, id, [officer.id], isSpared ? 'spared' : 'lapsed', null);
  if (isSpared || decided.length === 0) return false;
  await closeAccount(client, portalItself, context, officer, { what: 'lapsed', reason: lapseReason(year), year });
  return true;
}
