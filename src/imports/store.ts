import type { Viewer } from '../access/index.ts';
import type { Client, Queryable } from '../db/pool.ts';
import { execute, join, queryRow, queryRows, raw, sql } from '../db/sql.ts';
import { Conflict, NotFound, NotVisible } from '../errors.ts';
import { workingStates, type ImportState, type ImportStep, type RowCounts } from './import.ts';
import type { Plan, Sniffing } from './plan.ts';

/** One file import as its pages show it. Sizes in bytes, times ISO in UTC. */
export interface Import {
  readonly id: number;
  readonly officeId: number;
  readonly accountId: number;
  readonly loginId: string;
  readonly state: ImportState;
  /** What an uploaded file waits for; of no meaning later. */
  readonly step: ImportStep;
  readonly version: number;
  readonly fileId: string | null;
  readonly fileName: string;
  readonly fileSize: number;
  readonly sha256: string;
  readonly sniffed: Sniffing;
  readonly plan: Plan;
  readonly headerPrint: string | null;
  readonly rowsEstimated: number;
  readonly rowsRead: number;
  readonly rowsCommitted: number;
  readonly counts: RowCounts;
  readonly failure: { readonly code: string; readonly values: Readonly<Record<string, string | number>> } | null;
  readonly createdAt: string;
  readonly changedAt: string;
  /** When its records were last all in; null before. */
  readonly finishedAt: string | null;
}

const columns = sql`
  i.id, i.office_id as "officeId", i.account_id as "accountId", a.login_id as "loginId", i.state, i.step, i.version,
  i.file_id as "fileId",
  i.file_name as "fileName", i.file_size as "fileSize", i.file_sha256 as sha256, i.sniffed, i.plan,
  i.header_print as "headerPrint",
  i.rows_estimated as "rowsEstimated", i.rows_read as "rowsRead", i.rows_committed as "rowsCommitted", i.counts,
  i.failure,
  to_char(i.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
  to_char(i.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "changedAt",
  to_char(i.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "finishedAt"`;
const source = sql`imports i join accounts a on a.id = i.account_id`;

interface NewImport {
  readonly fileId: string;
  readonly fileName: string;
  readonly fileSize: number;
  readonly sha256: string;
  readonly sniffed: Sniffing;
  readonly plan: Plan;
  readonly headerPrint: string | null;
  readonly rowsEstimated: number;
  readonly state: ImportState;
  readonly step: ImportStep;
}

export async function insertImport(client: Client, viewer: Viewer, file: NewImport): Promise<number> {
  const row = await queryRow<{ id: number }>(
    client,
    sql`
      insert into imports (office_id, account_id, state, file_id, file_name, file_size, file_sha256, sniffed, plan,
        header_print, rows_estimated, step)
      values (${viewer.office.id}, ${viewer.accountId}, ${file.state}, ${file.fileId}, ${file.fileName},
        ${file.fileSize}, ${file.sha256}, ${file.sniffed}, ${file.plan}, ${file.headerPrint}, ${file.rowsEstimated},
        ${file.step}) returning id`,
  );
  return row?.id ?? 0;
}

/** An import of the viewer's own office; undefined for any other. */
export async function findImport(on: Queryable, viewer: Viewer, id: number): Promise<Import | undefined> {
  return queryRow<Import>(
    on,
    sql`select ${columns} from ${source} where i.id = ${id} and i.office_id = ${viewer.office.id}`,
  );
}

/** An import of the viewer's own office; any other is as if it did not exist. */
export async function getImport(on: Queryable, viewer: Viewer, id: number): Promise<Import> {
  const row = await findImport(on, viewer, id);
  if (!row) throw new NotVisible(`no import ${id}`);
  return row;
}

/**
 * An import of the viewer's own office, locked until the transaction ends. With `besideJobs` the lock does not wait for
 * the chunks a job is writing (see `isWanted`).
 */
export async function lockImport(on: Client, viewer: Viewer, id: number, besideJobs = false): Promise<Import> {
  const strength = besideJobs ? sql`for no key update` : sql`for update`;
  await execute(on, sql`select 1 from imports where id = ${id} ${strength}`);
  return getImport(on, viewer, id);
}

/** For a job, which acts for the account that asked. */
export async function getImportForJob(on: Queryable, id: number): Promise<Import> {
  const row = await queryRow<Import>(on, sql`select ${columns} from ${source} where i.id = ${id}`);
  if (!row) throw new NotFound(`no import ${id}`);
  return row;
}

export async function listImports(on: Queryable, viewer: Viewer, limit = 100): Promise<Import[]> {
  return queryRows<Import>(
    on,
    sql`
      select ${columns} from ${source} where i.office_id = ${viewer.office.id} and i.state <> 'discarded'
      order by i.id desc limit ${limit}`,
  );
}

/** An earlier import of the very same file by the office: one that gave records before one still open. */
export async function findSameFile(
  on: Queryable,
  viewer: { office: { id: number } },
  sha256: string,
  other = 0,
): Promise<Import | undefined> {
  return queryRow<Import>(
    on,
    sql`
      select ${columns} from ${source}
      where i.office_id = ${viewer.office.id} and i.file_sha256 = ${sha256} and i.id <> ${other}
        and i.state not in ('discarded', 'undone', 'failed')
      order by i.state in ('committed', 'committing') desc, i.id desc limit 1`,
  );
}

/** How many rows an import has, as far as is known. */
export async function countExpected(on: Queryable, id: number): Promise<number> {
  const row = await queryRow<{ rows: number }>(on, sql`select rows_estimated as rows from imports where id = ${id}`);
  return row?.rows ?? 0;
}

/** Imports a job should be working on, with who asked last. */
export async function listWorking(on: Queryable): Promise<{ id: number; accountId: number }[]> {
  return queryRows<{ id: number; accountId: number }>(
    on,
    sql`
      select i.id, coalesce((select s.account_id from import_steps s where s.import_id = i.id
          order by s.id desc limit 1), i.account_id) as "accountId"
      from imports i where i.state = any(${workingStates})`,
  );
}

/**
 * Imports nobody touched for so many days whose file is still there; those without anything left to do are not among
 * them.
 */
export async function listForgotten(
  on: Queryable,
  days: number,
): Promise<{ id: number; fileId: string; accountId: number; officeId: number; hasRecords: boolean }[]> {
  return queryRows<{ id: number; fileId: string; accountId: number; officeId: number; hasRecords: boolean }>(
    on,
    sql`
      select id, file_id as "fileId", account_id as "accountId", office_id as "officeId",
        coalesce((counts->>'committed')::int, 0) > 0 as "hasRecords"
      from imports where file_id is not null and state in ('uploaded', 'asking', 'ready', 'failed')
        and changed_at < now() - make_interval(days => ${days})`,
  );
}

export interface ImportChange {
  readonly state?: ImportState;
  readonly step?: ImportStep;
  readonly plan?: Plan;
  readonly sniffed?: Sniffing;
  readonly headerPrint?: string | null;
  readonly rowsRead?: number;
  readonly rowsCommitted?: number;
  readonly rowsEstimated?: number;
  readonly counts?: RowCounts;
  readonly failure?: Import['failure'];
  readonly fileId?: null;
  readonly finished?: true;
}

const columnOf: Readonly<Record<Exclude<keyof ImportChange, 'finished'>, string>> = {
  state: 'state',
  step: 'step',
  plan: 'plan',
  sniffed: 'sniffed',
  headerPrint: 'header_print',
  rowsRead: 'rows_read',
  rowsCommitted: 'rows_committed',
  rowsEstimated: 'rows_estimated',
  counts: 'counts',
  failure: 'failure',
  fileId: 'file_id',
};

/**
 * Changes an import; with `version`, only if nobody did meanwhile (else Conflict). Every change counts the version up.
 */
export async function changeImport(on: Queryable, id: number, change: ImportChange, version?: number): Promise<void> {
  const names = (Object.keys(change) as (keyof ImportChange)[]).filter(name => name !== 'finished');
  const changes = [
    ...names.map(name => sql`${raw(columnOf[name])} = ${change[name] ?? null}`),
    ...(change.finished ? [sql`finished_at = now()`] : []),
    sql`version = version + 1, changed_at = now()`,
  ];
  const rowCount = await execute(
    on,
    sql`
      update imports set ${join(changes)}
      where id = ${id} and (${version ?? null}::int is null or version = ${version ?? null}::int)`,
  );
  if (rowCount === 0) throw new Conflict('the import was changed meanwhile');
}

/** Moves progress on without counting a version: an officer's open page stays current while a job runs. */
export async function noteProgress(
  on: Queryable,
  id: number,
  progress: { rowsRead?: number; rowsCommitted?: number },
): Promise<void> {
  await execute(
    on,
    sql`
      update imports set rows_read = coalesce(${progress.rowsRead ?? null}, rows_read),
        rows_committed = coalesce(${progress.rowsCommitted ?? null}, rows_committed), changed_at = now()
      where id = ${id}`,
  );
}

/**
 * Whether the work a job began is still wanted: nobody stopped it, gave the file up or began it anew. Within a
 * transaction the import stays locked against decisions (which take it `for update`), not against notes of progress, so
 * that what the job writes and a person's word never cross while two chunks are written side by side.
 */
export async function isWanted(on: Queryable, file: Pick<Import, 'id' | 'state' | 'version'>): Promise<boolean> {
  const rows = await queryRows(
    on,
    sql`
      select 1 from imports where id = ${file.id} and state = ${file.state} and version = ${file.version}
      for key share`,
  );
  return rows.length > 0;
}

export async function insertImportStep(
  client: Queryable,
  viewer: { accountId: number },
  id: number,
  kind: string,
  detail?: object,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into import_steps (import_id, kind, detail, account_id)
      values (${id}, ${kind}, ${detail ?? null}, ${viewer.accountId})`,
  );
}

export interface ImportStepRow {
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly loginId: string;
  readonly at: Date;
}

export async function listImportSteps(on: Queryable, id: number): Promise<ImportStepRow[]> {
  return queryRows<ImportStepRow>(
    on,
    sql`
      select s.kind, s.detail, a.login_id as "loginId", s.at from import_steps s join accounts a on a.id = s.account_id
      where s.import_id = ${id} order by s.id desc`,
  );
}
