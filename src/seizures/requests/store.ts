import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';

/** A request to a RILO. Times are ISO text. */
export interface RiloRequest {
  readonly id: number;
  readonly rilo: string;
  readonly office: string;
  readonly loginId: string;
  /** The search in which the records were counted, as a query string. */
  readonly query: string;
  readonly text: string;
  readonly askedAt: string;
  readonly answer: string | null;
  readonly answeredAt: string | null;
  /** Whether the viewer's RILO was asked, else the viewer asked. */
  readonly isToUs: boolean;
}

/** Requests the viewer may read: own ones, and those to the RILO whose desk the viewer has. Alias `q`. */
function readable({ accountId, office, duties }: Viewer): Sql {
  const desk = office.kind === 'rilo' && duties.includes('rilo') ? office.id : -1;
  return sql`(q.account_id = ${accountId} or q.rilo_id = ${desk}::int)`;
}

export async function insertRequest(
  client: Client,
  viewer: Viewer,
  asked: { readonly clientUuid: string; readonly riloId: number; readonly query: string; readonly text: string },
): Promise<boolean> {
  const rows = await execute(
    client,
    sql`
      insert into seizure_requests (client_uuid, rilo_id, account_id, office_id, query, text)
      values (${asked.clientUuid}, ${asked.riloId}, ${viewer.accountId}, ${viewer.office.id}, ${asked.query},
        ${asked.text}) on conflict (client_uuid) do nothing`,
  );
  return rows > 0;
}

/** Open ones first, then the newest; at most 100. */
export async function listRequests(on: Queryable, viewer: Viewer): Promise<RiloRequest[]> {
  const rows = await queryRows<RiloRequest & { askedAt: Date; answeredAt: Date | null }>(
    on,
    sql`
      select q.id, r.code as rilo, o.code as office, a.login_id as "loginId", q.query, q.text, q.asked_at as "askedAt",
        q.answer, q.answered_at as "answeredAt", q.account_id <> ${viewer.accountId} as "isToUs"
      from seizure_requests q join offices r on r.id = q.rilo_id join offices o on o.id = q.office_id
        join accounts a on a.id = q.account_id
      where ${readable(viewer)} order by q.answer is null desc, q.id desc limit 100`,
    'seizure_requests',
  );
  return rows.map(row => ({
    ...row,
    askedAt: row.askedAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  }));
}

/** A request to the viewer's RILO, locked; undefined where there is none. */
export async function lockAsked(
  client: Client,
  viewer: Viewer,
  id: number,
): Promise<{ readonly answer: string | null; readonly loginId: string } | undefined> {
  return queryRow<{ answer: string | null; loginId: string }>(
    client,
    sql`
      select q.answer, a.login_id as "loginId" from seizure_requests q join accounts a on a.id = q.account_id
      where q.id = ${id}::bigint and q.rilo_id = ${viewer.office.id}::int for update of q`,
  );
}

export async function writeAnswer(client: Client, viewer: Viewer, id: number, answer: string): Promise<void> {
  await execute(
    client,
    sql`
      update seizure_requests set answer = ${answer}, answered_by = ${viewer.accountId}, answered_at = now(),
        news = true where id = ${id}::bigint`,
  );
}

/** The asker has seen the answers. Returns how many there were. */
export async function clearAnswers(on: Queryable, { accountId }: Viewer): Promise<number> {
  return execute(on, sql`update seizure_requests set news = false where account_id = ${accountId} and news`);
}

/** Requests that wait for the viewer's RILO, as rows of what waits. */
export function waitingRequests({ office }: Viewer): Sql {
  return sql`
    select 1 as n, q.id::text as ref, null::date as due, q.asked_at as at,
      jsonb_build_object('en', o.name_en, 'fr', o.name_fr) as more
    from seizure_requests q join offices o on o.id = q.office_id
    where q.rilo_id = ${office.id}::int and q.answer is null`;
}

/** Answers to the viewer that were not seen, as rows of what waits. */
export function waitingAnswers({ accountId }: Viewer): Sql {
  return sql`
    select 1 as n, q.id::text as ref, null::date as due, q.answered_at as at,
      jsonb_build_object('en', o.name_en, 'fr', o.name_fr) as more
    from seizure_requests q join offices o on o.id = q.rilo_id
    where q.account_id = ${accountId} and q.news`;
}
