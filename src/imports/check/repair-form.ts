import { BadRequest } from '../../errors.ts';
import type { Queryable } from '../../db/pool.ts';
import { limits } from '../engine/limits.ts';
import type { Form } from '../upload/form.ts';
import { alikeAnswers, type AlikeAnswer } from './alike.ts';
import { faultyColumns } from './faulty-columns.ts';
import type { Import } from '../store.ts';
import { findRows, listRows } from './store-rows.ts';
import type { Repair } from './store-repairs.ts';

/** Rows that one correction for all changes at most in one go. */
const mostAtOnce = 5000;

/** Cells written over, `r.<row>.<column>`; those that are as they were are none. Persons' data has no cell. */
export async function readCells(on: Queryable, file: Import, form: Form): Promise<Repair[]> {
  const places = form
    .after('r.')
    .flatMap(name => {
      const found = /^(\d{1,8})\.(\d{1,3})$/.exec(name);
      return found ? [{ rowNo: Number(found[1]), column: Number(found[2]), value: cell(form.text(`r.${name}`)) }] : [];
    })
    .filter(({ column }) => isWritable(file, column));
  const rows = new Map(
    (await findRows(on, file.id, [...new Set(places.map(({ rowNo }) => rowNo))])).map(row => [row.rowNo, row]),
  );
  return places.filter(({ rowNo, column, value }) => {
    const row = rows.get(rowNo);
    return row !== undefined && !isShown(cell(row.raw[column] ?? ''), value);
  });
}

/** Whether a value is what a field of one line shows of a cell: browsers leave the line breaks out. */
function isShown(raw: string, value: string): boolean {
  return value === raw || value === raw.replaceAll(/[\r\n]/g, '');
}

function isWritable({ plan }: Import, column: number): boolean {
  return column < plan.rows.header.length && plan.rows.mapping[column] !== 'nominal';
}

function cell(text: string): string {
  return text.replace(/\r\n/g, '\n').slice(0, limits.cellChars).toWellFormed();
}

/**
 * One correction for every row of a kind of problem whose cell says the same: `w.<n>` is the cell as it is, `v.<n>`
 * what it should be.
 */
export async function readSame(on: Queryable, file: Import, form: Form): Promise<Repair[]> {
  const back = new URLSearchParams(form.text('back'));
  const code = back.get('code');
  if (code === null) throw new BadRequest([{ path: 'back', key: 'errors:fields.required' }]);
  const field = back.get('field') ?? undefined;
  const shared = Number(form.text('column'));
  const column =
    Number.isInteger(shared) && form.text('column') !== ''
      ? shared
      : faultyColumns(file.plan.rows, { code, ...(field ? { field } : {}) })[0];
  if (column === undefined || !isWritable(file, column)) return [];
  const repairs: Repair[] = [];
  for (const at of form.after('v.').slice(0, 50)) {
    const value = cell(form.text(`v.${at}`));
    if (value === '') continue;
    const rows = await listRows(
      on,
      file.id,
      { code, ...(field ? { field } : {}), cell: { column, value: cell(form.text(`w.${at}`)) }, open: true },
      mostAtOnce,
    );
    repairs.push(...rows.map(({ rowNo }) => ({ rowNo, column, value })));
  }
  return repairs;
}

/** What was said of rows that may be records there are, `alike.<row>`. */
export function readAlike(form: Form): { rowNo: number; answer: AlikeAnswer }[] {
  return form.after('alike.').flatMap(name => {
    const answer = alikeAnswers.find(one => one === form.text(`alike.${name}`));
    return answer !== undefined && /^[1-9]\d{0,7}$/.test(name) ? [{ rowNo: Number(name), answer }] : [];
  });
}
