import type { Viewer } from '../../access/index.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { decidablePairs } from './store-pairs.ts';

/**
 * How many groups of records wait for the viewer's decision, as a row of what waits: as `clustersOf` has them. The
 * smallest id of a group goes from record to record; as many groups there are as ids that no smaller one reaches.
 */
export function waitingGroups(viewer: Viewer): Sql {
  return sql`
    with recursive pairs as materialized (${decidablePairs(viewer)}),
      edges as (select one as a, other as b from pairs union select other, one from pairs),
      reached (id, low) as (
        select a, a from edges
        union select e.b, r.low from reached r join edges e on e.a = r.id where r.low < e.b)
    select count(*)::int as n, null::text as ref, null::date as due, (select min(found_at) from pairs) as at,
      null::jsonb as more
    from (select id from reached group by id having min(low) = id) groups`;
}
