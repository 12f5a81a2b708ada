import type { SessionData } from 'express-session';
import type { Queryable } from '../db/pool.ts';
import { queryRow, sql } from '../db/sql.ts';

/** A session that has not ended, by what its cookie says. */
export async function readSession(on: Queryable, sid: string): Promise<SessionData | null> {
  const row = await queryRow<{ sess: SessionData }>(
    on,
    sql`select sess from sessions where sid = ${sid} and expire >= now()`,
    'session',
  );
  return row?.sess ?? null;
}
