import type { Viewer } from '../../access/index.ts';
import { isLive } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { Lang } from '../../access/index.ts';

/** What the register of contact points and the accounts say of one Member. */
export interface Coverage {
  readonly officeId: number;
  /** Function and first day of the contact point in office; null where none was notified. */
  readonly function: string | null;
  readonly validFrom: string | null;
  /** Login the notification names, and whether it has the duty. */
  readonly named: string | null;
  readonly namedId: number | null;
  readonly namedHasDuty: boolean;
  /** Logins that have the duty and can sign in, or will once they have chosen a password. */
  readonly holders: readonly { readonly id: number; readonly loginId: string; readonly live: boolean }[];
  readonly domains: number;
}

const pointNow = sql`
  select distinct on (p.office_id) p.office_id, p.id, p.function, p.valid_from, p.account_id, p.told_at
  from contact_points p where p.superseded_at is null and p.valid_from <= current_date
  order by p.office_id, p.valid_from desc`;
const hasDuty = sql`exists (select from account_duties d where d.account_id = a.id and d.duty = 'ncp')
  and a.level = 'unlimited' and a.ended_at is null and (a.ends_on is null or a.ends_on >= current_date)`;

/** Every Member of today. Read by administrators. */
export async function listCoverage(on: Queryable, _viewer: Viewer): Promise<Coverage[]> {
  return queryRows<Coverage>(
    on,
    sql`
      with point as (${pointNow})
      select o.id as "officeId", p.function, p.valid_from as "validFrom", n.login_id as named, n.id as "namedId",
        coalesce((select true from accounts a where a.id = n.id and ${hasDuty}), false) as "namedHasDuty",
        coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'loginId', a.login_id, 'live', ${isLive})
          order by a.login_id) from accounts a where a.office_id = o.id and ${hasDuty}), '[]') as holders,
        (select count(*)::int from office_domains m where m.office_id = o.id and m.removed_at is null) as domains
      from offices o left join point p on p.office_id = o.id left join accounts n on n.id = p.account_id
      where o.kind = 'administration' and (o.active_from is null or o.active_from <= current_date)
        and (o.active_to is null or o.active_to >= current_date)`,
  );
}

/** Accounts of an office that a notification may name, by login. */
export async function listNameable(
  on: Queryable,
  _viewer: Viewer,
  officeId: number,
): Promise<{ id: number; loginId: string; personName: string | null }[]> {
  return queryRows<{ id: number; loginId: string; personName: string | null }>(
    on,
    sql`
      select a.id, a.login_id as "loginId", a.person_name as "personName" from accounts a
      where a.office_id = ${officeId} and a.ended_at is null order by a.login_id limit 500`,
  );
}

/** A contact point whose day came while the duties of the office's accounts say something else. */
export interface Difference {
  readonly id: number;
  readonly officeCode: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly named: string;
  readonly namedHasDuty: boolean;
  /** Logins of others that have the duty. */
  readonly others: readonly string[];
}

/** Those nobody was told of yet; only notifications that name an account. */
export async function listUntold(on: Queryable): Promise<Difference[]> {
  return queryRows<Difference>(
    on,
    sql`
      with point as (${pointNow}), found as (
        select p.id, o.code as "officeCode", o.name_en as "nameEn", o.name_fr as "nameFr", n.login_id as named,
          exists (select from accounts a where a.id = n.id and ${hasDuty}) as "namedHasDuty",
          array(select a.login_id from accounts a where a.office_id = o.id and a.id <> n.id and ${hasDuty}
            order by 1) as others
        from point p join offices o on o.id = p.office_id join accounts n on n.id = p.account_id
        where p.told_at is null)
      select * from found where not "namedHasDuty" or others <> '{}' order by id`,
  );
}

/** Notes that it is told; false where another process did. */
export async function claimTold(client: Client, id: number): Promise<boolean> {
  const count = await execute(
    client,
    sql`update contact_points set told_at = now() where id = ${id} and told_at is null`,
  );
  return count === 1;
}

/** Administrators who can be written to. */
export async function listWriters(on: Queryable): Promise<{ email: string; lang: Lang; name: string }[]> {
  return queryRows<{ email: string; lang: Lang; name: string }>(
    on,
    sql`
      select a.email, a.lang, coalesce(a.person_name, a.login_id) as name from accounts a
      join account_duties d on d.account_id = a.id and d.duty = 'administrator'
      where a.level = 'unlimited' and a.email is not null and ${isLive} order by a.id`,
  );
}
