import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Reader } from '../accounts/store-people.ts';
import type { Lang } from '../viewer.ts';

export interface Due {
  readonly id: number;
  readonly officeId: number;
  readonly year: number;
  readonly dueOn: string;
  readonly undecided: number;
}

/** Whom a review is about: accounts not ended, granted long enough ago. `$1` is the office. */
const reviewed = sql`
  from accounts a cross join review_settings s
  where a.ended_at is null and (a.ends_on is null or a.ends_on >= current_date)
  and a.created_at < now() - make_interval(days => s.young_days)`;

const officesToReview = sql`
  select distinct a.office_id as id ${reviewed} and extract(month from current_date) >= s.month
  and not exists (select 1 from access_reviews r
      where r.office_id = a.office_id and r.year = extract(year from current_date)) order by 1`;

/**
 * Offices whose review of this year is to be opened: from the month of the settings on, once, where there is anybody to
 * confirm.
 */
export async function listOfficesToReview(on: Queryable): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(on, officesToReview);
  return rows.map(({ id }) => id);
}

/** Opens the review of this year; undefined when another process did. */
export async function insertReview(on: Queryable, officeId: number): Promise<Due | undefined> {
  const review = await queryRow<Omit<Due, 'undecided'>>(
    on,
    sql`
      insert into access_reviews (office_id, year, due_on)
      select ${officeId}, extract(year from current_date), current_date + s.days from review_settings s
      on conflict (office_id, year) do nothing returning id, office_id as "officeId", year, due_on as "dueOn"`,
  );
  if (!review) return undefined;
  const rowCount = await execute(
    on,
    sql`
      insert into access_review_officers (review_id, account_id)
      select ${review.id}, a.id ${reviewed} and a.office_id = ${officeId}`,
  );
  return { ...review, undecided: rowCount };
}

type LetterKind = 'opened' | 'days30' | 'days10';

/** Notes that a letter about a review goes out; false when it did before, whatever the clock says now. */
export async function claimLetter(
  on: Queryable,
  review: Pick<Due, 'id' | 'dueOn'>,
  kind: LetterKind,
): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      insert into access_review_letters (review_id, kind, due_on) values (${review.id}, ${kind}, ${review.dueOn})
      on conflict do nothing`,
  );
  return rowCount === 1;
}

/** Open reviews with somebody undecided that are due within so many days, or were. */
export async function listDue(on: Queryable, days: number): Promise<(Due & { left: number })[]> {
  return queryRows<Due & { left: number }>(
    on,
    sql`
      select * from (select r.id, r.office_id as "officeId", r.year, r.due_on as "dueOn",
        r.due_on - current_date as left,
        (select count(*)::int from access_review_officers x where x.review_id = r.id and x.outcome is null) as undecided
      from access_reviews r where r.closed_at is null and r.due_on <= current_date + ${days}::int) q order by id`,
  );
}

const overdue = sql`r.closed_at is null and r.due_on < current_date and exists (select 1 from access_review_letters l
  where l.review_id = r.id and l.kind = 'days10' and l.due_on = r.due_on and l.sent_at < now() - interval '9 days')`;

const listedOverdue = sql`select r.id from access_reviews r where ${overdue} order by r.id`;

/**
 * Reviews whose date has passed, and whose last reminder is nine days old: nobody lapses unwarned, though the clock
 * jumped.
 */
export async function listOverdue(on: Queryable): Promise<number[]> {
  const rows = await queryRows<{ id: number }>(on, listedOverdue);
  return rows.map(({ id }) => id);
}

/** The same, locked; undefined when it was extended or closed meanwhile. */
export async function lockOverdue(on: Queryable, id: number): Promise<Due | undefined> {
  return queryRow<Due>(
    on,
    sql`
      select r.id, r.office_id as "officeId", r.year, r.due_on as "dueOn", 0 as undecided from access_reviews r
      where r.id = ${id} and ${overdue} for update`,
  );
}

export interface Undecided extends Reader {
  readonly lang: Lang;
  readonly demo: boolean;
  readonly administrates: boolean;
}

/** The officers nobody has decided on, locked in the order everybody locks accounts. */
export async function lockUndecided(on: Queryable, reviewId: number): Promise<Undecided[]> {
  return queryRows<Undecided>(
    on,
    sql`
      select a.id, a.login_id as "loginId", a.person_name as "personName", a.email, a.lang, a.demo,
      a.level = 'unlimited' and exists (select 1 from account_duties d
          where d.account_id = a.id and d.duty = 'administrator') as administrates
      from access_review_officers x join accounts a on a.id = x.account_id
      where x.review_id = ${reviewId} and x.outcome is null and a.ended_at is null order by a.id for update of a`,
  );
}
