import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { isOpen } from '../store.ts';
import type { Reader } from './store-people.ts';

/** Offices with an account that ends within so many days and was not told so. */
export async function listOfficesWithEndings(on: Queryable, days: number): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(
    on,
    sql`
      select distinct a.office_id as id from accounts a
      where a.ends_on between current_date and current_date + ${days}::int and ${isOpen}
      and not exists (select 1 from account_reminders m where m.account_id = a.id and m.ends_on = a.ends_on)
      order by 1`,
  );
  return rows.map(({ id }) => id);
}

/** Notes that these are told, and answers whom to tell: nobody that was told of the same date before. */
export async function claimEndings(
  on: Queryable,
  officeId: number,
  days: number,
): Promise<(Reader & { endsOn: string })[]> {
  return queryRows<Reader & { endsOn: string }>(
    on,
    sql`
      with claimed as (
        insert into account_reminders (account_id, ends_on)
        select a.id, a.ends_on from accounts a
        where a.office_id = ${officeId} and a.ends_on between current_date and current_date + ${days}::int and ${isOpen}
        on conflict do nothing returning account_id, ends_on)
      select a.id, a.login_id as "loginId", a.person_name as "personName", a.email, a.lang, c.ends_on as "endsOn"
      from claimed c join accounts a on a.id = c.account_id order by a.login_id`,
  );
}
