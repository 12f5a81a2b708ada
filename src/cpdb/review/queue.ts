import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import type { Fragment } from '../../db/sql.ts';

/** Pictures that wait for this viewer's review: of the own region; for the administrator all, since no other may be there. Alias `p`. */
export function waitingPictures(viewer: Viewer): Fragment {
  return {
    text: `(p.state = 'submitted' and (?::boolean or ?::boolean and p.region_id = ?::int))`,
    bindings: [rights.administrator(viewer), rights.rilo(viewer), viewer.office.id],
  };
}

/** How many pictures wait for review and how many reports are open, for the menu. */
export async function countWaiting(viewer: Viewer, on: Queryable): Promise<number> {
  const waiting = waitingPictures(viewer);
  const [row] = await run<{ n: number }>(
    on,
    sql.raw(
      `
    select ((select count(*) from cpdb_pictures p where ${waiting.text})
      + (select count(*) from cpdb_reports t join cpdb_pictures p on p.id = t.picture_id where t.closed_at is null and (?::boolean or p.region_id = ?::int)))::int as n`,
      [...waiting.bindings, rights.administrator(viewer), viewer.office.id],
    ),
    'cpdb_waiting',
  );
  return row?.n ?? 0;
}
