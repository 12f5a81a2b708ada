import type { Queryable } from '../db/pool.ts';
import { join, literal, queryRows, sql, type Sql } from '../db/sql.ts';
import type { WaitingPart, WaitingRow } from '../web/waiting.ts';

/** Rows of a kind that are named one by one; what is over is one row. */
const named = 4;

/**
 * The first rows of each part, the next due first, and its rest as one; in the order of the parts. One statement, which
 * takes longer to plan than to run: there is a form of it for each set of parts, and PostgreSQL keeps its plan.
 */
export async function readParts(on: Queryable, parts: readonly WaitingPart[]): Promise<WaitingRow[]> {
  if (parts.length === 0) return [];
  return queryRows<WaitingRow>(
    on,
    sql`
      select r.kind, least(sum(r.n), 100)::int as n, case when count(*) = 1 then min(r.ref) end as ref,
        to_char(min(r.due), 'YYYY-MM-DD') as due, min(r.at) as at,
        case when count(*) = 1 then (array_agg(r.more))[1] end as more, count(*) > 1 as rest
      from (
        select w.*, least(row_number() over (partition by w.part order by w.due nulls last, w.at, w.ref),
          ${literal(named + 1)}) as place
        from (${join(parts.map(rowsOf), ' union all ')}) w) r
      group by r.part, r.kind, r.place order by r.part, r.place`,
    'waiting',
  );
}

function rowsOf({ kind, rows }: WaitingPart, part: number): Sql {
  return sql`
    select ${literal(part)} as part, ${kind}::text as kind, x.n, x.ref, x.due, x.at, x.more
    from (${rows}) x where x.n > 0`;
}
