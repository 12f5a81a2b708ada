import type { Client, Queryable } from '../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../db/sql.ts';

/** SQL for the RILO office (its id, or null) that served a country on a plain date: the day decides, not today. */
export function riloOn(country: string, date: string): Sql {
  return sql`rilo_on(${country}::char(2), ${date}::date)`;
}

export interface OfficeFacts {
  readonly nameEn: string;
  readonly nameFr: string;
  readonly country: string;
  readonly hostCity: string;
}

/** A new RILO. Returns its id. */
export async function insertRilo(
  client: Client,
  rilo: OfficeFacts & { code: string; activeFrom: string },
): Promise<number> {
  const row = await queryRow<{ id: number }>(
    client,
    sql`
      insert into offices (code, kind, name_en, name_fr, country, host_city, active_from, edited_at)
      values (${rilo.code}, 'rilo', ${rilo.nameEn}, ${rilo.nameFr}, ${rilo.country}, ${rilo.hostCity},
        ${rilo.activeFrom}, now()) returning id`,
  );
  return row?.id ?? 0;
}

/** Names and host of an office; from now on no seed overwrites it. */
export async function updateOffice(client: Client, officeId: number, facts: OfficeFacts): Promise<void> {
  await execute(
    client,
    sql`
      update offices set name_en = ${facts.nameEn}, name_fr = ${facts.nameFr}, country = ${facts.country},
        host_city = ${facts.hostCity}, edited_at = now() where id = ${officeId}`,
  );
}

/** Last day of an office; null opens it again. */
export async function setLastDay(client: Client, officeId: number, activeTo: string | null): Promise<void> {
  await execute(client, sql`update offices set active_to = ${activeTo}, edited_at = now() where id = ${officeId}`);
}

export interface HeldMembership {
  readonly id: number;
  readonly riloId: number;
  readonly country: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}
const columns = sql`id, rilo_id as "riloId", country, valid_from as "validFrom", valid_to as "validTo"`;

/** Every membership of a country, oldest first, locked. */
export async function lockMemberships(client: Client, country: string): Promise<HeldMembership[]> {
  return queryRows<HeldMembership>(
    client,
    sql`select ${columns} from rilo_memberships where country = ${country} order by valid_from for update`,
  );
}

/** Memberships a RILO would still have after a day. */
export async function membershipsAfter(client: Client, riloId: number, day: string): Promise<HeldMembership[]> {
  return queryRows<HeldMembership>(
    client,
    sql`
      select ${columns} from rilo_memberships where rilo_id = ${riloId} and (valid_to is null or valid_to > ${day})
      order by country`,
  );
}

/** Every membership of a country, oldest first. */
export async function listMemberships(on: Queryable, country: string): Promise<HeldMembership[]> {
  return queryRows<HeldMembership>(
    on,
    sql`select ${columns} from rilo_memberships where country = ${country} order by valid_from`,
  );
}

/** Another RILO or first day in the place of what was entered by mistake. */
export async function changeMembership(
  client: Client,
  id: number,
  { riloId, validFrom }: Pick<HeldMembership, 'riloId' | 'validFrom'>,
): Promise<void> {
  await execute(
    client,
    sql`
      update rilo_memberships set rilo_id = ${riloId}, valid_from = ${validFrom}, edited_at = now() where id = ${id}`,
  );
}

/** Whether a membership came with the portal's lists, which would bring it back. */
export async function isSeeded(client: Client, id: number): Promise<boolean> {
  const row = await queryRow<{ seeded: boolean }>(
    client,
    sql`select seed_hash is not null as seeded from rilo_memberships where id = ${id}`,
  );
  return row?.seeded ?? false;
}

/** Takes back a membership that never was; the history of the offices keeps it. */
export async function deleteMembership(client: Client, id: number): Promise<void> {
  await queryRow(client, sql`select take_back_membership(${id})`);
}

/** The last day of a membership; null while it goes on. */
export async function endMembership(client: Client, id: number, validTo: string | null): Promise<void> {
  await execute(client, sql`update rilo_memberships set valid_to = ${validTo}, edited_at = now() where id = ${id}`);
}

export async function insertMembership(
  client: Client,
  membership: { riloId: number; country: string; validFrom: string; note: string },
): Promise<void> {
  await execute(
    client,
    sql`
      insert into rilo_memberships (rilo_id, country, valid_from, note, edited_at)
      values (${membership.riloId}, ${membership.country}, ${membership.validFrom}, ${membership.note}, now())`,
  );
}
