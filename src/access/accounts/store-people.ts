import type { Queryable } from '../../db/pool.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';
import { isLive } from '../store.ts';
import type { Duty, Lang } from '../viewer.ts';

/** Somebody a letter can go to. */
export interface Reader {
  readonly id: number;
  readonly loginId: string;
  readonly personName: string | null;
  readonly email: string | null;
  readonly lang: Lang;
}

const readerColumns = sql`a.id, a.login_id as "loginId", a.person_name as "personName", a.email, a.lang`;

/**
 * Who looks after an office's accounts: its contact points, its RILO officers; for partners and the Secretariat the
 * administrators.
 */
export async function listManagers(on: Queryable, officeId: number): Promise<Reader[]> {
  return queryRows<Reader>(
    on,
    sql`
      select ${readerColumns} from accounts a join offices o on o.id = a.office_id
      join account_duties d on d.account_id = a.id
        and d.duty = case o.kind when 'administration' then 'ncp' when 'rilo' then 'rilo' else 'administrator' end
      where (o.id = ${officeId}
        or (o.kind = 'secretariat' and (select kind from offices where id = ${officeId}) = 'partner'))
        and a.level = 'unlimited' and ${isLive} order by a.id`,
  );
}

export async function findReader(on: Queryable, accountId: number): Promise<Reader | undefined> {
  return queryRow<Reader>(on, sql`select ${readerColumns} from accounts a where a.id = ${accountId}`);
}

export async function findLiveReader(on: Queryable, loginId: string): Promise<Reader | undefined> {
  return queryRow<Reader>(on, sql`select ${readerColumns} from accounts a where a.login_id = ${loginId} and ${isLive}`);
}

const administrators = sql`
  select ${readerColumns} from accounts a join account_duties d on d.account_id = a.id and d.duty = 'administrator'
  where a.level = 'unlimited' and ${isLive} order by a.id`;

export async function listAdministrators(on: Queryable): Promise<Reader[]> {
  return queryRows<Reader>(on, administrators);
}

/** Everybody who lives and has one of some duties, by login. */
export async function listWithDuties(on: Queryable, duties: readonly Duty[]): Promise<Reader[]> {
  return queryRows<Reader>(
    on,
    sql`
      select ${readerColumns} from accounts a
      where exists (select from account_duties d where d.account_id = a.id and d.duty = any(${duties}))
        and a.level = 'unlimited' and ${isLive} order by a.login_id limit 500`,
  );
}

export interface Member {
  readonly accountId: number;
  readonly loginId: string;
  readonly officeId: number;
}

/** Living accounts of some offices that are of the CEN itself, partners not among them, by login. */
export async function listMembers(on: Queryable, officeIds: readonly number[]): Promise<Member[]> {
  return queryRows<Member>(
    on,
    sql`select a.id as "accountId", a.login_id as "loginId", a.office_id as "officeId" from accounts a
    where a.office_id = any(${officeIds}) and a.level <> 'partner' and ${isLive} order by a.login_id`,
  );
}
