import { copyRows } from '../../db/copy.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import { flatLine, matchLines } from '../record/differences.ts';
import type { SeizureRecord } from '../seizure.ts';
import type { Remark } from './remark.ts';

/** Remarks on one record, and whose they are. */
export interface Remarked {
  readonly seizureId: number;
  readonly officeId: number;
  /** Whose import it came by. */
  readonly byOffice: number;
  readonly remarks: readonly Remark[];
}

const columns = [
  'seizure_id',
  'no',
  'office_id',
  'by_office_id',
  'line_no',
  'field',
  'code',
  'detail',
  'kind',
  'word_key',
];

export async function insertRemarks(client: Client, some: readonly Remarked[]): Promise<void> {
  if (some.length === 0) return;
  await copyRows(
    client,
    'seizure_remarks',
    columns,
    some.flatMap(({ seizureId, officeId, byOffice, remarks }) =>
      remarks.map((one, at) => [
        seizureId,
        at + 1,
        officeId,
        byOffice,
        one.lineNo,
        one.field,
        one.code,
        one.values,
        one.word?.kind ?? null,
        one.word?.key ?? null,
      ]),
    ),
  );
}

/** A remark as it stands with a record. */
export interface StoredRemark extends Remark {
  readonly no: number;
}

/** What is still open of what was remarked of a record already read through the scope. */
export async function listRemarks(on: Queryable, seizureId: number): Promise<StoredRemark[]> {
  const rows = await queryRows<StoredRemark & { kind: string | null; key: string | null }>(
    on,
    sql`
      select no, line_no as "lineNo", field, code, detail as values, kind, word_key as key from seizure_remarks
      where seizure_id = ${seizureId}::bigint and settled_version is null order by line_no nulls last, no`,
    'seizure_remarks',
  );
  return rows.map(({ kind, key, ...row }) => ({
    ...row,
    ...(kind === null || key === null ? {} : { word: { kind, key } }),
  }));
}

/**
 * Takes what was remarked over to a record's next version: what it says otherwise now is settled, lines that moved take
 * their remarks along.
 */
export async function carryRemarks(
  client: Client,
  old: { readonly id: number; readonly version: number; readonly record: SeizureRecord },
  record: SeizureRecord,
): Promise<void> {
  const remarks = await listRemarks(client, old.id);
  if (remarks.length === 0) return;
  const now = new Map(matchLines(old.record.lines, record.lines).map((was, at) => [was, at]));
  const moved = remarks.map(({ no, lineNo, field }) => {
    const at = lineNo === null ? undefined : now.get(lineNo - 1);
    const isSaid =
      lineNo === null
        ? isSaidOtherwise(old.record, record, field)
        : isLineOtherwise(old.record, record, lineNo, at, field);
    return { no, lineNo: at === undefined ? lineNo : at + 1, settled: isSaid };
  });
  await execute(
    client,
    sql`
      update seizure_remarks r set line_no = m.line_no,
        settled_version = case when m.settled then ${old.version + 1}::int end
      from unnest(${moved.map(({ no }) => no)}::int[], ${moved.map(({ lineNo }) => lineNo)}::int[],
          ${moved.map(({ settled }) => settled)}::boolean[]) as m(no, line_no, settled)
      where r.seizure_id = ${old.id}::bigint and r.no = m.no`,
  );
}

/** What the remark of a value is answered by, besides its own field. */
const together: Readonly<Record<string, readonly string[]>> = {
  border: ['departure', 'destination'],
  value: ['value', 'currency'],
  unit2: ['unit2', 'quantity2'],
  product: ['product', 'productText'],
};

function namesOf(field: string): readonly string[] {
  return together[field] ?? [field];
}

/** Of the record as a whole; a field of goods that belongs to no one line is settled by a change to any. */
function isSaidOtherwise(old: SeizureRecord, now: SeizureRecord, field: string): boolean {
  const values = (record: SeizureRecord): unknown[] =>
    namesOf(field).flatMap(name => [record.facts[name], ...record.lines.map(line => flatLine(line)[name])]);
  return JSON.stringify(values(old)) !== JSON.stringify(values(now));
}

function isLineOtherwise(
  old: SeizureRecord,
  now: SeizureRecord,
  lineNo: number,
  at: number | undefined,
  field: string,
): boolean {
  const [was, is] = [old.lines[lineNo - 1], at === undefined ? undefined : now.lines[at]];
  if (was === undefined || is === undefined) return true;
  const values = (line: typeof was): unknown[] => namesOf(field).map(name => flatLine(line)[name]);
  return JSON.stringify(values(was)) !== JSON.stringify(values(is));
}
