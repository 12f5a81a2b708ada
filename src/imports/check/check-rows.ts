import type { Viewer } from '../../access/index.ts';
import { openLines, type CopyLines } from '../../db/copy.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { quantityNorms, type SeizuresContext } from '../../seizures/index.ts';
import { yieldToEventLoop } from '../../jobs/yield-to-event-loop.ts';
import { openRows } from '../engine/rows/open-rows.ts';
import type { RawRow } from '../engine/rows/raw-rows.ts';
import { compareWithKnown } from './compare.ts';
import { withDecryptedFile } from '../../files/decrypted-temp-file.ts';
import { rowChecker, rowsAgain, type RowChecker } from './row-check.ts';
import { changeImport, isWanted, noteProgress, type Import } from '../store.ts';
import { countProblems } from './store-problems.ts';
import {
  countRows,
  deleteRows,
  insertLines,
  listRows,
  readyRows,
  replaceRows,
  writtenRow,
  type StagedRow,
} from './store-rows.ts';
import { listRepairs, wholeRow } from './store-repairs.ts';
import { answersOf, listWords } from '../words/store-words.ts';

/** Rows written in one transaction with the place reached: after a crash the job goes on behind the last of them. */
const chunk = 2500;

/**
 * The dry run: every row read, checked and staged with its problems; nothing enters the database of seizures. Resumes
 * where a killed run stopped. Leaves the import ready; false when it was stopped or begun anew meanwhile.
 */
export async function checkRows(context: SeizuresContext, viewer: Viewer, file: Import): Promise<boolean> {
  const answers = answersOf(await listWords(context.jobPool, file.id));
  const checker = rowChecker(context, viewer, file.plan.rows, answers, await quantityNorms(context.jobPool));
  const isIn = ((await countRows(context.jobPool, file.id)).committed ?? 0) > 0;
  const read = isIn ? await readStaged(context, file, checker) : await readFile(context, file, checker);
  return read && inTransaction(context.jobPool, client => finish(client, viewer, context, file, !isIn));
}

async function readFile(context: SeizuresContext, file: Import, checker: RowChecker): Promise<boolean> {
  const repairs = await listRepairs(context.jobPool, file.id);
  return withDecryptedFile(context.files, file.fileId ?? '', async path => {
    const pause = yieldToEventLoop(200);
    // Each row is made text at once: kept as what it was read as, V8 would copy it about until its chunk is written.
    let lines = openLines();
    let rowNo = 0;
    // One chunk is written while the next is read: PostgreSQL and this thread work side by side.
    let writing = Promise.resolve(true);
    for await (const raw of openRows(path, file.sniffed.dialect)) {
      rowNo += 1;
      if (rowNo <= file.rowsRead) continue;
      lines.add(writtenRow(file.id, repaired(raw, rowNo, repairs.get(rowNo), checker)));
      if (lines.count() === chunk) {
        if (!(await writing)) return false;
        writing = stage(context, file, rowNo, inserting(lines));
        writing.catch(() => undefined); // awaited at the next chunk, where it throws
        lines = openLines();
      }
      await pause();
    }
    return (await writing) && stage(context, file, rowNo, inserting(lines));
  });
}

function inserting(lines: CopyLines): (client: Client) => Promise<void> {
  return client => insertLines(client, lines);
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
async function readStaged(context: SeizuresContext, file: Import, checker: RowChecker): Promise<boolean> {
  let after = file.rowsRead;
  for (;;) {
    const rows = await listRows(context.jobPool, file.id, { after, open: true }, chunk);
    const last = rows.at(-1);
    if (!last) return true;
    const read = await rowsAgain(checker, rows);
    if (!(await stage(context, file, last.rowNo, client => replaceRows(client, file.id, read)))) return false;
    after = last.rowNo;
  }
}

/** Writes a chunk and notes the place, together. False when the check was stopped or begun anew. */
function stage(
  context: SeizuresContext,
  file: Import,
  rowsRead: number,
  write: (client: Client) => Promise<void>,
): Promise<boolean> {
  return inTransaction(context.jobPool, async client => {
    if (!(await isWanted(client, file))) return false;
    await write(client);
    await noteProgress(client, file.id, { rowsRead });
    return true;
  });
}

async function finish(
  client: Client,
  viewer: Viewer,
  context: SeizuresContext,
  file: Import,
  isFresh: boolean,
): Promise<boolean> {
  if (!(await isWanted(client, file))) return false;
  await compareWithKnown(client, viewer, context, file, isFresh ? 'all' : await numbersOf(client, file.id));
  await countProblems(client, file.id, file.plan.rows);
  await changeImport(client, file.id, { state: 'ready', counts: await countRows(client, file.id) });
  return true;
}

/** Rows read again, once others are in: all that are ready. */
async function numbersOf(client: Client, importId: number): Promise<number[]> {
  return (await readyRows(client, importId, { after: 0, limit: 1_000_000 })).map(({ rowNo }) => rowNo);
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
