import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Reader } from '../accounts/store-people.ts';

/** An officer whose address follows, or cannot. */
export interface Follower extends Reader {
  readonly email: string;
  readonly becomes: string;
  /** Login or reference of an application that has the new address already. */
  readonly clash: string | null;
}

/**
 * Officers of an office with an address at a domain or below it, and the address each is to have: the part before the @
 * stays, and so does a sub-domain.
 */
export async function listFollowers(
  on: Queryable,
  officeId: number,
  { was, becomes }: { was: string; becomes: string },
): Promise<Follower[]> {
  return queryRows<Follower>(
    on,
    sql`
      with addressed as (
        select a.id, a.login_id as "loginId", a.person_name as "personName", a.email, a.lang,
          left(a.email, length(a.email) - length(${was}::text)) || ${becomes}::text as becomes
        from accounts a
        where a.office_id = ${officeId} and a.ended_at is null
          and right(a.email, length(${was}::text) + 1) in ('@' || ${was}::text, '.' || ${was}::text))
      select x.*, coalesce(
        (select b.login_id from accounts b where b.email = x.becomes and b.ended_at is null and b.id <> x.id limit 1),
        (select p.ref from applications p
          where p.email = x.becomes and p.state in ('submitted', 'asked', 'consented') limit 1)) as clash
      from addressed x order by x."loginId"`,
  );
}

/** Locks the accounts of an office, in the order everybody does. */
export async function lockOfficeAccounts(client: Client, officeId: number): Promise<void> {
  await execute(client, sql`select 1 from accounts where office_id = ${officeId} order by id for update`);
}

/** The domains of one office, with their ids. */
export async function listOwnDomains(on: Queryable, officeId: number): Promise<{ id: number; domain: string }[]> {
  return queryRows<{ id: number; domain: string }>(
    on,
    sql`select id, domain from office_domains where office_id = ${officeId} and removed_at is null order by domain`,
  );
}

export interface DomainChange {
  readonly id: number;
  readonly officeId: number;
  readonly was: string;
  readonly becomes: string;
  readonly reason: string;
  readonly by: string;
  readonly madeAt: Date;
  readonly accounts: number;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
}

export async function listDomainChanges(on: Queryable): Promise<DomainChange[]> {
  return queryRows<DomainChange>(
    on,
    sql`
      select c.id, c.office_id as "officeId", c.was, c.becomes, c.reason, m.login_id as by, c.made_at as "madeAt",
        (select count(*)::int from domain_change_accounts x where x.change_id = c.id) as accounts,
        u.login_id as "undoneBy", c.undone_at as "undoneAt"
      from domain_changes c join accounts m on m.id = c.made_by left join accounts u on u.id = c.undone_by
      order by c.id desc limit 50`,
  );
}

export async function insertDomainChange(
  client: Client,
  change: { officeId: number; was: string; becomes: string; reason: string; madeBy: number },
): Promise<number> {
  const row = await queryRow<{ id: number }>(
    client,
    sql`
      insert into domain_changes (office_id, was, becomes, reason, made_by)
      values (${change.officeId}, ${change.was}, ${change.becomes}, ${change.reason}, ${change.madeBy}) returning id`,
  );
  if (!row) throw new Error('a change of domain was not written');
  return row.id;
}

export async function insertFollower(
  client: Client,
  changeId: number,
  { id, email, becomes }: Pick<Follower, 'id' | 'email' | 'becomes'>,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into domain_change_accounts (change_id, account_id, was, becomes)
      values (${changeId}, ${id}, ${email}, ${becomes})`,
  );
}

/** Takes a change back, once; undefined where it was before. */
export async function undoDomainChange(
  client: Client,
  id: number,
  by: number,
): Promise<{ officeId: number; was: string; becomes: string } | undefined> {
  return queryRow<{ officeId: number; was: string; becomes: string }>(
    client,
    sql`
      update domain_changes set undone_by = ${by}, undone_at = now() where id = ${id} and undone_at is null
      returning office_id as "officeId", was, becomes`,
  );
}

/** Officers of a change who still have the address it gave them, and the one of before if nobody else has it. */
export async function listToUndo(client: Client, changeId: number): Promise<Follower[]> {
  return queryRows<Follower>(
    client,
    sql`
      select a.id, a.login_id as "loginId", a.person_name as "personName", a.email, a.lang, x.was as becomes,
        null as clash
      from domain_change_accounts x join accounts a on a.id = x.account_id
      where x.change_id = ${changeId} and a.email = x.becomes and a.ended_at is null
        and not exists (select from accounts b where b.email = x.was and b.ended_at is null)
      order by a.id for update of a`,
  );
}
