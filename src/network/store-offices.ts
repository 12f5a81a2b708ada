import type { Client } from '../db/pool.ts';
import type { Fragment } from '../db/sql.ts';

/** SQL for the RILO office (its id, or null) that served a country on a plain date: the day decides, not today. */
export function riloOn(country: string, date: string): Fragment {
  return { text: 'rilo_on(?::char(2), ?::date)', bindings: [country, date] };
}

export interface OfficeFacts {
  readonly nameEn: string;
  readonly nameFr: string;
  readonly country: string;
  readonly hostCity: string;
}

/** A new RILO. Answers its id. */
export async function insertRilo(
  client: Client,
  rilo: OfficeFacts & { code: string; activeFrom: string },
): Promise<number> {
  const {
    rows: [row],
  } = await client.query<{ id: number }>(
    `
    insert into offices (code, kind, name_en, name_fr, country, host_city, active_from, edited_at)
    values ($1, 'rilo', $2, $3, $4, $5, $6, now()) returning id`,
    [rilo.code, rilo.nameEn, rilo.nameFr, rilo.country, rilo.hostCity, rilo.activeFrom],
  );
  return row?.id ?? 0;
}

/** Names and host of an office; from now on no seed overwrites it. */
export async function updateOffice(client: Client, officeId: number, facts: OfficeFacts): Promise<void> {
  await client.query(
    'update offices set name_en = $2, name_fr = $3, country = $4, host_city = $5, edited_at = now() where id = $1',
    [officeId, facts.nameEn, facts.nameFr, facts.country, facts.hostCity],
  );
}

/** Last day of an office; null opens it again. */
export async function setLastDay(client: Client, officeId: number, activeTo: string | null): Promise<void> {
  await client.query('update offices set active_to = $2, edited_at = now() where id = $1', [officeId, activeTo]);
}

export interface HeldMembership {
  readonly id: number;
  readonly riloId: number;
  readonly country: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}
const columns = 'id, rilo_id as "riloId", country, valid_from as "validFrom", valid_to as "validTo"';

/** Every membership of a country, oldest first, locked. */
export async function lockMemberships(client: Client, country: string): Promise<HeldMembership[]> {
  const { rows } = await client.query<HeldMembership>(
    `select ${columns} from rilo_memberships where country = $1 order by valid_from for update`,
    [country],
  );
  return rows;
}

/** Memberships a RILO would still have after a day. */
export async function membershipsAfter(client: Client, riloId: number, day: string): Promise<HeldMembership[]> {
  const { rows } = await client.query<HeldMembership>(
    `select ${columns} from rilo_memberships where rilo_id = $1 and (valid_to is null or valid_to > $2) order by country`,
    [riloId, day],
  );
  return rows;
}

export async function endMembership(client: Client, id: number, validTo: string): Promise<void> {
  await client.query('update rilo_memberships set valid_to = $2, edited_at = now() where id = $1', [id, validTo]);
}

export async function insertMembership(
  client: Client,
  membership: { riloId: number; country: string; validFrom: string; note: string },
): Promise<void> {
  await client.query(
    'insert into rilo_memberships (rilo_id, country, valid_from, note, edited_at) values ($1, $2, $3, $4, now())',
    [membership.riloId, membership.country, membership.validFrom, membership.note],
  );
}
