import type { Queryable } from '../db/pool.ts';
import { execute, raw, sql, type Sql } from '../db/sql.ts';
import { networkOf } from './alarms/office-networks.ts';
import type { Actor, Deed } from './store-note.ts';

/** A refusal: what is counted together is what the same actor was refused in the same way within an hour. */
export interface Refusal extends Omit<Deed, 'outcome'> {
  /** In which way, a word of ours: never what the asker sent. */
  readonly sort: string;
}

/** So many refusals of an actor in an hour leave a row each; of further ones the rows hold their number. */
const ownRows = 10;
/** So many rows may all signed-out askers together leave in an hour before their refusals are only counted. */
const ownRowsOfStrangers = 200;
/** So many of them are counted each for itself in an hour; the rest is counted as one. */
const mostStrangers = 50;
/** Kept of what was refused in an hour: logins that were tried, or pages. */
const mostSamples = 10;

/** At these numbers a row tells how many there were since the last: each to 10, then 20, 50, 100, 200 and so on. */
const told: readonly number[] = [
  ...Array.from({ length: ownRows }, (_, n) => n + 1),
  ...[10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000].flatMap(ten => [2 * ten, 5 * ten, 10 * ten]),
];
const toldNumbers = raw(`'{${told.join()}}'::int[]`);
const window = sql`date_trunc('hour', now())`;
const iso = (moment: Sql): Sql => sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** The row that stands for `times` refusals. `c` is a row of audit_refusals. */
const summed = (times: Sql): Sql => sql`
  c.action, 'refused', c.account_id, c.login_id, c.office_id,
  coalesce(c.address, case when c.actor like 'address:%' then substr(c.actor, 9) end),
  jsonb_build_object('why', c.sort, 'times', ${times}, 'since', ${iso(sql`c.since`)}, 'until', ${iso(sql`c.until_at`)},
    'samples', c.samples) || case when c.actor = 'others' then '{"others": true}'::jsonb else '{}'::jsonb end`;
const summedColumns = sql`action, outcome, account_id, login_id, office_id, address, detail`;

/**
 * Counts a refusal and writes it into the trail: the first ten of an actor in an hour each as a row, further ones as a
 * row with their number when it comes to 20, 50, 100, 200 and so on, so that whoever asks without end can neither fill
 * the trail nor hide in it. One statement.
 */
export async function noteRefusal(on: Queryable, actor: Actor, { sort, ...deed }: Refusal): Promise<void> {
  const stranger = actor.accountId === undefined || actor.accountId === null;
  const address = actor.origin?.address ?? null;
  const key = stranger ? `address:${networkOf(address ?? '')}` : `account:${actor.accountId}`;
  // What a signed-out asker tried is a login; what a signed-in one was refused is a page.
  const sample = (stranger ? actor.loginId : deed.subject)?.slice(0, 80) ?? null;
  const tells = (number: Sql): Sql => sql`
    ${number} = any(${toldNumbers}) and (${number} = 1 or ${number} > ${ownRows}::int or not ${stranger}::boolean
      or (select own from known) < ${ownRowsOfStrangers}::int)`;
  await execute(
    on,
    sql`
      with known as (
        select count(*) as keys, coalesce(sum(least(told, ${ownRows}::int)), 0) as own,
          coalesce(bool_or(actor = ${key}::text and action = ${deed.action}::text and sort = ${sort}::text),
            false) as mine
        from audit_refusals where window_at = ${window} and stranger),
      counted as (
        insert into audit_refusals as c (window_at, actor, action, sort, stranger, account_id, login_id, office_id,
          address, total, told, since, until_at, samples)
        select ${window},
          case when ${stranger}::boolean and not known.mine and known.keys >= ${mostStrangers}::int then 'others'
            else ${key}::text end,
          ${deed.action}::text, ${sort}::text, ${stranger}::boolean, ${actor.accountId ?? null}::int,
          ${actor.loginId ?? null}::text, ${actor.office?.id ?? null}::int, ${address}::text, 1, 1, now(), now(),
          array_remove(array[${sample}::text], null)
        from known
        on conflict (window_at, actor, action, sort) do update set
          total = c.total + 1,
          told = case when ${tells(sql`(c.total + 1)`)} then c.total + 1 else c.told end,
          since = case when c.told = c.total then now() else c.since end,
          until_at = now(),
          account_id = case when c.account_id = excluded.account_id then c.account_id end,
          login_id = case when c.login_id = excluded.login_id then c.login_id end,
          office_id = case when c.office_id = excluded.office_id then c.office_id end,
          address = case when c.address = excluded.address then c.address end,
          samples = case when excluded.samples <@ c.samples or cardinality(c.samples) >= ${mostSamples}::int
            then c.samples else c.samples || excluded.samples end
        returning new.*, new.told - coalesce(old.told, 0) as times),
      alone as (
        insert into audit_events (action, outcome, account_id, login_id, office_id, subject, address, request_id,
          detail)
        select ${deed.action}::text, 'refused', ${actor.accountId ?? null}::int, ${actor.loginId ?? null}::text,
          ${actor.office?.id ?? null}::int, ${deed.subject ?? null}::text, ${address}::text,
          ${actor.origin?.requestId ?? null}::text, ${JSON.stringify(deed.detail ?? {})}::jsonb
        from counted where times = 1)
      insert into audit_events (${summedColumns})
      select ${summed(sql`c.times`)} from counted c where c.times > 1`,
    'note_refusal',
  );
}

/** Writes what was counted in hours that are over and not told yet, and forgets the count. Returns how many rows. */
export async function tellEndedRefusals(on: Queryable): Promise<number> {
  return execute(
    on,
    sql`
      with ended as (delete from audit_refusals where window_at < ${window} returning *)
      insert into audit_events (${summedColumns})
      select ${summed(sql`c.total - c.told`)} from ended c where c.total > c.told`,
  );
}
