import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotFound } from '../../errors.ts';
import type { CwsDocument } from '../documents/document.ts';
import type { Hit, Question, Report } from './answer.ts';
import { issuedBy, visibleHits, visibleQuestions } from './scope.ts';

type One = Pick<CwsDocument, 'id'>;

/** How many controls an alert led to, and in how many offices there was a hit: for everybody who reads it. */
export interface HitCounts {
  readonly hits: number;
  readonly offices: number;
  readonly none: number;
}

export async function countHits(on: Queryable, { id }: One): Promise<HitCounts> {
  const row = await queryRow<HitCounts>(
    on,
    sql`
      select count(*) filter (where outcome = 'hit')::int as hits,
        count(distinct office_id) filter (where outcome = 'hit')::int as offices,
        count(*) filter (where outcome = 'none')::int as none
      from cws_hits where document_id = ${id} and withdrawn_at is null`,
  );
  return row ?? { hits: 0, offices: 0, none: 0 };
}

/** Reports on an alert, the newest first, as far as the viewer may read them. */
export async function listHits(on: Queryable, viewer: Viewer, { id }: One, isIssuer: boolean): Promise<Hit[]> {
  const rows = await queryRows<Omit<Hit, 'at' | 'withdrawnAt'> & { at: Date; withdrawnAt: Date | null }>(
    on,
    sql`
      select h.id, h.version, a.login_id as login, h.office_id as "officeId", 
        h.account_id = ${viewer.accountId} as "isOwn", h.at, h.outcome,
        to_char(h.controlled_on, 'YYYY-MM-DD') as "controlledOn", h.controls, h.quantity,
        h.record_ref as "recordRef", h.remark, h.withdrawn_at as "withdrawnAt"
      from cws_hits h join accounts a on a.id = h.account_id
      where h.document_id = ${id} and ${visibleHits(viewer, isIssuer)} order by h.id desc limit 300`,
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString(), withdrawnAt: row.withdrawnAt?.toISOString() ?? null }));
}

/** Writes a report down; false where the same form was sent before. */
export async function insertHit(
  client: Client,
  viewer: Viewer,
  { id, version }: Pick<CwsDocument, 'id' | 'version'>,
  clientUuid: string,
  report: Report,
): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`
      insert into cws_hits (client_uuid, document_id, version, account_id, office_id, outcome, controlled_on, controls,
        quantity, record_ref, remark)
      values (${clientUuid}, ${id}, ${version}, ${viewer.accountId}, ${viewer.office.id}, ${report.outcome},
        ${report.controlledOn}, ${report.controls}, ${report.quantity}, ${report.recordRef}, ${report.remark})
      on conflict (client_uuid) do nothing`,
  );
  return rowCount === 1;
}

/** Withdraws a report of the viewer's own. Throws NotFound. */
export async function withdrawHit(client: Client, viewer: Viewer, { id }: One, hitId: number): Promise<void> {
  const rowCount = await execute(
    client,
    sql`
      update cws_hits set withdrawn_at = now()
      where id = ${hitId} and document_id = ${id} and account_id = ${viewer.accountId} and withdrawn_at is null`,
  );
  if (rowCount === 0) throw new NotFound('no such report of one’s own');
}

/** Questions on an alert, those that wait first, as far as the viewer may read them. */
export async function listQuestions(
  on: Queryable,
  viewer: Viewer,
  { id }: One,
  isIssuer: boolean,
): Promise<Question[]> {
  return queryRows<Question>(
    on,
    sql`
      select q.id, a.login_id as login, a.office_id as "officeId", 
        q.account_id = ${viewer.accountId} as "isOwn", q.waits,
        (select json_agg(json_build_object('login', b.login_id, 'text', w.text,
            'at', to_char(w.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by w.id)
          from cws_question_words w join accounts b on b.id = w.account_id where w.question_id = q.id) as words
      from cws_questions q join accounts a on a.id = q.account_id
      where q.document_id = ${id} and ${visibleQuestions(viewer, isIssuer)} order by q.waits desc, q.id desc limit 100`,
  );
}

/** Whether a form of this number was taken before. */
export async function isSaid(on: Queryable, clientUuid: string): Promise<boolean> {
  return (await execute(on, sql`select from cws_question_words where client_uuid = ${clientUuid}`)) > 0;
}

export async function insertQuestion(client: Client, { accountId }: Viewer, { id }: One): Promise<number> {
  const row = await queryRow<{ id: number }>(
    client,
    sql`insert into cws_questions (document_id, account_id) values (${id}, ${accountId}) returning id`,
  );
  return row?.id ?? 0;
}

/** Writes a word down; the question waits for the issuer unless the issuer wrote it. */
export async function insertWord(
  client: Client,
  { accountId }: Viewer,
  questionId: number,
  { clientUuid, text, waits }: { clientUuid: string; text: string; waits: boolean },
): Promise<void> {
  await execute(
    client,
    sql`
      insert into cws_question_words (client_uuid, question_id, account_id, text)
      values (${clientUuid}, ${questionId}, ${accountId}, ${text})`,
  );
  await execute(client, sql`update cws_questions set waits = ${waits} where id = ${questionId}`);
}

/** What an issuer has to look at: alerts with questions that wait, or with hits of the last days. */
export interface Answered {
  readonly ref: string;
  readonly titles: CwsDocument['titles'];
  readonly questions: number;
  readonly hits: number;
}

export async function listAnswered(on: Queryable, viewer: Viewer): Promise<Answered[]> {
  return queryRows<Answered>(
    on,
    sql`
      select d.ref, d.titles, x.questions, x.hits from cws_documents d, lateral (
        select (select count(*)::int from cws_questions q where q.document_id = d.id and q.waits) as questions,
          (select count(*)::int from cws_hits h where h.document_id = d.id and h.withdrawn_at is null
            and h.outcome = 'hit' and h.at > now() - interval '14 days') as hits) x
      where d.kind = 'alert' and d.version > 0 and ${issuedBy(viewer)} and (x.questions > 0 or x.hits > 0)
        and d.id in (select document_id from cws_questions where waits
          union select document_id from cws_hits where at > now() - interval '14 days')
      order by x.questions desc, x.hits desc, d.id desc limit 50`,
  );
}
