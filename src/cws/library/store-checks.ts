import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';
import type { CwsDocument } from '../documents/document.ts';
import { readableDocuments } from '../documents/scope.ts';

/** When a page was last found right, and when it is to be looked at again. Dates plain. */
export interface PageCheck extends Pick<CwsDocument, 'id' | 'ref' | 'titles'> {
  /** Login; '' where none is named. */
  readonly keeper: string;
  readonly checkedOn: string;
  /** Who said so; null when it was only published. */
  readonly checkedBy: string | null;
  readonly dueOn: string;
}

/** Published pages with their last check: the newest of its publication and of what its keeper said. */
const checks = sql`
  select d.id::int as id, d.ref, d.titles, coalesce(d.facts->>'keeper', '') as keeper, c.login as "checkedBy",
    to_char(greatest(d.published_at, c.at) at time zone 'UTC', 'YYYY-MM-DD') as "checkedOn",
    to_char((greatest(d.published_at, c.at) at time zone 'UTC')::date +
      make_interval(months => coalesce(nullif(d.facts->>'checkEvery', '')::int, 12)), 'YYYY-MM-DD') as "dueOn"
  from cws_documents d left join lateral (
    select s.at, a.login_id as login from cws_steps s left join accounts a on a.id = s.account_id
    where s.document_id = d.id and s.kind = 'checked' and s.at >= d.published_at order by s.id desc limit 1) c on true
  where d.kind = 'page' and d.state = 'published'`;

/** Of one page that was read through the scope before; undefined when it is not published. */
export async function getCheck(on: Queryable, { id }: Pick<CwsDocument, 'id'>): Promise<PageCheck | undefined> {
  return queryRow<PageCheck>(on, sql`${checks} and d.id = ${id}`);
}

/**
 * Pages this viewer is to look at by a plain date: the administrator all, a keeper the own ones. Longest due first, up
 * to 200.
 */
export async function listDueFor(on: Queryable, viewer: Viewer, today: string): Promise<PageCheck[]> {
  const isAdministrator = rights.administrator(viewer);
  if (!isAdministrator && !rights.cenmat(viewer)) return [];
  const scope = readableDocuments(viewer);
  return queryRows<PageCheck>(
    on,
    sql`
      select * from (${checks} and (${isAdministrator} or d.facts->>'keeper' = ${viewer.loginId}) and ${scope}) due
      where "dueOn" <= ${today} order by "dueOn", ref limit 200`,
  );
}

/** Months since a plain date in SQL: whoever is to check a page is told once in each. */
const roundOf = (today: string, dueOn: Sql): Sql => {
  const since = sql`age(${today}::date, ${dueOn}::date)`;
  return sql`(extract(year from ${since}) * 12 + extract(month from ${since}))::int`;
};

/** Every page due by a plain date whose keeper was not told in its round, whoever keeps it: for the letters. */
export function listDue(on: Queryable, today: string): Promise<PageCheck[]> {
  return queryRows<PageCheck>(
    on,
    sql`
      select * from (${checks}) due where "dueOn" <= ${today} and not exists (
        select from cws_check_reminders r where r.document_id = due.id and r.due_on = due."dueOn"::date
          and r.round = ${roundOf(today, sql`due."dueOn"`)})
      order by "dueOn", ref`,
  );
}

/**
 * Notes that a page's keeper is told; false when that letter was written before. `round` counts the months since it was
 * due.
 */
export async function insertReminder(on: Queryable, { id, dueOn }: PageCheck, today: string): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      insert into cws_check_reminders (document_id, due_on, round)
      select ${id}, ${dueOn}::date, ${roundOf(today, sql`${dueOn}`)} on conflict do nothing`,
  );
  return rowCount === 1;
}
