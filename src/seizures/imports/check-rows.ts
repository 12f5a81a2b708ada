import type { Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Room } from '../room.ts';
import { quantityNorms } from '../norms.ts';
import { breathe } from './breathe.ts';
import { openRows } from './engine/open-rows.ts';
import type { RawRow } from './engine/rows-raw.ts';
import { compareWithKnown } from './compare.ts';
import { withPlainFile } from '../../files/plain-file.ts';
import { rowChecker, rowsAgain } from './row-check.ts';
import type { RowChecker } from './row-check.ts';
import { changeImport, isWanted, noteProgress } from './store.ts';
import type { Import } from './store.ts';
import { countRows, deleteRows, insertRows, listRepairs, listRows, replaceRows, wholeRow } from './store-rows.ts';
import type { StagedRow } from './store-rows.ts';
import { answersOf, listWords } from './store-words.ts';

/** Rows written in one transaction with the place reached: after a crash the job goes on behind the last of them. */
const chunk = 2500;

/**
 * The dry run: every row read, checked and staged with its problems; nothing enters the database of seizures.
 * Resumes where a killed run stopped. Leaves the import ready; false when it was stopped or begun anew meanwhile.
 */
export async function checkRows(room: Room, viewer: Viewer, file: Import): Promise<boolean> {
  const answers = answersOf(await listWords(room.jobPool, file.id));
  const checker = rowChecker(room, viewer, file.plan.rows, answers, await quantityNorms(room.jobPool));
  const isIn = ((await countRows(room.jobPool, file.id)).committed ?? 0) > 0;
  const read = isIn ? await readStaged(room, file, checker) : await readFile(room, file, checker);
  return read && inTransaction(room.jobPool, client => finish(room, viewer, client, file, !isIn));
}

async function readFile(room: Room, file: Import, checker: RowChecker): Promise<boolean> {
  const repairs = await listRepairs(room.jobPool, file.id);
  return withPlainFile(room.files, file.fileId ?? '', async path => {
    const pause = breathe(200);
    let rows: StagedRow[] = [];
    let rowNo = 0;
    // One chunk is written while the next is read: PostgreSQL and this thread work side by side.
    let writing = Promise.resolve(true);
    for await (const raw of openRows(path, file.sniffed.dialect)) {
      rowNo += 1;
      if (rowNo <= file.rowsRead) continue;
      rows.push(repaired(raw, rowNo, repairs.get(rowNo), checker));
      if (rows.length === chunk) {
        if (!(await writing)) return false;
        writing = stage(room, file, rowNo, insertingRows(file.id, rows));
        writing.catch(() => undefined); // awaited at the next chunk, where it throws
        rows = [];
      }
      await pause();
    }
    return (await writing) && stage(room, file, rowNo, insertingRows(file.id, rows));
  });
}

function insertingRows(importId: number, rows: readonly StagedRow[]): (client: Client) => Promise<void> {
  return client => insertRows(client, importId, rows);
}

/** A row with what a person said of it: its corrected cells, that it is no record, or that it is one after all. */
function repaired(
  raw: RawRow,
  rowNo: number,
  repairs: ReadonlyMap<number, string> | undefined,
  checker: RowChecker,
): StagedRow {
  if (!repairs) return checker.check(raw, rowNo);
  const { aside: _aside, notes: _notes, ...rest } = raw;
  const row = checker.check({ ...rest, cells: raw.cells.map((cell, column) => repairs.get(column) ?? cell) }, rowNo);
  return repairs.get(wholeRow) === 'aside' ? { ...row, state: 'set_aside' } : row;
}

/** Once some rows are records the others are read again from where they are staged: the file may be gone by then. */
async function readStaged(room: Room, file: Import, checker: RowChecker): Promise<boolean> {
  let after = file.rowsRead;
  for (;;) {
    const rows = await listRows(room.jobPool, file.id, { after, open: true }, chunk);
    const last = rows.at(-1);
    if (!last) return true;
    const read = await rowsAgain(checker, rows);
    if (!(await stage(room, file, last.rowNo, client => replaceRows(client, file.id, read)))) return false;
    after = last.rowNo;
  }
}

/** Writes a chunk and notes the place, together. False when the check was stopped or begun anew. */
function stage(room: Room, file: Import, rowsRead: number, write: (client: Client) => Promise<void>): Promise<boolean> {
  return inTransaction(room.jobPool, async client => {
    if (!(await isWanted(client, file))) return false;
    await write(client);
    await noteProgress(client, file.id, { rowsRead });
    return true;
  });
}

async function finish(room: Room, viewer: Viewer, client: Client, file: Import, isFresh: boolean): Promise<boolean> {
  if (!(await isWanted(client, file))) return false;
  await compareWithKnown(room, viewer, client, file, isFresh);
  await changeImport(client, file.id, { state: 'ready', counts: await countRows(client, file.id) });
  return true;
}

/** Starts the dry run over: what was staged and is not in yet goes, and is read again. */
export async function startOver(client: Client, importId: number): Promise<void> {
  const { committed = 0 } = await countRows(client, importId);
  if (committed === 0) await deleteRows(client, importId);
  await changeImport(client, importId, {
    state: 'checking',
    rowsRead: 0,
    counts: committed === 0 ? {} : { committed },
    failure: null,
  });
}
