import type { Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Room } from '../room.ts';
import { quantityNorms } from '../norms.ts';
import { breathe } from './breathe.ts';
import { openRows } from './engine/open-rows.ts';
import type { RawRow } from './engine/rows-raw.ts';
import { compareWithKnown } from './compare.ts';
import { withPlainFile } from './plain-file.ts';
import { rowChecker } from './row-check.ts';
import { changeImport, noteProgress } from './store.ts';
import type { Import } from './store.ts';
import { countRows, deleteRows, insertRows, listRepairs } from './store-rows.ts';
import type { StagedRow } from './store-rows.ts';
import { answersOf, listWords } from './store-words.ts';

/** Rows written in one transaction with the place reached: after a crash the job goes on behind the last of them. */
const chunk = 5000;

/**
 * The dry run: every row read, checked and staged with its problems; nothing enters the database of seizures.
 * Resumes where a killed run stopped. Leaves the import ready.
 */
export async function checkRows(room: Room, viewer: Viewer, file: Import): Promise<boolean> {
  const answers = answersOf(await listWords(room.jobPool, file.id));
  const repairs = await listRepairs(room.jobPool, file.id);
  const checker = rowChecker(room, viewer, file.plan.rows, answers, await quantityNorms(room.jobPool));
  let rows: StagedRow[] = [];
  const finished = await withPlainFile(room.files, file.fileId ?? '', async (path) => {
    const pause = breathe(100);
    let rowNo = 0;
    for await (const raw of openRows(path, file.sniffed.dialect)) {
      rowNo += 1;
      if (rowNo <= file.rowsRead) continue;
      rows.push(checker.check(repaired(raw, repairs.get(rowNo)), rowNo));
      if (rows.length === chunk && !await stage(room, file, rows, rowNo)) return false;
      if (rows.length === chunk) rows = [];
      await pause();
    }
    return stage(room, file, rows, rowNo);
  });
  if (!finished) return false;
  await inTransaction(room.jobPool, (client) => finish(client, file));
  return true;
}

function repaired(raw: RawRow, repairs: ReadonlyMap<number, string> | undefined): RawRow {
  if (!repairs) return raw;
  const { aside: _aside, notes: _notes, ...rest } = raw;
  return { ...rest, cells: raw.cells.map((cell, column) => repairs.get(column) ?? cell) };
}

/** Stages a chunk and notes the place, together. False when somebody stopped the check. */
function stage(room: Room, file: Import, rows: readonly StagedRow[], rowNo: number): Promise<boolean> {
  return inTransaction(room.jobPool, async (client) => {
    await insertRows(client, file.id, rows);
    return await noteProgress(client, file.id, { rowsRead: rowNo }) === 'checking';
  });
}

async function finish(client: Client, file: Import): Promise<void> {
  await compareWithKnown(client, file);
  await changeImport(client, file.id, { state: 'ready', counts: await countRows(client, file.id) });
}

/** Starts the dry run over: what was staged and is not in yet goes, and is read again. */
export async function startOver(client: Client, importId: number): Promise<void> {
  await deleteRows(client, importId);
  await changeImport(client, importId, { state: 'checking', rowsRead: 0, counts: {} });
}
