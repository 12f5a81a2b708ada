import type { Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { ChangeKind, ChangedFacts } from './account.ts';

export interface NewChange {
  readonly accountId: number;
  readonly what: ChangeKind;
  readonly was?: ChangedFacts;
  readonly becomes?: ChangedFacts;
  readonly reason?: string;
  /** Id of the account that did it; null for the portal itself. */
  readonly madeBy: number | null;
}

/** One dated, signed step of an account's history. Pass the client of the transaction that makes the change. */
export async function insertChange(on: Queryable, change: NewChange): Promise<void> {
  await execute(
    on,
    sql`
      insert into account_changes (account_id, what, was, becomes, reason, made_by)
      values (${change.accountId}, ${change.what}, ${jsonOf(change.was)}, ${jsonOf(change.becomes)},
        ${change.reason ?? null}, ${change.madeBy})`,
  );
}

function jsonOf(facts: ChangedFacts | undefined): string | null {
  return facts ? JSON.stringify(facts) : null;
}

export interface Change {
  readonly what: ChangeKind;
  readonly was: ChangedFacts | null;
  readonly becomes: ChangedFacts | null;
  readonly reason: string | null;
  /** Login of who did it; null for the portal itself. */
  readonly by: string | null;
  readonly at: Date;
}

/** The history of an account the viewer was shown before, newest first; the last 200 steps. */
export async function listChanges(on: Queryable, account: { readonly id: number }): Promise<Change[]> {
  return queryRows<Change>(
    on,
    sql`
      select c.what, c.was, c.becomes, c.reason, m.login_id as by, c.at
      from account_changes c left join accounts m on m.id = c.made_by
      where c.account_id = ${account.id} order by c.id desc limit 200`,
  );
}

export interface FailedTry {
  readonly at: Date;
  readonly address: string | null;
  readonly why: string | null;
}

/** Tries to sign in that were refused within a day, newest first: why a login is locked. */
export async function listFailedTries(on: Queryable, account: { readonly loginId: string }): Promise<FailedTry[]> {
  return queryRows<FailedTry>(
    on,
    sql`
      select at, address, detail->>'why' as why from audit_events
      where at > now() - interval '1 day' and action in ('session.refused', 'factor.refused')
        and login_id = ${account.loginId}
      order by at desc limit 6`,
  );
}
