import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import type { Referral, Subject } from './referral.ts';
import { inBox, visibleReferrals } from './scope.ts';
import type { Box } from './scope.ts';
import { columns, joined, toReferral } from './store.ts';
import type { Row } from './store.ts';

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

export const rowsPerPage = 25;

function found(viewer: Viewer, { box, subject }: Pick<ListQuery, 'box' | 'subject'>) {
  const [scope, own] = [visibleReferrals(viewer), inBox(viewer, box)];
  return {
    // To the office that passed it on it is ended, whatever the next does with it.
    text: `(select r.*, case when r.state not in ('sent', 'taken') or ?::boolean and r.office_id <> ?::int then 'ended' when r.state = 'sent' then 'open' else 'taken' end as tab
      from referrals r where ${scope.text} and ${own.text} and (?::text = '' or r.subject = ?::text))`,
    bindings: [box === 'office', viewer.office.id, ...scope.bindings, ...own.bindings, subject, subject],
  };
}

/** A page of a list, newest first, and whether more is on either side. */
export async function listReferrals(
  viewer: Viewer,
  on: Queryable,
  query: ListQuery,
): Promise<{ rows: Referral[]; hasNewer: boolean; hasOlder: boolean }> {
  const { text, bindings } = found(viewer, query);
  const upwards = query.before !== undefined;
  const from = query.before ?? query.after ?? null;
  const rows = await run<Row>(
    on,
    sql.raw(
      `
    select ${columns} from ${joined.replace('referrals r', `${text} r`)}
    where (?::text = 'all' or r.tab = ?::text) and (?::int is null or r.id ${upwards ? '>' : '<'} ?::int) order by r.id ${upwards ? 'asc' : 'desc'} limit ?`,
      [...bindings, query.tab, query.tab, from, from, rowsPerPage + 1],
    ),
  );
  const hasMore = rows.length > rowsPerPage;
  const shown = rows.slice(0, rowsPerPage).map(toReferral);
  return upwards
    ? { rows: shown.toReversed(), hasNewer: hasMore, hasOlder: true }
    : { rows: shown, hasNewer: query.after !== undefined, hasOlder: hasMore };
}

/** How many each tab holds. */
export async function countReferrals(
  viewer: Viewer,
  on: Queryable,
  query: Pick<ListQuery, 'box' | 'subject'>,
): Promise<Record<Tab, number>> {
  const { text, bindings } = found(viewer, query);
  const [counts] = await run<Record<Tab, number>>(
    on,
    sql.raw(
      `
    select count(*) filter (where r.tab = 'open')::int as open, count(*) filter (where r.tab = 'taken')::int as taken,
      count(*) filter (where r.tab = 'ended')::int as ended, count(*)::int as all from ${text} r`,
      bindings,
    ),
  );
  return counts ?? { open: 0, taken: 0, ended: 0, all: 0 };
}

/** What waits: referrals nobody of the office took or whose sender wrote, and own ones with news. */
export async function countWaiting(viewer: Viewer, on: Queryable): Promise<{ waiting: number; news: number }> {
  const {
    rows: [counts],
  } = await on.query<{ waiting: number; news: number }>({
    name: 'referrals_waiting',
    text: `select (select count(*)::int from referrals where office_id = $1 and (state = 'sent' or office_news) and $2::boolean) as waiting,
      (select count(*)::int from referrals where made_by = $3 and sender_news) as news`,
    values: [viewer.office.id, rights['referral:handle'](viewer), viewer.accountId],
  });
  return counts ?? { waiting: 0, news: 0 };
}
