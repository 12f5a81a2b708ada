import type { Viewer } from '../access/index.ts';
import { publishedPictures } from '../cpdb/index.ts';
import type { Queryable } from '../db/pool.ts';
import { queryRow, sql, type Sql } from '../db/sql.ts';
import { recordedBefore, visibleSeizures } from '../seizures/index.ts';
import type { Days, Period } from './period.ts';
import { conditions, countGap, delay, inForce, lateDays, longestDelay, ofOffice } from './store-gaps.ts';

/** What an office's records of a period were like. `delay` is a median of days; null without a record. */
export interface Quality {
  readonly records: number;
  readonly delay: number | null;
  readonly late: number;
  readonly incomplete: number;
  readonly place: number;
  readonly route: number;
  readonly detection: number;
  readonly container: number;
  readonly other: number;
  readonly pictured: number;
  readonly merged: number;
}
export interface Answers {
  readonly asked: number;
  readonly answered: number;
}
/** What an office can do something about now. */
export interface Open {
  readonly questions: number;
  readonly pairs: number;
  /** Records in force submitted before the period. */
  readonly earlier: number;
}

const none: Quality = {
  ...{ records: 0, delay: null, late: 0, incomplete: 0, place: 0, route: 0, detection: 0 },
  ...{ container: 0, other: 0, pictured: 0, merged: 0 },
};

/** Where a return is read: what is counted of all records of an office in figures, what is open in PostgreSQL. */
interface Sources {
  readonly figures: Queryable;
  readonly pool: Queryable;
}

/** The records of the period and of the same days a year before, of what the viewer may see. */
export async function readQuality(
  on: Sources,
  viewer: Viewer,
  officeId: number,
  { from, until, before }: Period,
): Promise<{ readonly now: Quality; readonly before: Quality }> {
  const [now, then, container] = await Promise.all([
    measure(on, viewer, officeId, { from, until }),
    measure(on, viewer, officeId, before),
    countGap(on.pool, viewer, { officeId, gap: 'container', days: { from, until } }),
  ]);
  return { now: { ...now, container }, before: then };
}

async function measure({ figures, pool }: Sources, viewer: Viewer, officeId: number, days: Days): Promise<Quality> {
  const [row, pictured] = await Promise.all([
    queryRow<Omit<Quality, 'container' | 'pictured'>>(figures, qualityOf(viewer, officeId, days)),
    countPictured(pool, viewer, officeId, days),
  ]);
  return { ...none, ...row, pictured };
}

/** PostgreSQL reads an index alone for it. */
function qualityOf(viewer: Viewer, officeId: number, days: Days): Sql {
  return sql`
    select count(*) filter (where live)::int as records,
      percentile_cont(0.5) within group (order by delay)
        filter (where live and delay between 0 and ${longestDelay}::int) as delay,
      count(*) filter (where live and delay > ${lateDays}::int and delay <= ${longestDelay}::int)::int as late,
      count(*) filter (where live and (place or route or detection))::int as incomplete,
      count(*) filter (where live and place)::int as place, count(*) filter (where live and route)::int as route,
      count(*) filter (where live and detection)::int as detection,
      count(*) filter (where live and other)::int as other,
      count(*) filter (where status = 'merged')::int as merged
    from (
      select s.status, ${delay} as delay, ${inForce} as live, ${conditions.place} as place,
        ${conditions.route} as route, ${conditions.detection} as detection, ${conditions.other} as other
      from seizures s where ${ofOffice(viewer, officeId, days)} offset 0) r`;
}

/** Records that a published picture is of. */
async function countPictured(on: Queryable, viewer: Viewer, officeId: number, days: Days): Promise<number> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select count(distinct s.id)::int as n from cpdb_pictures p join seizures s on s.id = p.seizure_id
      where ${publishedPictures} and ${ofOffice(viewer, officeId, days)} and ${inForce}`,
  );
  return row?.n ?? 0;
}

/** Questions asked in some days whose five days are over or that were answered, and how many of them were in time. */
export async function readAnswers(
  on: Queryable,
  viewer: Viewer,
  officeId: number,
  { from, until }: Days,
): Promise<Answers> {
  const row = await queryRow<Answers>(
    on,
    sql`
      select count(*) filter (where q.state <> 'open' or q.asked_at < now() - interval '5 days')::int as asked,
        count(*) filter (where first <= q.asked_at + interval '5 days')::int as answered
      from seizure_questions q join seizures s on s.id = q.seizure_id
        left join lateral (select min(t.at) as first from seizure_question_texts t
          join accounts a on a.id = t.account_id
          where t.question_id = q.id and a.office_id = ${officeId}::int) t on true
      where q.kind = 'question' and q.asked_at >= ${from}::date and q.asked_at < ${until}::date
        and s.office_id = ${officeId}::int and ${visibleSeizures(viewer)}`,
  );
  return row ?? { asked: 0, answered: 0 };
}

/** What is open now. Records before the period are counted in figures, as there may be all of an office's years. */
export async function readOpen(
  { figures, pool }: Sources,
  viewer: Viewer,
  officeId: number,
  { from }: Days,
): Promise<Open> {
  const own = sql`s.office_id = ${officeId}::int and ${visibleSeizures(viewer)}`;
  const [open, earlier] = await Promise.all([
    queryRow<Omit<Open, 'earlier'>>(
      pool,
      sql`
        select
          (select count(*)::int from seizure_questions q join seizures s on s.id = q.seizure_id
            where q.state = 'open' and q.kind = 'question' and ${own}) as questions,
          (select count(*)::int from seizure_pairs p join seizures s on s.id = p.one
            where p.state = 'open' and ${own}) as pairs`,
    ),
    queryRow<{ n: number }>(
      figures,
      sql`select count(*)::int as n from seizures s where ${own} and ${inForce} and ${recordedBefore} ${from}::date`,
    ),
  ]);
  return { questions: 0, pairs: 0, ...open, earlier: earlier?.n ?? 0 };
}
