import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { CountedReport, PrintedReport } from './figures/figures.ts';

/** Figures of a report as somebody may have them, recalled or not. */
export interface EditionRow {
  readonly from: string;
  readonly to: string;
  readonly area: string | null;
  readonly counted: CountedReport;
  readonly printed: PrintedReport;
}

/** Editions whose period has days in common with that of a report, the first published first. */
export async function listEditions(
  on: Queryable,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<EditionRow[]> {
  return queryRows<EditionRow>(
    on,
    sql`
      select to_char(r.period_from, 'YYYY-MM-DD') as "from", to_char(r.period_to, 'YYYY-MM-DD') as "to", r.area,
        e.counted, e.printed
      from analysis_report_editions e join analysis_reports r on r.id = e.report_id
      where r.period_from <= ${to}::date and r.period_to >= ${from}::date
      order by e.published_at, r.id`,
  );
}

/** Keeps the figures of a report that is published now. */
export async function insertEdition(client: Client, reportId: number): Promise<void> {
  await execute(
    client,
    sql`
      insert into analysis_report_editions (report_id, checksum, counted, printed)
      select id, checksum, counted, printed from analysis_reports where id = ${reportId}
      on conflict do nothing`,
  );
}
