import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { withDecryptedFile } from '../../files/decrypted-temp-file.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { repairRows } from '../check/repair.ts';
import type { Repair } from '../check/store-repairs.ts';
import { findRowsByLine, type StagedRow } from '../check/store-rows.ts';
import { openRows } from '../engine/rows/open-rows.ts';
import type { Dialect } from '../engine/text/dialect.ts';
import { tidy } from '../engine/words/words.ts';
import { findImport, type Import } from '../store.ts';
import { importInHeader, keptColumns } from './rejected.ts';

/** Rows that come back in one file; a larger one is read as a file of its own. */
const mostRows = 20_000;

/** The import a file of rejected rows is of, while it waits for corrections and still has the columns. */
export async function importOfRejected(
  context: SeizuresContext,
  viewer: Viewer,
  header: readonly string[],
): Promise<Import | undefined> {
  const id = importInHeader(header);
  const file = id === undefined ? undefined : await findImport(context.pool, viewer, id);
  if (!file || (file.state !== 'ready' && file.state !== 'committed')) return undefined;
  const own = keptColumns(file).map(column => tidy(file.plan.rows.header[column] ?? ''));
  const given = header.slice(0, own.length).map(tidy);
  return own.every((name, at) => name === given[at]) ? file : undefined;
}

/**
 * Takes corrected rows back into their import: what differs from a row is a correction of it, as if it had been made on
 * the page. Answers how many rows were corrected; undefined where the file is too large for that.
 */
export async function takeBack(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  { fileId, dialect, name }: { readonly fileId: string; readonly dialect: Dialect; readonly name: string },
): Promise<number | undefined> {
  const rows = await withDecryptedFile(context.files, fileId, path => readRows(path, dialect));
  if (!rows) return undefined;
  const columns = keptColumns(file);
  const lines = rows.map(cells => Number(cells[columns.length]));
  const staged = Map.groupBy(
    await findRowsByLine(context.pool, file.id, lines.filter(Number.isSafeInteger)),
    row => row.line,
  );
  const repairs = rows.flatMap((cells, at) => {
    const row = nearest(staged.get(lines[at] ?? 0) ?? [], columns, cells);
    return row ? differences(row, columns, cells) : [];
  });
  const corrected = new Set(repairs.map(({ rowNo }) => rowNo)).size;
  if (repairs.length > 0) await repairRows(context, viewer, file, repairs);
  await note(context.pool, viewer, {
    action: 'import.returned',
    subject: `import:${file.id}`,
    detail: { file: name, rows: corrected, cells: repairs.length },
  });
  return corrected;
}

async function readRows(path: string, dialect: Dialect): Promise<(readonly string[])[] | undefined> {
  const rows: (readonly string[])[] = [];
  for await (const { cells, aside } of openRows(path, dialect)) {
    if (aside === undefined) rows.push(cells);
    if (rows.length > mostRows) return undefined;
  }
  return rows;
}

/** Of rows of the same line in several sheets the one that is most like it. */
function nearest(rows: readonly StagedRow[], columns: readonly number[], cells: readonly string[]) {
  return rows
    .map(row => ({ row, same: columns.length - differences(row, columns, cells).length }))
    .sort((a, b) => b.same - a.same)[0]?.row;
}

/** Cells that say something else now; an apostrophe against formulas is ours. */
function differences(row: StagedRow, columns: readonly number[], cells: readonly string[]): Repair[] {
  return columns.flatMap((column, at) => {
    const [was, is] = [row.raw[column] ?? '', cells[at] ?? ''];
    const isSame = tidy(was) === tidy(is) || is === `'${was}`;
    return isSame ? [] : [{ rowNo: row.rowNo, column, value: is }];
  });
}
