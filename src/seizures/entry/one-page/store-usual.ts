import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { literal, queryRow, queryRows, sql } from '../../../db/sql.ts';
import { visibleSeizures } from '../../scope.ts';

/** A value of the entry form with how often it was stated lately. */
interface UsualValue {
  readonly field: string;
  /** What it is usual under: of a product its heading, of a unit its product; else empty. */
  readonly under: string;
  readonly value: string;
}

/** A place as "Lunga Lunga" and its kind, a route as two countries: what is stated together. */
export const between = '|';
/** Records of the office and of the officer that are looked at; own ones count three times. */
const [ofOffice, ofOfficer] = [200, 100];
const mostValues = 6;

/**
 * What the viewer's office, and the viewer, stated most in their newest records, the most usual first, at most six
 * values of a field.
 */
export async function listUsual(on: Queryable, viewer: Viewer): Promise<UsualValue[]> {
  const scope = visibleSeizures(viewer);
  const [office, account] = [sql`${viewer.office.id}::int`, sql`${viewer.accountId}::int`];
  const inForce = sql`s.status in ('submitted', 'queried', 'verified') and ${scope}`;
  return queryRows<UsualValue>(
    on,
    sql`
      with recent as materialized (
        (select s.id from seizures s where s.office_id = ${office} and ${inForce}
          order by s.recorded_at desc limit ${literal(ofOffice)})
        union
        (select s.id from seizures s where s.recorded_by = ${account} and ${inForce}
          order by s.recorded_at desc limit ${literal(ofOfficer)})),
      stated as (
        select r.record->'facts' as f, r.record->'lines'->0 as l,
          case when s.recorded_by = ${account} then 3 else 1 end as weight
        from recent join seizures s using (id) join seizure_records r on r.seizure_id = s.id),
      counted as (
        select v.field, coalesce(v.under, '') as under, v.value, sum(weight) as n from stated, lateral (values
          ('heading', '', l->>'heading'),
          ('product', l->>'heading', l->>'product'),
          ('unit', l->>'product', l->>'unit'),
          ('transport', '', f->>'transport'), ('direction', '', f->>'direction'), ('agency', '', f->>'agency'),
          ('location', '', f->>'location'), ('country', '', f->>'country'),
          ('concealment', '', f->>'concealment'), ('detection', '', f->>'detection'),
          ('departure', '', f->>'departure'), ('destination', '', f->>'destination'),
          ('place', '', (f->>'placeName') || ${between} || (f->>'location')),
          ('route', '', (f->>'departure') || ${between} || (f->>'destination'))) v(field, under, value)
        where v.value is not null group by 1, 2, 3)
      select field, under, value from (
        select *, row_number() over (partition by field, under order by n desc, value) as place from counted) c
      where place <= ${literal(mostValues)} order by field, under, place`,
  );
}

/** Reference of the last record the viewer wrote at the form, that is still in force. */
export async function findLast(on: Queryable, viewer: Viewer): Promise<string | undefined> {
  const scope = visibleSeizures(viewer);
  const row = await queryRow<{ ref: string }>(
    on,
    sql`
      select s.ref from seizures s
      where s.recorded_by = ${viewer.accountId} and s.channel = 'form'
        and s.status in ('submitted', 'queried', 'verified') and ${scope}
      order by s.recorded_at desc limit 1`,
  );
  return row?.ref;
}
