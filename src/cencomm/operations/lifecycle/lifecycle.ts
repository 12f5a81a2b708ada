import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { requireOwner, type OperationState } from '../operation.ts';
import { enterLocked } from '../store.ts';
import { updateState } from './store-operation.ts';

export const steps = ['close', 'reopen', 'archive'] as const;
type LifeStep = (typeof steps)[number];

/**
 * The only changes of state the owner makes: a closed operation is read, not written; an archived one does not change.
 */
const transitions: Readonly<
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
  return steps.filter(step => transitions[step].from === state);
}

/** The owner closes, reopens or archives. Throws ChangedMeanwhile where it is in another state already. */
export async function changeState(
  { pool }: Pick<CencommContext, 'pool'>,
  viewer: Viewer,
  operationId: string,
  step: LifeStep,
): Promise<void> {
  const { from, to, action } = transitions[step];
  await inTransaction(pool, async client => {
    const { operation, membership } = await enterLocked(client, viewer, operationId);
    requireOwner({ membership });
    if (operation.state !== from) throw new ChangedMeanwhile(`the operation is ${operation.state}`);
    await updateState(client, operationId, to);
    await note(client, viewer, { action, subject: `operation:${operationId}` });
  });
}

/** Begins a new epoch because a key may be known: what is sent from now on is under another. Returns its number. */
export async function renewKey(
  { pool, keys }: Pick<CencommContext, 'pool' | 'keys'>,
  viewer: Viewer,
  operationId: string,
): Promise<number> {
  return inTransaction(pool, async client => {
    requireOwner(await enterLocked(client, viewer, operationId));
    const epoch = await keys.beginEpoch(client, operationId, 'suspicion');
    await note(client, viewer, {
      action: 'operation.keyRenewed',
      subject: `operation:${operationId}`,
      detail: { epoch },
    });
    return epoch;
  });
}
