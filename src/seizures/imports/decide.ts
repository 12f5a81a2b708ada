import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict } from '../../errors.ts';
import type { Room } from '../room.ts';
import { startOver } from './check-rows.ts';
import type { Overrides } from './engine/dialect.ts';
import type { ImportState } from './import.ts';
import { queueImport } from './jobs.ts';
import type { Plan } from './plan.ts';
import { recognise } from './receive.ts';
import type { Unreadable } from './receive.ts';
import { changeImport, getImport, insertImportStep } from './store.ts';
import type { Import } from './store.ts';
import { saveProfile } from './store-profiles.ts';
import { saveAnswers } from './store-words.ts';
import type { GivenAnswer } from './store-words.ts';

/** States from which the officer may still change what the file means. */
const open: readonly ImportState[] = ['uploaded', 'asking', 'ready', 'failed'];

/** Runs a decision on an open import whose version the officer saw; Conflict when a colleague or a job came between. */
async function decide(
  room: Room, viewer: Viewer, id: number, version: number, kind: string, detail: object, work: (client: Client, file: Import) => Promise<void>, states = open,
): Promise<void> {
  await inTransaction(room.pool, async (client) => {
    await client.query('select 1 from imports where id = $1 for update', [id]);
    const file = await getImport(viewer, client, id);
    if (!states.includes(file.state) || file.version !== version) throw new Conflict('the import was changed meanwhile');
    await work(client, file);
    await insertImportStep(client, viewer, id, kind, detail);
  });
}

/** How the file is read was changed: it is recognised anew. */
export async function rereadFile(room: Room, viewer: Viewer, file: Import, version: number, overrides: Overrides): Promise<Unreadable | undefined> {
  const read = await recognise(room, file.fileId ?? '', overrides, file.plan.rows.constants);
  if ('problem' in read) return read;
  await decide(room, viewer, file.id, version, 'reread', overrides, (client) =>
    changeImport(client, file.id, { state: 'uploaded', sniffed: read.sniffed, plan: read.plan, rowsEstimated: read.sniffed.rowsGuess }));
  return undefined;
}

/** What the columns are was decided: the whole file is read for its words, and the shape is remembered for the office. */
export async function settleColumns(room: Room, viewer: Viewer, file: Import, version: number, rows: Plan['rows']): Promise<void> {
  const { survey: _survey, ...before } = file.plan;
  const plan: Plan = { ...before, rows, settled: rows.header.map((_, column) => column) };
  await decide(room, viewer, file.id, version, 'columns', { mapping: rows.mapping, constants: rows.constants }, async (client) => {
    await changeImport(client, file.id, { state: 'reading', plan, rowsRead: 0 });
    await saveProfile(viewer, client, file.headerPrint ?? '', file.fileName, { ...plan, proposals: [] });
  });
  await queueImport(room, viewer, file.id);
}

/** Dates or numbers that could be read two ways were decided by the officer. */
export async function settleStyles(room: Room, viewer: Viewer, file: Import, version: number, plan: Plan): Promise<void> {
  await decide(room, viewer, file.id, version, 'styles', {}, (client) => changeImport(client, file.id, { state: 'asking', plan }));
}

/** Words were given their meaning: kept with the file and remembered for the office. */
export async function answerWords(room: Room, viewer: Viewer, file: Import, version: number, answers: readonly GivenAnswer[]): Promise<void> {
  await decide(room, viewer, file.id, version, 'words', { answers: answers.length }, async (client) => {
    await saveAnswers(client, viewer, file.id, answers);
    await changeImport(client, file.id, { state: 'asking' });
  });
}

/** The dry run, from the start. */
export async function startCheck(room: Room, viewer: Viewer, file: Import, version: number): Promise<void> {
  await decide(room, viewer, file.id, version, 'check', {}, (client) => startOver(client, file.id));
  await queueImport(room, viewer, file.id);
}

/** The ready rows become records, in the background. */
export async function startCommit(room: Room, viewer: Viewer, file: Import, version: number): Promise<void> {
  await decide(room, viewer, file.id, version, 'commit', { rows: file.counts.ready ?? 0 }, async (client) => {
    await changeImport(client, file.id, { state: 'committing', rowsCommitted: file.counts.committed ?? 0 });
    await note(client, viewer, { action: 'import.committing', subject: `import:${file.id}`, detail: { rows: file.counts.ready ?? 0 } });
  }, ['ready', 'committed']);
  await queueImport(room, viewer, file.id);
}

/** Stops a running commit or check after its current chunk; what is in stays in, the rest stays ready. */
export async function stopWork(room: Room, viewer: Viewer, id: number): Promise<void> {
  await inTransaction(room.pool, async (client) => {
    await client.query('select 1 from imports where id = $1 for update', [id]);
    const file = await getImport(viewer, client, id);
    const next: Partial<Record<ImportState, ImportState>> = { committing: 'ready', checking: 'asking', reading: 'uploaded' };
    const state = next[file.state];
    if (!state) throw new Conflict('nothing is running');
    await changeImport(client, id, { state });
    await insertImportStep(client, viewer, id, 'stopped', { from: file.state });
  });
}

/** Gives a file up before it is in: rows and file go, the step and the file's fingerprint stay. */
export async function discardImport(room: Room, viewer: Viewer, file: Import, version: number): Promise<void> {
  await decide(room, viewer, file.id, version, 'discarded', {}, async (client) => {
    await client.query('delete from import_rows where import_id = $1', [file.id]);
    await client.query('delete from import_values where import_id = $1', [file.id]);
    await changeImport(client, file.id, { state: 'discarded', fileId: null });
  });
  if (file.fileId) await room.files.remove(file.fileId);
}
