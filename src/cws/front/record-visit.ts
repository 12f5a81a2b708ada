import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRow, sql } from '../../db/sql.ts';

/** Notes that an account came to the front page, and answers when it was last there before: a pause of half an hour ends a visit. */
export async function visit(viewer: Viewer, on: Queryable): Promise<string | null> {
  const row = await queryRow<{ before: Date | null }>(
    on,
    sql`
      insert into cws_visits as v (account_id) select ${viewer.accountId}
      from set_config('synchronous_commit', 'off', true)
      on conflict (account_id) do update
      set before_at = case when v.came_at < now() - interval '30 minutes' then v.came_at else v.before_at end,
        came_at = now()
      returning before_at as before`,
    'cws_visit',
  );
  return row?.before?.toISOString() ?? null;
}
