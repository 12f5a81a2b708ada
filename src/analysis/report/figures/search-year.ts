import type { Client, Pool, Queryable } from '../../../db/pool.ts';
import { execute, join, queryRow, queryRows, sql, type Sql } from '../../../db/sql.ts';
import { inTransaction } from '../../../db/transaction.ts';
import {
  currentStatuses,
  longestDelay,
  productOfLine,
  publishableSeizures,
  recordsAndLines,
} from '../../../seizures/index.ts';
import { outside, type Topic } from '../sections.ts';

/** What a report counts: plain dates, and countries where it is of a region. */
export interface Period {
  readonly from: string;
  readonly to: string;
  /** The same days of the year before. */
  readonly before: { readonly from: string; readonly to: string };
  /** Empty for the world. */
  readonly countries: readonly string[];
}

/** Cases by the section of their first line of goods. */
export interface CaseRow {
  readonly section: string;
  readonly now: boolean;
  readonly value: string | null;
  readonly n: number;
}
export interface GroupRow extends Omit<CaseRow, 'value'> {
  readonly heading: string;
  readonly grp: string;
  /** Null of a country that is no Member. */
  readonly country: string | null;
}
/** Lines by their own section; `grp` and `heading` are null where several are together. */
export interface LineRow {
  readonly section: string;
  readonly heading: string | null;
  readonly grp: string | null;
  readonly now: boolean;
  /** Null: of all units, those without a quantity too. */
  readonly unit: string | null;
  readonly lines: number;
  readonly quantity: number | null;
  /** Cases with a quantity in this unit. */
  readonly cases: number;
}
export interface WayRow {
  readonly section: string;
  readonly departure: string | null;
  readonly destination: string | null;
  readonly n: number;
}
export interface MonthRow {
  readonly section: string;
  readonly month: string;
  readonly country: string;
  /** Of the period, not of the year before: a month may have days of both. */
  readonly now: boolean;
  readonly cases: number;
  readonly verified: number;
  readonly complete: number;
}
/** `section` is 'all' of all together. */
export interface LatenessRow {
  readonly section: string;
  /** Records made for demonstration, never to be taken for real ones. */
  readonly synthetic: number;
  readonly delay: number | null;
  readonly held: number;
  readonly measured: number;
}

/** All that a report is made of. */
export interface Rows {
  readonly groups: readonly GroupRow[];
  readonly goods: readonly LineRow[];
  readonly ways: readonly WayRow[];
  readonly months: readonly MonthRow[];
  readonly late: readonly LatenessRow[];
  readonly by: Readonly<Record<'transport' | 'concealment' | 'detection', readonly CaseRow[]>>;
}

/** Statements that are read one after the other. */
const parts = 8;

/** Fields that cases are broken down by, beside month, country and way. */
const columns = { transport: sql`s.transport`, concealment: sql`s.concealment`, detection: sql`s.detection` };
type ColumnName = keyof typeof columns;

const known = (column: Sql): Sql => sql`nullif(${column}, 'ZZ')`;

/** Records released to everybody the report is for, in force, of both years. */
function recordsOf({ from, to, before, countries }: Period): Sql {
  const parts = [
    publishableSeizures(),
    sql`s.status = any(${[...currentStatuses]}::text[])`,
    sql`(s.seizure_date between ${from}::date and ${to}::date
      or s.seizure_date between ${before.from}::date and ${before.to}::date)`,
  ];
  if (countries.length > 0) parts.push(sql`s.country = any(${[...countries]}::text[])`);
  return join(parts, ' and ');
}

function topicsTable(topics: readonly Topic[]): Sql {
  const of = (pick: (topic: Topic) => string): string[] => topics.map(pick);
  return sql`(select * from unnest(${of(one => one.product)}::text[], ${of(one => one.section)}::text[],
    ${of(one => one.heading)}::text[], ${of(one => one.group)}::text[]) x (product, section, heading, grp)) m`;
}

/** Both years with the section of each case, its first line's. */
function casesFrom(topics: readonly Topic[], period: Period): Sql {
  return sql`
    from ${recordsAndLines} left join ${topicsTable(topics)} on m.product = ${productOfLine}
    where ${recordsOf(period)} and g.line_no = 1`;
}

// A product that left its list is of no section: nothing vanishes from the sum.
const section = sql`coalesce(m.section, ${outside})`;
const heading = sql`coalesce(m.heading, g.heading)`;
const grp = sql`coalesce(m.grp, ${productOfLine})`;

const isNow = ({ from }: Period): Sql => sql`s.seizure_date >= ${from}::date`;

function countGroups(on: Queryable, topics: readonly Topic[], period: Period): Promise<GroupRow[]> {
  return queryRows<GroupRow>(
    on,
    sql`
      select ${section} as section, ${heading} as heading, ${grp} as grp, ${isNow(period)} as now, s.country,
        count(*)::int as n
      ${casesFrom(topics, period)} group by 1, 2, 3, 4, 5`,
  );
}

function countBy(on: Queryable, topics: readonly Topic[], period: Period, by: ColumnName): Promise<CaseRow[]> {
  return queryRows<CaseRow>(
    on,
    sql`select ${section} as section, ${isNow(period)} as now, ${columns[by]} as value,
        count(*)::int as n
      ${casesFrom(topics, period)} group by 1, 2, 3`,
  );
}

function countWays(on: Queryable, topics: readonly Topic[], period: Period): Promise<WayRow[]> {
  return queryRows<WayRow>(
    on,
    sql`select ${section} as section, ${known(sql`s.departure`)} as departure,
        ${known(sql`s.destination`)} as destination,
        count(*)::int as n
      ${casesFrom(topics, period)} and ${isNow(period)} group by 1, 2, 3`,
  );
}

function countReporting(on: Queryable, topics: readonly Topic[], period: Period): Promise<MonthRow[]> {
  return queryRows<MonthRow>(
    on,
    sql`select ${section} as section, substr(s.seizure_date::text, 1, 7) as month, s.country,
        ${isNow(period)} as now, count(*)::int as cases,
        (count(*) filter (where s.status = 'verified'))::int as verified,
        (count(*) filter (where coalesce(s.departure, s.origin) is not null and s.destination is not null
          and s.transport is not null and s.concealment is not null))::int as complete
      ${casesFrom(topics, period)} group by 1, 2, 3, 4`,
  );
}

/** Of the present year. */
function readLatenesses(on: Queryable, topics: readonly Topic[], period: Period): Promise<LatenessRow[]> {
  return queryRows<LatenessRow>(
    on,
    sql`
      with cases as materialized (
        select ${section} as section, s.id, s.synthetic,
          (s.recorded_at at time zone 'UTC')::date - s.seizure_date as delay
        ${casesFrom(topics, period)} and ${isNow(period)})
      select coalesce(c.section, 'all') as section, (count(*) filter (where c.synthetic))::int as synthetic,
        percentile_cont(0.5) within group (order by c.delay) filter (where c.delay between 0 and ${longestDelay}::int)
          as delay,
        coalesce(sum((select count(*) from goods_lines l where l.seizure_id = c.id and l.held)), 0)::int as held,
        (count(*) filter (where exists (select from goods_lines l
          where l.seizure_id = c.id and not l.held and l.base_unit is not null)))::int as measured
      from cases c group by grouping sets ((c.section), ())`,
  );
}

/** Lines by section, heading, group and unit, and the sums of these. */
function sumGoods(on: Queryable, topics: readonly Topic[], period: Period): Promise<LineRow[]> {
  const quantity = sql`case when g.held then null when g.base_unit = 'amount' then g.usd
    when g.base_unit is not null then g.base_quantity end`;
  return queryRows<LineRow>(
    on,
    sql`
      with lines as materialized (
        select ${section} as section, ${heading} as heading, ${grp} as grp, ${isNow(period)} as now,
          g.seizure_id, ${quantity}::float8 as quantity,
          case when g.base_unit = 'amount' then 'USD' else g.base_unit end as unit
        from ${recordsAndLines} left join ${topicsTable(topics)} on m.product = ${productOfLine}
        where ${recordsOf(period)})
      select section, heading, grp, now, null as unit, count(*)::int as lines, null as quantity,
        count(distinct seizure_id)::int as cases
      from lines group by grouping sets ((section, heading, grp, now), (section, heading, now), (section, now))
      union all
      select section, heading, grp, now, unit, count(*)::int, sum(quantity), count(distinct seizure_id)::int
      from lines where quantity is not null
      group by grouping sets ((section, heading, grp, now, unit), (section, heading, now, unit), (section, now, unit))`,
  );
}

/** Reads all rows, one statement after the other: it is one connection. Says after each which part is done. */
export async function readRows(
  on: Queryable,
  topics: readonly Topic[],
  period: Period,
  onPart: (done: number) => void,
): Promise<Rows> {
  let read = 0;
  const part = async <R>(rows: Promise<R>): Promise<R> => {
    const answer = await rows;
    read += 1;
    onPart(read / parts);
    return answer;
  };
  return {
    groups: await part(countGroups(on, topics, period)),
    goods: await part(sumGoods(on, topics, period)),
    ways: await part(countWays(on, topics, period)),
    months: await part(countReporting(on, topics, period)),
    late: await part(readLatenesses(on, topics, period)),
    by: {
      transport: await part(countBy(on, topics, period, 'transport')),
      concealment: await part(countBy(on, topics, period, 'concealment')),
      detection: await part(countBy(on, topics, period, 'detection')),
    },
  };
}

/** The last change of any record that a count in this snapshot has seen. */
export async function lastChange(on: Queryable): Promise<string> {
  const row = await queryRow<{ seq: string }>(on, sql`select coalesce(max(seq), 0)::text as seq from seizure_changes`);
  return row?.seq ?? '0';
}

/**
 * Runs `work` in one transaction that reads one state of the database and writes nothing. Where it is not wanted any
 * more, the statement that runs is cancelled: one over all records takes its time.
 */
export function inSnapshot<T>(pool: Pool, work: (client: Client) => Promise<T>, signal?: AbortSignal): Promise<T> {
  return inTransaction(pool, async client => {
    await execute(client, sql`set transaction isolation level repeatable read read only`);
    const own = await queryRow<{ pid: number }>(client, sql`select pg_backend_pid() as pid`);
    let cancelled: Promise<unknown> | undefined;
    const cancel = (): void => {
      cancelled = execute(pool, sql`select pg_cancel_backend(${own?.pid})`).catch(() => undefined);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await work(client);
    } finally {
      signal?.removeEventListener('abort', cancel);
      // It must not reach the next work of this connection.
      await cancelled;
    }
  });
}
