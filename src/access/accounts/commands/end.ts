import type { Actor } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { endSessions } from '../../session/store-sessions.ts';
import { endLinks } from '../../links/store.ts';
import { settleOfficer } from '../../review/store.ts';
import type { Viewer } from '../../viewer.ts';
import {
  done,
  lastAdministratorProblem,
  onAccount,
  problemsAre,
  record,
  type Order,
  type Outcome,
} from './account-command.ts';
import { tell } from '../letters.ts';
import { needsAgreement, propose } from './propose.ts';
import type { AccountsContext } from '../context.ts';
import type { Reader } from '../store-people.ts';
import { overtakeProposal } from '../store-proposals.ts';
import { setEnded } from '../store.ts';

/**
 * Ends an account for good, as when an officer leaves: another needs a new application. Sessions and open links end at
 * once.
 */
export function end(context: AccountsContext, viewer: Viewer, order: Order): Promise<Outcome> {
  return onAccount(context, viewer, order, 'ending', async (client, account) => {
    const last = await lastAdministratorProblem(client, account, 'reason');
    if (last) return problemsAre(last);
    if (needsAgreement(viewer, account))
      return propose(client, viewer, context, account, { proposed: { what: 'ending' }, reason: order.reason });
    await settleOfficer(client, account.id, 'ended', viewer.accountId);
    await closeAccount(client, viewer, context, account, { what: 'ended', reason: order.reason });
    return done;
  });
}

/** An end by a person, or the lapse of an account that the review of a year did not confirm. */
interface Closing {
  readonly what: 'ended' | 'lapsed';
  readonly reason: string;
  readonly year?: number;
}

/**
 * What every end does, whoever decides it: a person, or the portal when a review is over. Every check has been made.
 */
export async function closeAccount(
  client: Client,
  actor: Actor,
  context: AccountsContext,
  account: Reader,
  { what, reason, year }: Closing,
): Promise<void> {
  await setEnded(client, account.id, reason);
  await endSessions(client, account.id);
  await endLinks(client, account.id);
  await overtakeProposal(client, account.id, actor.accountId ?? null);
  await record(client, actor, account, {
    what,
    action: what === 'lapsed' ? 'account.lapsed' : 'account.ended',
    reason,
    ...(year === undefined ? {} : { becomes: { year } }),
  });
  await tell(client, context, account, what, () => ({ reason, year: year ?? '' }));
}
