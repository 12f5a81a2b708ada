import { rights, type Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
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

/**
 * Published pages `d` with their last check, the newest of its publication and of what its keeper said, and the day
 * from which they are due. What keepers said is read once for all pages: few are looked at for each that is published.
 */
const checkedPages = sql`(
  select d.*, c.account_id as checked_by, greatest(d.published_at, c.at) as checked_at,
    ((greatest(d.published_at, c.at) at time zone 'UTC')::date +
      make_interval(months => coalesce(nullif(d.facts->>'checkEvery', '')::int, 12)))::date as due_on
  from cws_documents d left join (
    select distinct on (document_id) document_id, at, account_id from cws_steps
    where kind = 'checked' order by document_id, id desc) c on c.document_id = d.id and c.at >= d.published_at
  where d.kind = 'page' and d.state = 'published') d`;

/** Of `checkedPages`. */
const shown = sql`
  d.id::int as id, d.ref, d.titles, coalesce(d.facts->>'keeper', '') as keeper,
  (select a.login_id from accounts a where a.id = d.checked_by) as "checkedBy",
  to_char(d.checked_at at time zone 'UTC', 'YYYY-MM-DD') as "checkedOn", to_char(d.due_on, 'YYYY-MM-DD') as "dueOn"`;

/** Of one page that was read through the scope before; undefined when it is not published. */
export async function getCheck(on: Queryable, { id }: Pick<CwsDocument, 'id'>): Promise<PageCheck | undefined> {
  return queryRow<PageCheck>(on, sql`select ${shown} from ${checkedPages} where d.id = ${id}`);
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
      select ${shown} from (
        select d.* from ${checkedPages}
        where (${isAdministrator} or d.facts->>'keeper' = ${viewer.loginId}) and ${scope} and d.due_on <= ${today}::date
        order by d.due_on, d.ref limit 200) d
      order by d.due_on, d.ref`,
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
      select ${shown} from ${checkedPages} where d.due_on <= ${today}::date and not exists (
        select from cws_check_reminders r where r.document_id = d.id and r.due_on = d.due_on
          and r.round = ${roundOf(today, sql`d.due_on`)})
      order by d.due_on, d.ref`,
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
