import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRows, sql, type Sql } from '../../../db/sql.ts';

/** A legal hold; times ISO. Two administrators lift it: one asks, another agrees. */
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

const iso = (column: Sql): Sql => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** The holds of an operation, newest first. For the Secretariat. */
export async function listHolds(on: Queryable, _viewer: Viewer, operationId: string): Promise<Hold[]> {
  return queryRows<Hold>(
    on,
    sql`
      select h.id, h.reason, l.login_id as "laidBy", ${iso(sql`h.laid_at`)} as "laidAt", h.lift_reason as "liftReason",
        r.login_id as "liftAskedBy", h.lift_asked_by as "liftAskedById", ${iso(sql`h.lift_asked_at`)} as "liftAskedAt",
        u.login_id as "liftedBy", ${iso(sql`h.lifted_at`)} as "liftedAt"
      from cencomm_holds h join accounts l on l.id = h.laid_by left join accounts r on r.id = h.lift_asked_by
        left join accounts u on u.id = h.lifted_by
      where h.operation_id = ${operationId} order by h.id desc limit 20`,
  );
}

/** Inserts a hold and marks the operation as held. */
export async function insertHold(client: Client, viewer: Viewer, operationId: string, reason: string): Promise<void> {
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
}

/** Records who asks for a hold to be lifted, and why. */
export async function updateLiftRequest(client: Client, viewer: Viewer, holdId: number, reason: string): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_holds set lift_reason = ${reason}, lift_asked_by = ${viewer.accountId}, lift_asked_at = now()
      where id = ${holdId}`,
  );
}

export async function clearLiftRequest(client: Client, holdId: number): Promise<void> {
  await execute(
    client,
    sql`update cencomm_holds set lift_reason = null, lift_asked_by = null, lift_asked_at = null where id = ${holdId}`,
  );
}

/** Marks a hold as lifted and its operation as no longer held. */
export async function updateLifted(client: Client, viewer: Viewer, operationId: string, holdId: number): Promise<void> {
  await execute(
    client,
    sql`update cencomm_holds set lifted_by = ${viewer.accountId}, lifted_at = now() where id = ${holdId}`,
  );
  await execute(
    client,
    sql`
      update cencomm_operations set legal_hold = false, held_at = null, held_by = null, version = version + 1
      where id = ${operationId}`,
  );
}
