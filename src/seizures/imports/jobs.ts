import type { Viewer } from '../../access/index.ts';
import { viewerOfAccount } from '../../access/index.ts';
import { BadRequest, NotFound } from '../../errors.ts';
import type { Room } from '../room.ts';
import { checkRows } from './check-rows.ts';
import { commitRows } from './commit-rows.ts';
import type { Vocabulary } from './engine/vocabulary.ts';
import { expireImports } from './expire.ts';
import { workingStates } from './import.ts';
import { changeImport, getImportForJob, insertImportStep, listWorking } from './store.ts';
import type { Import } from './store.ts';
import { surveyFile } from './survey-file.ts';
import { knownWords } from './words-known.ts';

const queue = 'imports';
interface Task {
  readonly importId: number;
  readonly accountId: number;
}

const vocabularies = new WeakMap<object, { version: number; vocabulary: Vocabulary }>();

/** The vocabulary of the lists as they stand; made anew when an administrator changed them. */
export function vocabularyOf(room: Pick<Room, 'lists'>): Vocabulary {
  const known = vocabularies.get(room.lists);
  if (known?.version === room.lists.version) return known.vocabulary;
  const vocabulary = knownWords(room.lists);
  vocabularies.set(room.lists, { version: room.lists.version, vocabulary });
  return vocabulary;
}

/** Registers the queue that reads, checks and commits files, one job an import; what a crash interrupted is asked for again. */
export async function startImportJobs(room: Room): Promise<void> {
  await room.jobs.work<Task>(queue, task => runImport(room, task));
  await expireImports(room);
  for (const { id, accountId } of await listWorking(room.jobPool)) await queueImport(room, { accountId }, id);
}

/** Asks for the next work on a file; a second request for the same file while one waits or runs is none. */
export async function queueImport(room: Room, viewer: Pick<Viewer, 'accountId'>, importId: number): Promise<void> {
  await room.jobs.send(queue, { importId, accountId: viewer.accountId }, String(importId));
}

/** Milliseconds without progress after which a working import is asked for again: its job may have ended just as it was begun. */
const quiet = 15_000;

/** Asks again for work that seems to have been left lying. For the pages that show progress. */
export async function nudge(room: Room, viewer: Viewer, file: Import): Promise<void> {
  if (workingStates.includes(file.state) && Date.now() - Date.parse(file.changedAt) > quiet)
    await queueImport(room, viewer, file.id);
}

/** Does the work the file's state calls for, and goes straight on to the next while there is nothing to ask. */
async function runImport(room: Room, task: Task): Promise<void> {
  const viewer = await viewerOfAccount(room.jobPool, task.accountId);
  for (;;) {
    const file = await getImportForJob(room.jobPool, task.importId);
    if (!workingStates.includes(file.state)) return;
    try {
      if (!viewer) throw new BadRequest([], 'the account that began the import has ended');
      await work(room, viewer, file);
    } catch (error) {
      if (isPassing(error)) throw error;
      await fail(room, file, error);
      return;
    }
  }
}

/** One step of work; what was stopped or begun anew meanwhile is simply left. */
async function work(room: Room, viewer: Viewer, file: Import): Promise<void> {
  if (file.state === 'checking') await checkRows(room, viewer, file);
  if (file.state === 'committing') await commitRows(room, viewer, file);
  if (file.state === 'reading') await surveyFile(room, vocabularyOf(room), file);
}

/** The database away, a full pool: the queue tries again by itself. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && /^(08|53|57|40)|^E(CONN|PIPE|TIMEDOUT)/.test(code)) return true;
  return (
    error instanceof Error &&
    /Connection terminated|timeout exceeded when trying to connect|shutting down|pool after calling end/.test(
      error.message,
    )
  );
}

/** Work that cannot go on waits as failed for a person, who may try again; the reason goes to the log. */
async function fail(room: Room, file: Import, error: unknown): Promise<void> {
  room.log.error({ err: error, import: file.id }, 'import job');
  const code = error instanceof NotFound ? 'file_gone' : error instanceof BadRequest ? 'account_ended' : 'fault';
  await changeImport(room.jobPool, file.id, { state: 'failed', failure: { code, values: { from: file.state } } });
  await insertImportStep(room.jobPool, file, file.id, 'failed', { from: file.state });
}
