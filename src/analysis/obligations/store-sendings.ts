import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { ReportKey } from './reports.ts';
import type { Cell } from './sheets/sheet.ts';

/** A line as it left. */
export interface KeptRow {
  readonly key: string;
  readonly ref: string;
  readonly version: number;
  readonly cells: readonly Cell[];
}

/** A file that was taken, without its lines. Times are ISO text in UTC. */
export interface KeptFile {
  readonly id: string;
  readonly report: ReportKey;
  readonly officeId: number;
  readonly year: number;
  readonly lines: number;
  readonly records: number;
  readonly name: string;
  readonly storedId: string;
  readonly size: number;
  readonly takenAt: string;
  readonly takenBy: string;
}

/** The note that a file was sent. */
export interface Sending {
  readonly id: string;
  readonly fileId: string;
  /** YYYY-MM-DD. */
  readonly sentOn: string;
  readonly sentTo: string;
  readonly note: string;
  readonly version: number;
  readonly notedBy: string;
  readonly notedAt: string;
  readonly correctedBy: string | null;
  readonly correctedAt: string | null;
  readonly takenBackBy: string | null;
  readonly takenBackAt: string | null;
  readonly reason: string | null;
}

/** A sending with its file. */
export interface Sent extends Sending {
  readonly file: KeptFile;
}

/** What left: keys of its columns and its lines. */
export interface KeptContent {
  readonly columns: readonly string[];
  readonly rows: readonly KeptRow[];
}

const iso = (column: ReturnType<typeof sql>): ReturnType<typeof sql> =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const fileColumns = sql`f.id, f.report, f.office_id as "officeId", f.year, f.lines, f.records, f.name,
  f.stored_id as "storedId", f.size, ${iso(sql`f.taken_at`)} as "takenAt",
  (select a.login_id from accounts a where a.id = f.taken_by) as "takenBy"`;

const sendingColumns = sql`s.id, s.file_id as "fileId", to_char(s.sent_on, 'YYYY-MM-DD') as "sentOn",
  s.sent_to as "sentTo", s.note, s.version, ${iso(sql`s.noted_at`)} as "notedAt",
  (select a.login_id from accounts a where a.id = s.noted_by) as "notedBy",
  ${iso(sql`s.corrected_at`)} as "correctedAt",
  (select a.login_id from accounts a where a.id = s.corrected_by) as "correctedBy",
  ${iso(sql`s.taken_back_at`)} as "takenBackAt",
  (select a.login_id from accounts a where a.id = s.taken_back_by) as "takenBackBy", s.reason`;

interface NewFile extends Omit<KeptFile, 'id' | 'takenAt' | 'takenBy'>, KeptContent {
  readonly digest: string;
  readonly sha256: string;
}

export async function insertFile(client: Client, viewer: Viewer, file: NewFile): Promise<string> {
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      insert into obligation_files (report, office_id, year, lines, records, columns, rows, digest, name, stored_id,
        size, sha256, taken_by)
      values (${file.report}, ${file.officeId}, ${file.year}, ${file.lines}, ${file.records},
        ${JSON.stringify(file.columns)}::jsonb, ${JSON.stringify(file.rows)}::jsonb, ${file.digest}, ${file.name},
        ${file.storedId}, ${file.size}, ${file.sha256}, ${viewer.accountId})
      returning id`,
  );
  if (!row) throw new Error('the file was not written');
  return row.id;
}

/** A file of an office with the same content, if one was taken. */
export async function findSame(on: Queryable, officeId: number, digest: string): Promise<string | undefined> {
  const row = await queryRow<{ id: string }>(
    on,
    sql`
      select id from obligation_files where office_id = ${officeId} and digest = ${digest}
      order by taken_at desc limit 1`,
  );
  return row?.id;
}

export async function findFile(on: Queryable, id: string): Promise<KeptFile | undefined> {
  return queryRow<KeptFile>(on, sql`select ${fileColumns} from obligation_files f where f.id = ${id}`);
}

export async function readContent(on: Queryable, fileId: string): Promise<KeptContent> {
  const row = await queryRow<KeptContent>(
    on,
    sql`select f.columns, f.rows from obligation_files f where f.id = ${fileId}`,
  );
  if (!row) throw new Error('a sending without its file');
  return row;
}

/** Files of a report and year, the newest first. */
export async function listFiles(
  on: Queryable,
  { officeId, report, year }: Pick<KeptFile, 'officeId' | 'report' | 'year'>,
): Promise<KeptFile[]> {
  return queryRows<KeptFile>(
    on,
    sql`
      select ${fileColumns} from obligation_files f
      where f.office_id = ${officeId} and f.report = ${report} and f.year = ${year}
      order by f.taken_at desc limit 50`,
  );
}

/** What offices sent, the newest first; of one report and year where they are named. */
export async function listSent(
  on: Queryable,
  offices: readonly number[],
  of: { readonly report?: ReportKey; readonly year?: number } = {},
): Promise<Sent[]> {
  const rows = await queryRows<Sending & { file: KeptFile }>(
    on,
    sql`
      select ${sendingColumns}, (select to_jsonb(x) from (select ${fileColumns}) x) as file
      from obligation_sendings s join obligation_files f on f.id = s.file_id
      where f.office_id = any(${[...offices]}::int[])
        ${of.report === undefined ? empty : sql`and f.report = ${of.report}`}
        ${of.year === undefined ? empty : sql`and f.year = ${of.year}`}
      order by s.sent_on desc, s.noted_at desc`,
  );
  return rows;
}

export async function findSent(on: Queryable, id: string, isLocked = false): Promise<Sent | undefined> {
  return queryRow<Sent>(
    on,
    sql`
      select ${sendingColumns}, (select to_jsonb(x) from (select ${fileColumns}) x) as file
      from obligation_sendings s join obligation_files f on f.id = s.file_id
      where s.id = ${id} ${isLocked ? sql`for update of s` : empty}`,
  );
}

/** The lines of the sendings of a report and year that stand. */
export async function listContents(
  on: Queryable,
  of: Pick<KeptFile, 'officeId' | 'report' | 'year'>,
): Promise<(KeptContent & { readonly sendingId: string })[]> {
  return queryRows(
    on,
    sql`
      select s.id as "sendingId", f.columns, f.rows
      from obligation_sendings s join obligation_files f on f.id = s.file_id
      where f.office_id = ${of.officeId} and f.report = ${of.report} and f.year = ${of.year}
        and s.taken_back_at is null
      order by s.sent_on desc, s.noted_at desc`,
  );
}

/** The note that stands of the same file, day and receiver; whoever asks at the same time waits. */
export async function findSameSending(
  client: Client,
  { fileId, sentOn, sentTo }: Pick<Sending, 'fileId' | 'sentOn' | 'sentTo'>,
): Promise<string | undefined> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtext(${`obligation_sendings ${fileId}`}))`);
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      select id from obligation_sendings
      where file_id = ${fileId} and sent_on = ${sentOn}::date and sent_to = ${sentTo} and taken_back_at is null
      order by noted_at limit 1`,
  );
  return row?.id;
}

export async function insertSending(
  client: Client,
  viewer: Viewer,
  { fileId, sentOn, sentTo, note }: Pick<Sending, 'fileId' | 'sentOn' | 'sentTo' | 'note'>,
): Promise<string> {
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      insert into obligation_sendings (file_id, sent_on, sent_to, note, noted_by)
      values (${fileId}, ${sentOn}::date, ${sentTo}, ${note}, ${viewer.accountId}) returning id`,
  );
  if (!row) throw new Error('the note was not written');
  return row.id;
}

export async function updateSending(
  client: Client,
  viewer: Viewer,
  { id, sentOn, sentTo, note }: Pick<Sending, 'id' | 'sentOn' | 'sentTo' | 'note'>,
): Promise<void> {
  await execute(
    client,
    sql`
      update obligation_sendings set sent_on = ${sentOn}::date, sent_to = ${sentTo}, note = ${note},
        version = version + 1, corrected_by = ${viewer.accountId}, corrected_at = now()
      where id = ${id}`,
  );
}

export async function markTakenBack(client: Client, viewer: Viewer, id: string, reason: string): Promise<void> {
  await execute(
    client,
    sql`
      update obligation_sendings set version = version + 1, taken_back_by = ${viewer.accountId},
        taken_back_at = now(), reason = ${reason}
      where id = ${id}`,
  );
}
