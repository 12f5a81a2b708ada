import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Language } from '../../i18n/index.ts';

export const fileStates = ['waiting', 'making', 'made', 'stopped', 'failed'] as const;

/** A PDF of a report that was asked for. `size` in bytes. */
export interface FileRow {
  readonly id: string;
  readonly reportId: number;
  readonly slug: string;
  readonly lang: Language;
  readonly state: (typeof fileStates)[number];
  /** Made of the published report; never after that edition was recalled. */
  readonly isPublished: boolean;
  /** Version of the report it was asked for. */
  readonly ofVersion: number;
  readonly pages: number | null;
  /** Pages laid out so far, and pages it will have: known once it was laid out. */
  readonly done: number;
  readonly ofPages: number | null;
  /** Percent. */
  readonly progress: number;
  /** How often it was begun: a process may have ended under it. */
  readonly attempts: number;
  readonly name: string | null;
  readonly storedId: string | null;
  readonly size: number | null;
  readonly askedAt: string;
  readonly askedBy: number;
  /** References of the case studies in it. */
  readonly cases: readonly string[];
}

const columns = sql`
  f.id, f.report_id as "reportId", (select r.slug from analysis_reports r where r.id = f.report_id) as slug, f.lang,
  f.state, f.is_published and f.recalled_at is null as "isPublished",
  f.of_version as "ofVersion", f.pages, f.done, f.name,
  f.stored_id as "storedId", f.size, f.asked_by as "askedBy", f.cases,
  f.of_pages as "ofPages", f.progress, f.attempts,
  to_char(f.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "askedAt"`;

/** Of each language the newest that was made, as a draft and of the published report, and one asked for since. */
export async function listNewest(on: Queryable, reportId: number): Promise<FileRow[]> {
  const files = await queryRows<FileRow>(
    on,
    sql`
      select distinct on (f.lang, f.state = 'made', f.is_published) ${columns} from analysis_report_files f
      where f.report_id = ${reportId} and f.recalled_at is null
      order by f.lang, f.state = 'made', f.is_published, f.asked_at desc`,
  );
  const isSince = (file: FileRow): boolean =>
    !files.some(one => one.lang === file.lang && one.id !== file.id && one.askedAt > file.askedAt);
  return files.filter(file => file.state === 'made' || isSince(file));
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

/** Takes up a file that waits or was interrupted. */
export async function takeFileUp(on: Queryable, id: string): Promise<FileRow | undefined> {
  return queryRow<FileRow>(
    on,
    sql`
      update analysis_report_files f set state = 'making', done = 0, progress = 0, attempts = f.attempts + 1
      where f.id = ${id} and f.state in ('waiting', 'making') returning ${columns}`,
  );
}

/** Says how far a file is. Answers whether it is still wanted. */
export async function noteMaking(
  on: Queryable,
  id: string,
  { done, ofPages, progress }: Pick<FileRow, 'done' | 'ofPages' | 'progress'>,
): Promise<boolean> {
  const count = await execute(
    on,
    sql`
      update analysis_report_files set done = ${done}, of_pages = ${ofPages}, progress = ${Math.round(progress)}
      where id = ${id} and state = 'making'`,
  );
  return count > 0;
}

export async function markFailed(on: Queryable, id: string): Promise<void> {
  await execute(
    on,
    sql`update analysis_report_files set state = 'failed' where id = ${id} and state in ('waiting', 'making')`,
  );
}

/** Answers whether there was anything to cancel. */
export async function markFileStopped(client: Client, id: string): Promise<boolean> {
  const count = await execute(
    client,
    sql`update analysis_report_files set state = 'stopped' where id = ${id} and state in ('waiting', 'making')`,
  );
  return count > 0;
}

/** Writes down a file that is still wanted; answers whether it was. */
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
): Promise<boolean> {
  const count = await execute(
    client,
    sql`
      update analysis_report_files set state = 'made', progress = 100, pages = ${made.pages}, done = ${made.pages},
        name = ${made.name},
        stored_id = ${made.storedId}, size = ${made.size}, sha256 = ${made.sha256}, made_at = now(),
        cases = ${[...made.cases]}::text[]
      where id = ${id} and state = 'making'`,
  );
  return count > 0;
}

/** Files that wait or were interrupted, for a start after a crash. */
export async function listWaiting(on: Queryable): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    on,
    sql`select id from analysis_report_files where state in ('waiting', 'making')`,
  );
  return rows.map(({ id }) => id);
}
