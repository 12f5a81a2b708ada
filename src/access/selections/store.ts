import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { Account } from '../accounts/account.ts';
import type { AccountCriteria } from '../accounts/pages/criteria.ts';
import { visibleAccounts } from '../accounts/scope.ts';
import { whereOf } from '../accounts/store-list.ts';
import { accountColumns, triesJoin } from '../accounts/store.ts';
import type { Viewer } from '../viewer.ts';
import type { BulkAct, Result } from './selection.ts';

const from = sql`from accounts a join offices o on o.id = a.office_id ${triesJoin}`;

/** Accounts that fit the criteria, by login, so many at most. */
export async function listFitting(
  on: Queryable,
  viewer: Viewer,
  criteria: AccountCriteria,
  limit: number,
): Promise<Account[]> {
  return queryRows<Account>(
    on,
    sql`select ${accountColumns} ${from} where ${whereOf(viewer, criteria, true)} order by a.login_id limit ${limit}`,
  );
}

/** Those of some accounts that the viewer looks after, by login. */
export async function listChosen(on: Queryable, viewer: Viewer, ids: readonly number[]): Promise<Account[]> {
  return queryRows<Account>(
    on,
    sql`
      select ${accountColumns} ${from} where a.id = any(${[...ids]}::int[]) and ${visibleAccounts(viewer)}
      order by a.login_id`,
  );
}

export interface Selection {
  readonly id: string;
  readonly act: BulkAct;
  readonly endsOn: string | null;
  readonly reason: string;
  readonly madeAt: Date;
  readonly results: readonly { readonly id: number; readonly loginId: string; readonly outcome: Result }[] | null;
}

/** Notes that a form is being done; false where it was sent before. */
export async function claimSelection(
  on: Queryable,
  viewer: Viewer,
  selection: Pick<Selection, 'id' | 'act' | 'endsOn' | 'reason'>,
): Promise<boolean> {
  const count = await execute(
    on,
    sql`
      insert into account_selections (id, made_by, act, ends_on, reason)
      values (${selection.id}, ${viewer.accountId}, ${selection.act}, ${selection.endsOn}, ${selection.reason})
      on conflict (id) do nothing`,
  );
  return count === 1;
}

export async function setResults(on: Queryable, id: string, results: NonNullable<Selection['results']>): Promise<void> {
  await execute(on, sql`update account_selections set results = ${JSON.stringify(results)}::jsonb where id = ${id}`);
}

/** What one did oneself. Throws NotVisible. */
export async function findSelection(on: Queryable, viewer: Viewer, id: string): Promise<Selection> {
  const selection = await queryRow<Selection>(
    on,
    sql`
      select id, act, ends_on as "endsOn", reason, made_at as "madeAt", results from account_selections
      where id = ${id} and made_by = ${viewer.accountId}`,
  );
  if (!selection) throw new NotVisible('no such selection');
  return selection;
}
