import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { Viewer } from '../viewer.ts';
import type { Account } from './account.ts';
import { factorResetDays, proposedIn, type Proposal, type ProposalRow, type Proposed } from './proposal.ts';
import type { IdentityProof } from './account.ts';
import { decidableProposals, visibleAccounts } from './scope.ts';
import { accountColumns, accountsFrom } from './store.ts';

const columns = sql`
  p.id, p.account_id as "accountId", p.what, p.level, p.duties, p.ends_on as "endsOn", p.until, p.identity, p.reason,
  p.made_by as "madeBy", m.login_id as by, p.made_at as "madeAt", p.expires_at as "expiresAt"`;

/** Not decided, and not too old to be. */
const isOpenProposal = sql`p.outcome is null and (p.expires_at is null or p.expires_at > now())`;

export async function insertProposal(
  on: Queryable,
  { accountId, proposed, reason, madeBy }: { accountId: number; proposed: Proposed; reason: string; madeBy: number },
): Promise<void> {
  const access = proposed.what === 'access' ? proposed : undefined;
  await execute(
    on,
    sql`
      insert into account_proposals (account_id, what, level, duties, ends_on, until, identity, reason, made_by,
        expires_at)
      values (${accountId}, ${proposed.what}, ${access?.level ?? null}, ${access ? [...access.duties] : null},
        ${proposed.what === 'end_date' ? proposed.endsOn : null},
        ${proposed.what === 'suspension' ? proposed.until : null},
        ${proposed.what === 'factor_reset' ? proposed.identity : null}, ${reason}, ${madeBy},
        ${proposed.what === 'factor_reset' ? factorResetDays : null}::int * interval '1 day' + now())`,
  );
}

/** The open proposal for an account the viewer was shown before; there is one at most. */
export async function findProposal(on: Queryable, account: { readonly id: number }): Promise<Proposal | undefined> {
  const row = await queryRow<ProposalRow>(
    on,
    sql`
      select ${columns} from account_proposals p join accounts m on m.id = p.made_by
      where p.account_id = ${account.id} and ${isOpenProposal}`,
    'open_proposal',
  );
  return row && toProposal(row);
}

function toProposal(row: ProposalRow): Proposal {
  const { id, accountId, reason, madeBy, by, madeAt, expiresAt } = row;
  return { id, accountId, reason, madeBy, by, madeAt, expiresAt, proposed: proposedIn(row) };
}

/**
 * An account as far as its open proposal makes it visible: to those who look after it and to those who may be the
 * second person. Throws NotVisible.
 */
export async function findProposedAccount(on: Queryable, viewer: Viewer, id: number): Promise<Account> {
  const account = await queryRow<Account>(
    on,
    sql`
      select ${accountColumns} ${accountsFrom}
      where a.id = ${id} and (${visibleAccounts(viewer)} or exists (select from account_proposals p
        where p.account_id = a.id and ${isOpenProposal} and ${decidableProposals(viewer)}))`,
  );
  if (!account) throw new NotVisible('no such account');
  return account;
}

/** Whether the viewer may be the second person. */
export async function mayDecide(on: Queryable, viewer: Viewer, proposal: { readonly id: number }): Promise<boolean> {
  const row = await queryRow<{ found: boolean }>(
    on,
    sql`
      select exists (select from account_proposals p join accounts a on a.id = p.account_id
        join offices o on o.id = a.office_id
        where p.id = ${proposal.id} and ${isOpenProposal} and ${decidableProposals(viewer)}) as found`,
  );
  return row?.found ?? false;
}

export interface WaitingProposal extends Proposal {
  readonly loginId: string;
  readonly personName: string | null;
  readonly officeCode: string;
}

/** What waits for the viewer as the second person, or (`mine`) what the viewer asked and waits for another. */
export async function listProposals(on: Queryable, viewer: Viewer, mine = false): Promise<WaitingProposal[]> {
  const which = mine ? sql`p.made_by = ${viewer.accountId}` : decidableProposals(viewer);
  const rows = await queryRows<ProposalRow & Pick<WaitingProposal, 'loginId' | 'personName' | 'officeCode'>>(
    on,
    sql`
      select ${columns}, a.login_id as "loginId", a.person_name as "personName", o.code as "officeCode"
      from account_proposals p join accounts m on m.id = p.made_by join accounts a on a.id = p.account_id
        join offices o on o.id = a.office_id
      where ${isOpenProposal} and ${which} order by p.id limit 200`,
  );
  return rows.map(row => {
    const { loginId, personName, officeCode } = row;
    return { ...toProposal(row), loginId, personName, officeCode };
  });
}

/** Those that wait for the viewer, with since when (`at`). */
export function waitingProposals(viewer: Viewer): Sql {
  return sql`
    select p.made_at as at from account_proposals p join accounts a on a.id = p.account_id
      join offices o on o.id = a.office_id
    where ${isOpenProposal} and ${decidableProposals(viewer)}`;
}

/** Closes one with a person's word. */
export async function settleProposal(
  on: Queryable,
  id: number,
  outcome: 'confirmed' | 'refused' | 'objected',
  decidedBy: number,
  identity: IdentityProof | null = null,
): Promise<void> {
  await execute(
    on,
    sql`
      update account_proposals set outcome = ${outcome}, decided_by = ${decidedBy}, decided_at = now(),
        decided_identity = ${identity}
      where id = ${id} and outcome is null`,
  );
}

/**
 * What was proposed for an account is overtaken by another change: of its access (`what` 'access'), or by its end. `by`
 * is null for the portal.
 */
export async function overtakeProposal(
  on: Queryable,
  accountId: number,
  by: number | null,
  what?: 'access',
): Promise<void> {
  await execute(
    on,
    sql`
      update account_proposals set outcome = 'overtaken', decided_by = ${by}, decided_at = now()
      where account_id = ${accountId} and outcome is null
        and (${what ?? null}::text is null or what = ${what ?? null})`,
  );
}

/** Closes those nobody agreed to in time, of one account or of all; answers them, for those who must hear of it. */
export async function expireProposals(
  on: Queryable,
  accountId: number | null = null,
): Promise<Pick<Proposal, 'accountId' | 'madeBy' | 'proposed'>[]> {
  const rows = await queryRows<ProposalRow>(
    on,
    sql`
      update account_proposals p set outcome = 'expired', decided_at = now() from accounts m
      where m.id = p.made_by and p.outcome is null and p.expires_at <= now()
        and (${accountId}::int is null or p.account_id = ${accountId}) returning ${columns}`,
  );
  return rows.map(toProposal);
}
