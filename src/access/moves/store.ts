import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { Account } from '../accounts/account.ts';
import { administers } from '../accounts/permissions.ts';
import { accountColumns, triesJoin } from '../accounts/store.ts';
import type { Level, Viewer } from '../viewer.ts';

/** A move that was asked for. */
export interface Move {
  readonly id: number;
  readonly accountId: number;
  readonly loginId: string;
  readonly personName: string | null;
  readonly unit: string | null;
  readonly level: Level;
  readonly version: number;
  readonly fromOffice: number;
  readonly toOffice: number;
  readonly reason: string;
  readonly madeBy: number;
  readonly by: string;
  readonly madeAt: Date;
}

const columns = sql`
  v.id, v.account_id as "accountId", a.login_id as "loginId", a.person_name as "personName", a.unit, a.level, a.version,
  v.from_office as "fromOffice", v.to_office as "toOffice", v.reason, v.made_by as "madeBy", m.login_id as by,
  v.made_at as "madeAt"`;
const source = sql`
  account_moves v join accounts a on a.id = v.account_id join accounts m on m.id = v.made_by`;
const visible = (viewer: Viewer) =>
  sql`v.state = 'asked'
    and (${administers(viewer)}::boolean or ${viewer.office.id}::int in (v.from_office, v.to_office))`;

/** Moves that wait, of the offices a viewer looks after, oldest first. */
export async function listMoves(on: Queryable, viewer: Viewer): Promise<Move[]> {
  return queryRows<Move>(on, sql`select ${columns} from ${source} where ${visible(viewer)} order by v.id limit 500`);
}

/** The one that waits for an account the viewer was shown before. */
export async function findMoveOf(on: Queryable, account: { readonly id: number }): Promise<Move | undefined> {
  return queryRow<Move>(
    on,
    sql`select ${columns} from ${source} where v.account_id = ${account.id} and v.state = 'asked'`,
  );
}

/** One that waits. Throws NotVisible for another office's, a decided one and none alike. */
export async function findMove(on: Queryable, viewer: Viewer, id: number): Promise<Move> {
  const move = await queryRow<Move>(
    on,
    sql`select ${columns} from ${source} where v.id = ${id} and ${visible(viewer)}`,
  );
  if (!move) throw new NotVisible('no such move');
  return move;
}

/** The account of a move, locked: who receives it does not see it yet. */
export async function lockMoved(client: Client, move: Pick<Move, 'accountId'>): Promise<Account | undefined> {
  await execute(client, sql`select 1 from accounts where id = ${move.accountId} for update`);
  return queryRow<Account>(
    client,
    sql`
      select ${accountColumns} from accounts a join offices o on o.id = a.office_id ${triesJoin}
      where a.id = ${move.accountId}`,
  );
}

export async function insertMove(
  client: Client,
  move: { accountId: number; fromOffice: number; toOffice: number; reason: string; madeBy: number },
): Promise<number> {
  const row = await queryRow<{ id: number }>(
    client,
    sql`
      insert into account_moves (account_id, from_office, to_office, reason, made_by)
      values (${move.accountId}, ${move.fromOffice}, ${move.toOffice}, ${move.reason}, ${move.madeBy}) returning id`,
  );
  if (!row) throw new Error('a move was not written');
  return row.id;
}

/** Decides what still waits; false when somebody was faster. */
export async function settleMove(
  client: Client,
  id: number,
  outcome: { state: 'agreed' | 'refused' | 'withdrawn'; by: number; words: string },
): Promise<boolean> {
  const changed = await execute(
    client,
    sql`
      update account_moves set state = ${outcome.state}, decided_by = ${outcome.by}, decided_at = now(),
        words = ${outcome.words} where id = ${id} and state = 'asked'`,
  );
  return changed === 1;
}

/** The account is of another office from now on: at a level judged anew, and without a duty. */
export async function setOffice(
  client: Client,
  id: number,
  { officeId, level }: { officeId: number; level: Level },
): Promise<void> {
  await execute(
    client,
    sql`update accounts set office_id = ${officeId}, level = ${level}, version = version + 1 where id = ${id}`,
  );
  await execute(client, sql`delete from account_duties where account_id = ${id}`);
}

/**
 * What was begun for an office stays with it: unfinished records and imports of the officer become those of a
 * colleague. Returns how many.
 */
export async function handOver(
  client: Client,
  accountId: number,
  { officeId, to }: { officeId: number; to: number },
): Promise<number> {
  const drafts = await execute(
    client,
    sql`
      update seizure_drafts set account_id = ${to}
      where account_id = ${accountId} and office_id = ${officeId} and submitted_at is null and discarded_at is null`,
  );
  const imports = await execute(
    client,
    sql`
      update imports set account_id = ${to}
      where account_id = ${accountId} and office_id = ${officeId} and finished_at is null`,
  );
  return drafts + imports;
}

/** Somebody of an office who writes for it and takes over what is unfinished: who asked, or its first contact point. */
export async function findSuccessor(
  client: Client,
  officeId: number,
  { madeBy, accountId }: Pick<Move, 'madeBy' | 'accountId'>,
): Promise<number | undefined> {
  const row = await queryRow<{ id: number }>(
    client,
    sql`
      select a.id from accounts a
      where a.office_id = ${officeId} and a.id <> ${accountId} and a.level = 'unlimited' and a.ended_at is null
      order by a.id <> ${madeBy}, not exists (select from account_duties d where d.account_id = a.id), a.id limit 1`,
  );
  return row?.id;
}
