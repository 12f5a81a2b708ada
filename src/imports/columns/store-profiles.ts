import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, sql } from '../../db/sql.ts';
import type { Plan } from '../plan.ts';

/** What an office said about a file of one shape, for the next one. */
export interface Profile {
  readonly name: string;
  readonly plan: Plan;
}

export async function findProfile(on: Queryable, viewer: Viewer, headerPrint: string): Promise<Profile | undefined> {
  return queryRow<Profile>(
    on,
    sql`
      update import_profiles set used_at = now() where office_id = ${viewer.office.id} and header_print = ${headerPrint}
      returning name, plan`,
  );
}

export async function saveProfile(
  client: Client,
  viewer: { office: { id: number } },
  headerPrint: string,
  name: string,
  plan: Plan,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into import_profiles (office_id, header_print, name, plan)
      values (${viewer.office.id}, ${headerPrint}, ${name}, ${plan})
      on conflict (office_id, header_print) do update set name = excluded.name, plan = excluded.plan, used_at = now()`,
  );
}
