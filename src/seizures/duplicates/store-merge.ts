import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, join, queryRow, queryRows, raw, sql } from '../../db/sql.ts';
import { visibleSeizures } from '../scope.ts';
import { projectedColumns } from '../record/search-columns.ts';
import type { SeizureRecord } from '../seizure.ts';

/** Locks the rows of records by their references in the order of their ids, so that two merges cannot block. */
export async function lockInOrder(client: Client, refs: readonly string[]): Promise<void> {
  await execute(
    client,
    sql`select id from seizures where ref = any(${[...refs]}::text[]) order by id for no key update`,
  );
}

/** References of records, in the order of their ids. */
export function refsOf(on: Queryable, ids: readonly number[]): Promise<{ id: number; ref: string }[]> {
  return queryRows(on, sql`select id, ref from seizures where id = any(${[...ids]}::bigint[]) order by id`);
}

/** A merge, begun: what it will change is kept as it was. Undefined where a form of this number was sent before. */
export async function beginMerge(
  client: Client,
  viewer: Viewer,
  merge: { clientUuid: string; keptId: number; version: number; mergedIds: readonly number[] },
): Promise<number | undefined> {
  const { clientUuid, keptId, version, mergedIds } = merge;
  const row = await queryRow<{ id: number }>(
    client,
    sql`
      insert into seizure_merges (client_uuid, kept_id, version, account_id, before)
      select ${clientUuid}, s.id, ${version}::int, ${viewer.accountId}::int, jsonb_build_object(
        'seizure', to_jsonb(s), 'record', r.record,
        'lines', (select coalesce(jsonb_agg(to_jsonb(g)), '[]') from goods_lines g where g.seizure_id = s.id),
        'numbers', (select coalesce(jsonb_agg(to_jsonb(n)), '[]') from goods_line_numbers n where n.seizure_id = s.id),
        'merged', (select jsonb_agg(jsonb_build_object('id', m.id, 'status', m.status, 'changed_at', m.changed_at,
            'merged_into', m.merged_into)) from seizures m
          where m.id = any(${[...mergedIds]}::bigint[]) or m.merged_into = any(${[...mergedIds]}::bigint[])))
      from seizures s join seizure_records r on r.seizure_id = s.id where s.id = ${keptId}
      on conflict (client_uuid) do nothing returning id`,
  );
  return row?.id;
}

/** The reference that was kept by a form that was sent before, where the viewer may see it. */
export async function findKept(on: Queryable, viewer: Viewer, clientUuid: string): Promise<string | undefined> {
  const row = await queryRow<{ ref: string }>(
    on,
    sql`
      select s.ref from seizure_merges m join seizures s on s.id = m.kept_id
      where m.client_uuid::text = ${clientUuid} and ${visibleSeizures(viewer)}`,
  );
  return row?.ref;
}

/** Marks locked records, and what was merged into them before, as merged into another. */
export async function markMerged(client: Client, keptId: number, mergedIds: readonly number[]): Promise<void> {
  const ids = [...mergedIds];
  await execute(
    client,
    sql`
      update seizures set status = 'merged', merged_into = ${keptId}, changed_at = now()
      where id = any(${ids}::bigint[])`,
  );
  await execute(client, sql`update seizures set merged_into = ${keptId} where merged_into = any(${ids}::bigint[])`);
}

/** What the kept record stands as after the merge: questions of the others are its questions now. */
export async function settleKept(client: Client, keptId: number): Promise<void> {
  await execute(
    client,
    sql`
      update seizures s set status = 'queried' where s.id = ${keptId} and exists (
        select from seizure_questions q join seizures m on m.id = q.seizure_id
        where (m.id = s.id or m.merged_into = s.id) and q.kind = 'question' and q.state = 'open')`,
  );
}

/** A merge that was not undone, by the record that was merged. */
export interface Merge {
  readonly id: number;
  readonly keptId: number;
  readonly keptRef: string;
  /** The version of the kept record it made. */
  readonly version: number;
  /** Records merged by it, not those merged into them before. */
  readonly merged: readonly { readonly id: number; readonly ref: string; readonly version: number }[];
  readonly record: SeizureRecord;
}

/** The merge a record went in, the last; undefined where it is in none. */
export async function findMerge(on: Queryable, viewer: Viewer, ref: string): Promise<Merge | undefined> {
  return queryRow<Merge>(
    on,
    sql`
      select m.id, m.kept_id as "keptId", k.ref as "keptRef", m.version, m.before -> 'record' as record,
        (select json_agg(json_build_object('id', s.id, 'ref', s.ref, 'version', s.version) order by s.id)
          from jsonb_array_elements(m.before -> 'merged') x join seizures s on s.id = (x ->> 'id')::bigint
          where x ->> 'merged_into' is null) as merged
      from seizure_merges m join seizures k on k.id = m.kept_id
      where m.undone_at is null and m.before -> 'seizure' is not null and exists (
        select from jsonb_array_elements(m.before -> 'merged') x join seizures s on s.id = (x ->> 'id')::bigint
        where s.ref = ${ref} and ${visibleSeizures(viewer)} and s.status = 'merged' and x ->> 'merged_into' is null)
      order by m.id desc limit 1`,
  );
}

/** What is put back, as it was; the version goes on, and what was verified is so in it. */
const restored = [...projectedColumns, 'changed_at', 'document', 'doubts'] as const;

/**
 * Puts the records of a merge back as they were before it, to the byte. Only versions go on: the kept record has a new
 * one, with the content of that before the merge.
 */
export async function undoMerge(client: Client, { id, keptId, version }: Merge): Promise<void> {
  const before = sql`(select before from seizure_merges where id = ${id})`;
  await execute(
    client,
    sql`
      insert into seizure_versions (seizure_id, version, record)
      select seizure_id, ${version}, record from seizure_records where seizure_id = ${keptId}`,
  );
  const columns = restored.map(name => sql`${raw(name)} = b.${raw(name)}`);
  await execute(
    client,
    sql`
      update seizures s set ${join(columns)}, version = s.version + 1,
        verified_version = case when b.verified_version = b.version then s.version + 1 else b.verified_version end,
        status = b.status,
        under_embargo = coalesce(b.under_embargo, b.embargo_until > current_date, false)
      from jsonb_populate_record(null::seizures, ${before} -> 'seizure') b where s.id = ${keptId}`,
  );
  await execute(
    client,
    sql`
      update seizures s set status = b.status, changed_at = b.changed_at, merged_into = b.merged_into
      from jsonb_to_recordset(${before} -> 'merged')
        b (id bigint, status text, changed_at timestamptz, merged_into bigint)
      where s.id = b.id`,
  );
  await execute(client, sql`update seizure_records set record = ${before} -> 'record' where seizure_id = ${keptId}`);
  await execute(client, sql`delete from goods_lines where seizure_id = ${keptId}`);
  await execute(client, sql`delete from goods_line_numbers where seizure_id = ${keptId}`);
  await execute(
    client,
    sql`insert into goods_lines select * from jsonb_populate_recordset(null::goods_lines, ${before} -> 'lines')`,
  );
  await execute(
    client,
    sql`
      insert into goods_line_numbers
      select * from jsonb_populate_recordset(null::goods_line_numbers, ${before} -> 'numbers')`,
  );
  await execute(
    client,
    sql`
      update seizure_merges m set undone_at = now(), undone_version = s.version
      from seizures s where m.id = ${id} and s.id = m.kept_id`,
  );
}

/** A record that was merged into one already read through the scope. */
export interface MergedHere {
  readonly ref: string;
  /** ISO. */
  readonly at: string;
  /** Whether its merge made the present version, and so can be undone. */
  readonly isLast: boolean;
}

/** What was merged into a record, the newest first. */
export async function listMerged(
  on: Queryable,
  { id, version }: { readonly id: number; readonly version: number },
): Promise<MergedHere[]> {
  const rows = await queryRows<MergedHere & { at: Date }>(
    on,
    sql`
      select s.ref, m.at, m.version = ${version} as "isLast" from seizure_merges m,
        jsonb_array_elements(m.before -> 'merged') x join seizures s on s.id = (x ->> 'id')::bigint
      where m.kept_id = ${id} and m.undone_at is null and s.merged_into = ${id} and x ->> 'merged_into' is null
      order by m.id desc, s.ref`,
    'merged_seizures',
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}
