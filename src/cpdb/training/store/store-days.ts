import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { execute, queryRow, sql } from '../../../db/sql.ts';

/** What members said of the picture of a day. */
export interface DayAnswers {
  /** What the viewer said; null where nothing was said. */
  readonly own: boolean | null;
  /** Of the day before: who answered, and who would have looked in the right place. */
  readonly answered: number;
  readonly found: number;
}

export async function readDayAnswers(on: Queryable, viewer: Viewer, day: string): Promise<DayAnswers> {
  const row = await queryRow<DayAnswers>(
    on,
    sql`
      select (select found from cpdb_day_answers where day = ${day}::date and account_id = ${viewer.accountId}) as own,
        count(*)::int as answered, count(*) filter (where found)::int as found
      from cpdb_day_answers where day = ${day}::date - 1`,
    'cpdb_day_answers',
  );
  return row ?? { own: null, answered: 0, found: 0 };
}

/** Keeps what a member said; the first answer stays. Answers whether it was the first. */
export async function insertDayAnswer(on: Queryable, viewer: Viewer, day: string, found: boolean): Promise<boolean> {
  const rows = await execute(
    on,
    sql`
      insert into cpdb_day_answers (day, account_id, found)
      select day, ${viewer.accountId}, ${found}::boolean from cpdb_days where day = ${day}::date
      on conflict (day, account_id) do nothing`,
  );
  return rows > 0;
}
