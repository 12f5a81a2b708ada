import type { Viewer } from '../../../access/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden } from '../../../errors.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import { stateOfDraft } from '../../../seizures/index.ts';
import type { CwsContext } from '../../context.ts';
import { can, isTheirs, type Action } from '../permissions.ts';
import type { Referral } from '../referral.ts';
import { lockReferral } from '../store.ts';
import { isDone } from './store-steps.ts';

/**
 * A form of the page: its number, and the version of the referral it was filled in for (undefined for a message, which
 * fits any).
 */
export interface Asked {
  readonly clientUuid: string;
  readonly version?: number;
}

/**
 * What every act on a referral has in common: the referral locked; the same form done once; 403 for a viewer who has no
 * part in it; ChangedMeanwhile where someone else changed it first.
 */
export async function inStep(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  action: Action,
  { clientUuid, version }: Asked,
  work: (client: Client, referral: Referral) => Promise<void>,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const referral = await lockReferral(client, viewer, ref);
    if (await isDone(client, viewer, referral.id, clientUuid)) return;
    if (!isTheirs(viewer, action, referral)) throw new Forbidden(`may not ${action}`);
    const draft =
      action === 'reopen' && referral.draftId !== null
        ? await stateOfDraft(client, viewer, referral.draftId)
        : undefined;
    const isRecordWithdrawn = draft?.record?.status === 'withdrawn';
    if (
      (version !== undefined && version !== referral.version) ||
      !can(viewer, action, { ...referral, isRecordWithdrawn })
    )
      throw new ChangedMeanwhile(`${ref} was moved meanwhile`);
    await work(client, referral);
  });
}
