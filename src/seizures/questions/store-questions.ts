import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { visibleSeizures } from '../scope.ts';
import type { Question, QuestionState } from './question.ts';

/** A record and what was merged into it: their questions are asked of it. */
const withMerged = (id: number): Sql => sql`
  (select m.id from seizures m where m.id = ${id} or m.merged_into = ${id})`;

/** Questions and suggestions about a record already read through the scope, oldest first, each with its thread. */
export async function listQuestions(on: Queryable, seizureId: number): Promise<Question[]> {
  const rows = await queryRows<Question & { askedAt: Date }>(
    on,
    sql`
      select q.id, q.kind, q.field, q.proposed, q.version, q.account_id as "accountId", a.login_id as "loginId",
        o.code as office, q.due, q.state, q.asked_at as "askedAt",
        (select json_agg(json_build_object('loginId', b.login_id, 'office', p.code, 'text', t.text,
            'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by t.id)
          from seizure_question_texts t join accounts b on b.id = t.account_id join offices p on p.id = b.office_id
          where t.question_id = q.id) as texts
      from seizure_questions q join accounts a on a.id = q.account_id join offices o on o.id = a.office_id
      where q.seizure_id in ${withMerged(seizureId)} order by q.id`,
    'seizure_questions',
  );
  return rows.map(row => ({ ...row, askedAt: row.askedAt.toISOString(), texts: row.texts ?? [] }));
}

interface NewQuestion {
  readonly clientUuid: string;
  readonly kind: Question['kind'];
  readonly field: string;
  readonly proposed: string | null;
  readonly due: string | null;
  readonly text: string;
}

/** Writes a question about a locked record with its first text. False where a form of this number was sent before. */
export async function insertQuestion(
  client: Client,
  viewer: Viewer,
  seizure: { readonly id: number; readonly version: number },
  { clientUuid, kind, field, proposed, due, text }: NewQuestion,
): Promise<boolean> {
  const rows = await execute(
    client,
    sql`
      with asked as (
        insert into seizure_questions (seizure_id, client_uuid, kind, field, proposed, version, account_id, due)
        values (${seizure.id}, ${clientUuid}, ${kind}, ${field}, ${proposed}, ${seizure.version}, ${viewer.accountId},
          ${due}::date)
        on conflict (client_uuid) do nothing returning id)
      insert into seizure_question_texts (question_id, account_id, text)
      select id, ${viewer.accountId}::int, ${text} from asked`,
  );
  return rows > 0;
}

/** Adds a text to a thread. False where a form of this number was sent before. */
export async function insertText(
  client: Client,
  viewer: Viewer,
  questionId: number,
  { text, clientUuid }: { readonly text: string; readonly clientUuid: string },
): Promise<boolean> {
  const rows = await execute(
    client,
    sql`
      insert into seizure_question_texts (question_id, account_id, text, client_uuid)
      values (${questionId}, ${viewer.accountId}, ${text}, ${clientUuid}) on conflict (client_uuid) do nothing`,
  );
  return rows > 0;
}

export async function setQuestionState(client: Client, id: number, state: QuestionState, news: boolean): Promise<void> {
  await execute(
    client,
    sql`update seizure_questions set state = ${state}, news = ${news}, changed_at = now() where id = ${id}`,
  );
}

/** An amendment answers the open questions of its record. Returns who asked them. */
export async function answerByAmendment(client: Client, seizureId: number): Promise<string[]> {
  const rows = await queryRows<{ loginId: string }>(
    client,
    sql`
      with answered as (
        update seizure_questions set state = 'answered', news = true, changed_at = now()
        where seizure_id in ${withMerged(seizureId)} and kind = 'question' and state = 'open' returning account_id)
      select distinct a.login_id as "loginId" from answered n join accounts a on a.id = n.account_id`,
  );
  return rows.map(({ loginId }) => loginId);
}

export async function markQueried(client: Client, seizureId: number): Promise<void> {
  await execute(client, sql`update seizures set status = 'queried', changed_at = now() where id = ${seizureId}`);
}

/** A record without an open question is again verified in its version, or submitted. False while one is open. */
export async function markAnswered(client: Client, seizureId: number): Promise<boolean> {
  const rows = await execute(
    client,
    sql`
      update seizures s set changed_at = now(),
        status = case when verified_version = version then 'verified' else 'submitted' end
      where s.id = ${seizureId} and s.status = 'queried' and not exists (
        select from seizure_questions q
        where q.seizure_id in ${withMerged(seizureId)} and q.kind = 'question' and q.state = 'open')`,
  );
  return rows > 0;
}

/** The asker has seen the answers about a record. */
export async function clearNews(on: Queryable, viewer: Viewer, seizureId: number): Promise<void> {
  await execute(
    on,
    sql`
      update seizure_questions set news = false
      where seizure_id in ${withMerged(seizureId)} and account_id = ${viewer.accountId} and news`,
  );
}

/**
 * Questions and suggestions that wait for the viewer, with `ref`, `kind`, `field`, `due` and `at`: open ones to the own
 * office for who records there, and answers to own ones.
 */
export function waitingQuestions(viewer: Viewer): Sql {
  const isOwner = viewer.level === 'unlimited' && viewer.office.kind === 'administration';
  return sql`
    select s.ref, case when q.news and q.account_id = ${viewer.accountId} then 'answer' else q.kind end as kind,
      q.field, q.due, q.changed_at as at
    from seizure_questions q join seizures s on s.id = q.seizure_id
    where (${isOwner}::boolean and q.state = 'open' and s.office_id = ${viewer.office.id}
        and q.account_id <> ${viewer.accountId} or q.news and q.account_id = ${viewer.accountId})
      and ${visibleSeizures(viewer)}`;
}

/** Login of who stated the present version of a record, where a question is sent. */
export async function authorOf(on: Queryable, accountId: number): Promise<string | undefined> {
  const row = await queryRow<{ loginId: string }>(
    on,
    sql`select login_id as "loginId" from accounts where id = ${accountId}`,
  );
  return row?.loginId;
}
