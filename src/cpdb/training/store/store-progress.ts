import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { queryRows, sql } from '../../../db/sql.ts';
import { openSets } from '../scope.ts';
import type { TrainingSet } from '../set.ts';

/** An open set, and how many exercises of it the viewer answered in the newest run. */
export type Progress = Pick<TrainingSet, 'ref' | 'title' | 'exercises'> & { readonly answered: number };

/** The newest open sets, those begun and not finished first. */
export async function listProgress(on: Queryable, viewer: Viewer, most: number): Promise<Progress[]> {
  return queryRows<Progress>(
    on,
    sql`
      select s.ref, s.title, coalesce(cardinality(r.exercises), (select count(*)::int from cpdb_exercises e
          where e.set_id = s.id and not e.removed)) as exercises, coalesce(r.answered, 0)::int as answered
      from cpdb_sets s left join lateral (
        select u.exercises, u.finished_at, (select count(*) from cpdb_answers n
            where n.run_id = u.id and n.answered_at is not null) as answered
        from cpdb_runs u where u.set_id = s.id and u.account_id = ${viewer.accountId}
        order by u.started_at desc limit 1) r on true
      where ${openSets(viewer)} order by (r.answered > 0 and r.finished_at is null) desc nulls last, s.id desc
      limit ${most}`,
    'cpdb_progress',
  );
}
