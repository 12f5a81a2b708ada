import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { lockRegistered } from './store-register.ts';

type Context = Pick<CencommContext, 'pool'>;

/** A hold that was laid; times ISO. Two administrators lift it: one asks, another agrees. */
export interface Hold {
  readonly id: number;
  readonly reason: string;
  readonly laidBy: string;
  readonly laidAt: string;
  readonly liftReason: string | null;
  readonly liftAskedBy: string | null;
  readonly liftAskedById: number | null;
  readonly liftAskedAt: string | null;
  readonly liftedBy: string | null;
  readonly liftedAt: string | null;
}

/** The holds of an operation, newest first. For the Secretariat. */
export async function listHolds(_viewer: Viewer, on: Queryable, operationId: string): Promise<Hold[]> {
  const { rows } = await on.query<Hold>(
    `
    select h.id, h.reason, l.login_id as "laidBy", to_char(h.laid_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "laidAt", h.lift_reason as "liftReason",
      r.login_id as "liftAskedBy", h.lift_asked_by as "liftAskedById", to_char(h.lift_asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "liftAskedAt",
      u.login_id as "liftedBy", to_char(h.lifted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "liftedAt"
    from cencomm_holds h join accounts l on l.id = h.laid_by left join accounts r on r.id = h.lift_asked_by left join accounts u on u.id = h.lifted_by
    where h.operation_id = $1 order by h.id desc limit 20`,
    [operationId],
  );
  return rows;
}

/** Lays a hold: nothing is disposed of, and no row of the evidence can be deleted, until it is lifted. */
export async function layHold({ pool }: Context, viewer: Viewer, operationId: string, reason: string): Promise<void> {
  await inTransaction(pool, async client => {
    const { isHeld, state } = await lockRegistered(viewer, client, operationId);
    if (isHeld) throw new ChangedMeanwhile('it is held already');
    if (state === 'disposed' || state === 'refused' || state === 'requested')
      throw new Refused({ path: 'holdReason', key: 'cencommops:problem.nothingToHold' });
    await client.query('insert into cencomm_holds (operation_id, reason, laid_by) values ($1, $2, $3)', [
      operationId,
      reason,
      viewer.accountId,
    ]);
    await client.query(
      'update cencomm_operations set legal_hold = true, held_at = now(), held_by = $2, version = version + 1 where id = $1',
      [operationId, viewer.accountId],
    );
    await note(client, viewer, { action: 'operation.held', subject: `operation:${operationId}` });
  });
}

/** The first of two asks for the hold to be lifted. */
export async function askToLift({ pool }: Context, viewer: Viewer, operationId: string, reason: string): Promise<void> {
  await inTransaction(pool, async client => {
    const hold = await lockHold(client, viewer, operationId);
    if (hold.liftAskedById !== null) throw new ChangedMeanwhile('somebody asked already');
    await client.query(
      'update cencomm_holds set lift_reason = $2, lift_asked_by = $3, lift_asked_at = now() where id = $1',
      [hold.id, reason, viewer.accountId],
    );
    await note(client, viewer, { action: 'operation.holdLiftAsked', subject: `operation:${operationId}` });
  });
}

/** The second agrees, or says no and the hold stands. Whoever asked may take it back, but not agree: Refused. */
export async function answerLift(
  { pool }: Context,
  viewer: Viewer,
  operationId: string,
  agrees: boolean,
): Promise<void> {
  await inTransaction(pool, async client => {
    const hold = await lockHold(client, viewer, operationId);
    if (hold.liftAskedById === null) throw new ChangedMeanwhile('nobody asks any more');
    if (!agrees) {
      await client.query(
        'update cencomm_holds set lift_reason = null, lift_asked_by = null, lift_asked_at = null where id = $1',
        [hold.id],
      );
      return note(client, viewer, { action: 'operation.holdKept', subject: `operation:${operationId}` });
    }
    if (hold.liftAskedById === viewer.accountId)
      throw new Refused({ path: 'agrees', key: 'cencommops:problem.secondPerson' });
    await client.query('update cencomm_holds set lifted_by = $2, lifted_at = now() where id = $1', [
      hold.id,
      viewer.accountId,
    ]);
    await client.query(
      'update cencomm_operations set legal_hold = false, held_at = null, held_by = null, version = version + 1 where id = $1',
      [operationId],
    );
    await note(client, viewer, { action: 'operation.holdLifted', subject: `operation:${operationId}` });
  });
}

async function lockHold(client: Client, viewer: Viewer, operationId: string): Promise<Hold> {
  await lockRegistered(viewer, client, operationId);
  const hold = (await listHolds(viewer, client, operationId)).find(({ liftedAt }) => liftedAt === null);
  if (!hold) throw new ChangedMeanwhile('it is not held');
  return hold;
}
