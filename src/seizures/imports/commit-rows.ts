import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { project } from '../project.ts';
import type { Room } from '../room.ts';
import type { SeizureRecord } from '../seizure.ts';
import { insertSeizures } from '../store-insert.ts';
import type { NewSeizure } from '../store-insert.ts';
import { compareWithKnown } from './compare.ts';
import { joinRecords } from './join-records.ts';
import { changeImport, isWanted, noteProgress } from './store.ts';
import type { Import } from './store.ts';
import { countRows, listJoined, markCommitted, readyRows } from './store-rows.ts';
import type { ReadyRow } from './store-rows.ts';

/** Records of one transaction: a stop or a crash loses none and doubles none (unique import_id, import_row). */
const chunk = 1000;

/** A record and the rows it is made of: one, or several of one national reference. */
interface Made { readonly rows: readonly number[]; readonly seizure: NewSeizure }

/** Makes records of the ready rows, chunk by chunk, until all are in. False when somebody stopped it. */
export async function commitRows(room: Room, viewer: Viewer, file: Import): Promise<boolean> {
  const work = await inTransaction(room.jobPool, (client) => prepare(client, file));
  if (!work) return false;
  for (;;) {
    const records = await inTransaction(room.jobPool, (client) => commitChunk(room, viewer, client, file, work));
    if (records === undefined) return false;
    room.changed();
    if (records < chunk) break;
    await setImmediate();
  }
  return finish(room, viewer, file);
}

/** Rows in so far, and which rows go into which row's record. */
interface Work { committed: number; readonly joined: ReadonlyMap<number, readonly number[]> }

/** Looks once more at what is known: other files may have come in since the check. */
async function prepare(client: Client, file: Import): Promise<Work | undefined> {
  if (!await isWanted(client, file)) return undefined;
  await compareWithKnown(client, file);
  const { committed = 0 } = await countRows(client, file.id);
  return { committed, joined: await listJoined(client, file.id) };
}

/** Answers how many records were made; undefined when the commit was stopped. */
async function commitChunk(room: Room, viewer: Viewer, client: Client, file: Import, work: Work): Promise<number | undefined> {
  if (!await isWanted(client, file)) return undefined;
  const { joined } = work;
  const firsts = await readyRows(client, file.id, { limit: chunk });
  const others = firsts.flatMap(({ rowNo }) => joined.get(rowNo) ?? []);
  const rows = new Map((others.length > 0 ? await readyRows(client, file.id, { numbers: others }) : []).map((row) => [row.rowNo, row]));
  const made: Made[] = [];
  for (const [index, first] of firsts.entries()) {
    const more = (joined.get(first.rowNo) ?? []).map((rowNo) => rows.get(rowNo)).filter((row) => row !== undefined);
    made.push(toSeizure(room, viewer, file, [first, ...more]));
    if (index % 100 === 99) await setImmediate();
  }
  const written = await insertSeizures(client, made.map(({ seizure }) => seizure));
  await markCommitted(client, file.id, made.flatMap((one, at) => one.rows.map((rowNo) => ({ rowNo, seizureId: written[at]?.id ?? 0 }))));
  work.committed += made.reduce((sum, { rows: own }) => sum + own.length, 0);
  await noteProgress(client, file.id, { rowsCommitted: work.committed });
  return firsts.length;
}

function toSeizure(room: Room, viewer: Viewer, file: Import, rows: readonly [ReadyRow, ...ReadyRow[]]): Made {
  const [first] = rows;
  const record: SeizureRecord = joinRecords(rows.map((row) => row.record));
  return {
    rows: rows.map(({ rowNo }) => rowNo),
    seizure: {
      clientUuid: randomUUID(), record, projection: project(record, room.lists.lookUp, room.offices), channel: 'file',
      recordedBy: viewer.accountId, importRow: { importId: file.id, row: first.rowNo }, source: sourceOf(file, rows),
    },
  };
}

/** The file's own columns by header, persons' data left out: what no field can hold is not lost. */
function sourceOf(file: Import, rows: readonly ReadyRow[]): Record<string, string> {
  const { header, mapping } = file.plan.rows;
  return Object.fromEntries(header.flatMap((name, column) => {
    const cells = [...new Set(rows.map(({ raw }) => raw[column] ?? ''))].filter((cell) => cell !== '');
    return mapping[column] === 'nominal' || cells.length === 0 ? [] : [[name || `#${column + 1}`, cells.join(' | ')]];
  }));
}

/** A file that held persons' data goes once its rows are in; another is kept as evidence. */
async function finish(room: Room, viewer: Viewer, file: Import): Promise<boolean> {
  const holdsPersons = file.plan.rows.mapping.includes('nominal');
  const done = await inTransaction(room.jobPool, async (client) => {
    if (!await isWanted(client, file)) return false;
    const counts = await countRows(client, file.id);
    await changeImport(client, file.id, { state: 'committed', counts, finished: true, ...(holdsPersons ? { fileId: null } : {}) });
    await note(client, viewer, { action: 'import.committed', subject: `import:${file.id}`, detail: { rows: counts.committed ?? 0, file: file.fileName } });
    return true;
  });
  if (done && holdsPersons && file.fileId) await room.files.remove(file.fileId);
  return done;
}
