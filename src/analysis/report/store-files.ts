import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Language } from '../../i18n/index.ts';

export const fileStates = ['waiting', 'making', 'made', 'failed'] as const;

/** A PDF of a report that was asked for. `size` in bytes. */
export interface FileRow {
  readonly id: string;
  readonly reportId: number;
  readonly lang: Language;
  readonly state: (typeof fileStates)[number];
  /** Made of the published report. */
  readonly isPublished: boolean;
  /** Version of the report it was asked for. */
  readonly ofVersion: number;
  readonly pages: number | null;
  /** Pages laid out so far. */
  readonly done: number;
  readonly name: string | null;
  readonly storedId: string | null;
  readonly size: number | null;
  readonly askedAt: string;
  readonly askedBy: number;
  /** References of the case studies in it. */
  readonly cases: readonly string[];
}

const columns = sql`
  f.id, f.report_id as "reportId", f.lang, f.state, f.is_published as "isPublished", f.of_version as "ofVersion",
  f.pages, f.done, f.name, f.stored_id as "storedId", f.size, f.asked_by as "askedBy", f.cases,
  to_char(f.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "askedAt"`;

/** The newest of each language. */
export async function listNewest(on: Queryable, reportId: number): Promise<FileRow[]> {
  return queryRows<FileRow>(
    on,
    sql`
      select distinct on (f.lang) ${columns} from analysis_report_files f
      where f.report_id = ${reportId} order by f.lang, f.asked_at desc`,
  );
}

export async function findFile(on: Queryable, id: string): Promise<FileRow | undefined> {
  return queryRow<FileRow>(on, sql`select ${columns} from analysis_report_files f where f.id = ${id}`);
}

export async function insertFile(
  client: Client,
  viewer: Viewer,
  { reportId, lang, isPublished, ofVersion }: Pick<FileRow, 'reportId' | 'lang' | 'isPublished' | 'ofVersion'>,
): Promise<string> {
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      insert into analysis_report_files (report_id, lang, is_published, of_version, asked_by)
      values (${reportId}, ${lang}, ${isPublished}, ${ofVersion}, ${viewer.accountId}) returning id`,
  );
  return row?.id ?? '';
}

export async function markMaking(on: Queryable, id: string, done: number): Promise<void> {
  await execute(on, sql`update analysis_report_files set state = 'making', done = ${done} where id = ${id}`);
}

export async function markFailed(on: Queryable, id: string): Promise<void> {
  await execute(on, sql`update analysis_report_files set state = 'failed' where id = ${id} and state <> 'made'`);
}

export async function markMade(
  client: Client,
  id: string,
  made: {
    readonly pages: number;
    readonly name: string;
    readonly storedId: string;
    size: number;
    sha256: string;
  } & Pick<FileRow, 'cases'>,
): Promise<void> {
  await execute(
    client,
    sql`
      update analysis_report_files set state = 'made', pages = ${made.pages}, done = ${made.pages}, name = ${made.name},
        stored_id = ${made.storedId}, size = ${made.size}, sha256 = ${made.sha256}, made_at = now(),
        cases = ${[...made.cases]}::text[]
      where id = ${id}`,
  );
}

/** Files that were asked for and not made, for a start after a crash. */
export async function listWaiting(on: Queryable): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    on,
    sql`select id from analysis_report_files where state in ('waiting', 'making')`,
  );
  return rows.map(({ id }) => id);
}
