import type { Queryable } from '../../db/pool.ts';
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

const readerColumns = 'a.id, a.login_id as "loginId", a.person_name as "personName", a.email, a.lang';

const managers = `select ${readerColumns} from accounts a join offices o on o.id = a.office_id
  join account_duties d on d.account_id = a.id and d.duty = case o.kind when 'administration' then 'ncp' when 'rilo' then 'rilo' else 'administrator' end
  where (o.id = $1 or (o.kind = 'secretariat' and (select kind from offices where id = $1) = 'partner')) and a.level = 'unlimited' and ${isLive} order by a.id`;

/** Who looks after an office's accounts: its contact points, its RILO officers; for partners and the Secretariat the administrators. */
export async function listManagers(on: Queryable, officeId: number): Promise<Reader[]> {
  const { rows } = await on.query<Reader>(managers, [officeId]);
  return rows;
}

export async function findReader(on: Queryable, accountId: number): Promise<Reader | undefined> {
  const { rows } = await on.query<Reader>(`select ${readerColumns} from accounts a where a.id = $1`, [accountId]);
  return rows[0];
}

export async function findLiveReader(on: Queryable, loginId: string): Promise<Reader | undefined> {
  const { rows } = await on.query<Reader>(
    `select ${readerColumns} from accounts a where a.login_id = $1 and ${isLive}`,
    [loginId],
  );
  return rows[0];
}

const administrators = `select ${readerColumns} from accounts a join account_duties d on d.account_id = a.id and d.duty = 'administrator'
  where a.level = 'unlimited' and ${isLive} order by a.id`;

export async function listAdministrators(on: Queryable): Promise<Reader[]> {
  const { rows } = await on.query<Reader>(administrators);
  return rows;
}

/** Everybody who lives and has one of some duties, by login. */
export async function listWithDuties(on: Queryable, duties: readonly Duty[]): Promise<Reader[]> {
  const { rows } = await on.query<Reader>(
    `select ${readerColumns} from accounts a
    where exists (select from account_duties d where d.account_id = a.id and d.duty = any($1)) and a.level = 'unlimited' and ${isLive} order by a.login_id limit 500`,
    [duties],
  );
  return rows;
}

export interface Member {
  readonly accountId: number;
  readonly loginId: string;
  readonly officeId: number;
}

/** Living accounts of some offices that are of the CEN itself, partners not among them, by login. */
export async function listMembers(on: Queryable, officeIds: readonly number[]): Promise<Member[]> {
  const { rows } = await on.query<Member>(
    `select a.id as "accountId", a.login_id as "loginId", a.office_id as "officeId" from accounts a
    where a.office_id = any($1) and a.level <> 'partner' and ${isLive} order by a.login_id`,
    [officeIds],
  );
  return rows;
}
