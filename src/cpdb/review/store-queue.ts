import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRow, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';

/**
 * Pictures that wait for this viewer's review: of the own region; for the administrator all, since no other may be
 * there. Alias `p`.
 */
export function waitingPictures(viewer: Viewer): Sql {
  return sql`
    (p.state = 'submitted' and (${rights.administrator(viewer)}::boolean
      or ${rights.rilo(viewer)}::boolean and p.region_id = ${viewer.office.id}::int))`;
}

/** How many pictures wait for review and how many reports are open, for the menu. */
export async function countWaiting(on: Queryable, viewer: Viewer): Promise<number> {
  const waiting = waitingPictures(viewer);
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select ((select count(*) from cpdb_pictures p where ${waiting})
        + (select count(*) from cpdb_reports t join cpdb_pictures p on p.id = t.picture_id
            where t.closed_at is null
          and (${rights.administrator(viewer)}::boolean or p.region_id = ${viewer.office.id}::int)))::int as n`,
    'cpdb_waiting',
  );
  return row?.n ?? 0;
}
