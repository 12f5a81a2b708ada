import type { Queryable } from '../../db/pool.ts';
import { queryRow, sql, type Sql } from '../../db/sql.ts';
import type { Viewer } from '../viewer.ts';
import type { Saying } from './review.ts';

/** The viewer's own post in the open review of the office. */
export interface OwnPost {
  readonly officeCode: string;
  readonly unit: string | null;
  readonly dueOn: string;
  readonly says: Saying | null;
}

/** Undecided places of the viewer in open reviews. Aliases: `x` and `r`. */
function ownPlace({ accountId }: Pick<Viewer, 'accountId'>): Sql {
  return sql`x.account_id = ${accountId} and x.outcome is null and r.id = x.review_id and r.closed_at is null`;
}

export async function findOwnPost(on: Queryable, viewer: Viewer): Promise<OwnPost | undefined> {
  return queryRow<OwnPost>(
    on,
    sql`
      select o.code as "officeCode", a.unit, r.due_on as "dueOn", x.says
      from access_review_officers x join accounts a on a.id = x.account_id, access_reviews r join offices o
        on o.id = r.office_id
      where ${ownPlace(viewer)} order by r.id desc limit 1`,
  );
}

/** Keeps what the viewer says, again where it changed; the review it is said in, or undefined where none asks. */
export async function sayOwnPost(on: Queryable, viewer: Viewer, says: Saying): Promise<number | undefined> {
  const row = await queryRow<{ id: number }>(
    on,
    sql`
      update access_review_officers x set says = ${says}, said_at = now() from access_reviews r
      where ${ownPlace(viewer)} and x.says is distinct from ${says} returning r.id`,
  );
  return row?.id;
}

/** For the list of what waits: the question that is not answered yet. */
export function unansweredPost(viewer: Viewer): Sql {
  return sql`
    select 1 as n, null::text as ref, r.due_on as due, null::timestamptz as at,
      jsonb_build_object('unit', coalesce(a.unit, a.login_id)) as more
    from access_review_officers x join accounts a on a.id = x.account_id, access_reviews r
    where ${ownPlace(viewer)} and x.says is null`;
}
