import type { Client } from '../db/pool.ts';
import { execute, queryRow, sql, type Sql } from '../db/sql.ts';
import type { Action } from './actions.ts';
import type { Place } from './chain/seal.ts';

/** The rows that are looked at: after `from`, up to and with `to`. */
export interface Span {
  readonly from: Place;
  readonly to: Place;
}

/** Who follows the trail: the alarms, and the counts of what others did with an office's records. */
export type Follower = 'alarms' | 'use';

const chunk = 20_000;

/** Condition on `audit_events e`. */
export const within = ({ from, to }: Span): Sql => sql`
  (e.tx, e.id) > (${from.tx}::xid8, ${from.id}::bigint) and (e.tx, e.id) <= (${to.tx}::xid8, ${to.id}::bigint)`;

/**
 * The next rows to look at: sealed and so complete, and at most 20,000. Locks the horizon; undefined when there are
 * none or another has it.
 */
export async function nextSpan(client: Client, follower: Follower): Promise<Span | undefined> {
  const from = await queryRow<Place>(
    client,
    sql`select tx::text, id from audit_horizons where name = ${follower} for update skip locked`,
  );
  if (!from) return undefined;
  const row = await queryRow<Place>(
    client,
    sql`
      select tx::text, id from (select e.tx, e.id
          from audit_events e, (select to_tx, to_id from audit_seals order by number desc limit 1) s
      where (e.tx, e.id) > (${from.tx}::xid8, ${from.id}::bigint) and (e.tx, e.id) <= (s.to_tx, s.to_id)
      order by e.tx, e.id limit ${chunk}) c order by c.tx desc, c.id desc limit 1`,
  );
  return row && { from, to: row };
}

export async function keepHorizon(client: Client, follower: Follower, { to }: Span): Promise<void> {
  await execute(
    client,
    sql`update audit_horizons set tx = ${to.tx}::text::xid8, id = ${to.id} where name = ${follower}`,
  );
}

/** What was done in these rows of some actions: `at`, `action`, `account_id`, `office_id`, `subject`, `detail`. */
export function doneWithin(span: Span, actions: readonly Action[]): Sql {
  return sql`
    select e.at, e.action, e.account_id, e.office_id, e.subject, e.detail from audit_events e
    where ${within(span)} and e.outcome = 'done' and e.action = any(${[...actions]}::text[])`;
}
