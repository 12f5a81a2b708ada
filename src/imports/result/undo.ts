import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict } from '../../errors.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { changeImport, insertImportStep, lockImport, type Import } from '../store.ts';
import { queueImport } from '../work/jobs.ts';
import { countStanding } from './store-result.ts';

/** Days after the commit during which an import can be taken back as a whole. */
export const undoDays = 30;

/** Whether the records of an import can still be taken back together. */
export function canUndo(file: Pick<Import, 'state' | 'counts' | 'finishedAt'>, now = Date.now()): boolean {
  const isRecent = file.finishedAt === null || now - Date.parse(file.finishedAt) < undoDays * 86_400_000;
  return (file.state === 'committed' || file.state === 'ready') && (file.counts.committed ?? 0) > 0 && isRecent;
}

/** Has an import taken back in the background, with one reason for all its records. */
export async function undoImport(
  context: SeizuresContext,
  viewer: Viewer,
  { id, version }: Import,
  reason: string,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const file = await lockImport(client, viewer, id);
    if (file.version !== version || !canUndo(file)) throw new Conflict('the import was changed meanwhile');
    const { withdrawn } = await countStanding(client, id);
    await changeImport(client, id, { state: 'undoing', rowsCommitted: 0 });
    await insertImportStep(client, viewer, id, 'undoing', { reason, withdrawn });
    await note(client, viewer, { action: 'import.undoing', subject: `import:${id}`, detail: { reason } });
  });
  await queueImport(context, viewer, id);
}
