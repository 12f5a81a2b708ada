import type { Viewer } from '../access/index.ts';
import type { Client, Queryable } from '../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../db/sql.ts';
import type { ContactPoint, Notification } from './office.ts';

const columns = sql`
  p.id, p.office_id as "officeId", p.reference, p.letter_date as "letterDate", p.valid_from as "validFrom", p.function,
  p.email, p.phone, (select n.login_id from accounts n where n.id = p.account_id) as account,
  a.login_id as "notifiedBy", p.notified_at as "notifiedAt", p.corrects, p.superseded_at as "supersededAt",
  p.superseded_reason as "supersededReason", p.synthetic,
  case when p.superseded_at is null then (select min(n.valid_from) - 1 from contact_points n
    where n.office_id = p.office_id and n.superseded_at is null and n.valid_from > p.valid_from) end as "validTo"`;

interface Row extends Omit<ContactPoint, 'notifiedAt' | 'supersededAt'> {
  readonly notifiedAt: Date;
  readonly supersededAt: Date | null;
}

function toPoint(row: Row): ContactPoint {
  return { ...row, notifiedAt: row.notifiedAt.toISOString(), supersededAt: row.supersededAt?.toISOString() ?? null };
}

/**
 * The contact point of every administration on a plain date, by office; a corrected notification counts for nothing.
 */
export async function listPointsOn(on: Queryable, _viewer: Viewer, day: string): Promise<Map<number, ContactPoint>> {
  const rows = await queryRows<Row>(
    on,
    sql`
      select distinct on (p.office_id) ${columns} from contact_points p join accounts a on a.id = p.notified_by
      where p.superseded_at is null and p.valid_from <= ${day} order by p.office_id, p.valid_from desc`,
  );
  return new Map(rows.map(row => [row.officeId, toPoint(row)]));
}

/** Every notification of an administration, corrected ones too, newest effect first. */
export async function listPoints(on: Queryable, _viewer: Viewer, officeId: number): Promise<ContactPoint[]> {
  const rows = await queryRows<Row>(
    on,
    sql`
      select ${columns} from contact_points p join accounts a on a.id = p.notified_by where p.office_id = ${officeId}
      order by p.valid_from desc, p.id desc`,
  );
  return rows.map(toPoint);
}

export async function insertPoint(
  client: Client,
  viewer: Viewer,
  officeId: number,
  notification: Notification,
  corrects: number | null = null,
): Promise<number> {
  const { reference, letterDate, validFrom, email, phone } = notification;
  const row = await queryRow<{ id: number }>(
    client,
    sql`
      insert into contact_points
        (office_id, reference, letter_date, valid_from, function, email, phone, notified_by, corrects, account_id)
      values (${officeId}, ${reference}, ${letterDate}, ${validFrom}, ${notification.function}, ${email}, ${phone},
        ${viewer.accountId}, ${corrects}, (select a.id from accounts a
          where a.login_id = ${notification.account ?? null}::text and a.office_id = ${officeId})) returning id`,
  );
  return row?.id ?? 0;
}

/** Takes a notification out of force; the row stays. */
export async function supersedePoint(client: Client, id: number, reason: string): Promise<void> {
  await execute(
    client,
    sql`update contact_points set superseded_at = now(), superseded_reason = ${reason} where id = ${id}`,
  );
}
