import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { clearLiftRequest, insertHold, listHolds, updateLifted, updateLiftRequest, type Hold } from './store-holds.ts';
import { lockRegistered } from './store-register.ts';

type Context = Pick<CencommContext, 'pool'>;

/** Places a hold: until it is lifted nothing is disposed of, and no row of the evidence can be deleted. */
export async function layHold({ pool }: Context, viewer: Viewer, operationId: string, reason: string): Promise<void> {
  await inTransaction(pool, async client => {
    const { isHeld, state } = await lockRegistered(client, viewer, operationId);
    if (isHeld) throw new ChangedMeanwhile('it is held already');
    if (state === 'disposed' || state === 'refused' || state === 'requested')
      throw new Refused({ path: 'holdReason', key: 'cencommops:problem.nothingToHold' });
    await insertHold(client, viewer, operationId, reason);
    await note(client, viewer, { action: 'operation.held', subject: `operation:${operationId}` });
  });
}

/** The first of two administrators asks for the hold to be lifted. */
export async function askToLift({ pool }: Context, viewer: Viewer, operationId: string, reason: string): Promise<void> {
  await inTransaction(pool, async client => {
    const hold = await lockHold(client, viewer, operationId);
    if (hold.liftAskedById !== null) throw new ChangedMeanwhile('someone asked already');
    await updateLiftRequest(client, viewer, hold.id, reason);
    await note(client, viewer, { action: 'operation.holdLiftAsked', subject: `operation:${operationId}` });
  });
}

/** The second agrees, or says no and the hold stays. Whoever asked may withdraw the request, but not agree: Refused. */
export async function answerLift(
  { pool }: Context,
  viewer: Viewer,
  operationId: string,
  agrees: boolean,
): Promise<void> {
  await inTransaction(pool, async client => {
    const hold = await lockHold(client, viewer, operationId);
    if (hold.liftAskedById === null) throw new ChangedMeanwhile('nobody is asking any more');
    if (agrees && hold.liftAskedById === viewer.accountId)
      throw new Refused({ path: 'agrees', key: 'cencommops:problem.secondPerson' });
    await (agrees ? updateLifted(client, viewer, operationId, hold.id) : clearLiftRequest(client, hold.id));
    await note(client, viewer, {
      action: agrees ? 'operation.holdLifted' : 'operation.holdKept',
      subject: `operation:${operationId}`,
    });
  });
}

async function lockHold(client: Client, viewer: Viewer, operationId: string): Promise<Hold> {
  await lockRegistered(client, viewer, operationId);
  const hold = (await listHolds(client, viewer, operationId)).find(({ liftedAt }) => liftedAt === null);
  if (!hold) throw new ChangedMeanwhile('it is not held');
  return hold;
}
