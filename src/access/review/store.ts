import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import { administers, looksAfterOffice } from '../accounts/permissions.ts';
import { dutiesSql, stateSql } from '../accounts/store.ts';
import type { Viewer } from '../viewer.ts';
import type { Review, ReviewedOfficer, ReviewOutcome } from './review.ts';

/** The reviews a viewer looks after, as one condition on `r`. */
function visibleReviews(viewer: Viewer): Sql {
  if (administers(viewer)) return sql`true`;
  if (looksAfterOffice(viewer)) return sql`r.office_id = ${viewer.office.id}`;
  return sql`false`;
}

const reviewColumns = sql`
  r.id, r.office_id as "officeId", o.code as "officeCode", o.kind as "officeKind", r.year, r.opened_at as "openedAt",
  r.due_on as "dueOn", r.closed_at as "closedAt",
  (select count(*)::int from access_review_officers x where x.review_id = r.id) as officers,
  (select count(*)::int from access_review_officers x where x.review_id = r.id and x.outcome is null) as undecided,
  (select count(*)::int from access_review_officers x where x.review_id = r.id and x.outcome = 'lapsed') as lapsed`;
const reviewsFrom = sql`from access_reviews r join offices o on o.id = r.office_id`;

/** The reviews of a year, those with most to decide first. */
export async function listReviews(on: Queryable, viewer: Viewer, year: number): Promise<Review[]> {
  const scope = visibleReviews(viewer);
  return queryRows<Review>(
    on,
    sql`select * from (select ${reviewColumns} ${reviewsFrom} where ${scope} and r.year = ${year}) q
    order by "closedAt" is not null, "dueOn", undecided desc, "officeCode"`,
  );
}

/** The years there is a review of, newest first. */
export async function listYears(on: Queryable, viewer: Viewer): Promise<number[]> {
  const scope = visibleReviews(viewer);
  const rows = await queryRows<{ year: number }>(
    on,
    sql`select distinct r.year from access_reviews r where ${scope} order by r.year desc`,
  );
  return rows.map(({ year }) => year);
}

/** The newest review of the viewer's own office. */
export async function findOwnReview(on: Queryable, viewer: Viewer): Promise<Review | undefined> {
  const scope = visibleReviews(viewer);
  return queryRow<Review>(
    on,
    sql`
      select ${reviewColumns} ${reviewsFrom} where ${scope} and r.office_id = ${viewer.office.id}
      order by r.year desc limit 1`,
  );
}

/** One review. Throws NotVisible for another office's and for none alike. */
export async function findReview(on: Queryable, viewer: Viewer, id: number): Promise<Review> {
  const scope = visibleReviews(viewer);
  const review = await queryRow<Review>(
    on,
    sql`select ${reviewColumns} ${reviewsFrom} where r.id = ${id} and ${scope}`,
  );
  if (!review) throw new NotVisible('no such review');
  return review;
}

/** The officers of a review the viewer was shown before: those to decide first. */
export async function listOfficers(on: Queryable, review: Pick<Review, 'id'>): Promise<ReviewedOfficer[]> {
  return queryRows<ReviewedOfficer>(
    on,
    sql`
      select a.id as "accountId", a.login_id as "loginId", a.person_name as "personName", a.unit, a.level,
        ${dutiesSql} as duties,
      ${stateSql} as state, a.ends_on as "endsOn", a.last_sign_in_at as "lastSignInAt", a.demo, x.outcome,
      m.login_id as by, x.decided_at as "decidedAt", x.says
      from access_review_officers x join accounts a on a.id = x.account_id left join accounts m on m.id = x.decided_by
      where x.review_id = ${review.id} order by x.outcome is not null, a.login_id`,
  );
}

/**
 * Locks accounts in the order everybody does, so that no two wait for each other. Before their rows in a review are
 * touched.
 */
export async function lockAccounts(on: Queryable, ids: readonly number[]): Promise<void> {
  await execute(on, sql`select 1 from accounts where id = any (${[...ids]}::int[]) order by id for update`);
}

/** Decides what is still undecided among these; returns whom it decided. */
export async function decideOfficers(
  on: Queryable,
  reviewId: number,
  accountIds: readonly number[],
  outcome: ReviewOutcome,
  by: number | null,
): Promise<number[]> {
  const rows = await queryRows<{ account_id: number }>(
    on,
    sql`
      update access_review_officers set outcome = ${outcome}, decided_by = ${by}, decided_at = now()
      where review_id = ${reviewId} and account_id = any (${[...accountIds]}::int[]) and outcome is null
      returning account_id`,
  );
  return rows.map(({ account_id: id }) => id);
}

/** Decides an account's place in the open review of its office, if it has one there; whether it had. */
export async function settleOfficer(
  on: Queryable,
  accountId: number,
  outcome: ReviewOutcome,
  by: number | null,
): Promise<boolean> {
  const rows = await queryRows<{ review_id: number }>(
    on,
    sql`
      update access_review_officers x set outcome = ${outcome}, decided_by = ${by}, decided_at = now()
      from access_reviews r
      where x.account_id = ${accountId} and x.outcome is null and r.id = x.review_id and r.closed_at is null
      returning x.review_id`,
  );
  for (const { review_id: id } of rows) await closeWhenDecided(on, id);
  return rows.length > 0;
}

/** A review with nobody left to decide is over. */
export async function closeWhenDecided(on: Queryable, reviewId: number): Promise<void> {
  await execute(
    on,
    sql`update access_reviews r set closed_at = now() where id = ${reviewId} and closed_at is null
       and not exists (select 1 from access_review_officers x where x.review_id = r.id and x.outcome is null)`,
  );
}

export async function confirmAccounts(on: Queryable, ids: readonly number[]): Promise<void> {
  await execute(on, sql`update accounts set confirmed_on = current_date where id = any (${[...ids]}::int[])`);
}

/** Moves the due date if it is still the one that was seen; false when it is not, or the review is over. */
export async function moveDueDate(
  on: Queryable,
  review: Pick<Review, 'id' | 'dueOn'>,
  to: string,
  why: { reason: string; by: number },
): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      update access_reviews set due_on = ${to}
      where id = ${review.id} and due_on = ${review.dueOn} and closed_at is null`,
  );
  if (rowCount !== 1) return false;
  await execute(
    on,
    sql`
      insert into access_review_extensions (review_id, was, becomes, reason, made_by)
      values (${review.id}, ${review.dueOn}, ${to}, ${why.reason}, ${why.by})`,
  );
  return true;
}

export interface Extension {
  readonly was: string;
  readonly becomes: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

export async function listExtensions(on: Queryable, review: Pick<Review, 'id'>): Promise<Extension[]> {
  return queryRows<Extension>(
    on,
    sql`
      select e.was, e.becomes, e.reason, m.login_id as by, e.at
      from access_review_extensions e join accounts m on m.id = e.made_by where e.review_id = ${review.id}
      order by e.id`,
  );
}
