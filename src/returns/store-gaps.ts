import type { Viewer } from '../access/index.ts';
import { publishedPictures } from '../cpdb/index.ts';
import type { Queryable } from '../db/pool.ts';
import { queryRow, queryRows, sql, type Sql } from '../db/sql.ts';
import { dayRecorded, recordedBefore, recordedSince, visibleSeizures } from '../seizures/index.ts';
import type { Days } from './period.ts';

/** What a record can lack, or that it came late. */
export const gaps = ['incomplete', 'place', 'route', 'detection', 'container', 'other', 'picture', 'slow'] as const;
export type Gap = (typeof gaps)[number];

/** Days after which a record is late. */
export const lateDays = 30;
/** A record entered years after its seizure is a backlog, not a delay. */
export const longestDelay = 730;
/** Records of one list. */
export const mostListed = 100;

/** Days from seizure to submission. Alias `s`. */
export const delay = sql`(${dayRecorded} - s.seizure_date)`;
/** Records in force. Alias `s`. */
export const inForce = sql`s.status in ('submitted', 'queried', 'verified')`;

const place = sql`coalesce(s.concealment, 'CON-UNK') = 'CON-UNK'`;
const route = sql`(s.departure is null or s.destination is null)`;
const detection = sql`coalesce(s.detection, 'DET-UNK') = 'DET-UNK'`;

/** Conditions on `seizures s`. */
export const conditions: Readonly<Record<Gap, Sql>> = {
  incomplete: sql`(${place} or ${route} or ${detection})`,
  place,
  route,
  detection,
  // As its index has it.
  container: sql`(s.transport = 'SEA-CONT' and not (s.document @@ '''box='':*'::tsquery))`,
  other: sql`coalesce(s.concealment, '') = 'CON-OTH'`,
  picture: sql`
    (not s.headings @> array['PORN'] and not exists (
      select from cpdb_pictures p where p.seizure_id = s.id and ${publishedPictures}))`,
  slow: sql`(${delay} > ${lateDays}::int and ${delay} <= ${longestDelay}::int)`,
};

/** Records of an office, submitted in some days, within the viewer's scope. Alias `s`. */
export function ofOffice(viewer: Viewer, officeId: number, { from, until }: Days): Sql {
  return sql`
    s.office_id = ${officeId}::int and ${visibleSeizures(viewer)}
    and ${recordedSince} ${from}::date and ${recordedBefore} ${until}::date`;
}

export interface GapRow {
  readonly ref: string;
  readonly seizureDate: string;
  readonly placeName: string | null;
  readonly delay: number;
  readonly missing: readonly Gap[];
}

interface Asked {
  readonly officeId: number;
  readonly gap: Gap;
  readonly days: Days;
}

export async function countGap(on: Queryable, viewer: Viewer, { officeId, gap, days }: Asked): Promise<number> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select count(*)::int as n from seizures s
      where ${ofOffice(viewer, officeId, days)} and ${inForce} and ${conditions[gap]}`,
  );
  return row?.n ?? 0;
}

/** Records in force that lack something, the newest first; of the late ones the latest first. */
export function listGaps(on: Queryable, viewer: Viewer, { officeId, gap, days }: Asked): Promise<GapRow[]> {
  const order = gap === 'slow' ? sql`${delay} desc, s.id desc` : sql`s.recorded_at desc, s.id desc`;
  return queryRows(
    on,
    sql`
      select s.ref, s.seizure_date as "seizureDate", s.place_name as "placeName", ${delay} as delay,
        array_remove(array[case when ${place} then 'place' end, case when ${route} then 'route' end,
          case when ${detection} then 'detection' end], null) as missing
      from seizures s
      where ${ofOffice(viewer, officeId, days)} and ${inForce} and ${conditions[gap]}
      order by ${order} limit ${mostListed}::int`,
  );
}
