import type { Viewer } from '../../access/index.ts';
import { viewerOfAccount } from '../../access/index.ts';
import { BadRequest } from '../../errors.ts';
import type { Room } from '../room.ts';
import { checkRows } from './check-rows.ts';
import { commitRows } from './commit-rows.ts';
import type { Vocabulary } from './engine/vocabulary.ts';
import { planProblems } from './engine/draft-plan.ts';
import { changeImport, getImportForJob } from './store.ts';
import type { Import } from './store.ts';
import { listWords } from './store-words.ts';
import { surveyFile } from './survey-file.ts';
import { knownWords } from './words-known.ts';

const queue = 'imports';
interface Task { readonly importId: number; readonly accountId: number }

const vocabularies = new WeakMap<object, { version: number; vocabulary: Vocabulary }>();

/** The vocabulary of the lists as they stand; made anew when an administrator changed them. */
export function vocabularyOf(room: Room): Vocabulary {
  const known = vocabularies.get(room.lists);
  if (known?.version === room.lists.version) return known.vocabulary;
  const vocabulary = knownWords(room.lists);
  vocabularies.set(room.lists, { version: room.lists.version, vocabulary });
  return vocabulary;
}

/** Registers the queue that reads, checks and commits files, one job an import. */
export async function startImportJobs(room: Room): Promise<void> {
  await room.jobs.work<Task>(queue, (task) => runImport(room, task));
}

/** Asks for the next work on a file; a second request for the same file waits for the first. */
export async function queueImport(room: Room, viewer: Pick<Viewer, 'accountId'>, importId: number): Promise<void> {
  await room.jobs.send(queue, { importId, accountId: viewer.accountId }, String(importId));
}

/** Does the work the file's state calls for, and goes straight on to the next while there is nothing to ask. */
export async function runImport(room: Room, task: Task): Promise<void> {
  const viewer = await viewerOfAccount(room.jobPool, task.accountId);
  if (!viewer) throw new BadRequest([], 'the account that began the import has ended');
  try {
    for (;;) {
      const file = await getImportForJob(room.jobPool, task.importId);
      if (!await work(room, viewer, file)) return;
    }
  } catch (error) {
    await fail(room, task.importId, error);
    throw error;
  }
}

/** One step of work. True when another may follow at once. */
async function work(room: Room, viewer: Viewer, file: Import): Promise<boolean> {
  if (file.state === 'reading') {
    if (!await surveyFile(room, vocabularyOf(room), file)) return false;
    return goOn(room, file.id);
  }
  if (file.state === 'checking') await checkRows(room, viewer, file);
  if (file.state === 'committing') await commitRows(room, viewer, file);
  return false;
}

/** Straight to the check when the survey left no question. */
async function goOn(room: Room, id: number): Promise<boolean> {
  const file = await getImportForJob(room.jobPool, id);
  const words = await listWords(room.jobPool, id);
  const { survey } = file.plan;
  const styles = [...survey?.dates ?? [], ...survey?.numbers ?? []].some(([, decision]) => decision.state === 'ask');
  const open = styles || words.some(({ state }) => state === 'ask' || state === 'preselected') || planProblems(file.plan.rows).some(({ fatal }) => fatal);
  if (open) return false;
  await changeImport(room.jobPool, id, { state: 'checking', rowsRead: 0 });
  return true;
}

/** The last try that fails leaves the file as failed, to be taken up again by a person; earlier ones are repeated by the queue. */
async function fail(room: Room, id: number, error: unknown): Promise<void> {
  room.log.error({ err: error, import: id }, 'import job');
}
