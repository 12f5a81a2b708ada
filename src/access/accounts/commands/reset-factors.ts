import type { Client } from '../../../db/pool.ts';
import { deleteFactors } from '../../factors/store.ts';
import { forgetDevices } from '../../session/store-devices.ts';
import { endSessions } from '../../session/store-sessions.ts';
import { clearFactorTries } from '../../session/store-tries.ts';
import type { Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import { onAccount, problemsAre, record, type Order, type Outcome } from './account-command.ts';
import { tell } from '../letters.ts';
import type { AccountsContext } from '../context.ts';
import { factorResetDays } from '../proposal.ts';
import type { IdentityProof } from '../account.ts';
import { propose } from './propose.ts';
import { bumpVersion } from '../store.ts';

/**
 * Asks that the second factors of an officer who lost them be removed; a second person must agree. The officer is told
 * at once: if somebody else wants in, he hears of it and objects.
 */
export function askFactorReset(
  context: AccountsContext,
  viewer: Viewer,
  order: Order & { readonly identity: IdentityProof },
): Promise<Outcome> {
  return onAccount(context, viewer, order, 'factorReset', async (client, account) => {
    const { identity, reason } = order;
    if (!account.hasFactor) return problemsAre({ path: 'reason', key: 'proposals:problem.noFactor' });
    const outcome = await propose(client, viewer, context, account, {
      proposed: { what: 'factor_reset', identity },
      reason,
    });
    if (outcome.kind !== 'done') return outcome;
    await tell(
      client,
      context,
      account,
      'factorResetAsked',
      lang => ({
        by: viewer.loginId,
        reason,
        identity: context.texts.t[lang](`proposals:identity.${identity}`),
        days: factorResetDays,
      }),
      '/account',
    );
    return { kind: 'done', note: 'factorReset' };
  });
}

/**
 * Removes every second factor of a locked account and ends its sessions; its password stays, and the next sign-in sets
 * up a factor where the level needs one. Two persons have agreed.
 */
export async function removeFactors(
  client: Client,
  viewer: Viewer,
  context: AccountsContext,
  account: Account,
  reason: string,
): Promise<void> {
  const removed = await deleteFactors(client, account.id);
  await clearFactorTries(client, account.id);
  await endSessions(client, account.id);
  await forgetDevices(client, account.id);
  await bumpVersion(client, account.id);
  await record(client, viewer, account, {
    what: 'factors_reset',
    action: 'account.factorsReset',
    reason,
    detail: { removed },
  });
  await tell(client, context, account, 'factorsReset', () => ({ by: viewer.loginId, reason }), '/sign-in');
}
