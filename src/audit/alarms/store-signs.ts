import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import { within, type Span } from '../store-span.ts';
import type { Habit, Sign } from './alarms.ts';

/** Adds the new rows to the days' counts of their accounts. A search is a read: it shows records, up to a hundred. */
export async function countDays(client: Client, span: Span): Promise<void> {
  await execute(
    client,
    sql`
      insert into audit_days as d (account_id, day, reads, exports)
      select e.account_id, e.at::date, count(*) filter (where e.action ~ '\\.(read|searched)$'),
        count(*) filter (where e.action ~ '\\.exported$')
      from audit_events e
      where ${within(span)} and e.account_id is not null and e.outcome = 'done'
        and e.action ~ '\\.(read|searched|exported)$'
      group by 1, 2
      on conflict (account_id, day) do update
      set reads = d.reads + excluded.reads, exports = d.exports + excluded.exports`,
  );
}

/**
 * What a row counts for. A row that stands for many (see store-refusals.ts) tells their number, of which the window
 * gets its share, and the logins that were tried.
 */
const signs = {
  refusals: {
    where: sql`e.outcome = 'refused' and e.account_id is not null`,
    subject: sql`e.login_id`,
    values: (minutes: number) => sql`
      select e.id::text as value, ceil(coalesce((e.detail->>'times')::int, 1) * least(1, ${minutes * 60}::numeric
        / greatest(1, coalesce(extract(epoch from
          (e.detail->>'until')::timestamptz - (e.detail->>'since')::timestamptz), 1))))::int as times`,
  },
  places: {
    where: sql`e.action = 'session.opened' and e.account_id is not null`,
    subject: sql`e.login_id`,
    values: () => sql`select e.address as value, 1 as times`,
  },
  lock_outs: {
    where: sql`e.action = 'session.refused' and e.detail->>'why' = 'locked'`,
    subject: sql`e.address`,
    values: () => sql`
      select jsonb_array_elements_text(coalesce(e.detail->'samples', jsonb_build_array(e.login_id))) as value,
        1 as times`,
  },
};

/** Rows of `kind` since `minutes` before the span, of the subjects that have one within it; in order of time. */
export async function readSigns(on: Queryable, kind: keyof typeof signs, span: Span, minutes: number): Promise<Sign[]> {
  const { where, subject, values } = signs[kind];
  return queryRows<Sign>(
    on,
    sql`
       with fresh as materialized (
         select ${subject} as subject, min(e.at) as first, max(e.at) as last from audit_events e
         where ${within(span)} and ${where} and ${subject} is not null group by 1)
       select ${subject} as subject, e.account_id as "accountId", (extract(epoch from e.at) * 1000)::float8 as at,
         v.value, v.times, (${within(span)}) as fresh
      from fresh f join audit_events e on ${subject} = f.subject
         and e.at > f.first - make_interval(mins => ${minutes}) and e.at <= f.last and ${where}
         cross join lateral (${values(minutes)}) v
       where (e.tx, e.id) <= (${span.to.tx}::xid8, ${span.to.id}::bigint) and v.value is not null order by e.at, e.id`,
  );
}

/** What the accounts of the new rows did on those days, and on their last 60 active days before. */
export async function readHabits(on: Queryable, kind: 'reads' | 'exports', span: Span): Promise<Habit[]> {
  const column = kind === 'reads' ? sql`reads` : sql`exports`;
  return queryRows<Habit>(
    on,
    sql`
      select a.login_id as subject, d.account_id as "accountId", d.day::text as day, d.${column} as count,
        array(select b.${column} from audit_days b
          where b.account_id = d.account_id and b.day < d.day and b.${column} > 0
          order by b.day desc limit 60) as before
      from (select distinct e.account_id, e.at::date as day from audit_events e
        where ${within(span)} and e.account_id is not null) f
      join audit_days d on d.account_id = f.account_id and d.day = f.day and d.${column} > 0
      join accounts a on a.id = d.account_id`,
  );
}

/** Ends of the latest alarms of a kind, by subject (milliseconds since 1970). */
export async function lastAlarms(
  on: Queryable,
  kind: string,
  subjects: readonly string[],
): Promise<Map<string, number>> {
  const rows = await queryRows<{ subject: string; until: Date }>(
    on,
    sql`
      select subject, max(until_at) as until from alarms
      where kind = ${kind} and subject = any(${[...new Set(subjects)]}) group by 1`,
  );
  return new Map(rows.map(({ subject, until }) => [subject, until.getTime()]));
}
