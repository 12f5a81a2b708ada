import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, sql } from '../../db/sql.ts';
import type { Duty, Level } from '../viewer.ts';
import type { Access } from './account.ts';

/** Access that one administrator proposed and another must confirm. */
export interface Proposal {
  readonly id: number;
  readonly accountId: number;
  readonly level: Level;
  readonly duties: readonly Duty[];
  readonly reason: string;
  readonly madeBy: number;
  readonly by: string;
  readonly madeAt: Date;
}

export async function insertProposal(
  on: Queryable,
  proposal: Access & { accountId: number; reason: string; madeBy: number },
): Promise<void> {
  await execute(
    on,
    sql`
      insert into account_proposals (account_id, level, duties, reason, made_by)
      values (${proposal.accountId}, ${proposal.level}, ${[...proposal.duties]}, ${proposal.reason},
        ${proposal.madeBy})`,
  );
}

/** The open proposal for an account the viewer was shown before; there is one at most. */
export async function findProposal(on: Queryable, account: { readonly id: number }): Promise<Proposal | undefined> {
  return queryRow<Proposal>(
    on,
    sql`
      select p.id, p.account_id as "accountId", p.level, p.duties, p.reason, p.made_by as "madeBy",
      m.login_id as by, p.made_at as "madeAt" from account_proposals p join accounts m on m.id = p.made_by
      where p.account_id = ${account.id} and p.outcome is null`,
  );
}

/** Closes one with a person's word. */
export async function settleProposal(
  on: Queryable,
  id: number,
  outcome: 'confirmed' | 'refused',
  decidedBy: number,
): Promise<void> {
  await execute(
    on,
    sql`
      update account_proposals set outcome = ${outcome}, decided_by = ${decidedBy}, decided_at = now()
      where id = ${id} and outcome is null`,
  );
}

/**
 * Whatever was proposed for an account is overtaken by another change of its access, or by its end. `by` is null for
 * the portal.
 */
export async function overtakeProposal(on: Queryable, accountId: number, by: number | null): Promise<void> {
  await execute(
    on,
    sql`
      update account_proposals set outcome = 'overtaken', decided_by = ${by}, decided_at = now()
      where account_id = ${accountId} and outcome is null`,
  );
}
