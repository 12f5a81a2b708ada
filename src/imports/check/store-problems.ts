import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { Plan } from '../plan.ts';
import { faultyColumns } from './faulty-columns.ts';
import type { KeptProblem } from './store-rows.ts';

/** Problems of the rows not yet in, by kind and field, commonest first, with one of them for the eye. */
export interface ProblemGroup {
  readonly level: 'error' | 'warning';
  readonly code: string;
  readonly field: string | null;
  readonly rows: number;
  readonly example: KeptProblem;
}

/** Rows of a kind whose numbers are kept: a page of them is found by its numbers, of rare ones as of common ones. */
const keptNumbers = 10_000;
/** Cells of the faulty column that are offered to be corrected together. */
const keptCells = 12;

/** Problems a person would look at: of the rows that are no records yet, and of a row that is known only that. */
const eachProblem = sql`
  import_rows r cross join lateral (
    select e, e->>'level' as level, e->>'code' as code, coalesce(e->>'field', '') as field
    from jsonb_array_elements(r.problems) e offset 0) p`;
const isLookedAt = sql`r.state not in ('committed', 'set_aside')
  and (r.state <> 'same' or p.code in ('row_known', 'row_alike_answered'))`;

/** Counts the problems of an import anew: at the end of its check, and of whatever changed its rows since. */
export async function countProblems(client: Client, importId: number, rows: Plan['rows']): Promise<void> {
  await deleteProblems(client, importId);
  await execute(
    client,
    sql`
      with counted as (
        select p.level, p.code, p.field, array_agg(distinct r.row_no order by r.row_no) as numbers
        from ${eachProblem} where r.import_id = ${importId} and ${isLookedAt} group by 1, 2, 3)
      insert into import_problems (import_id, level, code, field, rows, example, numbers)
      select ${importId}, c.level, c.code, c.field, cardinality(c.numbers), x.e, c.numbers[1:${keptNumbers}]
      from counted c cross join lateral (
        select p.e from ${eachProblem}
        where r.import_id = ${importId} and r.row_no = c.numbers[1] and p.level = c.level and p.code = c.code
          and p.field = c.field limit 1) x`,
  );
  await countFaultyCells(client, importId, rows);
}

/** What stands most often in the column of each kind of problem, all kinds in one reading. */
async function countFaultyCells(client: Client, importId: number, rows: Plan['rows']): Promise<void> {
  const groups = await readProblems(client, importId);
  const columns = groups.flatMap(({ code, field, example }) => {
    const at = { code, ...(field === null ? {} : { field }) };
    const column = faultyColumns(rows, {
      ...at,
      ...(example.column === undefined ? {} : { column: example.column }),
    })[0];
    return column === undefined ? [] : [{ code, field: field ?? '', column }];
  });
  if (columns.length === 0) return;
  await execute(
    client,
    sql`
      with counted as (
        select p.code, p.field, coalesce(r.raw[c.column_no], '') as value, count(distinct r.row_no)::int as rows
        from ${eachProblem}
          join unnest(${columns.map(({ code }) => code)}::text[], ${columns.map(({ field }) => field)}::text[],
            ${columns.map(({ column }) => column + 1)}::int[]) as c(code, field, column_no) using (code, field)
        where r.import_id = ${importId} and r.state <> 'left_out' and ${isLookedAt} group by 1, 2, 3),
      placed as (
        select *, row_number() over (partition by code, field order by rows desc, value) as place from counted
        where rows > 1)
      update import_problems g set cells = c.cells
      from (select code, field, jsonb_agg(jsonb_build_object('value', value, 'rows', rows) order by place) as cells
        from placed where place <= ${keptCells} group by 1, 2) c
      where g.import_id = ${importId} and g.code = c.code and g.field = c.field`,
  );
}

export async function deleteProblems(client: Client, importId: number): Promise<void> {
  await execute(client, sql`delete from import_problems where import_id = ${importId}`);
}

/** The kinds of problems of an import, as they were counted. */
export async function readProblems(on: Queryable, importId: number): Promise<ProblemGroup[]> {
  return queryRows<ProblemGroup>(
    on,
    sql`
      select level, code, nullif(field, '') as field, rows, example from import_problems
      where import_id = ${importId} order by level = 'error' desc, rows desc, code, field`,
  );
}

interface Kind {
  readonly code: string;
  readonly field?: string;
}

/**
 * Numbers of the next rows of a kind behind a row, and from where to look on where they are not all kept. Undefined
 * where there is no such kind.
 */
export async function nextNumbers(
  on: Queryable,
  importId: number,
  { code, field = '' }: Kind,
  { after, limit }: { after: number; limit: number },
): Promise<{ numbers: readonly number[]; last: number; isWhole: boolean }> {
  const row = await queryRow<{ numbers: number[]; last: number; isWhole: boolean }>(
    on,
    sql`
      select array(select n from unnest(numbers) n where n > ${after} order by n limit ${limit}) as numbers,
        numbers[array_upper(numbers, 1)] as last, rows <= ${keptNumbers} as "isWhole"
      from import_problems where import_id = ${importId} and code = ${code} and field = ${field}
      order by level limit 1`,
  );
  return row ?? { numbers: [], last: 0, isWhole: true };
}

/** The commonest cells of the faulty column of a kind. */
export async function readFaultyCells(
  on: Queryable,
  importId: number,
  { code, field = '' }: Kind,
): Promise<{ value: string; rows: number }[]> {
  const row = await queryRow<{ cells: { value: string; rows: number }[] }>(
    on,
    sql`
      select cells from import_problems where import_id = ${importId} and code = ${code} and field = ${field}
      order by level limit 1`,
  );
  return row?.cells ?? [];
}
