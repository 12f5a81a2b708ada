import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { empty, join, literal, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { idOf, type Flag } from '../flags/flag.ts';
import { countedTo } from '../search/result-page.ts';
import type { Channel } from '../seizure.ts';
import { visibleSeizures } from '../scope.ts';

/** Kinds of work at the desk. */
export const queueKinds = ['all', 'flagged', 'amended', 'held', 'later'] as const;
export type QueueKind = (typeof queueKinds)[number];

/** What the desk shows of its queue. Empty texts narrow nothing. */
export interface QueueFilter {
  readonly kind: QueueKind;
  readonly member: string;
  readonly heading: string;
  readonly channel: string;
}

/** Where a record stands in the queue: the most doubtful first, then the oldest. */
export interface QueuePlace {
  readonly doubts: number;
  /** ISO in UTC, to the microsecond. */
  readonly changedAt: string;
  readonly id: number;
}

export interface QueueRow extends QueuePlace {
  readonly ref: string;
  readonly version: number;
  readonly country: string;
  readonly placeName: string | null;
  readonly seizureDate: string;
  readonly heading: string;
  readonly product: string;
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly lineCount: number;
  readonly channel: Channel;
  readonly held: boolean;
  readonly verifiedVersion: number | null;
  /** The heaviest flag that is not settled. */
  readonly flag: Flag | undefined;
  readonly flags: number;
  /** Opened by this viewer in its present version. */
  readonly isOpened: boolean;
  /** Stated by this viewer: somebody else verifies it. */
  readonly isOwn: boolean;
  readonly synthetic: boolean;
}

const conditions: Readonly<Record<QueueKind, Sql>> = {
  all: sql`(l.later_until is null or l.later_until <= current_date)`,
  // As the order of the queue has it.
  flagged: sql`-s.doubts < 0`,
  amended: sql`s.verified_version is not null`,
  held: sql`s.held`,
  later: sql`l.later_until > current_date`,
};

/** Records that wait for this desk: submitted ones of its region, or of every Member for the Secretariat. */
function waiting(viewer: Viewer): Sql {
  const region = viewer.office.kind === 'rilo' ? sql`s.region_id = ${viewer.office.id}` : sql`true`;
  return sql`s.status = 'submitted' and ${region} and ${visibleSeizures(viewer)}`;
}

const looks = (viewer: Viewer): Sql =>
  sql`left join seizure_looks l on l.seizure_id = s.id and l.account_id = ${viewer.accountId}`;

function whereOf(viewer: Viewer, { kind, member, heading, channel }: QueueFilter, ofKind = conditions[kind]): Sql {
  const parts = [waiting(viewer), ofKind];
  if (member !== '') parts.push(sql`s.country = ${member}`);
  if (heading !== '') parts.push(sql`s.headings @> array[${heading}]`);
  if (channel !== '') parts.push(sql`s.channel = ${channel}`);
  return join(parts, ' and ');
}

const isoText = sql`'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
const changedAt = sql`to_char(s.changed_at at time zone 'UTC', ${isoText})`;

/** A page of the queue from a place on; one row more than `size` where there are more. */
export async function listQueue(
  on: Queryable,
  viewer: Viewer,
  filter: QueueFilter,
  { after: place, size }: { readonly after?: QueuePlace | undefined; readonly size: number },
): Promise<QueueRow[]> {
  const from = place ? sql`and ${stands} > ${placeOf(place)}` : empty;
  const rows = await queryRows<Omit<QueueRow, 'flag' | 'flags'> & { all: Flag[] | null; settled: string[] | null }>(
    on,
    sql`
      with page as (
        select s.id, l.version as looked from seizures s ${looks(viewer)} where ${whereOf(viewer, filter)} ${from}
        ${inOrder} limit ${literal(size + 1)})
      select s.id, s.ref, s.version, s.doubts, ${changedAt} as "changedAt", s.country, s.place_name as "placeName",
        s.seizure_date as "seizureDate", s.headings[1] as heading, s.products[1] as product,
        s.main_quantity as quantity, case when s.main_unit = 'amount' then (select r.record #>> '{lines,0,currency}'
          from seizure_records r where r.seizure_id = s.id) else s.main_unit end as unit,
        s.line_count as "lineCount", s.channel, s.held,
        s.verified_version as "verifiedVersion", s.synthetic, coalesce(p.looked = s.version, false) as "isOpened",
        (select t.account_id = ${viewer.accountId} from seizure_steps t where t.seizure_id = s.id
          and t.kind in ('submitted', 'amended') order by t.id desc limit 1) as "isOwn",
        f.flags as all, (select array_agg(x.flag) from seizure_settlements x where x.seizure_id = s.id) as settled
      from page p join seizures s on s.id = p.id left join seizure_flags f on f.seizure_id = s.id
      ${inOrder}`,
    'desk_queue',
  );
  return rows.map(({ all, settled, ...row }) => {
    const open = (all ?? []).filter(flag => !settled?.includes(idOf(flag)));
    return { ...row, flag: open[0], flags: open.length };
  });
}

/** The order of the queue, as its index has it. */
const inOrder = sql`order by -s.doubts, s.changed_at, s.id`;
const turned = sql`order by -s.doubts desc, s.changed_at desc, s.id desc`;
const stands = sql`(-s.doubts, s.changed_at, s.id)`;

function placeOf({ doubts, changedAt: at, id }: QueuePlace): Sql {
  return sql`(${-doubts}::smallint, ${at}::timestamptz, ${id}::bigint)`;
}

/** Each no more than one above `countedTo`. */
export interface QueueCounts extends Readonly<Record<QueueKind, number>> {
  /** When the longest waiting came, and where from; null in an empty queue. */
  readonly oldest: { readonly at: string; readonly country: string } | null;
}

/**
 * How much work of each kind waits, with the other filters on. Of each no more than `most` and one are counted: there
 * may be hundreds of thousands.
 */
export async function countQueue(
  on: Queryable,
  viewer: Viewer,
  filter: QueueFilter,
  most = countedTo,
): Promise<QueueCounts> {
  const counts = queueKinds.map(
    kind => sql`
      (select count(*)::int from (select from seizures s ${looks(viewer)}
        where ${whereOf(viewer, { ...filter, kind })} limit ${literal(most + 1)}) counted) as ${columnOf[kind]}`,
  );
  const row = await queryRow<QueueCounts>(
    on,
    sql`select ${join(counts)}, (${oldestOf(viewer, filter)}) as oldest`,
    'desk_counts',
  );
  return row ?? { all: 0, flagged: 0, amended: 0, held: 0, later: 0, oldest: null };
}

/** The longest waiting: of each number of doubts the queue has its first, so that they are found one by one. */
function oldestOf(viewer: Viewer, filter: QueueFilter): Sql {
  const first = (further: Sql): Sql => sql`
    (select -s.doubts as doubts, s.changed_at, s.country from seizures s
      where ${whereOf(viewer, filter, further)} ${inOrder} limit 1)`;
  return sql`
    with recursive firsts as (
      ${first(sql`true`)}
      union all select n.* from firsts f cross join lateral ${first(sql`-s.doubts > f.doubts`)} n)
    select jsonb_build_object('at', to_char(changed_at at time zone 'UTC', ${isoText}), 'country', country)
    from firsts order by changed_at, country limit 1`;
}

const columnOf: Readonly<Record<QueueKind, Sql>> = {
  all: sql`"all"`,
  flagged: sql`flagged`,
  amended: sql`amended`,
  held: sql`held`,
  later: sql`later`,
};

/** How many records wait for this desk, counted to `most`, as a row of what waits. */
export function countedWaiting(viewer: Viewer, most: number): Sql {
  return sql`
    select count(*)::int as n, null::text as ref, null::date as due, min(w.changed_at) as at, null::jsonb as more
    from (select s.changed_at from seizures s ${looks(viewer)}
      where ${waiting(viewer)} and ${conditions.all} limit ${literal(most)}) w`;
}

/**
 * Where a record stands among those that wait, up to one above `countedTo`, and its neighbours; undefined where it does
 * not wait (any more).
 */
export async function findPlace(
  on: Queryable,
  viewer: Viewer,
  filter: QueueFilter,
  ref: string,
): Promise<{ readonly position: number; readonly previous: string | null; readonly next: string | null } | undefined> {
  const place = await queryRow<QueuePlace>(
    on,
    sql`
      select s.id, s.doubts, ${changedAt} as "changedAt" from seizures s ${looks(viewer)}
      where s.ref = ${ref} and ${waiting(viewer)}`,
    'desk_record',
  );
  if (!place) return undefined;
  const queue = sql`from seizures s ${looks(viewer)} where ${whereOf(viewer, filter)} and ${stands}`;
  const here = placeOf(place);
  return queryRow<{ position: number; previous: string | null; next: string | null }>(
    on,
    sql`
      select (select 1 + count(*) from (select ${queue} < ${here} limit ${countedTo}) earlier)::int as position,
        (select s.ref ${queue} < ${here} ${turned} limit 1) as previous,
        (select s.ref ${queue} > ${here} ${inOrder} limit 1) as next`,
    'desk_place',
  );
}
