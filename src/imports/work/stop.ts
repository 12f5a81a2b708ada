import type { Viewer } from '../../access/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict } from '../../errors.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { countProblems } from '../check/store-problems.ts';
import { countRows } from '../check/store-rows.ts';
import type { ImportState } from '../import.ts';
import { changeImport, insertImportStep, lockImport, type ImportChange } from '../store.ts';

/**
 * Where a stopped import stands: what is in stays in, the rest stays ready; an unfinished reading is asked for anew.
 */
const afterStop: Partial<Record<ImportState, ImportChange>> = {
  committing: { state: 'ready' },
  checking: { state: 'asking' },
  reading: { state: 'uploaded', step: 'columns' },
  undoing: { state: 'committed' },
  keeping: { state: 'uploaded', step: 'columns' },
};

/**
 * Stops a running job after its current chunk. The word is given first, by a lock the job's chunks do not hold up: two
 * of them always overlap, and who waits for both to be done waits until the last. Then what they still wrote is
 * counted.
 */
export async function stopWork(context: SeizuresContext, viewer: Viewer, id: number): Promise<void> {
  const from = await inTransaction(context.pool, async client => {
    const file = await lockImport(client, viewer, id, true);
    const change = afterStop[file.state];
    if (!change) throw new Conflict('nothing is running');
    // Rows left from before the check was begun over are no longer to be relied on; those that are records stay.
    await changeImport(
      client,
      id,
      file.state === 'committing' || file.state === 'undoing'
        ? change
        : { ...change, counts: { committed: file.counts.committed ?? 0 } },
    );
    await insertImportStep(client, viewer, id, 'stopped', { from: file.state });
    return file.state;
  });
  if (from !== 'committing') return;
  await inTransaction(context.pool, async client => {
    const { plan } = await lockImport(client, viewer, id);
    await countProblems(client, id, plan.rows);
    await changeImport(client, id, { counts: await countRows(client, id) });
  });
}
