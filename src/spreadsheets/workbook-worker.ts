import { openSource } from '../files/source.ts';
import { UnreadableFile } from '../files/unreadable.ts';
import { runTaskLoop } from '../files/sandbox/task-loop.ts';
import { readWorkbook } from './read-workbook.ts';
import type { SheetRow, Workbook } from './workbook.ts';
import type { Batch, WorkbookAnswer } from './workbook-answers.ts';
import type { WorkbookTask } from './workbook-tasks.ts';

/** Rows and characters of one answer: enough that asking costs little beside reading. */
const most = { rows: 500, characters: 512 * 1024 };

let book: Workbook | undefined;
let rows: AsyncIterator<SheetRow> | undefined;

runTaskLoop(
  async (task: WorkbookTask): Promise<WorkbookAnswer> => {
    try {
      return await answer(task);
    } catch (error) {
      const { reason, values } = error instanceof UnreadableFile ? error : new UnreadableFile('damaged');
      return { fault: { reason, values } };
    }
  },
  { collects: false },
);

async function answer(task: WorkbookTask): Promise<WorkbookAnswer> {
  if (task.ask === 'open') {
    book = await readWorkbook(await openSource(task.path), task.reading);
    return { sheets: [...book.sheets] };
  }
  // The process that had it open went away over it.
  if (!book) throw new UnreadableFile('tooHard');
  if (task.ask === 'layout') {
    const { hiddenColumns, merges, lastLine } = await book.layout(task.sheet);
    return { layout: { hiddenColumns: [...hiddenColumns], merges: [...merges], lastLine } };
  }
  if (task.begin) {
    await rows?.return?.();
    rows = book.rows(task.sheet)[Symbol.asyncIterator]();
  }
  if (!rows) throw new UnreadableFile('tooHard');
  return { batch: await nextBatch(rows) };
}

async function nextBatch(from: AsyncIterator<SheetRow>): Promise<Batch> {
  const batch: SheetRow[] = [];
  for (let characters = 0; batch.length < most.rows && characters < most.characters; ) {
    const { value, done } = await from.next();
    if (done) return { rows: batch, isLast: true };
    batch.push(value);
    for (const cell of value.cells) characters += cell.length;
  }
  return { rows: batch, isLast: false };
}
