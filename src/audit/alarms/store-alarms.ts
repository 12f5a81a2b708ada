import type { Client, Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import type { AlarmKind, AlarmRule, Finding } from './alarms.ts';

/** An alarm as pages show it. Times are ISO. */
export interface Alarm {
  readonly number: number;
  readonly kind: AlarmKind;
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

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const columns = `a.number, a.kind, a.subject, a.account_id as "accountId", a.office_id as "officeId", ${iso('a.from_at')} as "fromAt", ${iso('a.until_at')} as "untilAt",
  ${iso('a.raised_at')} as "raisedAt", a.detail, ${iso('a.acknowledged_at')} as "acknowledgedAt", a.acknowledged_login as "acknowledgedLogin", a.note`;

export async function readRules(on: Queryable): Promise<AlarmRule[]> {
  const { rows } = await on.query<AlarmRule>(
    'select kind, threshold::float8, least, window_minutes as "windowMinutes", active from alarm_rules order by position',
  );
  return rows;
}

/** Answers its number; undefined where the same was raised before. */
export async function insertAlarm(
  on: Queryable,
  { kind, subject, accountId, from, until, detail }: Finding,
): Promise<number | undefined> {
  const { rows } = await on.query<{ number: number }>(
    `insert into alarms (kind, subject, account_id, office_id, from_at, until_at, detail)
     values ($1, $2, $3, (select office_id from accounts where id = $3), $4, $5, $6::jsonb) on conflict (kind, subject, until_at) do nothing returning number`,
    [kind, subject, accountId, new Date(from), new Date(until), JSON.stringify(detail)],
  );
  return rows[0]?.number;
}

/** Alarms newest first: those that wait, or those that were acknowledged; `below` a number is the next page. */
export async function listAlarms(
  on: Queryable,
  open: boolean,
  below: number | undefined,
  limit: number,
): Promise<Alarm[]> {
  return run<Alarm>(
    on,
    sql.raw(
      `select ${columns} from alarms a where a.acknowledged_at is ${open ? '' : 'not'} null and a.number < ?::int order by a.number desc limit ${limit}`,
      [below ?? 2_147_483_647],
    ),
  );
}

export async function readAlarm(on: Queryable, number: number): Promise<Alarm | undefined> {
  return (await run<Alarm>(on, sql.raw(`select ${columns} from alarms a where a.number = ?`, [number])))[0];
}

/** Alarms nobody was told of by letter yet, told from now on. None while another process is about to tell of them: a letter holds them all. */
export async function takeUntoldAlarms(client: Client): Promise<readonly { kind: string; subject: string }[]> {
  const {
    rows: [turn],
  } = await client.query<{ mine: boolean }>("select pg_try_advisory_xact_lock(hashtext('alarms told')) as mine");
  if (!turn?.mine) return [];
  const { rows } = await client.query<{ kind: string; subject: string }>(
    `with untold as (select number from alarms where told_at is null order by number limit 50 for update)
     update alarms a set told_at = now() from untold u where a.number = u.number returning a.kind, a.subject`,
  );
  return rows;
}

/** How many alarms wait for an administrator. */
export async function countOpenAlarms(on: Queryable): Promise<number> {
  const { rows } = await on.query<{ n: number }>({
    name: 'open_alarms',
    text: 'select count(*)::int as n from alarms where acknowledged_at is null',
  });
  return rows[0]?.n ?? 0;
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
  return run<RuleChange>(
    on,
    sql.raw(
      `select kind, ${iso('c.at')} as at, login_id as "loginId", reason, old, new from alarm_rule_changes c order by id desc limit ${limit}`,
    ),
  );
}

export interface OfficeNetwork {
  readonly id: number;
  readonly officeId: number;
  readonly block: string;
  readonly note: string;
  readonly addedAt: string;
}

export async function listNetworks(on: Queryable): Promise<OfficeNetwork[]> {
  return run<OfficeNetwork>(
    on,
    sql.raw(
      `select n.id, n.office_id as "officeId", n.block::text, n.note, ${iso('n.added_at')} as "addedAt" from office_networks n join offices o on o.id = n.office_id
     where n.ended_at is null order by o.code, n.block`,
    ),
  );
}
