import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, sql } from '../../db/sql.ts';

/** How many days ahead the evaluation's date is. */
export async function readDays(on: Queryable): Promise<number> {
  const row = await queryRow<{ days: number }>(on, sql`select days from evaluation_clock`);
  return row?.days ?? 0;
}

export async function setDays(client: Client, days: number): Promise<void> {
  await execute(client, sql`update evaluation_clock set days = ${days}`);
}
