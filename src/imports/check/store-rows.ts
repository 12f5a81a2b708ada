import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { copyLines, copyRows, type CopyLines } from '../../db/copy.ts';
import type { SeizureRecord } from '../../seizures/index.ts';
import type { RowCounts, RowState } from '../import.ts';

/**
 * A problem of a row, as kept: `code` of the catalogue (import.md section 6) or a finding's key; `field` as in the
 * plan.
 */
export interface KeptProblem {
  readonly level: 'error' | 'warning';
  readonly code: string;
  readonly field?: string;
  readonly column?: number;
  readonly values?: Readonly<Record<string, string | number>>;
}

export interface StagedRow {
  readonly rowNo: number;
  readonly line: number;
  readonly state: RowState;
  /** Cells as in the file; '' in place of nominal ones. */
  readonly raw: readonly string[];
  /** None of a row set aside, nor of one that is a record. */
  readonly record: SeizureRecord | null;
  readonly problems: readonly KeptProblem[];
  readonly hash: string | null;
}

const stagedColumns = ['import_id', 'row_no', 'line', 'state', 'raw', 'record', 'problems', 'row_hash'];

/** A row as it is written. */
export function writtenRow(importId: number, row: StagedRow) {
  return [
    importId,
    row.rowNo,
    row.line,
    row.state,
    row.raw,
    row.record,
    JSON.stringify(row.problems),
    row.hash === null ? null : `\\x${row.hash}`,
  ];
}

export async function insertLines(client: Client, lines: CopyLines): Promise<void> {
  await copyLines(client, 'import_rows', stagedColumns, lines);
}

export async function insertRows(client: Client, importId: number, rows: readonly StagedRow[]): Promise<void> {
  await copyRows(
    client,
    'import_rows',
    stagedColumns,
    rows.map(row => writtenRow(importId, row)),
  );
}

export async function deleteRows(client: Client, importId: number): Promise<void> {
  await execute(client, sql`delete from import_problems where import_id = ${importId}`);
  await execute(client, sql`delete from import_rows where import_id = ${importId} and state <> 'committed'`);
}

/** With those that are records. */
export async function deleteAllRows(on: Client, importId: number): Promise<void> {
  await execute(on, sql`delete from import_problems where import_id = ${importId}`);
  await execute(on, sql`delete from import_rows where import_id = ${importId}`);
}

/** Rows by state. */
export async function countRows(on: Queryable, importId: number): Promise<RowCounts> {
  const rows = await queryRows<{ state: RowState; n: number }>(
    on,
    sql`select state, count(*)::int as n from import_rows where import_id = ${importId} group by state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** How many ready rows have goods of one of some headings. */
export async function countReadyOf(on: Queryable, importId: number, headings: readonly string[]): Promise<number> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select count(*)::int as n from import_rows
      where import_id = ${importId} and state = 'ready'
        and exists (
          select from jsonb_array_elements(record -> 'lines') l where l ->> 'heading' = any(${headings}::text[]))`,
  );
  return row?.n ?? 0;
}

interface RowFilter {
  readonly state?: RowState;
  readonly code?: string;
  readonly field?: string;
  /** The cell of a column, as it stands. */
  readonly cell?: { readonly column: number; readonly value: string };
  /** Only rows that are no records yet. */
  readonly open?: boolean;
  /** Rows after this number. */
  readonly after?: number;
}

interface RowRow {
  row_no: number;
  line: number;
  state: RowState;
  raw: string[];
  record: SeizureRecord | null;
  problems: KeptProblem[];
}

export async function listRows(
  on: Queryable,
  importId: number,
  filter: RowFilter,
  limit: number,
): Promise<StagedRow[]> {
  const rows = await queryRows<RowRow>(
    on,
    sql`
      select row_no, line, state, raw, record, problems from import_rows
      where import_id = ${importId} and row_no > ${filter.after ?? 0}
        and (${filter.state ?? null}::text is null or state = ${filter.state ?? null}::text)
        and (${filter.code ?? null}::text is null
          or exists (select 1 from jsonb_array_elements(problems) p
            where p->>'code' = ${filter.code ?? null}::text
          and (${filter.field ?? null}::text is null or p->>'field' = ${filter.field ?? null}::text)))
        and (${filter.cell ? filter.cell.column + 1 : null}::int is null
          or raw[${filter.cell ? filter.cell.column + 1 : null}::int] = ${filter.cell?.value ?? null})
          and (not ${filter.open ?? false} or state <> 'committed')
      order by row_no limit ${limit}`,
  );
  return rows.map(staged);
}

function staged(row: RowRow): StagedRow {
  return {
    rowNo: row.row_no,
    line: row.line,
    state: row.state,
    raw: row.raw,
    record: row.record,
    problems: row.problems,
    hash: null,
  };
}

/** Rows by their numbers, those that are no records yet. */
export async function findRows(on: Queryable, importId: number, numbers: readonly number[]): Promise<StagedRow[]> {
  const rows = await queryRows<RowRow>(
    on,
    sql`
      select row_no, line, state, raw, record, problems from import_rows
      where import_id = ${importId} and row_no = any(${numbers}::int[]) and state <> 'committed' order by row_no`,
  );
  return rows.map(staged);
}

/** Rows by their lines in the file, those that are no records yet. */
export async function findRowsByLine(on: Queryable, importId: number, lines: readonly number[]): Promise<StagedRow[]> {
  const rows = await queryRows<RowRow>(
    on,
    sql`
      select row_no, line, state, raw, record, problems from import_rows
      where import_id = ${importId} and line = any(${lines}::int[]) and state <> 'committed' order by row_no`,
  );
  return rows.map(staged);
}

/** Writes back rows read again after a repair or an answer. */
export async function replaceRows(client: Client, importId: number, rows: readonly StagedRow[]): Promise<void> {
  await execute(
    client,
    sql`
      delete from import_rows where import_id = ${importId} and row_no = any(${rows.map(({ rowNo }) => rowNo)}::int[])
        and state <> 'committed'`,
  );
  await insertRows(client, importId, rows);
}

/** Sets rows that are no records yet to a state. */
export async function moveRows(
  client: Client,
  importId: number,
  to: RowState,
  numbers: readonly number[],
): Promise<void> {
  await execute(
    client,
    sql`
      update import_rows set state = ${to}
      where import_id = ${importId} and row_no = any(${numbers}::int[]) and state <> 'committed'`,
  );
}

/**
 * Sets rows to a state for a finding. Found first and written after: in one statement PostgreSQL, which knows nothing
 * of rows written just now, may look for the findings anew for each of some ten thousand rows.
 */
export async function markFound(
  client: Client,
  importId: number,
  state: RowState,
  found: readonly { readonly rowNo: number; readonly problem: KeptProblem }[],
): Promise<void> {
  if (found.length === 0) return;
  await execute(
    client,
    sql`
      update import_rows r set state = ${state}, problems = r.problems || jsonb_build_array(f.problem)
      from unnest(${found.map(({ rowNo }) => rowNo)}::int[],
        ${found.map(({ problem }) => problem)}::jsonb[]) as f(row_no, problem)
      where r.import_id = ${importId} and r.row_no = f.row_no`,
  );
}

/** A row about to become a record. */
export interface ReadyRow {
  readonly rowNo: number;
  readonly raw: readonly string[];
  readonly record: SeizureRecord;
  readonly problems: readonly KeptProblem[];
}

/** Goes into the record of another row. */
const joins = sql`problems @> '[{"code": "ref_joined"}]'`;
/** The cells as JSON: Node reads an array as PostgreSQL writes it character by character. */
const readyColumns = sql`row_no as "rowNo", to_json(raw) as raw, record, problems`;

/**
 * Ready rows that stand for themselves, the first of them behind a row; or those named, which go into another row's
 * record.
 */
export async function readyRows(
  on: Queryable,
  importId: number,
  which: { readonly after: number; readonly limit: number } | { readonly numbers: readonly number[] },
): Promise<ReadyRow[]> {
  // Behind a row, not simply the first: what was committed before leaves dead entries in the index, to be passed over
  // each time.
  return 'limit' in which
    ? queryRows<ReadyRow>(
        on,
        sql`
          select ${readyColumns} from import_rows
          where import_id = ${importId} and state = 'ready' and row_no > ${which.after} and not ${joins}
          order by row_no limit ${which.limit}`,
      )
    : queryRows<ReadyRow>(
        on,
        sql`
          select ${readyColumns} from import_rows
          where import_id = ${importId} and state = 'ready' and row_no = any(${which.numbers}::int[])
          order by row_no`,
      );
}

/** Selects the ready rows, or those of them that are named, as the records they would be. */
export function readyRecords(importId: number, which: readonly number[] | 'all'): Sql {
  return sql`
    select row_no, record from import_rows where import_id = ${importId} and state = 'ready'
    ${which === 'all' ? empty : sql`and row_no = any(${[...which]}::int[])`}`;
}

/** Rows that go into the record of another row, by that row's number. */
export async function listJoined(client: Client, importId: number): Promise<ReadonlyMap<number, readonly number[]>> {
  const rows = await queryRows<{ first: number; numbers: number[] }>(
    client,
    sql`
      select (p->'values'->>'row')::int as first, array_agg(row_no order by row_no) as numbers
      from import_rows, jsonb_array_elements(problems) p
      where import_id = ${importId} and state = 'ready' and ${joins}
        and p->>'code' = 'ref_joined' group by 1`,
  );
  return new Map(rows.map(({ first, numbers }) => [first, numbers]));
}

/**
 * Names the records that rows became. What each was read as stands there now: PostgreSQL writes a changed row whole,
 * and without it writes half as much.
 */
export async function markCommitted(
  client: Client,
  importId: number,
  rows: readonly { rowNo: number; seizureId: number }[],
): Promise<void> {
  await execute(
    client,
    sql`
      update import_rows r set state = 'committed', seizure_id = w.id, record = null
      from unnest(${rows.map(({ rowNo }) => rowNo)}::int[],
        ${rows.map(({ seizureId }) => seizureId)}::bigint[]) as w(row_no, id)
      where r.import_id = ${importId} and r.row_no = w.row_no`,
  );
}
