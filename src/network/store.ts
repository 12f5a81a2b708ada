import type { Viewer } from '../access/index.ts';
import type { Client, Queryable } from '../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../db/sql.ts';
import { NotFound } from '../errors.ts';
import type { Office } from '../reference/index.ts';
import {
  nothingPublished,
  type ChangeKind,
  type Desk,
  type OfficeChange,
  type OfficeContact,
  type StoredContact,
  type Weekday,
} from './office.ts';

interface ContactRow {
  version: number;
  email: string | null;
  phone: string | null;
  phone_out_of_hours: string | null;
  days: Weekday[];
  opens: string | null;
  closes: string | null;
  time_zone: string | null;
  languages: string[];
  desks: Desk[];
  synthetic: boolean;
  changed_at: Date;
}

/**
 * Contact data of an office as published; `nothingPublished` where there is none. Open to every viewer of the network.
 */
export async function readContact(on: Queryable, viewer: Viewer, officeId: number): Promise<StoredContact> {
  return (await readContacts(on, viewer, [officeId])).get(officeId) ?? nothingPublished;
}

/** The same of several offices, by office; one that published nothing is not in it. */
export async function readContacts(
  on: Queryable,
  _viewer: Viewer,
  officeIds: readonly number[],
): Promise<ReadonlyMap<number, StoredContact>> {
  const rows = await queryRows<ContactRow & { office_id: number }>(
    on,
    sql`
      select office_id, version, email, phone, phone_out_of_hours, days, opens, closes, time_zone, languages, desks,
        synthetic, changed_at
      from office_contacts where office_id = any(${officeIds}::int[])`,
    'office_contacts',
  );
  return new Map(rows.map(row => [row.office_id, toContact(row)]));
}

function toContact(row: ContactRow): StoredContact {
  const { opens, closes, time_zone: timeZone } = row;
  return {
    email: row.email,
    phone: row.phone,
    outOfHours: row.phone_out_of_hours,
    languages: row.languages,
    desks: row.desks,
    version: row.version,
    synthetic: row.synthetic,
    changedAt: row.changed_at.toISOString(),
    hours: opens !== null && closes !== null && timeZone !== null ? { days: row.days, opens, closes, timeZone } : null,
  };
}

/** Writes the contact data of an office as its next version. What stands here is no sample any more. */
export async function saveContact(client: Client, officeId: number, contact: OfficeContact): Promise<void> {
  const { hours } = contact;
  await execute(
    client,
    sql`
      insert into office_contacts as c (office_id, email, phone, phone_out_of_hours, days, opens, closes, time_zone,
        languages, desks)
      values (${officeId}, ${contact.email}, ${contact.phone}, ${contact.outOfHours}, ${hours?.days ?? []},
        ${hours?.opens ?? null}, ${hours?.closes ?? null}, ${hours?.timeZone ?? null}, ${contact.languages},
        ${JSON.stringify(contact.desks)}::jsonb)
      on conflict (office_id) do update
      set email = excluded.email, phone = excluded.phone, phone_out_of_hours = excluded.phone_out_of_hours,
        days = excluded.days, opens = excluded.opens, closes = excluded.closes, time_zone = excluded.time_zone,
        languages = excluded.languages,
        desks = excluded.desks,
        version = c.version + 1, synthetic = false, changed_at = now()`,
  );
}

/** Locks an office for a change and reads it afresh. Throws NotFound. */
export async function lockOffice(client: Client, code: string): Promise<Office> {
  const office = await queryRow<Office>(
    client,
    sql`
      select id, code, kind, name_en as "nameEn", name_fr as "nameFr", country, host_city as "hostCity",
        active_from as "activeFrom", active_to as "activeTo", default_release as "defaultRelease",
        release_ceiling as "releaseCeiling", approve_headings as "approveHeadings"
      from offices where code = ${code} for update`,
  );
  if (!office) throw new NotFound(`no office ${code.slice(0, 20)}`);
  return office;
}

interface NewChange {
  readonly officeId: number;
  readonly kind: ChangeKind;
  readonly reason?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Adds to an office's history. Pass the client of the change's own transaction. */
export async function insertChange(
  client: Client,
  viewer: Viewer,
  { officeId, kind, reason, detail }: NewChange,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into office_changes (office_id, kind, account_id, reason, detail)
      values (${officeId}, ${kind}, ${viewer.accountId}, ${reason ?? null}, ${JSON.stringify(detail ?? {})}::jsonb)`,
  );
}

/** The last changes of an office, newest first. */
export async function listChanges(
  on: Queryable,
  _viewer: Viewer,
  officeId: number,
  limit = 20,
): Promise<OfficeChange[]> {
  const rows = await queryRows<Omit<OfficeChange, 'at'> & { at: Date }>(
    on,
    sql`select c.kind, c.at, a.login_id as login, o.code as office, c.reason, c.detail
      from office_changes c join accounts a on a.id = c.account_id join offices o on o.id = a.office_id
      where c.office_id = ${officeId} order by c.id desc limit ${limit}`,
    'office_changes',
  );
  return rows.map(row => ({ ...row, at: row.at.toISOString() }));
}
