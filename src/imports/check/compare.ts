import type { Client } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import type { Viewer } from '../../access/index.ts';
import { compareWithOwn } from './compare-own.ts';
import type { Import } from '../store.ts';
import { markFound } from './store-rows.ts';

/** Lines of goods one record holds. */
const mostLines = 200;

/** Findings of this comparison, which is made anew each time: what a row's neighbours are changes with every repair. */
const own = ['row_known', 'own_differs', 'ref_exists', 'ref_repeated', 'ref_joined', 'row_repeated'];

/**
 * Sets the staged rows against what is known. The same row already in by an earlier file is left out as the same; a
 * national reference already in use needs a person; rows of one reference that agree in their facts become one record
 * with several lines of goods, else they need a person; rows that repeat in every column are flagged, and left out only
 * when the officer said so. `isFresh`: the rows were read just now and hold no findings of an earlier comparison.
 */
export async function compareWithKnown(
  context: SeizuresContext,
  viewer: Viewer,
  client: Client,
  file: Pick<Import, 'id' | 'officeId' | 'plan'>,
  isFresh = false,
): Promise<void> {
  if (!isFresh) await inBulk(client, () => forget(client, file.id));
  await compareWithOwn(context, viewer, client, file);
  await findKnownRows(client, file);
  await findUsedReferences(client, file.id);
  await inBulk(client, async () => {
    await findSharedReferences(client, file.id);
    await findRepeats(client, file.id);
  });
  if (file.plan.repeats === 'one') {
    await execute(
      client,
      sql`
        update import_rows set state = 'left_out'
        where import_id = ${file.id} and state = 'ready' and problems @> '[{"code": "row_repeated"}]'`,
    );
  }
}

/**
 * PostgreSQL knows nothing yet of rows written just now and takes them for a handful: joined row by row with each other,
 * some ten thousands would take minutes.
 */
async function inBulk(client: Client, work: () => Promise<void>): Promise<void> {
  await execute(client, sql`set local enable_nestloop = off`);
  await work();
  await execute(client, sql`set local enable_nestloop = on`);
}

async function forget(client: Client, importId: number): Promise<void> {
  await execute(
    client,
    sql`
      update import_rows r set problems = k.kept,
        state = case when r.state not in ('same', 'left_out', 'error') then r.state
        when k.kept @> '[{"level": "error"}]' then 'error' else 'ready' end
      from (select row_no, coalesce(jsonb_agg(p) filter (where p->>'code' <> all(${own})), '[]') as kept
        from import_rows, jsonb_array_elements(problems) p
        where import_id = ${importId} and state not in ('committed', 'set_aside') group by row_no
        having bool_or(p->>'code' = any(${own}))) k
      where r.import_id = ${importId} and r.row_no = k.row_no`,
  );
}

/** Looks only at what other files and people brought in since the comparison; made anew as a whole when that concerns a row. */
export async function compareAgain(
  context: SeizuresContext,
  viewer: Viewer,
  client: Client,
  file: Pick<Import, 'id' | 'officeId' | 'plan'>,
): Promise<void> {
  if ((await findKnownRows(client, file)) + (await findUsedReferences(client, file.id)) > 0)
    await compareWithKnown(context, viewer, client, file);
}

async function findKnownRows(client: Client, file: Pick<Import, 'id' | 'officeId'>): Promise<number> {
  const rows = await queryRows<{ rowNo: number; ref: string }>(
    client,
    sql`
      select r.row_no as "rowNo", known.ref from import_rows r cross join lateral (
        select s.ref from import_rows k join imports i on i.id = k.import_id join seizures s on s.id = k.seizure_id
        where k.row_hash = r.row_hash and k.state = 'committed' and k.import_id <> ${file.id}
          and i.office_id = ${file.officeId} and s.status not in ('withdrawn', 'merged') limit 1) known
      where r.import_id = ${file.id} and r.state = 'ready'`,
  );
  await markFound(
    client,
    file.id,
    'same',
    rows.map(({ rowNo, ref }) => ({ rowNo, problem: { level: 'warning', code: 'row_known', values: { ref } } })),
  );
  return rows.length;
}

async function findUsedReferences(client: Client, importId: number): Promise<number> {
  const rows = await queryRows<{ rowNo: number; ref: string; national: string }>(
    client,
    sql`
      select row_no as "rowNo", used.ref, used.national_ref as national
      from (select row_no, record->'facts'->>'country' as country, record->'facts'->>'nationalRef' as national
          from import_rows where import_id = ${importId} and state = 'ready') own
        left join (select country, array_agg(id) || array(select id from offices where kind = 'secretariat') as ids
            from offices where kind = 'administration' group by country) owners using (country)
        cross join lateral (
          select ref, national_ref from seizures
          where office_id = any(coalesce(owners.ids, array(select id from offices where kind = 'secretariat')))
            and national_ref = own.national and country = own.country and status not in ('withdrawn', 'merged')
          limit 1) used
      where own.national is not null`,
  );
  await markFound(
    client,
    importId,
    'error',
    rows.map(({ rowNo, ...values }) => ({
      rowNo,
      problem: { level: 'error', code: 'ref_exists', field: 'nationalRef', values },
    })),
  );
  return rows.length;
}

async function findSharedReferences(client: Client, importId: number): Promise<void> {
  await execute(
    client,
    sql`
      with stated as (
        select row_no, line, record->'facts'->>'country' as country, record->'facts'->>'nationalRef' as ref,
          (record->'facts') - 'narrative' - 'concealmentText' as facts
        from import_rows where import_id = ${importId} and state = 'ready'
          and record->'facts'->>'nationalRef' is not null),
      shared as (
        select row_no, ref, facts, row_number() over same as place, first_value(row_no) over same as first_no,
          first_value(line) over same as first, first_value(facts) over same as first_facts
        from stated window same as (partition by country, ref order by row_no)),
      judged as (select *, facts = first_facts and place <= ${mostLines} as joins from shared where place > 1)
      update import_rows r set state = case when s.joins then r.state else 'error' end,
        problems = r.problems ||
        jsonb_build_array(jsonb_build_object('level', case when s.joins then 'warning' else 'error' end,
          'code', case when s.joins then 'ref_joined' else 'ref_repeated' end, 'field', 'nationalRef',
          'values', jsonb_build_object('ref', s.ref, 'line', s.first, 'row', s.first_no)))
      from judged s where r.import_id = ${importId} and r.row_no = s.row_no`,
  );
}

async function findRepeats(client: Client, importId: number): Promise<void> {
  await execute(
    client,
    sql`
      update import_rows r set problems = r.problems ||
        jsonb_build_array(jsonb_build_object('level', 'warning', 'code', 'row_repeated', 'values',
        jsonb_build_object('line', d.first)))
      from (select row_no, first_value(line) over same as first, row_number() over same as place from import_rows
        where import_id = ${importId} and state = 'ready' window same as (partition by row_hash order by row_no)) d
      where r.import_id = ${importId} and r.row_no = d.row_no and d.place > 1`,
  );
}
