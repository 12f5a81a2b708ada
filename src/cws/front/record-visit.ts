import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';

/** Notes that an account came to the front page, and answers when it was last there before: a pause of half an hour ends a visit. */
export async function visit(viewer: Viewer, on: Queryable): Promise<string | null> {
  const {
    rows: [row],
  } = await on.query<{ before: Date | null }>({
    name: 'cws_visit',
    values: [viewer.accountId],
    // Not flushed to disk: a power failure may cost the last half second of visits, and a page does not cost a flush.
    text: `insert into cws_visits as v (account_id) select $1 from set_config('synchronous_commit', 'off', true)
      on conflict (account_id) do update set before_at = case when v.came_at < now() - interval '30 minutes' then v.came_at else v.before_at end, came_at = now()
      returning before_at as before`,
  });
  return row?.before?.toISOString() ?? null;
}
