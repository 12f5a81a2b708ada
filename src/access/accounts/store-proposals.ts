import type { Queryable } from '../../db/pool.ts';
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
  await on.query(
    'insert into account_proposals (account_id, level, duties, reason, made_by) values ($1, $2, $3, $4, $5)',
    [proposal.accountId, proposal.level, [...proposal.duties], proposal.reason, proposal.madeBy],
  );
}

const openProposal = `select p.id, p.account_id as "accountId", p.level, p.duties, p.reason, p.made_by as "madeBy",
  m.login_id as by, p.made_at as "madeAt" from account_proposals p join accounts m on m.id = p.made_by where p.account_id = $1 and p.outcome is null`;

/** The open proposal for an account the viewer was shown before; there is one at most. */
export async function findProposal(on: Queryable, account: { readonly id: number }): Promise<Proposal | undefined> {
  const { rows } = await on.query<Proposal>(openProposal, [account.id]);
  return rows[0];
}

/** Closes one with a person's word. */
export async function settleProposal(
  on: Queryable,
  id: number,
  outcome: 'confirmed' | 'refused',
  decidedBy: number,
): Promise<void> {
  await on.query(
    'update account_proposals set outcome = $2, decided_by = $3, decided_at = now() where id = $1 and outcome is null',
    [id, outcome, decidedBy],
  );
}

/** Whatever was proposed for an account is overtaken by another change of its access, or by its end. `by` is null for the portal. */
export async function overtakeProposal(on: Queryable, accountId: number, by: number | null): Promise<void> {
  await on.query(
    `update account_proposals set outcome = 'overtaken', decided_by = $2, decided_at = now() where account_id = $1 and outcome is null`,
    [accountId, by],
  );
}
