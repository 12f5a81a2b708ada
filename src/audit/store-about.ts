import type { Queryable } from '../db/pool.ts';
import { queryRows, sql } from '../db/sql.ts';

/** A row of the trail as an excerpt tells it: who did what when, without address and detail. */
interface AboutRow {
  /** ISO time, UTC. */
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
  readonly login: string | null;
  readonly subject: string;
}

/**
 * What the trail holds of some subjects, oldest first, at most `limit` rows. For a feature that has made sure its
 * reader may know.
 */
export async function listAbout(on: Queryable, subjects: readonly string[], limit: number): Promise<AboutRow[]> {
  return queryRows<AboutRow>(
    on,
    sql`
      select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, action, outcome, login_id as login,
        subject
      from audit_events where subject = any(${subjects}::text[]) order by id limit ${limit}`,
  );
}
