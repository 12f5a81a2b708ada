import { copyRows } from '../../db/copy.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { PublishedTotal, UnreadReason } from '../engine/totals/read-totals.ts';

/** Who sees an office's totals beside itself, its RILO and administrators: nobody, or all Members. */
export const audiences = ['office', 'members'] as const;
export type Audience = (typeof audiences)[number];

/** A file of totals as an office keeps it. Times ISO in UTC. */
export interface Statistics {
  readonly importId: number;
  readonly audience: Audience;
  readonly totals: number;
  readonly rowsAside: number;
  readonly rowsUnread: Readonly<Partial<Record<UnreadReason, number>>>;
  readonly keptBy: string;
  readonly keptAt: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnBy: string | null;
  readonly reason: string | null;
  readonly fileName: string;
  /** Time its totals cover; null while there is none. */
  readonly from: string | null;
  readonly to: string | null;
  readonly countries: readonly string[];
}

const columns = sql`
  s.import_id as "importId", s.audience, s.totals, s.rows_aside as "rowsAside", s.rows_unread as "rowsUnread",
  a.login_id as "keptBy", w.login_id as "withdrawnBy", s.reason, i.file_name as "fileName",
  to_char(s.kept_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "keptAt",
  to_char(s.withdrawn_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "withdrawnAt",
  t.first::text as from, t.last::text as to, coalesce(t.countries, '{}') as countries`;
const source = sql`
  published_statistics s join imports i on i.id = s.import_id join accounts a on a.id = s.account_id
  left join accounts w on w.id = s.withdrawn_by
  left join lateral (select min(period_from) as first, max(period_to) as last, array_agg(distinct country) as countries
    from published_totals where import_id = s.import_id) t on true`;

/** Begins the totals of an import anew: what was kept of it before goes. */
export async function beginStatistics(
  client: Client,
  viewer: { accountId: number },
  { id, officeId, audience }: { id: number; officeId: number; audience: Audience },
): Promise<void> {
  await deleteTotals(client, id);
  await execute(
    client,
    sql`
      insert into published_statistics (import_id, office_id, account_id, audience)
      values (${id}, ${officeId}, ${viewer.accountId}, ${audience})`,
  );
}

/** Totals that are not kept after all. */
export async function deleteTotals(client: Client, importId: number): Promise<void> {
  await execute(client, sql`delete from published_totals where import_id = ${importId}`);
  await execute(client, sql`delete from published_statistics where import_id = ${importId}`);
}

/** A total with the row it stands in; `source` are the cells by header. */
export interface TotalRow {
  readonly rowNo: number;
  readonly part: number;
  readonly total: PublishedTotal;
  readonly source: Readonly<Record<string, string>>;
}

export async function insertTotals(client: Client, importId: number, rows: readonly TotalRow[]): Promise<void> {
  await copyRows(
    client,
    'published_totals',
    [
      ...['import_id', 'row_no', 'part', 'country', 'period_from', 'period_to', 'period_kind', 'heading', 'product'],
      ...['product_text', 'place', 'cases', 'quantity', 'unit', 'source'],
    ],
    rows.map(({ rowNo, part, total, source: cells }) => [
      ...[importId, rowNo, part, total.country, total.period.from, total.period.to, total.period.kind],
      ...[total.heading ?? null, total.product ?? null, total.productText ?? null, total.place ?? null],
      ...[total.cases ?? null, total.quantity ?? null, total.unit ?? null, JSON.stringify(cells)],
    ]),
  );
}

/** Rows read so far, beside those that gave totals. */
export interface RowsRead {
  readonly totals: number;
  readonly aside: number;
  readonly unread: Readonly<Partial<Record<UnreadReason, number>>>;
}

export async function countTotals(client: Client, importId: number, read: RowsRead): Promise<void> {
  await execute(
    client,
    sql`
      update published_statistics set totals = ${read.totals}, rows_aside = ${read.aside}, rows_unread = ${read.unread}
      where import_id = ${importId}`,
  );
}

export async function markKept(client: Client, importId: number): Promise<void> {
  await execute(client, sql`update published_statistics set kept_at = now() where import_id = ${importId}`);
}

export async function markWithdrawn(
  client: Client,
  viewer: { accountId: number },
  importId: number,
  reason: string,
): Promise<void> {
  await execute(
    client,
    sql`
      update published_statistics set withdrawn_at = now(), withdrawn_by = ${viewer.accountId}, reason = ${reason}
      where import_id = ${importId}`,
  );
}

/** Of an import of the viewer's own office, by the caller's word. */
export async function findStatistics(on: Queryable, importId: number): Promise<Statistics | undefined> {
  return queryRow<Statistics>(on, sql`select ${columns} from ${source} where s.import_id = ${importId}`);
}

/** What the viewer's office keeps, newest first; what was withdrawn is among it. */
export async function listStatistics(
  on: Queryable,
  viewer: { office: { id: number } },
  limit = 100,
): Promise<Statistics[]> {
  return queryRows<Statistics>(
    on,
    sql`
      select ${columns} from ${source} where s.office_id = ${viewer.office.id} and s.kept_at is not null
      order by s.import_id desc limit ${limit}`,
  );
}
