import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import type { Period } from '../engine/totals/periods.ts';
import { visibleTotals } from './scope.ts';

/** What is asked of a Member's published totals; no heading or product means all. */
export interface TotalsAsked {
  readonly country: string;
  readonly headings: readonly string[];
  readonly products: readonly string[];
  /** Plain dates; a total whose time lies partly in them is among the answer. */
  readonly from: string;
  readonly to: string;
}

/** Figures of one file for one time, heading and unit, summed over its places and products. */
export interface PublishedFigure {
  readonly importId: number;
  readonly fileName: string;
  readonly officeId: number;
  readonly keptAt: Date;
  readonly from: string;
  readonly to: string;
  readonly kind: Period['kind'];
  readonly heading: string | null;
  readonly unit: string | null;
  readonly cases: number | null;
  readonly quantity: number | null;
}

const mostFigures = 600;

/**
 * The totals a Member published, as far as the viewer may see them, newest file first. They are no records: nothing
 * that counts cases may add them.
 */
export async function publishedFigures(
  on: Queryable,
  viewer: Viewer,
  { country, headings, products, from, to }: TotalsAsked,
): Promise<PublishedFigure[]> {
  return queryRows<PublishedFigure>(
    on,
    sql`
      select s.import_id as "importId", i.file_name as "fileName", s.office_id as "officeId", s.kept_at as "keptAt",
        t.period_from::text as from, t.period_to::text as to, t.period_kind as kind, t.heading, t.unit,
        sum(t.cases)::float8 as cases, sum(t.quantity)::float8 as quantity
      from published_totals t join published_statistics s on s.import_id = t.import_id
        join imports i on i.id = s.import_id
      where ${visibleTotals(viewer)} and t.country = ${country}
        and (cardinality(${headings}::text[]) = 0 or t.heading = any(${headings}::text[]))
        and (cardinality(${products}::text[]) = 0 or t.product = any(${products}::text[]))
        and t.period_to >= ${from}::date and t.period_from <= ${to}::date
      group by s.import_id, i.file_name, t.period_from, t.period_to, t.period_kind, t.heading, t.unit
      order by s.import_id desc, t.period_from, t.period_to, t.heading nulls last, t.unit nulls last
      limit ${mostFigures}`,
  );
}
