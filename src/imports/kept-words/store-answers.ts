import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { SeizureRecord } from '../../seizures/index.ts';
import type { GivenAnswer, WordPlace } from '../words/store-words.ts';
import { among, openRemarks } from './store-kept-words.ts';

/** An answer with the word as the file had it. */
export interface AnsweredWord extends GivenAnswer {
  readonly word: string;
  readonly heading: string;
}

/** What an office said some words mean, and how far the job is that writes it into the records. */
export interface KeptAnswer {
  readonly id: number;
  readonly officeId: number;
  readonly accountId: number;
  readonly by: string;
  readonly answers: readonly AnsweredWord[];
  readonly reason: string;
  readonly askedAt: string;
  readonly state: 'running' | 'done' | 'undoing' | 'undone' | 'stopped';
  readonly total: number;
  readonly lastId: number;
  readonly undoneById: number | null;
  readonly undoneBy: string | null;
  readonly undoReason: string | null;
  readonly done: number;
  readonly settled: number;
  readonly failed: number;
  readonly undone: number;
  readonly kept: number;
}

const columns = sql`
  k.id, k.office_id as "officeId", k.account_id as "accountId", a.login_id as by, k.answers, k.reason,
  to_char(k.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "askedAt", k.state, k.total,
  k.last_id as "lastId", k.undone_by as "undoneById", k.undo_reason as "undoReason",
  u.login_id as "undoneBy", n.*
  from kept_word_answers k join accounts a on a.id = k.account_id left join accounts u on u.id = k.undone_by
    cross join lateral (select count(*) filter (where outcome = 'done')::int as done,
      count(*) filter (where outcome = 'settled')::int as settled,
      count(*) filter (where outcome = 'failed')::int as failed,
      count(*) filter (where outcome = 'undone')::int as undone,
      count(*) filter (where outcome = 'kept')::int as kept from kept_word_answered d where d.answer_id = k.id) n`;

/** Answers of the viewer's own office; those of any other are as if there were none. */
export async function findAnswer(on: Queryable, viewer: Viewer, id: number): Promise<KeptAnswer | undefined> {
  return queryRow<KeptAnswer>(
    on,
    sql`select ${columns} where k.id = ${id}::bigint and k.office_id = ${viewer.office.id}`,
  );
}

/** The last ones of an office, newest first. */
export async function listAnswers(on: Queryable, viewer: Viewer, most: number): Promise<KeptAnswer[]> {
  return queryRows<KeptAnswer>(
    on,
    sql`select ${columns} where k.office_id = ${viewer.office.id} order by k.id desc limit ${most}`,
  );
}

interface Asked {
  readonly clientUuid: string;
  readonly answers: readonly AnsweredWord[];
  readonly reason: string;
  readonly total: number;
}

/** Begins one; the same form sent twice is one. Undefined for a form of somebody else. */
export async function insertAnswer(
  client: Client,
  viewer: Viewer,
  { clientUuid, answers, reason, total }: Asked,
): Promise<{ readonly id: number; readonly isNew: boolean } | undefined> {
  const made = await queryRow<{ id: number }>(
    client,
    sql`
      insert into kept_word_answers (client_uuid, office_id, account_id, answers, reason, total)
      values (${clientUuid}, ${viewer.office.id}, ${viewer.accountId}, ${JSON.stringify(answers)}::jsonb, ${reason},
        ${total}) on conflict do nothing returning id`,
  );
  if (made) return { id: made.id, isNew: true };
  const known = await queryRow<{ id: number }>(
    client,
    sql`select id from kept_word_answers where client_uuid = ${clientUuid} and account_id = ${viewer.accountId}`,
  );
  return known && { id: known.id, isNew: false };
}

/** One that a job has to go on with, locked; undefined where there is none, or others are at it. */
export async function lockOpenAnswer(client: Client): Promise<KeptAnswer | undefined> {
  const open = await queryRow<{ id: number }>(
    client,
    sql`
      select id from kept_word_answers where state in ('running', 'undoing') order by id limit 1
      for update skip locked`,
  );
  return open && queryRow<KeptAnswer>(client, sql`select ${columns} where k.id = ${open.id}::bigint`);
}

/** Locks one of the viewer's own office until the transaction ends. */
export async function lockAnswer(client: Client, viewer: Viewer, id: number): Promise<KeptAnswer | undefined> {
  await execute(client, sql`select from kept_word_answers where id = ${id}::bigint for update`);
  return findAnswer(client, viewer, id);
}

interface Moved {
  readonly state?: KeptAnswer['state'];
  readonly lastId?: number;
  readonly undoneBy?: number;
  readonly undoReason?: string;
}

export async function moveAnswer(
  client: Client,
  id: number,
  { state, lastId, undoneBy, undoReason }: Moved,
): Promise<void> {
  await execute(
    client,
    sql`
      update kept_word_answers set state = coalesce(${state ?? null}, state),
        last_id = coalesce(${lastId ?? null}::bigint, last_id),
        undone_by = coalesce(${undoneBy ?? null}::int, undone_by),
        undo_reason = coalesce(${undoReason ?? null}, undo_reason),
        ended_at = case when ${state ?? ''} in ('done', 'undone', 'stopped') then now() else ended_at end
      where id = ${id}::bigint`,
  );
}

interface Carrying {
  readonly id: number;
  readonly ref: string;
}

/** The next records that carry one of the words, in their order. */
export async function listNextCarrying(
  client: Client,
  viewer: Viewer,
  { answers, lastId }: Pick<KeptAnswer, 'answers' | 'lastId'>,
  most: number,
): Promise<Carrying[]> {
  return queryRows<Carrying>(
    client,
    sql`
      select s.id, s.ref from seizures s
      where s.id in (
        select distinct r.seizure_id from seizure_remarks r
        where ${openRemarks(viewer)} and ${among(answers)} and r.seizure_id > ${lastId}::bigint
        order by 1 limit ${most})
      order by s.id`,
  );
}

/** A row of a file that a record was made of. */
export interface SavedRow {
  readonly importId: number;
  readonly rowNo: number;
  readonly line: number;
  readonly raw: readonly string[];
}

/** The rows a record was made of: the one it is named after, and those that joined it. */
export async function listSavedRows(client: Client, seizureId: number): Promise<SavedRow[]> {
  return queryRows<SavedRow>(
    client,
    sql`
      select r.import_id as "importId", r.row_no as "rowNo", r.line, r.raw
      from seizures s join import_rows r on r.import_id = s.import_id and r.row_no = s.import_row
      where s.id = ${seizureId}::bigint and r.seizure_id = s.id
      union
      select import_id, row_no, line, raw from import_rows
      where seizure_id = ${seizureId}::bigint and problems @> '[{"code": "ref_joined"}]'
      order by 2`,
  );
}

/** Notes that a record's words are answered, by its present version or a new one. */
export async function settleRemarks(
  client: Client,
  answerId: number,
  { seizureId, version, words }: { seizureId: number; version: number; words: readonly WordPlace[] },
): Promise<void> {
  await execute(
    client,
    sql`
      update seizure_remarks r set settled_version = ${version}, settled_by = ${answerId}::bigint
      where r.seizure_id = ${seizureId}::bigint and r.kind is not null and ${among(words)}
        and (r.settled_version is null or r.settled_version = ${version})`,
  );
}

/** Opens what a version of a record answered, once that is put back. */
export async function reopenRemarks(
  client: Client,
  answerId: number,
  { seizureId, version }: { seizureId: number; version: number },
): Promise<void> {
  await execute(
    client,
    sql`
      update seizure_remarks set settled_version = null, settled_by = null
      where seizure_id = ${seizureId}::bigint and settled_version = ${version}
        and coalesce(settled_by, ${answerId}::bigint) = ${answerId}::bigint`,
  );
}

/** Opens what was answered without a change to its record. */
export async function reopenSettled(client: Client, answerId: number): Promise<void> {
  await execute(
    client,
    sql`
      update seizure_remarks r set settled_version = null, settled_by = null from kept_word_answered d
      where d.answer_id = ${answerId}::bigint and d.outcome = 'settled' and r.seizure_id = d.seizure_id
        and r.settled_by = ${answerId}::bigint`,
  );
}

export async function noteAnswered(
  client: Client,
  answerId: number,
  {
    seizureId,
    version,
    outcome,
  }: { seizureId: number; version: number; outcome: 'done' | 'settled' | 'failed' | 'undone' | 'kept' },
): Promise<void> {
  await execute(
    client,
    sql`
      insert into kept_word_answered (answer_id, seizure_id, version, outcome)
      values (${answerId}::bigint, ${seizureId}::bigint, ${version}, ${outcome})
      on conflict (answer_id, seizure_id) do update set outcome = excluded.outcome`,
  );
}

/** The next records that answers changed and that are not put back. */
export async function listAnswered(
  client: Client,
  id: number,
  most: number,
): Promise<(Carrying & { readonly version: number })[]> {
  return queryRows<Carrying & { version: number }>(
    client,
    sql`
      select s.id, s.ref, d.version from kept_word_answered d join seizures s on s.id = d.seizure_id
      where d.answer_id = ${id}::bigint and d.outcome = 'done' order by s.id limit ${most}`,
  );
}

/** What a locked record of the office said in an earlier version. */
export async function readBefore(
  client: Client,
  seizureId: number,
  version: number,
): Promise<SeizureRecord | undefined> {
  const row = await queryRow<{ record: SeizureRecord }>(
    client,
    sql`select record from seizure_versions where seizure_id = ${seizureId}::bigint and version = ${version}`,
  );
  return row?.record;
}
