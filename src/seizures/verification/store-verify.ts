import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { Actable } from '../permissions.ts';
import { visibleSeizures } from '../scope.ts';

/** A record that is to be verified, locked. */
export interface ToVerify extends Actable {
  readonly id: number;
  readonly ref: string;
  readonly version: number;
  readonly author: number;
  /** The version this viewer opened last; null where never. */
  readonly opened: number | null;
}

/** Locks records the viewer may see, in one order, so that two desks cannot wait for each other. */
export function lockToVerify(client: Client, viewer: Viewer, refs: readonly string[]): Promise<ToVerify[]> {
  const scope = visibleSeizures(viewer);
  return queryRows<ToVerify>(
    client,
    sql`
      with locked as (
        select s.* from seizures s where s.ref = any(${[...refs]}::text[]) and ${scope} order by s.id for no key update)
      select s.id, s.ref, s.version, s.status, s.country, s.held, s.office_id as "officeId", l.version as opened,
        (select t.account_id from seizure_steps t where t.seizure_id = s.id
          and t.kind in ('submitted', 'amended') order by t.id desc limit 1) as author
      from locked s
      left join seizure_looks l on l.seizure_id = s.id and l.account_id = ${viewer.accountId} order by s.id`,
  );
}

/** Marks locked records as verified in their present version, each with its step. */
export async function markVerified(client: Client, viewer: Viewer, ids: readonly number[]): Promise<void> {
  await execute(
    client,
    sql`
      with verified as (
        update seizures set status = 'verified', verified_version = version, changed_at = now()
        where id = any(${[...ids]}::bigint[]) returning id, version),
      steps as (
        insert into seizure_steps (seizure_id, kind, version, account_id)
        select id, 'verified', version, ${viewer.accountId}::int from verified order by id)
      insert into seizure_changes (seizure_id, kind) select id, 'upsert' from verified order by id`,
  );
}

/** Notes that the viewer opened a version at the desk: only what was looked at can be verified with others. */
export async function noteLook(
  on: Queryable,
  viewer: Viewer,
  seizure: { readonly id: number; readonly version: number },
): Promise<void> {
  await execute(
    on,
    sql`
      insert into seizure_looks (account_id, seizure_id, version)
      values (${viewer.accountId}, ${seizure.id}, ${seizure.version})
      on conflict (account_id, seizure_id) do update set version = excluded.version, at = now()`,
  );
}

/** Puts a record off for this viewer: it is not in the queue before that day. */
export async function putOff(
  client: Client,
  viewer: Viewer,
  seizure: { readonly id: number; readonly version: number },
  until: string,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into seizure_looks (account_id, seizure_id, version, later_until)
      values (${viewer.accountId}, ${seizure.id}, ${seizure.version}, ${until}::date)
      on conflict (account_id, seizure_id) do update set later_until = excluded.later_until`,
  );
}

/** Lets held lines of a locked record count again. */
export async function releaseHeld(client: Client, seizureId: number): Promise<void> {
  await execute(client, sql`update goods_lines set held = false where seizure_id = ${seizureId} and held`);
  await execute(client, sql`update seizures set held = false where id = ${seizureId}`);
}
