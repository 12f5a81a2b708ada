import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Referral, Subject } from './referral.ts';
import { inBox, visibleReferrals, type Box } from './scope.ts';
import { columns, people, toReferral, type Row } from './store.ts';

/** Waiting to be taken; being worked on; ended, or passed on to another office. */
export const tabs = ['open', 'taken', 'ended', 'all'] as const;
export type Tab = (typeof tabs)[number];

export interface ListQuery {
  readonly box: Box;
  readonly tab: Tab;
  readonly subject: Subject | '';
  /** Id below or above which the page begins. */
  readonly after?: number;
  readonly before?: number;
}

const rowsPerPage = 25;

function found(viewer: Viewer, { box, subject }: Pick<ListQuery, 'box' | 'subject'>) {
  const [scope, own] = [visibleReferrals(viewer), inBox(viewer, box)];
  return sql`
    (select r.*, case when r.state not in ('sent', 'taken')
      or ${box === 'office'}::boolean
      and r.office_id <> ${viewer.office.id}::int then 'ended' when r.state = 'sent' then 'open' else 'taken' end as tab
    from referrals r where ${scope} and ${own} and (${subject}::text = '' or r.subject = ${subject}::text))`;
}

/** A page of a list, newest first, and whether more is on either side. */
export async function listReferrals(
  on: Queryable,
  viewer: Viewer,
  query: ListQuery,
): Promise<{ rows: Referral[]; hasNewer: boolean; hasOlder: boolean }> {
  const upwards = query.before !== undefined;
  const from = query.before ?? query.after ?? null;
  const [beyond, direction] = upwards ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const rows = await queryRows<Row>(
    on,
    sql`
      select ${columns} from ${found(viewer, query)} r ${people}
      where (${query.tab}::text = 'all' or r.tab = ${query.tab}::text)
        and (${from}::int is null or r.id ${beyond} ${from}::int)
      order by r.id ${direction} limit ${rowsPerPage + 1}`,
  );
  const hasMore = rows.length > rowsPerPage;
  const shown = rows.slice(0, rowsPerPage).map(toReferral);
  return upwards
    ? { rows: shown.toReversed(), hasNewer: hasMore, hasOlder: true }
    : { rows: shown, hasNewer: query.after !== undefined, hasOlder: hasMore };
}

/** How many each tab holds. */
export async function countReferrals(
  on: Queryable,
  viewer: Viewer,
  query: Pick<ListQuery, 'box' | 'subject'>,
): Promise<Record<Tab, number>> {
  const counts = await queryRow<Record<Tab, number>>(
    on,
    sql`
      select count(*) filter (where r.tab = 'open')::int as open, count(*) filter (where r.tab = 'taken')::int as taken,
        count(*) filter (where r.tab = 'ended')::int as ended, count(*)::int as all from ${found(viewer, query)} r`,
  );
  return counts ?? { open: 0, taken: 0, ended: 0, all: 0 };
}
