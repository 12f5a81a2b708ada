import type { Client } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { hashOf, removedMark } from './held.ts';

/** What is told about a record beside its versions: reasons in its history, threads, what a file said. */
export async function listTold(client: Client, seizureId: number): Promise<string[]> {
  const rows = await queryRows<{ text: string }>(
    client,
    sql`
      select reason as text from seizure_steps where seizure_id = ${seizureId} and reason is not null
      union all select t.text from seizure_question_texts t join seizure_questions q on q.id = t.question_id
      where q.seizure_id = ${seizureId}
      union all select proposed from seizure_questions where seizure_id = ${seizureId} and proposed is not null
      union all select reason from seizure_settlements where seizure_id = ${seizureId}
      union all select source::text from seizure_records where seizure_id = ${seizureId} and source is not null`,
  );
  return rows.map(({ text }) => text);
}

interface Asked {
  readonly seizureId: number;
  readonly accountId: number;
  readonly path: string;
  readonly words: string;
  readonly reason: string;
}

/** Keeps words that one person asks to take out; undefined where it is asked or was agreed to already. */
export async function insertRemoval(
  client: Client,
  { seizureId, accountId, path, words, reason }: Asked,
): Promise<number | undefined> {
  const row = await queryRow<{ id: number }>(
    client,
    sql`
      insert into seizure_texts (seizure_id, path, kind, words, words_hash, reason, marked_by, state, proposed_by,
        proposed_at)
      select ${seizureId}, ${path}, 'typed', ${words}, ${hashOf(words)}, ${reason}, ${accountId}, 'proposed',
        ${accountId}, now()
      where not exists (select from seizure_texts where seizure_id = ${seizureId}
        and lower(words) = lower(${words}) and state in ('waiting', 'proposed'))
      returning id`,
  );
  return row?.id;
}

/** Takes words out of what is told about a record, in the transaction of the step that says so. */
export async function removeFromTold(client: Client, seizureId: number, words: string): Promise<void> {
  const told = inText(words);
  await execute(
    client,
    sql`update seizure_steps set reason = ${told(sql`reason`)} where seizure_id = ${seizureId} and reason is not null`,
  );
  await execute(
    client,
    sql`update seizure_settlements set reason = ${told(sql`reason`)} where seizure_id = ${seizureId}`,
  );
  await execute(
    client,
    sql`
      update seizure_question_texts set text = left(${told(sql`text`)}, 1000) where question_id in (
        select id from seizure_questions where seizure_id = ${seizureId})`,
  );
  await execute(
    client,
    sql`
      update seizure_questions set proposed = left(${told(sql`proposed`)}, 300)
      where seizure_id = ${seizureId} and proposed is not null`,
  );
  await execute(client, sql`update seizure_texts set reason = ${told(sql`reason`)} where seizure_id = ${seizureId}`);
  await removeFromFile(client, seizureId, words);
}

/**
 * What the row of a file said: beside the record, in what was remarked of it, and in the import. The file itself is its
 * office's.
 */
async function removeFromFile(client: Client, seizureId: number, words: string): Promise<void> {
  const [told, written] = [inText(words), inText(JSON.stringify(words).slice(1, -1))];
  await execute(
    client,
    sql`
      update seizure_records set source = ${written(sql`source::text`)}::jsonb
      where seizure_id = ${seizureId} and source is not null`,
  );
  const kept = written(sql`detail::text`);
  await execute(
    client,
    sql`
      update seizure_remarks set detail = ${kept}::jsonb, kind = null, word_key = null
      where seizure_id = ${seizureId} and detail::text <> ${kept}`,
  );
  await execute(
    client,
    sql`
      update import_rows set
        raw = array(select ${told(sql`cell`)} from unnest(raw) with ordinality c (cell, at) order by at),
        record = ${written(sql`record::text`)}::jsonb
      where (import_id, row_no) in (
        select import_id, import_row from seizures where id = ${seizureId} and import_id is not null)`,
  );
}

/** Takes words out of the drafts that a record came from or that amend it: what was typed, and its marks. */
export async function removeFromDrafts(client: Client, seizureId: number, words: string): Promise<void> {
  const written = inText(JSON.stringify(words).slice(1, -1));
  await execute(
    client,
    sql`
      update seizure_drafts d set typed = ${written(sql`d.typed::text`)}::jsonb,
        marks = ${written(sql`d.marks::text`)}::jsonb
      from seizures s where s.id = ${seizureId} and (d.seizure_id = s.id or d.id = s.client_uuid)`,
  );
}

/** A column without the words, in any case of letters. */
function inText(words: string): (column: Sql) => Sql {
  const pattern = words.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
  return column => sql`regexp_replace(${column}, ${pattern}, ${removedMark}, 'gi')`;
}
