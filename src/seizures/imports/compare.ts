import type { Client } from '../../db/pool.ts';
import type { Import } from './store.ts';

/**
 * Sets the staged rows against what is known: the same row already in by an earlier file is left out as the same;
 * a national reference already in use needs a person; rows that repeat inside the file are flagged, never dropped in silence.
 */
export async function compareWithKnown(client: Client, file: Pick<Import, 'id' | 'officeId'>): Promise<void> {
  await client.query(
    `update import_rows r set state = 'same', problems = r.problems || jsonb_build_array(jsonb_build_object('level', 'warning', 'code', 'row_known',
        'values', jsonb_build_object('ref', s.ref)))
     from import_rows k join imports i on i.id = k.import_id join seizures s on s.id = k.seizure_id
     where r.import_id = $1 and r.state = 'ready' and k.row_hash = r.row_hash and k.state = 'committed' and k.import_id <> $1
       and i.office_id = $2 and s.status not in ('withdrawn', 'merged')`, [file.id, file.officeId]);
  await client.query(
    `update import_rows r set state = 'error', problems = r.problems || jsonb_build_array(jsonb_build_object('level', 'error', 'code', 'ref_exists', 'field', 'nationalRef',
        'values', jsonb_build_object('ref', s.ref, 'national', s.national_ref)))
     from seizures s
     where r.import_id = $1 and r.state = 'ready' and r.record->'facts'->>'nationalRef' is not null
       and s.national_ref = r.record->'facts'->>'nationalRef' and s.country = r.record->'facts'->>'country' and s.status not in ('withdrawn', 'merged')`, [file.id]);
  await client.query(
    `update import_rows r set state = case when d.place > 1 then 'error' else r.state end,
        problems = r.problems || jsonb_build_array(jsonb_build_object('level', case when d.place > 1 then 'error' else 'warning' end, 'code', 'ref_repeated', 'field', 'nationalRef',
          'values', jsonb_build_object('ref', d.ref, 'line', d.first)))
     from (select row_no, record->'facts'->>'nationalRef' as ref, row_number() over same as place, count(*) over (partition by record->'facts'->>'country', record->'facts'->>'nationalRef') as n,
         first_value(line) over same as first
       from import_rows where import_id = $1 and state = 'ready' and record->'facts'->>'nationalRef' is not null
       window same as (partition by record->'facts'->>'country', record->'facts'->>'nationalRef' order by row_no)) d
     where r.import_id = $1 and r.row_no = d.row_no and d.n > 1 and not r.problems @> '[{"code": "ref_repeated"}]'`, [file.id]);
  await client.query(
    `update import_rows r set problems = r.problems || jsonb_build_array(jsonb_build_object('level', 'warning', 'code', 'row_repeated', 'values', jsonb_build_object('line', d.first)))
     from (select row_no, first_value(line) over same as first, row_number() over same as place from import_rows
       where import_id = $1 and state = 'ready' window same as (partition by row_hash order by row_no)) d
     where r.import_id = $1 and r.row_no = d.row_no and d.place > 1 and not r.problems @> '[{"code": "row_repeated"}]'`, [file.id]);
}
