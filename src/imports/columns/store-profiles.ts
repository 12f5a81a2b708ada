import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import type { Plan } from '../plan.ts';

/** What an office said about a file of one shape, for the next one. */
export interface Profile {
  readonly name: string;
  readonly plan: Plan;
}

export async function findProfile(viewer: Viewer, on: Queryable, headerPrint: string): Promise<Profile | undefined> {
  const { rows } = await on.query<Profile>(
    'update import_profiles set used_at = now() where office_id = $1 and header_print = $2 returning name, plan',
    [viewer.office.id, headerPrint],
  );
  return rows[0];
}

export async function saveProfile(
  viewer: { office: { id: number } },
  client: Client,
  headerPrint: string,
  name: string,
  plan: Plan,
): Promise<void> {
  await client.query(
    `insert into import_profiles (office_id, header_print, name, plan) values ($1, $2, $3, $4)
     on conflict (office_id, header_print) do update set name = excluded.name, plan = excluded.plan, used_at = now()`,
    [viewer.office.id, headerPrint, name, plan],
  );
}
