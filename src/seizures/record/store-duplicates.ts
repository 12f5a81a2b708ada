import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { literal, queryRow, queryRows, sql } from '../../db/sql.ts';
import { visibleSeizures } from '../scope.ts';

/** What a record being written is compared by. Quantities in base units; dates plain. */
export interface Likeness {
  readonly officeId: number;
  readonly country: string;
  readonly nationalRef?: string;
  readonly seizureDate?: string;
  readonly lines: readonly {
    readonly heading: string;
    readonly product: string;
    readonly unit?: string;
    readonly quantity?: number;
  }[];
  /** Reference of the record being amended: it is not its own duplicate. */
  readonly except?: string;
}

/** A record that may be the same event, and what it shares with the one being written. */
export interface LikeRecord {
  readonly ref: string;
  readonly seizureDate: string;
  readonly place: string | null;
  readonly sameRef: boolean;
  /** Days from the date being written to the record's; null without a date. */
  readonly days: number | null;
  readonly heading: string | null;
  readonly product: string | null;
  readonly quantity: number | null;
  readonly unit: string | null;
}

const most = 5;

/**
 * Records the viewer may see that may be the same event: same national reference at the office, or same country,
 * heading and product within 3 days and, where both state one, 2 % of the quantity. At most five, the surest first.
 */
export async function findAlike(on: Queryable, viewer: Viewer, like: Likeness): Promise<LikeRecord[]> {
  const scope = visibleSeizures(viewer);
  const { nationalRef = null, seizureDate = null, except = '' } = like;
  const column = <K extends keyof Likeness['lines'][number]>(name: K) =>
    like.lines.map(line => line[name] ?? null) as never;
  return queryRows<LikeRecord>(
    on,
    sql`
      with mine as (select * from
        unnest(${column('heading')}::text[], ${column('product')}::text[], ${column('unit')}::text[],
        ${column('quantity')}::numeric[]) as m(heading, product, unit, quantity)),
        near as (
          select s.id from seizures s where s.office_id = ${like.officeId}::int and s.national_ref = ${nationalRef}
          union
          select s.id from seizures s
          where s.country = ${like.country}
            and s.seizure_date between ${seizureDate}::date - 3 and ${seizureDate}::date + 3
            and exists (select 1 from mine) and s.products && (select array_agg(product) from mine))
      select s.ref, s.seizure_date as "seizureDate", s.place_name as place,
        coalesce(s.national_ref = ${nationalRef}, false) as "sameRef",
        s.seizure_date - ${seizureDate}::date as days, g.heading, g.product, g.quantity, g.unit
      from near join seizures s using (id) left join lateral (
        select g.heading, g.product, g.quantity, g.unit
        from goods_lines g join mine m on g.heading = m.heading and g.product = m.product
        where g.seizure_id = s.id and (g.base_quantity is null or m.quantity is null
          or g.base_unit = m.unit and abs(g.base_quantity - m.quantity) <= 0.02 * greatest(g.base_quantity, m.quantity))
        order by g.line_no limit 1) g on true
      where s.status not in ('withdrawn', 'merged') and s.ref <> ${except} and ${scope}
        and (s.national_ref = ${nationalRef} or g.heading is not null)
      order by 4 desc, abs(s.seizure_date - ${seizureDate}::date) nulls last, s.ref limit ${literal(most)}`,
    'find_alike',
  );
}

/** Whether an office has another record in force under this national reference. */
export async function isRefTaken(
  on: Queryable,
  { officeId, nationalRef, except }: { officeId: number; nationalRef: string; except: number | null },
): Promise<boolean> {
  const row = await queryRow<{ taken: boolean }>(
    on,
    sql`
      select exists(select 1 from seizures
          where office_id = ${officeId} and national_ref = ${nationalRef} and id is distinct from ${except}
      and status not in ('withdrawn', 'merged')) as taken`,
  );
  return row?.taken ?? false;
}
