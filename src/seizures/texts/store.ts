import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import { visibleSeizures } from '../scope.ts';
import type { SeizureRecord } from '../seizure.ts';
import { hashOf, type HeldWords } from './held.ts';

/** Words that wait for a second person. Times are ISO text. */
export interface WaitingWords {
  readonly id: number;
  readonly seizureId: number;
  readonly ref: string;
  readonly path: string;
  readonly kind: string;
  readonly words: string;
  readonly reason: string;
  readonly state: 'waiting' | 'proposed';
  readonly markedBy: number;
  readonly marker: string;
  readonly markedAt: string;
  readonly proposedBy: number | null;
  readonly proposer: string | null;
  readonly officeId: number;
  readonly regionId: number | null;
  /** The text they stand in, as it is now; null when an amendment took the field out. */
  readonly text: string | null;
}

const columns = sql`
  t.id, t.seizure_id as "seizureId", s.ref, t.path, t.kind, t.words, t.reason, t.state, t.marked_by as "markedBy",
  m.login_id as marker, t.marked_at as "markedAt", t.proposed_by as "proposedBy", p.login_id as proposer,
  s.office_id as "officeId", s.region_id as "regionId", r.record #>> string_to_array(t.path, '.') as text
  from seizure_texts t join seizures s on s.id = t.seizure_id join seizure_records r on r.seizure_id = s.id
  join accounts m on m.id = t.marked_by left join accounts p on p.id = t.proposed_by`;

/** Own office and its RILO read the words while they wait; nobody else learns that there are any. */
function ofOwn(viewer: Viewer): Sql {
  const { id, kind } = viewer.office;
  return sql`t.state in ('waiting', 'proposed') and ${visibleSeizures(viewer)}
    and (s.office_id = ${id}::int or s.region_id = ${kind === 'rilo' ? id : -1}::int)`;
}

/** What waits at the viewer's office or in its region, oldest first; at most 200. */
export async function listWaitingWords(on: Queryable, viewer: Viewer): Promise<WaitingWords[]> {
  const rows = await queryRows<WaitingWords & { markedAt: Date }>(
    on,
    sql`select ${columns} where ${ofOwn(viewer)} order by t.marked_at, t.id limit 200`,
    'waiting_words',
  );
  return rows.map(row => ({ ...row, markedAt: row.markedAt.toISOString() }));
}

/** How many wait for the viewer, as a row of what waits. */
export function countedWords(viewer: Viewer): Sql {
  const own = sql`(t.state = 'waiting' and t.marked_by <> ${viewer.accountId}
    or t.state = 'proposed' and t.proposed_by <> ${viewer.accountId})`;
  return sql`
    select count(*)::int as n, null::text as ref, null::date as due, null::timestamptz as at, null::jsonb as more
    from (select from seizure_texts t join seizures s on s.id = t.seizure_id
      where ${ofOwn(viewer)} and ${own} limit 100) these`;
}

/** One that waits, its record locked until the transaction ends. Throws NotVisible for any other. */
export async function lockWaitingWords(client: Client, viewer: Viewer, id: number): Promise<WaitingWords> {
  await execute(
    client,
    sql`
      select from seizures s where s.id = (select t.seizure_id from seizure_texts t where t.id = ${id})
      for no key update`,
  );
  const row = await queryRow<WaitingWords>(client, sql`select ${columns} where t.id = ${id} and ${ofOwn(viewer)}`);
  if (!row) throw new NotVisible(`no waiting words ${id}`);
  return row;
}

/** Keeps what waits; words a second person agreed to before, or that wait already, are not asked for again. */
export async function insertHeldWords(
  client: Client,
  { seizureId, accountId }: { seizureId: number; accountId: number },
  held: readonly HeldWords[],
): Promise<void> {
  for (const { path, kind, text, reason } of held)
    await execute(
      client,
      sql`insert into seizure_texts (seizure_id, path, kind, words, words_hash, reason, marked_by)
        select ${seizureId}, ${path}, ${kind}, ${text}, ${hashOf(text)}, ${reason}, ${accountId}
        where not exists (select from seizure_texts where seizure_id = ${seizureId} and kind = ${kind}
          and words = ${text} and state in ('waiting', 'proposed', 'agreed'))`,
    );
}

export interface Decision {
  readonly state: 'proposed' | 'agreed' | 'removed';
  readonly by: number;
}

/** Writes what was decided; of removed words only the hash stays, and the same words elsewhere in the record go too. */
export async function decideWords(client: Client, one: WaitingWords, { state, by }: Decision): Promise<void> {
  if (state === 'proposed') {
    await execute(
      client,
      sql`update seizure_texts set state = 'proposed', proposed_by = ${by}, proposed_at = now() where id = ${one.id}`,
    );
    return;
  }
  await execute(
    client,
    sql`update seizure_texts set state = ${state}, decided_by = ${by}, decided_at = now()
        ${state === 'removed' ? sql`, words = null` : empty} where id = ${one.id}`,
  );
}

/** The words of a record that wait. */
export async function openWordsOf(client: Client, seizureId: number): Promise<string[]> {
  const rows = await queryRows<{ words: string }>(
    client,
    sql`select distinct words from seizure_texts where seizure_id = ${seizureId} and state in ('waiting', 'proposed')`,
  );
  return rows.map(({ words }) => words);
}

/** Every state a record was ever in. */
export interface Content {
  readonly record: SeizureRecord;
  readonly versions: readonly { readonly version: number; readonly record: SeizureRecord }[];
}

export async function readContent(client: Client, seizureId: number): Promise<Content> {
  const row = await queryRow<Content>(
    client,
    sql`select r.record, coalesce((select json_agg(json_build_object('version', v.version, 'record', v.record))
          from seizure_versions v where v.seizure_id = r.seizure_id), '[]'::json) as versions
        from seizure_records r where r.seizure_id = ${seizureId}`,
  );
  if (!row) throw new NotVisible('no such record');
  return row;
}

/** Writes a record's states with what others read of them; `masked` is null where nothing is hidden. */
export async function writeContent(
  client: Client,
  seizureId: number,
  content: Content,
  maskOf: (record: SeizureRecord) => SeizureRecord | null,
): Promise<void> {
  // What undoing a merge would put back has the words as well: it is not undone any more.
  await execute(
    client,
    sql`
      update seizure_merges m set before = jsonb_build_object('merged', before -> 'merged')
      where m.kept_id = ${seizureId} or exists (
        select from jsonb_array_elements(before -> 'merged') x where (x ->> 'id')::bigint = ${seizureId})`,
  );
  await execute(
    client,
    sql`update seizure_records set record = ${content.record}, masked = ${maskOf(content.record)}
        where seizure_id = ${seizureId}`,
  );
  for (const { version, record } of content.versions)
    await execute(
      client,
      sql`update seizure_versions set record = ${record}, masked = ${maskOf(record)}
          where seizure_id = ${seizureId} and version = ${version}`,
    );
}

/** Writes what others read of a record's states, which themselves stay. */
export async function writeMasks(
  client: Client,
  seizureId: number,
  content: Content,
  maskOf: (record: SeizureRecord) => SeizureRecord | null,
): Promise<void> {
  await execute(
    client,
    sql`update seizure_records set masked = ${maskOf(content.record)} where seizure_id = ${seizureId}`,
  );
  for (const { version, record } of content.versions)
    await execute(
      client,
      sql`update seizure_versions set masked = ${maskOf(record)}
          where seizure_id = ${seizureId} and version = ${version}`,
    );
}
