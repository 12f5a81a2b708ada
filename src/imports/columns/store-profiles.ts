import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Plan } from '../plan.ts';

/** What an office said about a file of one shape, for the next one. */
export interface Profile {
  /** Name of the file it was said of. */
  readonly name: string;
  readonly plan: Plan;
}

/** A remembered shape in the list of them. */
export interface Shape extends Profile {
  readonly headerPrint: string;
  /** ISO, in UTC. */
  readonly usedAt: string;
}

export async function findProfile(on: Queryable, viewer: Viewer, headerPrint: string): Promise<Profile | undefined> {
  return queryRow<Profile>(
    on,
    sql`
      update import_profiles set used_at = now() where office_id = ${viewer.office.id} and header_print = ${headerPrint}
      returning name, plan`,
  );
}

const most = 200;

/** The shapes an office's saved files had, the last used first. */
export async function listShapes(on: Queryable, viewer: Viewer): Promise<Shape[]> {
  return queryRows<Shape>(
    on,
    sql`
      select name, plan, header_print as "headerPrint",
        to_char(used_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "usedAt"
      from import_profiles where office_id = ${viewer.office.id}
      order by used_at desc, name limit ${most}`,
  );
}

/** A shape of the office, locked until the transaction ends for a change; undefined where there is none. */
export async function findShape(
  on: Queryable,
  viewer: Viewer,
  headerPrint: string,
  isChange = false,
): Promise<Shape | undefined> {
  return queryRow<Shape>(
    on,
    sql`
      select name, plan, header_print as "headerPrint",
        to_char(used_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "usedAt"
      from import_profiles where office_id = ${viewer.office.id} and header_print = ${headerPrint}
      ${isChange ? sql`for update` : sql``}`,
  );
}

/** What the columns of a shape mean from now on. */
export async function updateShape(client: Client, viewer: Viewer, headerPrint: string, plan: Plan): Promise<void> {
  await execute(
    client,
    sql`
      update import_profiles set plan = ${plan}
      where office_id = ${viewer.office.id} and header_print = ${headerPrint}`,
  );
}

/** Forgets a shape of the office; its name, or undefined where there is none such. */
export async function deleteShape(client: Client, viewer: Viewer, headerPrint: string): Promise<string | undefined> {
  const row = await queryRow<{ name: string }>(
    client,
    sql`
      delete from import_profiles where office_id = ${viewer.office.id} and header_print = ${headerPrint}
      returning name`,
  );
  return row?.name;
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
