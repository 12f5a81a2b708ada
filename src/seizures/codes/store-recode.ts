import { quotedLexeme } from '../../db/lexeme.ts';
import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { Offices } from '../../reference/index.ts';
import { termOf } from '../record/search-columns.ts';
import { visibleSeizures } from '../scope.ts';
import type { SeizureRecord } from '../seizure.ts';
import { isFactList } from './own-lists.ts';

/** Records that have a code, as they are searched. Alias `s`. */
function having(list: string, code: string): Sql {
  if (!isFactList(list)) return sql`s.products @> array[${code}::text]`;
  const columns: Readonly<Record<typeof list, Sql>> = {
    concealment: sql`s.concealment`,
    transport: sql`s.transport`,
    detection: sql`s.detection`,
    location: sql`s.location`,
  };
  return sql`${columns[list]} = ${code}`;
}

/** The same as a means of detection that is not the main one, which is in no column. */
const besideMain = (code: string): Sql => sql`
  exists (select from seizure_records d
    where d.seizure_id = s.id and d.record #> '{facts,detectionMeans}' @> to_jsonb(array[${code}::text]))`;

/** Records that have a code anywhere. Alias `s`. */
function havingAnywhere(list: string, code: string): Sql {
  return list === 'detection' ? sql`(${having(list, code)} or ${besideMain(code)})` : having(list, code);
}

/** The same by the index of words: places of concealment have no index of their own. */
function inWords(list: string, code: string): Sql {
  return isFactList(list) ? sql`s.document @@ ${quotedLexeme(termOf(list, code))}::tsquery` : sql`true`;
}

/** Records of other records' sake are not in force, and keep what they said. */
const inForce = sql`s.status <> 'merged'`;

export interface OfficeCount {
  readonly office: string;
  readonly records: number;
}

/** How many there are in all. */
export function sumOf(counts: readonly Pick<OfficeCount, 'records'>[]): number {
  return counts.reduce((sum, { records }) => sum + records, 0);
}

/**
 * Records that have a code, by office, the most first: all of them, since all are recoded. `on` may be the figures:
 * what stands in columns is counted apart from the few that have the code beside another.
 */
export async function countByOffice(
  on: Queryable,
  offices: Offices,
  list: string,
  code: string,
): Promise<OfficeCount[]> {
  const alone = [having(list, code)];
  if (list === 'detection') alone.push(sql`s.detection is distinct from ${code} and ${besideMain(code)}`);
  const rows = await Promise.all(
    alone.map(condition =>
      queryRows<{ officeId: number; records: number }>(
        on,
        sql`
          select s.office_id as "officeId", count(*)::int as records from seizures s
          where ${condition} and ${inForce} group by 1`,
      ),
    ),
  );
  return [...Map.groupBy(rows.flat(), ({ officeId }) => officeId)]
    .map(([officeId, counts]) => ({ office: offices.byId(officeId)?.code ?? '', records: sumOf(counts) }))
    .sort((a, b) => b.records - a.records || (a.office < b.office ? -1 : 1));
}

/** Words typed under "other", as often as an office typed them. */
export interface OtherWords {
  readonly code: string;
  readonly office: string;
  readonly text: string;
  readonly records: number;
}

/**
 * What was typed under "other" of a list in records the viewer may see, but for words that wait for a second person.
 * `code` is the "other" of the list.
 */
export async function listOtherWords(on: Queryable, viewer: Viewer, list: string, code: string): Promise<OtherWords[]> {
  const scope = visibleSeizures(viewer);
  const typed = isFactList(list)
    ? sql`select r.record #>> '{facts,concealmentText}' as text`
    : sql`
        select l ->> 'productText' as text from jsonb_array_elements(r.record -> 'lines') l
        where l ->> 'product' = ${code}`;
  return queryRows<OtherWords>(
    on,
    sql`
      select ${code} as code, o.code as office, t.text, count(distinct s.id)::int as records
      from seizures s join offices o on o.id = s.office_id join seizure_records r on r.seizure_id = s.id
        cross join lateral (${typed}) t
      where ${having(list, code)} and ${inWords(list, code)} and ${inForce} and ${scope} and r.masked is null
        and length(t.text) <= 200 and t.text ~ '[[:alnum:]]'
      group by 1, 2, 3 order by 4 desc, 3 limit 20000`,
  );
}

export interface Recoding {
  readonly id: number;
  readonly list: string;
  readonly from: string;
  readonly to: string;
  readonly words: readonly string[] | null;
  readonly reason: string;
  readonly accountId: number;
  readonly by: string;
  readonly askedAt: string;
  readonly state: 'running' | 'done' | 'undoing' | 'undone' | 'stopped';
  readonly total: number;
  readonly lastId: number;
  readonly undoneBy: string | null;
  readonly undoneById: number | null;
  readonly done: number;
  readonly failed: number;
  readonly undone: number;
  readonly kept: number;
}

const columns = sql`
  c.id, c.list, c.from_code as "from", c.to_code as "to", c.words, c.reason, c.account_id as "accountId",
  a.login_id as by, to_char(c.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "askedAt", c.state, c.total,
  c.last_id as "lastId", u.login_id as "undoneBy", c.undone_by as "undoneById", n.*
  from code_recodings c join accounts a on a.id = c.account_id left join accounts u on u.id = c.undone_by
    cross join lateral (select count(*) filter (where outcome = 'done')::int as done,
      count(*) filter (where outcome = 'failed')::int as failed,
      count(*) filter (where outcome = 'undone')::int as undone,
      count(*) filter (where outcome = 'kept')::int as kept from code_recoded d where d.recoding_id = c.id) n`;

export async function findRecoding(on: Queryable, id: number): Promise<Recoding | undefined> {
  return queryRow<Recoding>(on, sql`select ${columns} where c.id = ${id}::bigint`);
}

/** The last ones, newest first. */
export async function listRecodings(on: Queryable, most: number): Promise<Recoding[]> {
  return queryRows<Recoding>(on, sql`select ${columns} order by c.id desc limit ${most}`);
}

/** Begins one; the same form sent twice is one. */
export async function insertRecoding(
  client: Client,
  viewer: Viewer,
  asked: Pick<Recoding, 'list' | 'from' | 'to' | 'words' | 'reason' | 'total'> & { readonly clientUuid: string },
): Promise<{ readonly id: number; readonly isNew: boolean } | undefined> {
  const made = await queryRow<{ id: number }>(
    client,
    sql`
      insert into code_recodings (client_uuid, list, from_code, to_code, words, reason, account_id, total)
      values (${asked.clientUuid}, ${asked.list}, ${asked.from}, ${asked.to}, ${asked.words}, ${asked.reason},
        ${viewer.accountId}, ${asked.total}) on conflict do nothing returning id`,
  );
  if (made) return { id: made.id, isNew: true };
  const known = await queryRow<{ id: number }>(
    client,
    sql`select id from code_recodings where client_uuid = ${asked.clientUuid} and account_id = ${viewer.accountId}`,
  );
  return known && { id: known.id, isNew: false };
}

/** One that a job has to go on with, locked; undefined where there is none, or others are at it. */
export async function lockOpen(client: Client): Promise<Recoding | undefined> {
  const open = await queryRow<{ id: number }>(
    client,
    sql`
      select id from code_recodings where state in ('running', 'undoing') order by id limit 1
      for update skip locked`,
  );
  return open && findRecoding(client, open.id);
}

export async function lockRecoding(client: Client, id: number): Promise<Recoding | undefined> {
  await execute(client, sql`select from code_recodings where id = ${id}::bigint for update`);
  return findRecoding(client, id);
}

export async function moveRecoding(
  client: Client,
  id: number,
  { state, lastId, undoneBy }: { state?: Recoding['state']; lastId?: number; undoneBy?: number },
): Promise<void> {
  await execute(
    client,
    sql`
      update code_recodings set state = coalesce(${state ?? null}, state), last_id = coalesce(${lastId ?? null}::bigint,
          last_id), undone_by = coalesce(${undoneBy ?? null}::int, undone_by),
        ended_at = case when ${state ?? ''} in ('done', 'undone', 'stopped') then now() else ended_at end
      where id = ${id}::bigint`,
  );
}

/** The next records that have the code, in their order, whoever may open them. */
export async function listNext(
  client: Client,
  { list, from, lastId }: Recoding,
  most: number,
): Promise<{ readonly id: number; readonly ref: string }[]> {
  return queryRows<{ id: number; ref: string }>(
    client,
    sql`
      select s.id, s.ref from seizures s where s.id > ${lastId}::bigint and ${havingAnywhere(list, from)} and ${inForce}
      order by s.id limit ${most}`,
  );
}

/** The next records that it changed and that are not put back. */
export async function listRecoded(
  client: Client,
  id: number,
  most: number,
): Promise<{ readonly id: number; readonly ref: string; readonly version: number }[]> {
  return queryRows<{ id: number; ref: string; version: number }>(
    client,
    sql`
      select s.id, s.ref, d.version from code_recoded d join seizures s on s.id = d.seizure_id
      where d.recoding_id = ${id}::bigint and d.outcome = 'done' order by s.id limit ${most}`,
  );
}

export async function noteRecoded(
  client: Client,
  recodingId: number,
  {
    seizureId,
    version,
    outcome,
  }: { seizureId: number; version: number; outcome: 'done' | 'failed' | 'undone' | 'kept' },
): Promise<void> {
  await execute(
    client,
    sql`
      insert into code_recoded as d (recoding_id, seizure_id, version, outcome)
      values (${recodingId}::bigint, ${seizureId}::bigint, ${version}, ${outcome})
      on conflict (recoding_id, seizure_id) do update set outcome = excluded.outcome`,
  );
}

/** What a locked record says, and what others read of it while words wait; of an earlier version where one is named. */
export async function readStates(
  client: Client,
  seizureId: number,
  version?: number,
): Promise<{ readonly record: SeizureRecord; readonly masked: SeizureRecord | null } | undefined> {
  return queryRow<{ record: SeizureRecord; masked: SeizureRecord | null }>(
    client,
    version === undefined
      ? sql`select record, masked from seizure_records where seizure_id = ${seizureId}::bigint`
      : sql`
          select record, masked from seizure_versions
          where seizure_id = ${seizureId}::bigint and version = ${version}`,
  );
}
