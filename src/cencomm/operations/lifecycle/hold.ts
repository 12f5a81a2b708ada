import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRows, sql } from '../../../db/sql.ts';
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
  return queryRows<Hold>(
    on,
    sql`
      select h.id, h.reason, l.login_id as "laidBy",
        to_char(h.laid_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "laidAt", h.lift_reason as "liftReason",
        r.login_id as "liftAskedBy", h.lift_asked_by as "liftAskedById",
        to_char(h.lift_asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "liftAskedAt",
        u.login_id as "liftedBy", to_char(h.lifted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "liftedAt"
      from cencomm_holds h join accounts l on l.id = h.laid_by left join accounts r on r.id = h.lift_asked_by
        left join accounts u on u.id = h.lifted_by
      where h.operation_id = ${operationId} order by h.id desc limit 20`,
  );
}

/** Lays a hold: nothing is disposed of, and no row of the evidence can be deleted, until it is lifted. */
export async function layHold({ pool }: Context, viewer: Viewer, operationId: string, reason: string): Promise<void> {
  await inTransaction(pool, async client => {
    const { isHeld, state } = await lockRegistered(viewer, client, operationId);
    if (isHeld) throw new ChangedMeanwhile('it is held already');
    if (state === 'disposed' || state === 'refused' || state === 'requested')
      throw new Refused({ path: 'holdReason', key: 'cencommops:problem.nothingToHold' });
    await execute(
      client,
      sql`
        insert into cencomm_holds (operation_id, reason, laid_by)
        values (${operationId}, ${reason}, ${viewer.accountId})`,
    );
    await execute(
      client,
      sql`
        update cencomm_operations
        set legal_hold = true, held_at = now(), held_by = ${viewer.accountId}, version = version + 1
        where id = ${operationId}`,
    );
    await note(client, viewer, { action: 'operation.held', subject: `operation:${operationId}` });
  });
}

/** The first of two asks for the hold to be lifted. */
export async function askToLift({ pool }: Context, viewer: Viewer, operationId: string, reason: string): Promise<void> {
  await inTransaction(pool, async client => {
    const hold = await lockHold(client, viewer, operationId);
    if (hold.liftAskedById !== null) throw new ChangedMeanwhile('somebody asked already');
    await execute(
      client,
      sql`
        update cencomm_holds set lift_reason = ${reason}, lift_asked_by = ${viewer.accountId}, lift_asked_at = now()
        where id = ${hold.id}`,
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
      await execute(
        client,
        sql`
          update cencomm_holds set lift_reason = null, lift_asked_by = null, lift_asked_at = null
          where id = ${hold.id}`,
      );
      return note(client, viewer, { action: 'operation.holdKept', subject: `operation:${operationId}` });
    }
    if (hold.liftAskedById === viewer.accountId)
      throw new Refused({ path: 'agrees', key: 'cencommops:problem.secondPerson' });
    await execute(
      client,
      sql`update cencomm_holds set lifted_by = ${viewer.accountId}, lifted_at = now() where id = ${hold.id}`,
    );
    await execute(
      client,
      sql`
        update cencomm_operations set legal_hold = false, held_at = null, held_by = null, version = version + 1
        where id = ${operationId}`,
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
