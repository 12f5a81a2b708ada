import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Refused } from '../files/kinds/kinds.ts';
import { UnreadableFile } from '../files/unreadable.ts';
import { openSandboxProcess, type BenchLimits } from '../files/sandbox/sandbox-process.ts';
import type { Reading } from './read-workbook.ts';
import type { SheetRow, Workbook } from './workbook.ts';
import type { Batch, WorkbookAnswer } from './workbook-answers.ts';
import type { WorkbookQuestion, WorkbookTask } from './workbook-tasks.ts';

/** Seconds are of one answer, not of the whole file: a reader in time is never hurried. */
const usual: BenchLimits = { seconds: 60, megabytes: 1500, heap: 1024, idleSeconds: 600 };

type Ask = (question: WorkbookQuestion) => Promise<WorkbookAnswer>;

/**
 * Opens a workbook that came from outside, in a process of its own that may read that one file and nothing else: what
 * breaks it, fills it or never ends breaks nothing else. `close` ends it. Throws UnreadableFile; `tooHard` where it
 * took more time or memory than a file may.
 */
export async function openWorkbook(
  path: string,
  reading: Reading,
  {
    script = new URL('workbook-worker.ts', import.meta.url),
    limits = {},
  }: { script?: URL; limits?: Partial<BenchLimits> } = {},
): Promise<Workbook> {
  const real = await realpath(path);
  const reader = openSandboxProcess({
    script,
    directory: dirname(real),
    native: false,
    limits: { ...usual, ...limits },
  });
  const ask: Ask = async question => {
    const task: WorkbookTask = { path: real, ...question };
    const answer = await reader.run(task).catch((error: unknown) => {
      throw error instanceof Refused ? new UnreadableFile('tooHard') : error;
    });
    const { workbookAnswer } = await import('./workbook-answers.ts');
    const { done } = workbookAnswer.safeParse(answer).data ?? {};
    if (!done) throw new UnreadableFile('tooHard');
    if ('fault' in done) throw new UnreadableFile(done.fault.reason, done.fault.values);
    return done;
  };
  try {
    const opened = await ask({ ask: 'open', reading });
    if (!('sheets' in opened)) throw new UnreadableFile('tooHard');
    return {
      sheets: opened.sheets,
      layout: async sheet => {
        const answer = await ask({ ask: 'layout', sheet });
        if (!('layout' in answer)) throw new UnreadableFile('tooHard');
        const { lastLine, ...layout } = answer.layout;
        return lastLine === undefined ? layout : { ...layout, lastLine };
      },
      rows: sheet => rowsOf(sheet, ask),
      close: () => reader.close(),
    };
  } catch (error) {
    await reader.close();
    throw error;
  }
}

/** The next rows are read while these are worked on. */
async function* rowsOf(sheet: string, ask: Ask): AsyncGenerator<SheetRow> {
  const next = (begin: boolean): Promise<Batch> => {
    const batch = batchOf(ask({ ask: 'rows', sheet, begin }));
    batch.catch(() => undefined); // awaited below, where it throws
    return batch;
  };
  for (let coming: Promise<Batch> | undefined = next(true); coming; ) {
    const { rows, isLast }: Batch = await coming;
    coming = isLast ? undefined : next(false);
    yield* rows as SheetRow[];
  }
}

async function batchOf(answer: Promise<WorkbookAnswer>): Promise<Batch> {
  const found = await answer;
  if (!('batch' in found)) throw new UnreadableFile('tooHard');
  return found.batch;
}
