import type { Client } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { Import } from '../store.ts';
import { markFound } from './store-rows.ts';

/** Lines of goods one record holds. */
const maxLines = 200;

/** Findings of a comparison that is made anew as a whole; what a row is like in the database is found row by row. */
const codes = [
  'row_known',
  'own_differs',
  'ref_exists',
  'ref_repeated',
  'ref_again',
  'ref_joined',
  'ref_differs',
  'row_repeated',
];

/**
 * PostgreSQL knows nothing yet of rows written just now and takes them for a handful: joined row by row with each
 * other, some ten thousands would take minutes.
 */
export async function inBulk(on: Client, work: () => Promise<void>): Promise<void> {
  await execute(on, sql`set local enable_nestloop = off`);
  await work();
  await execute(on, sql`set local enable_nestloop = on`);
}

/** Takes the findings of an earlier comparison off the rows that are no records yet. */
export async function deleteFindings(on: Client, importId: number): Promise<void> {
  await execute(
    on,
    sql`
      update import_rows r set problems = k.kept,
        state = case when r.state not in ('same', 'left_out', 'error') then r.state
        when k.kept @> '[{"level": "error"}]' then 'error' else 'ready' end
      from (select row_no, coalesce(jsonb_agg(p) filter (where p->>'code' <> all(${codes})), '[]') as kept
        from import_rows, jsonb_array_elements(problems) p
        where import_id = ${importId} and state not in ('committed', 'set_aside') group by row_no
        having bool_or(p->>'code' = any(${codes}))) k
      where r.import_id = ${importId} and r.row_no = k.row_no`,
  );
}

/** Marks ready rows that an earlier file of the office brought in as the same. Returns how many. */
export async function markKnownRows(on: Client, file: Pick<Import, 'id' | 'officeId'>): Promise<number> {
  const rows = await queryRows<{ rowNo: number; ref: string }>(
    on,
    sql`
      select r.row_no as "rowNo", known.ref from import_rows r cross join lateral (
        select s.ref from import_rows k join imports i on i.id = k.import_id join seizures s on s.id = k.seizure_id
        where k.row_hash = r.row_hash and k.state = 'committed' and k.import_id <> ${file.id}
          and i.office_id = ${file.officeId} and s.status not in ('withdrawn', 'merged') limit 1) known
      where r.import_id = ${file.id} and r.state = 'ready'`,
  );
  await markFound(
    on,
    file.id,
    'same',
    rows.map(({ rowNo, ref }) => ({ rowNo, problem: { level: 'warning', code: 'row_known', values: { ref } } })),
  );
  return rows.length;
}

/** Marks ready rows whose national reference a record in force has. Returns how many. */
export async function markUsedReferences(on: Client, importId: number): Promise<number> {
  const rows = await queryRows<{ rowNo: number; ref: string; national: string }>(
    on,
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
    on,
    importId,
    'error',
    rows.map(({ rowNo, ...values }) => ({
      rowNo,
      problem: { level: 'error', code: 'ref_exists', field: 'nationalRef', values },
    })),
  );
  return rows.length;
}

/**
 * Marks ready rows of one reference: those of one country and day are one case and are joined, with a remark where
 * their other facts differ. On another day it is another case, and its record comes in without the reference.
 */
export async function markSharedReferences(on: Client, importId: number): Promise<void> {
  await execute(
    on,
    sql`
      with named as materialized (
        select row_no, record->'facts'->>'country' as country, record->'facts'->>'nationalRef' as ref from import_rows
        where import_id = ${importId} and state = 'ready' and record->'facts'->>'nationalRef' is not null),
      -- Few are named twice: only these are sorted, with all they state.
      twice as (select country, ref from named group by 1, 2 having count(*) > 1),
      stated as (
        select row_no, r.line, n.country, n.ref, r.record->'facts'->>'seizureDate' as day,
          (r.record->'facts') - 'narrative' - 'concealmentText' as facts
        from named n join twice using (country, ref) join import_rows r using (row_no)
        where r.import_id = ${importId}),
      shared as (
        select row_no, ref, facts, row_number() over same as place, first_value(row_no) over same as first_no,
          first_value(line) over same as first, first_value(facts) over same as first_facts,
          first_value(row_no) over own as named_no, first_value(line) over own as named
        from stated window same as (partition by country, ref, day order by row_no),
          own as (partition by country, ref order by row_no)),
      judged as (
        select row_no, ref, first, first_no, named, facts <> first_facts as differs,
          case when place > ${maxLines} then 'ref_repeated' when place = 1 then 'ref_again'
            else 'ref_joined' end as code
        from shared where place > 1 or row_no <> named_no)
      update import_rows r set state = case when s.code = 'ref_repeated' then 'error' else r.state end,
        problems = r.problems ||
        jsonb_build_array(jsonb_build_object('level', case when s.code = 'ref_repeated' then 'error' else 'warning' end,
          'code', s.code, 'field', 'nationalRef', 'values', jsonb_build_object('ref', s.ref,
          'line', case when s.code = 'ref_again' then s.named else s.first end, 'row', s.first_no))) ||
        case when s.code = 'ref_joined' and s.differs then jsonb_build_array(jsonb_build_object('level', 'warning',
          'code', 'ref_differs', 'field', 'nationalRef', 'values', jsonb_build_object('ref', s.ref, 'line', s.first)))
          else '[]' end
      from judged s where r.import_id = ${importId} and r.row_no = s.row_no`,
  );
}

/** Marks ready rows that repeat an earlier one in every column. */
export async function markRepeats(on: Client, importId: number): Promise<void> {
  await execute(
    on,
    sql`
      update import_rows r set problems = r.problems ||
        jsonb_build_array(jsonb_build_object('level', 'warning', 'code', 'row_repeated', 'values',
        jsonb_build_object('line', d.first)))
      from (select row_no, first_value(line) over same as first, row_number() over same as place from import_rows
        where import_id = ${importId} and state = 'ready' window same as (partition by row_hash order by row_no)) d
      where r.import_id = ${importId} and r.row_no = d.row_no and d.place > 1`,
  );
}

/** Leaves out the ready rows that `markRepeats` found. */
export async function leaveOutRepeats(on: Client, importId: number): Promise<void> {
  await execute(
    on,
    sql`
      update import_rows set state = 'left_out'
      where import_id = ${importId} and state = 'ready' and problems @> '[{"code": "row_repeated"}]'`,
  );
}

/** Takes from rows what was found, or answered, of records they are like: they are looked at again. */
export async function forgetAlike(on: Client, importId: number, numbers: readonly number[]): Promise<void> {
  await execute(
    on,
    sql`
      update import_rows set state = 'ready',
        problems = jsonb_path_query_array(problems, '$[*] ? (!(@.code starts with "row_alike"))')
      where import_id = ${importId} and row_no = any(${[...numbers]}::int[]) and state in ('ready', 'same')
        and jsonb_path_exists(problems, '$[*] ? (@.code starts with "row_alike")')`,
  );
}
