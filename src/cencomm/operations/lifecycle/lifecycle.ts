import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { requireOwner } from '../operation.ts';
import type { OperationState } from '../operation.ts';
import { enterLocked } from '../store.ts';

export const steps = ['close', 'reopen', 'archive'] as const;
export type LifeStep = (typeof steps)[number];

/** The only ways an operation goes on: closed it is read, not written; archived it changes no more. */
const ways: Readonly<
  Record<
    LifeStep,
    {
      readonly from: OperationState;
      readonly to: OperationState;
      readonly action: 'operation.closed' | 'operation.reopened' | 'operation.archived';
    }
  >
> = {
  close: { from: 'open', to: 'closed', action: 'operation.closed' },
  reopen: { from: 'closed', to: 'open', action: 'operation.reopened' },
  archive: { from: 'closed', to: 'archived', action: 'operation.archived' },
};

export function stepsFrom(state: OperationState): LifeStep[] {
  return steps.filter(step => ways[step].from === state);
}

/** The owner closes, reopens or archives. Throws ChangedMeanwhile where it stands elsewhere already. */
export async function changeState(
  { pool }: Pick<CencommContext, 'pool'>,
  viewer: Viewer,
  operationId: string,
  step: LifeStep,
): Promise<void> {
  const { from, to, action } = ways[step];
  await inTransaction(pool, async client => {
    const entered = await enterLocked(viewer, client, operationId);
    requireOwner(entered);
    const { operation } = entered;
    if (operation.state !== from) throw new ChangedMeanwhile(`the operation is ${operation.state}`);
    await client.query(
      `update cencomm_operations set state = $2, version = version + 1, closed_at = case $2 when 'closed' then now() when 'open' then null else closed_at end,
      archived_at = case $2 when 'archived' then now() end where id = $1`,
      [operationId, to],
    );
    await note(client, viewer, { action, subject: `operation:${operationId}` });
  });
}

/** A new epoch because a key may be known: what is sent from now on is under another. Answers its number. */
export async function renewKey(
  { pool, keys }: Pick<CencommContext, 'pool' | 'keys'>,
  viewer: Viewer,
  operationId: string,
): Promise<number> {
  return inTransaction(pool, async client => {
    requireOwner(await enterLocked(viewer, client, operationId));
    const epoch = await keys.beginEpoch(client, operationId, 'suspicion');
    await note(client, viewer, {
      action: 'operation.keyRenewed',
      subject: `operation:${operationId}`,
      detail: { epoch },
    });
    return epoch;
  });
}
