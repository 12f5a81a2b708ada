import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { SectionKey } from './sections.ts';
import type { NoteRow } from './store-reports.ts';

/** Notes of those who review a section, the oldest first. */
export async function listNotes(on: Queryable, reportId: number, key: SectionKey): Promise<NoteRow[]> {
  return queryRows<NoteRow>(
    on,
    sql`
      select n.id, n.text, w.login_id as "writtenBy",
        to_char(n.written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "writtenAt", c.login_id as "closedBy"
      from analysis_report_notes n join accounts w on w.id = n.written_by left join accounts c on c.id = n.closed_by
      where n.report_id = ${reportId} and n.key = ${key} order by n.written_at, n.id`,
  );
}

export async function insertNote(
  client: Client,
  viewer: Viewer,
  { reportId, key, text }: { readonly reportId: number; readonly key: SectionKey; readonly text: string },
): Promise<string> {
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      insert into analysis_report_notes (report_id, key, text, written_by)
      values (${reportId}, ${key}, ${text}, ${viewer.accountId}) returning id`,
  );
  return row?.id ?? '';
}

/** Whether it was open. */
export async function closeNote(
  client: Client,
  viewer: Viewer,
  { reportId, key, id }: { readonly reportId: number; readonly key: SectionKey; readonly id: string },
): Promise<boolean> {
  const count = await execute(
    client,
    sql`
      update analysis_report_notes set closed_by = ${viewer.accountId}, closed_at = now()
      where id = ${id} and report_id = ${reportId} and key = ${key} and closed_at is null`,
  );
  return count === 1;
}
