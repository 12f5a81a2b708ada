import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import type { ReportRow } from './store-reports.ts';

/** An edition of a report that was recalled. Times are ISO text in UTC. */
export interface RecallRow {
  readonly id: string;
  readonly reason: string;
  readonly recalledAt: string;
  /** When the report was published again; null until then. */
  readonly correctedAt: string | null;
}

const columns = sql`
  c.id, c.reason, to_char(c.recalled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "recalledAt",
  to_char(c.corrected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "correctedAt"`;

/** The newest recall of a report. */
export async function findRecall(on: Queryable, reportId: number): Promise<RecallRow | undefined> {
  return queryRow<RecallRow>(
    on,
    sql`
      select ${columns} from analysis_report_recalls c where c.report_id = ${reportId}
      order by c.recalled_at desc limit 1`,
  );
}

/** Takes the publication of a report back with its PDFs, whatever state those are in. Answers the id of the recall. */
export async function insertRecall(client: Client, viewer: Viewer, reportId: number, reason: string): Promise<string> {
  await execute(
    client,
    sql`
      update analysis_reports set state = 'open', published_by = null, published_at = null, version = version + 1
      where id = ${reportId}`,
  );
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      insert into analysis_report_recalls (report_id, reason, recalled_by)
      values (${reportId}, ${reason}, ${viewer.accountId}) returning id`,
  );
  return row?.id ?? '';
}

/** Whoever opened a PDF of the edition, but the one who recalls it, is to be told. Answers their logins. */
export async function insertTold(client: Client, viewer: Viewer, recallId: string): Promise<string[]> {
  await execute(
    client,
    sql`
      insert into analysis_report_told (recall_id, account_id)
      select distinct c.id, e.account_id
      from analysis_report_recalls c
        join analysis_report_files f on f.report_id = c.report_id and f.is_published and f.recalled_at is null
        join audit_events e on e.action = 'report.fileOpened' and e.subject = f.name and e.detail->>'file' = f.id::text
      where c.id = ${recallId} and e.account_id <> ${viewer.accountId}`,
  );
  await execute(
    client,
    sql`
      update analysis_report_files f set recalled_at = c.recalled_at from analysis_report_recalls c
      where c.id = ${recallId} and f.report_id = c.report_id and f.is_published and f.recalled_at is null`,
  );
  return listTold(client, recallId);
}

/** The report is published again: answers who is to be told so. */
export async function endRecall(client: Client, reportId: number): Promise<string[]> {
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      update analysis_report_recalls set corrected_at = now()
      where report_id = ${reportId} and corrected_at is null returning id`,
  );
  return row ? listTold(client, row.id) : [];
}

async function listTold(on: Queryable, recallId: string): Promise<string[]> {
  const rows = await queryRows<{ login: string }>(
    on,
    sql`
      select a.login_id as login from analysis_report_told t join accounts a on a.id = t.account_id
      where t.recall_id = ${recallId} order by a.id`,
  );
  return rows.map(({ login }) => login);
}

/** Recalls the viewer was told of and has not noted, nor that the report was published again. Aliases: `t`, `c`. */
export function unnotedRecalls({ accountId }: Pick<Viewer, 'accountId'>): Sql {
  return sql`
    analysis_report_told t join analysis_report_recalls c on c.id = t.recall_id
      join analysis_reports r on r.id = c.report_id
    where t.account_id = ${accountId}::int and (t.noted_at is null or t.noted_at < c.corrected_at)`;
}

/** Of which report. */
export type ToldRow = RecallRow & Pick<ReportRow, 'slug' | 'from' | 'to' | 'area'>;

export async function listUnnoted(on: Queryable, viewer: Viewer): Promise<ToldRow[]> {
  return queryRows<ToldRow>(
    on,
    sql`
      select ${columns}, r.slug, to_char(r.period_from, 'YYYY-MM-DD') as "from",
        to_char(r.period_to, 'YYYY-MM-DD') as "to", r.area
      from ${unnotedRecalls(viewer)} order by c.recalled_at desc`,
  );
}

/** Answers the report, where there was something to note. */
export async function noteRecall(client: Client, { accountId }: Viewer, id: string): Promise<string | undefined> {
  const row = await queryRow<{ slug: string }>(
    client,
    sql`
      update analysis_report_told t set noted_at = now()
      from analysis_report_recalls c join analysis_reports r on r.id = c.report_id
      where t.recall_id = ${id}::uuid and t.account_id = ${accountId} and c.id = t.recall_id
        and (t.noted_at is null or t.noted_at < c.corrected_at)
      returning r.slug`,
  );
  return row?.slug;
}
