import type { Viewer } from '../../access/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict } from '../../errors.ts';
import { quantityNorms } from '../norms.ts';
import type { Room } from '../room.ts';
import { compareWithKnown } from './compare.ts';
import { rowChecker } from './row-check.ts';
import { changeImport, getImport, insertImportStep } from './store.ts';
import { countRows, getRow, replaceRow, saveRepairs } from './store-rows.ts';
import type { Repair } from './store-rows.ts';
import { answersOf, listWords } from './store-words.ts';

/** Corrects cells of staged rows and reads those rows again. The file itself is untouched; the correction is kept beside it. */
export async function repairRows(room: Room, viewer: Viewer, id: number, repairs: readonly Repair[]): Promise<void> {
  await inTransaction(room.pool, async (client) => {
    await client.query('select 1 from imports where id = $1 for update', [id]);
    const file = await getImport(viewer, client, id);
    if (file.state !== 'ready' && file.state !== 'committed') throw new Conflict('the import was changed meanwhile');
    const checker = rowChecker(room, viewer, file.plan.rows, answersOf(await listWords(client, id)), await quantityNorms(client));
    await saveRepairs(client, id, viewer.accountId, repairs);
    for (const rowNo of new Set(repairs.map((repair) => repair.rowNo))) {
      const row = await getRow(client, id, rowNo);
      if (!row || row.state === 'committed') continue;
      const own = new Map(repairs.filter((repair) => repair.rowNo === rowNo).map(({ column, value }) => [column, value]));
      const cells = row.raw.map((cell, column) => own.get(column) ?? cell);
      await replaceRow(client, id, checker.check({ line: row.line, cells }, rowNo));
    }
    await compareWithKnown(client, file);
    await changeImport(client, id, { state: 'ready', counts: await countRows(client, id) });
    await insertImportStep(client, viewer, id, 'repaired', { cells: repairs.length });
  });
}
