import { rights, type Viewer } from '../../access/index.ts';
import { sql, type Sql } from '../../db/sql.ts';

/**
 * Pictures that wait for this viewer's review: of the own region; for the administrator all, since no other may be
 * there. Alias `p`.
 */
export function waitingPictures(viewer: Viewer): Sql {
  return sql`
    (p.state = 'submitted' and (${rights.administrator(viewer)}::boolean
      or ${rights.rilo(viewer)}::boolean and p.region_id = ${viewer.office.id}::int))`;
}

/** Reports nobody has closed, of pictures of the own region; for the administrator of all. Aliases `t`, `p`. */
export function openReports(viewer: Viewer): Sql {
  return sql`
    (t.closed_at is null
      and (${rights.administrator(viewer)}::boolean or p.region_id = ${viewer.office.id}::int))`;
}
