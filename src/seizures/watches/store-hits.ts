import type { Client, Queryable } from '../../db/pool.ts';
import { execute, join, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { Changed } from './predicate.ts';
import { keptDays, type Watch } from './watch.ts';

/** Makes whoever numbers hits wait for each other: a number once seen is never followed by a smaller one. */
export async function lockNumbers(client: Client): Promise<void> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtext('seizure_watch_hits'))`);
}

/** Changes nobody has held against the lists yet, the oldest first, each with what happened and who did it. */
export interface Change {
  readonly seq: number;
  readonly seizureId: number;
  /** Of the step in the same transaction that says most; null where there is none. */
  readonly step: string | null;
  readonly byAccount: number | null;
  readonly byOffice: number | null;
}

export async function listUnwatched(client: Client, most: number): Promise<Change[]> {
  return queryRows<Change>(
    client,
    sql`
      select c.seq, c.seizure_id as "seizureId", t.kind as step, t.account_id as "byAccount",
        t.office_id as "byOffice"
      from (select seq, seizure_id, transaction_id from seizure_changes where not watched
          order by seq limit ${most}::int) c
        left join lateral (
          select t.kind, t.account_id, a.office_id from seizure_steps t left join accounts a on a.id = t.account_id
          where t.seizure_id = c.seizure_id and t.transaction_id = c.transaction_id
          order by t.kind in ('submitted', 'restored', 'unmerged', 'embargoEnded') desc,
            t.kind in ('amended', 'corrected') desc, t.id
          limit 1) t on true
      order by c.seq`,
  );
}

/** Marks changes as held against the lists: these alone, for others may have come to lie between them. */
export async function markWatched(client: Client, seqs: readonly number[]): Promise<void> {
  await execute(client, sql`update seizure_changes set watched = true where seq = any(${[...seqs]}::bigint[])`);
}

/** Marks changes where nobody watches. Returns how many. */
export async function markUnasked(client: Client, most: number): Promise<number> {
  return execute(
    client,
    sql`
      update seizure_changes set watched = true where seq in (
        select seq from seizure_changes where not watched order by seq limit ${most}::int)`,
  );
}

/** Number and version of every list that tells. */
export async function listVersions(client: Client): Promise<{ readonly id: number; readonly version: number }[]> {
  return queryRows<{ id: number; version: number }>(
    client,
    sql`select id, version from seizure_watches where ended_at is null and rhythm <> 'none' order by id`,
  );
}

type Asked = Pick<Watch, 'id' | 'accountId' | 'officeId' | 'query' | 'amended' | 'own' | 'version'>;

export async function readAsked(client: Client, ids: readonly number[]): Promise<Asked[]> {
  return queryRows<Asked>(
    client,
    sql`
      select id, account_id as "accountId", office_id as "officeId", query, amended, own, version from seizure_watches
      where id = any(${[...ids]}::bigint[])`,
  );
}

/** How PostgreSQL writes these tsqueries. */
export async function writeWordQueries(client: Client, queries: readonly Sql[]): Promise<string[]> {
  if (queries.length === 0) return [];
  const texts = join(
    queries.map(query => sql`(${query})::text`),
    ', ',
  );
  const row = await queryRow<{ texts: string[] }>(client, sql`select array[${texts}] as texts`);
  return row?.texts ?? [];
}

/** Changed records as lists are held against them. */
export async function readChanged(client: Client, ids: readonly number[]): Promise<Changed[]> {
  const rows = await queryRows<Omit<Changed, 'lexemes'> & { lexemes: string[] }>(
    client,
    sql`
      select s.id, json_build_object('country', s.country, 'status', s.status, 'transport', s.transport, 'concealment',
          s.concealment, 'detection', s.detection, 'location', s.location, 'direction', s.direction) as columns,
        s.office_id as "officeId", s.region_id as "regionId", s.headings, s.products, s.origin, s.departure,
        s.transit, s.destination,
        s.seizure_date as "seizureDate", s.held, s.import_id as "importId", tsvector_to_array(s.document) as lexemes,
        coalesce((select json_agg(json_build_object('unit', g.base_unit, 'quantity', g.base_quantity))
          from goods_lines g where g.seizure_id = s.id and g.base_unit is not null), '[]') as quantities,
        coalesce((select json_agg(json_build_object('field', n.field, 'value', n.value))
          from goods_line_numbers n where n.seizure_id = s.id), '[]') as numbers
      from seizures s where s.id = any(${[...ids]}::bigint[])`,
  );
  return rows.map(row => ({ ...row, lexemes: { sorted: row.lexemes.sort(), has: new Set(row.lexemes) } }));
}

export interface Hit {
  readonly watchId: number;
  readonly seizureId: number;
  readonly kind: 'new' | 'amended';
  readonly seq: number;
}

/** Puts records on lists, again where they changed since; a change that was counted before counts no more. */
export async function upsertHits(client: Client, hits: readonly Hit[]): Promise<void> {
  if (hits.length === 0) return;
  await execute(
    client,
    sql`
      insert into seizure_watch_hits as h (watch_id, seizure_id, kind, change_seq)
      select * from unnest(${hits.map(one => one.watchId)}::bigint[], ${hits.map(one => one.seizureId)}::bigint[],
        ${hits.map(one => one.kind)}::text[], ${hits.map(one => one.seq)}::bigint[])
      on conflict (watch_id, seizure_id) do update set no = excluded.no, change_seq = excluded.change_seq, at = now(),
        told_at = null, kind = case when h.kind = 'new' and h.told_at is null then 'new' else excluded.kind end
      where excluded.change_seq > h.change_seq`,
  );
}

/** Takes records from every list but those named as "watch seizure": they do not match any more. */
export async function dropHits(client: Client, seizureIds: readonly number[], kept: readonly string[]): Promise<void> {
  await execute(
    client,
    sql`
      delete from seizure_watch_hits where seizure_id = any(${[...seizureIds]}::bigint[])
        and (watch_id || ' ' || seizure_id) <> all(${[...kept]}::text[])`,
  );
}

/** Old matches leave the lists. */
export async function dropOld(on: Queryable): Promise<void> {
  await execute(on, sql`delete from seizure_watch_hits where at < now() - make_interval(days => ${keptDays}::int)`);
}
