import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { AlarmKind, AlarmRule, Finding, RaisedKind } from './alarms.ts';
import type { Person } from '../store-note.ts';

/** An alarm as pages show it. Times are ISO. */
export interface Alarm {
  readonly number: number;
  readonly kind: RaisedKind;
  readonly subject: string;
  readonly accountId: number | null;
  readonly officeId: number | null;
  readonly fromAt: string;
  readonly untilAt: string;
  readonly raisedAt: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedLogin: string | null;
  readonly note: string | null;
}

const iso = (moment: Sql): Sql => sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const columns = sql`
  a.number, a.kind, a.subject, a.account_id as "accountId", a.office_id as "officeId",
  ${iso(sql`a.from_at`)} as "fromAt",
  ${iso(sql`a.until_at`)} as "untilAt",
  ${iso(sql`a.raised_at`)} as "raisedAt", a.detail, ${iso(sql`a.acknowledged_at`)} as "acknowledgedAt",
  a.acknowledged_login as "acknowledgedLogin", a.note`;

export async function readRules(on: Queryable): Promise<AlarmRule[]> {
  return queryRows<AlarmRule>(
    on,
    sql`
      select kind, threshold::float8, least, window_minutes as "windowMinutes", active from alarm_rules
      order by position`,
  );
}

/** Returns its number; undefined where the same was raised before. */
export async function insertAlarm(
  on: Queryable,
  { kind, subject, accountId, from, until, detail }: Finding,
): Promise<number | undefined> {
  const row = await queryRow<{ number: number }>(
    on,
    sql`
      insert into alarms (kind, subject, account_id, office_id, from_at, until_at, detail)
      values (${kind}, ${subject}, ${accountId}, (select office_id from accounts where id = ${accountId}),
        ${new Date(from)}, ${new Date(until)}, ${JSON.stringify(detail)}::jsonb)
      on conflict (kind, subject, until_at) do nothing returning number`,
  );
  return row?.number;
}

/** Alarms newest first: those that wait, or those that were acknowledged; `below` a number is the next page. */
export async function listAlarms(
  on: Queryable,
  open: boolean,
  below: number | undefined,
  limit: number,
): Promise<Alarm[]> {
  return queryRows<Alarm>(
    on,
    sql`
      select ${columns} from alarms a
      where a.acknowledged_at is ${open ? empty : sql`not`} null and a.number < ${below ?? 2_147_483_647}::int
      order by a.number desc limit ${limit}`,
  );
}

export async function readAlarm(on: Queryable, number: number): Promise<Alarm | undefined> {
  return await queryRow<Alarm>(on, sql`select ${columns} from alarms a where a.number = ${number}`);
}

/**
 * Alarms nobody was told of by letter yet, told from now on. None while another process is about to tell of them: one
 * letter holds them all.
 */
export async function takeUntoldAlarms(client: Client): Promise<readonly { kind: string; subject: string }[]> {
  const turn = await queryRow<{ mine: boolean }>(
    client,
    sql`select pg_try_advisory_xact_lock(hashtext('alarms told')) as mine`,
  );
  if (!turn?.mine) return [];
  return queryRows<{ kind: string; subject: string }>(
    client,
    sql`with untold as (select number from alarms where told_at is null order by number limit 50 for update)
     update alarms a set told_at = now() from untold u where a.number = u.number returning a.kind, a.subject`,
  );
}

/**
 * An alarm about the trail itself. Undefined where one of its subject waits, or where the same (`what`) was raised
 * before.
 */
export async function insertTrailAlarm(
  client: Client,
  subject: string,
  what: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<number | undefined> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtext('alarms of the trail'))`);
  const row = await queryRow<{ number: number }>(
    client,
    sql`
      insert into alarms (kind, subject, from_at, until_at, detail)
      select 'trail', ${subject}::text, now(), now(), ${JSON.stringify({ ...detail, what })}::jsonb
      where not exists (select from alarms where kind = 'trail' and subject = ${subject}
        and (acknowledged_at is null or detail->>'what' = ${what}))
      returning number`,
  );
  return row?.number;
}

export async function isTrailAlarmOpen(on: Queryable, subject: string): Promise<boolean> {
  const row = await queryRow<{ open: boolean }>(
    on,
    sql`
      select exists (select from alarms
        where kind = 'trail' and subject = ${subject} and acknowledged_at is null) as open`,
  );
  return row?.open ?? false;
}

/** Alarms that wait for an administrator: all of them, and the subjects of those about the trail. */
export interface OpenAlarms {
  readonly count: number;
  readonly trail: readonly string[];
}

export async function countOpenAlarms(on: Queryable): Promise<OpenAlarms> {
  const row = await queryRow<OpenAlarms>(
    on,
    sql`
      select count(*)::int as count,
        coalesce(array_agg(distinct subject) filter (where kind = 'trail'), '{}') as trail
      from alarms where acknowledged_at is null`,
    'open_alarms',
  );
  return row ?? { count: 0, trail: [] };
}

/** Marks an open alarm as seen. Returns false where there is none of the number. */
export async function setAcknowledged(
  on: Queryable,
  number: number,
  { by, text }: { readonly by: Person; readonly text: string },
): Promise<boolean> {
  const count = await execute(
    on,
    sql`
      update alarms set acknowledged_at = now(), acknowledged_by = ${by.accountId}, acknowledged_login = ${by.loginId},
        note = ${text} where number = ${number} and acknowledged_at is null`,
  );
  return count > 0;
}

/** Nobody else changes a rule until the transaction ends. */
export async function lockRules(client: Client): Promise<void> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtext('alarm_rules'))`);
}

export async function updateRule(
  on: Queryable,
  { kind, threshold, least, windowMinutes, active }: AlarmRule,
): Promise<void> {
  await execute(
    on,
    sql`
      update alarm_rules set threshold = ${threshold}, least = ${least}, window_minutes = ${windowMinutes},
        active = ${active} where kind = ${kind}`,
  );
}

export interface RuleChange {
  readonly kind: AlarmKind;
  readonly at: string;
  readonly loginId: string;
  readonly reason: string;
  readonly old: Omit<AlarmRule, 'kind'>;
  readonly new: Omit<AlarmRule, 'kind'>;
}

export async function listRuleChanges(on: Queryable, limit: number): Promise<RuleChange[]> {
  return queryRows<RuleChange>(
    on,
    sql`
      select kind, ${iso(sql`c.at`)} as at, login_id as "loginId", reason, old, new from alarm_rule_changes c
      order by id desc limit ${limit}`,
  );
}

export async function insertRuleChange(
  on: Queryable,
  { kind, by, reason, ...values }: Pick<RuleChange, 'kind' | 'reason' | 'old' | 'new'> & { readonly by: Person },
): Promise<void> {
  await execute(
    on,
    sql`
      insert into alarm_rule_changes (kind, account_id, login_id, reason, old, new)
      values (${kind}, ${by.accountId}, ${by.loginId}, ${reason}, ${JSON.stringify(values.old)}::jsonb,
        ${JSON.stringify(values.new)}::jsonb)`,
  );
}
