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
import { changeImport, noteProgress } from './store.ts';
import type { Import } from './store.ts';
import { countRows } from './store-rows.ts';

/** Rows of one transaction: a stop or a crash loses none and doubles none (unique import_id, import_row). */
const chunk = 1000;

interface ReadyRow { row_no: number; raw: string[]; record: SeizureRecord }

/** Makes records of the ready rows, chunk by chunk, until all are in or somebody stops it. */
export async function commitRows(room: Room, viewer: Viewer, file: Import): Promise<boolean> {
  let committed = file.counts.committed ?? 0;
  for (;;) {
    const step = await inTransaction(room.jobPool, (client) => commitChunk(room, viewer, client, file, committed));
    committed += step.rows;
    room.changed();
    if (step.stopped) return false;
    if (step.rows < chunk) break;
    await setImmediate();
  }
  await inTransaction(room.jobPool, async (client) => {
    await changeImport(client, file.id, { state: 'committed', counts: await countRows(client, file.id), finished: true });
    await note(client, viewer, { action: 'import.committed', subject: `import:${file.id}`, detail: { rows: committed, file: file.fileName } });
  });
  return true;
}

async function commitChunk(
  room: Room, viewer: Viewer, client: Client, file: Import, before: number,
): Promise<{ rows: number; stopped: boolean }> {
  const { rows } = await client.query<ReadyRow>(
    `select row_no, raw, record from import_rows where import_id = $1 and state = 'ready' order by row_no limit $2 for update`, [file.id, chunk]);
  const seizures: NewSeizure[] = [];
  for (const [index, row] of rows.entries()) {
    seizures.push(toSeizure(room, viewer, file, row));
    if (index % 100 === 99) await setImmediate();
  }
  const written = await insertSeizures(client, seizures);
  await client.query(
    `update import_rows r set state = 'committed', seizure_id = w.id from unnest($2::int[], $3::bigint[]) as w(row_no, id)
     where r.import_id = $1 and r.row_no = w.row_no`, [file.id, rows.map((row) => row.row_no), written.map(({ id }) => id)]);
  const state = await noteProgress(client, file.id, { rowsCommitted: before + rows.length });
  return { rows: rows.length, stopped: state !== 'committing' };
}

function toSeizure(room: Room, viewer: Viewer, file: Import, row: ReadyRow): NewSeizure {
  return {
    clientUuid: randomUUID(), record: row.record, projection: project(row.record, room.lists.lookUp, room.offices), channel: 'file',
    recordedBy: viewer.accountId, importRow: { importId: file.id, row: row.row_no }, source: sourceOf(file, row.raw),
  };
}

/** The file's own columns by header, persons' data left out: what no field can hold is not lost. */
function sourceOf(file: Import, raw: readonly string[]): Record<string, string> {
  const { header, mapping } = file.plan.rows;
  return Object.fromEntries(header.flatMap((name, column) => {
    const cell = raw[column] ?? '';
    return mapping[column] === 'nominal' || cell === '' ? [] : [[name || `#${column + 1}`, cell]];
  }));
}
