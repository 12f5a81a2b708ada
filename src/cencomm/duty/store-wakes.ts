import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';

/**
 * `urgent`: an urgent message came; `near`, `late`: the answer that is wanted is due, or overdue; `liaison`, `owner`:
 * told that others have not answered.
 */
export type Wake = 'urgent' | 'near' | 'late' | 'liaison' | 'owner';

/** An account that is to have a letter; `isHeld` where it had enough of them within the hour. */
export interface Woken {
  readonly accountId: number;
  readonly loginId: string;
  readonly isHeld: boolean;
}

/** Letters of urgent messages one account has within an hour; more are on its pages only. */
const mostInAnHour = 12;
/** Hours after which an urgent message wakes nobody any more, and an answer that is late is not asked for. */
const [urgentFor, lateFor] = [6, 72];
/** Minutes in which those on duty are told: whose hours begin later has colleagues who were told. */
const dutyFor = 15;

/** Urgent messages of the last hours in operations that are open, for which somebody was not told. */
export function listUrgent(on: Queryable): Promise<{ id: string; operationId: string; isFresh: boolean }[]> {
  return queryRows(
    on,
    sql`
      select m.id, m.operation_id as "operationId",
        m.created_ms > extract(epoch from now() - make_interval(mins => ${dutyFor})) * 1000 as "isFresh"
      from cencomm_messages m join cencomm_operations o on o.id = m.operation_id and o.state = 'open'
      where m.priority = 'high'
        and m.created_ms > extract(epoch from now() - make_interval(hours => ${urgentFor})) * 1000
        and (m.created_ms > extract(epoch from now() - make_interval(mins => ${dutyFor})) * 1000
          or exists (select from cencomm_mailbox b where b.message_id = m.id and b.box = 'in' and b.is_unread
            and not exists (select from cencomm_wakes w
              where w.message_id = m.id and w.what = 'urgent' and w.account_id = b.account_id)))
      order by m.created_ms limit 200`,
    'cencomm_urgent',
  );
}

const held = sql`
  (select count(*) from cencomm_wakes w where w.account_id = due.account_id and w.what = 'urgent' and not w.is_held
    and w.told_at > now() - interval '1 hour') >= ${mostInAnHour}`;

const returning = sql`
  returning account_id as "accountId", is_held as "isHeld",
    (select login_id from accounts a where a.id = account_id) as "loginId"`;

/** Members with this message in their mailbox, not yet read and not yet woken, are from now on woken. */
export function wakeReaders(client: Client, messageId: string): Promise<Woken[]> {
  return queryRows(
    client,
    sql`
      insert into cencomm_wakes (operation_id, message_id, what, account_id, is_held)
      select due.operation_id, due.message_id, 'urgent', due.account_id, ${held}
      from cencomm_mailbox due join cencomm_members mine on mine.operation_id = due.operation_id
        and mine.account_id = due.account_id and mine.removed_at is null
      where due.message_id = ${messageId} and due.box = 'in' and due.is_unread
      on conflict do nothing ${returning}`,
  );
}

/** Offices of those a message is for. */
export async function listOfficesOf(on: Queryable, messageId: string): Promise<ReadonlySet<number>> {
  const rows = await queryRows<{ id: number }>(
    on,
    sql`
      select distinct a.office_id as id from cencomm_mailbox b join accounts a on a.id = b.account_id
      where b.message_id = ${messageId} and b.box = 'in'`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Records that a duty contact is told of a message. Returns whether it was not before. */
export async function wakeDuty(
  client: Client,
  { id, operationId }: { readonly id: string; readonly operationId: string },
  dutyId: string,
): Promise<boolean> {
  const inserted = await execute(
    client,
    sql`
      insert into cencomm_wakes (operation_id, message_id, what, duty_id)
      values (${operationId}, ${id}, 'urgent', ${dutyId}) on conflict do nothing`,
  );
  return inserted > 0;
}

/** The login of a member on duty, if they are one. */
export async function findMemberLogin(
  on: Queryable,
  operationId: string,
  accountId: number,
): Promise<string | undefined> {
  const row = await queryRow<{ loginId: string }>(
    on,
    sql`
      select a.login_id as "loginId" from cencomm_members m join accounts a on a.id = m.account_id
      where m.operation_id = ${operationId} and m.account_id = ${accountId} and m.removed_at is null`,
  );
  return row?.loginId;
}

/**
 * A mailbox row `b` of a message `m` that wants an answer, whose reader's office has not given one; a warning is
 * answered by anybody.
 */
const isUnanswered = sql`
  case when m.kind = 'warning'
    then exists (select from cencomm_chains c where c.last_warning_id = m.id and c.state = 'open')
    else not exists (select from cencomm_messages r join accounts ra on ra.id = r.sender_id
      where r.thread_id = m.thread_id and r.seq > m.seq and r.sender_id <> m.sender_id and ra.office_id = a.office_id)
  end`;

/** Of the time between sending and deadline, a quarter is the pause of reminders: from 15 minutes to 12 hours. */
const pause = sql`
  greatest(interval '15 minutes', least(interval '12 hours', (m.answer_by - to_timestamp(m.created_ms / 1000.0)) / 4))`;

/** Who has a message that wants an answer and has not answered, within a span of time around its deadline. */
const unanswered = (span: Sql): Sql => sql`
  select m.id as message_id, m.operation_id, b.account_id, mine.country
  from cencomm_messages m join cencomm_operations o on o.id = m.operation_id and o.state = 'open'
  join cencomm_mailbox b on b.message_id = m.id and b.box = 'in'
  join cencomm_members mine on mine.operation_id = b.operation_id and mine.account_id = b.account_id
    and mine.removed_at is null and mine.role <> 'observer'
  join accounts a on a.id = b.account_id
  where m.answer_by > now() - make_interval(hours => ${lateFor}) and m.answer_by < now() + interval '12 hours'
    and ${span} and ${isUnanswered}`;

const after = (steps: number): Sql =>
  sql`now() >= m.answer_by + ${pause} * ${steps}::int and now() < m.answer_by + make_interval(hours => ${lateFor})`;

/** Who each reminder and escalation is for. */
const dues: Readonly<Record<Exclude<Wake, 'urgent'>, Sql>> = {
  near: unanswered(sql`now() >= m.answer_by - ${pause} and now() < m.answer_by`),
  late: unanswered(after(0)),
  liaison: sql`
    select late.message_id, late.operation_id, chief.account_id from (${unanswered(after(1))}) late
    join cencomm_members chief on chief.operation_id = late.operation_id and chief.removed_at is null
      and chief.role = 'liaison' and chief.country = late.country`,
  owner: sql`
    select late.message_id, late.operation_id, chief.account_id from (${unanswered(after(2))}) late
    join cencomm_members chief on chief.operation_id = late.operation_id and chief.removed_at is null
      and chief.role = 'owner'`,
};

/** Reminds or escalates what is due: at most a thousand at a time. Each account is told of a message once. */
export function wakeUnanswered(client: Client, what: Exclude<Wake, 'urgent'>): Promise<Woken[]> {
  return queryRows(
    client,
    sql`
      insert into cencomm_wakes (operation_id, message_id, what, account_id)
      select distinct due.operation_id, due.message_id, ${what}, due.account_id from (${dues[what]}) due
      where not exists (select from cencomm_wakes w
        where w.message_id = due.message_id and w.what = ${what} and w.account_id = due.account_id)
      limit 1000
      on conflict do nothing ${returning}`,
  );
}

/** An answer that is late: who has not given it, and to which message. Times ISO. */
export interface LateAnswer {
  readonly login: string;
  readonly personName: string | null;
  readonly officeId: number;
  readonly country: string | null;
  readonly senderLogin: string;
  readonly senderName: string | null;
  readonly sentMs: number;
  readonly answerBy: string;
  readonly messageId: string;
  readonly isMine: boolean;
}

/** Answers that are late in an operation its owner or a liaison has entered, of a liaison's own country only. */
export function listLate(
  on: Queryable,
  accountId: number,
  operationId: string,
  country: string | undefined,
): Promise<LateAnswer[]> {
  return queryRows(
    on,
    sql`
      select ra.login_id as login, ra.person_name as "personName", ra.office_id as "officeId", due.country,
        sa.login_id as "senderLogin", sa.person_name as "senderName",
        m.created_ms::float8 as "sentMs",
        to_char(m.answer_by at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "answerBy", m.id as "messageId",
        exists (select from cencomm_mailbox x where x.message_id = m.id and x.account_id = ${accountId}) as "isMine"
      from (${unanswered(after(0))}) due join cencomm_messages m on m.id = due.message_id
      join accounts ra on ra.id = due.account_id join accounts sa on sa.id = m.sender_id
      where due.operation_id = ${operationId} ${country === undefined ? sql`` : sql`and due.country = ${country}`}
      order by m.answer_by, ra.login_id limit 200`,
  );
}

/** Duty contacts that were told of a message. */
export function listWokenDuties(on: Queryable, messageId: string): Promise<{ dutyId: string; at: Date }[]> {
  return queryRows(
    on,
    sql`
      select duty_id as "dutyId", told_at as at from cencomm_wakes
      where message_id = ${messageId} and duty_id is not null order by told_at`,
  );
}
