import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { queryRow, sql } from '../../../db/sql.ts';

/** Whether an exercise the viewer was shown within the last hour asks about a picture, and is not answered. */
export async function isAskedAbout(on: Queryable, { accountId }: Viewer, pictureId: number): Promise<boolean> {
  const row = await queryRow<{ asked: boolean }>(
    on,
    sql`
      select exists (
        select from cpdb_runs r join cpdb_answers n on n.run_id = r.id and n.answered_at is null
          and n.shown_at > now() - interval '1 hour'
        join cpdb_exercises e on e.id = n.exercise_id and e.picture_id = ${pictureId}
        where r.account_id = ${accountId} and r.finished_at is null and r.started_at > now() - interval '1 day'
      ) as asked`,
  );
  return row?.asked ?? false;
}
