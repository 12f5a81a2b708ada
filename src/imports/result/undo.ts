import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict } from '../../errors.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { changeImport, insertImportStep, lockImport } from '../store.ts';
import type { Import } from '../store.ts';
import { withdrawImported } from './store-result.ts';
import type { Undone } from './store-result.ts';

/** Days after the commit during which an import can be taken back as a whole. */
export const undoDays = 30;

/** Whether the records of an import can still be taken back together. */
export function canUndo(file: Pick<Import, 'state' | 'counts' | 'finishedAt'>, now = Date.now()): boolean {
  const isRecent = file.finishedAt === null || now - Date.parse(file.finishedAt) < undoDays * 86_400_000;
  return (file.state === 'committed' || file.state === 'ready') && (file.counts.committed ?? 0) > 0 && isRecent;
}

/**
 * Takes an import back: its records are withdrawn together with one reason, none is deleted. Records that were
 * verified, queried or amended since stay, and are counted: they have become somebody's work.
 */
export async function undoImport(
  context: SeizuresContext,
  viewer: Viewer,
  { id, version }: Import,
  reason: string,
): Promise<Undone> {
  const undone = await inTransaction(context.jobPool, async client => {
    const file = await lockImport(client, viewer, id);
    if (file.version !== version || !canUndo(file)) throw new Conflict('the import was changed meanwhile');
    const result = await withdrawImported(client, viewer, id, reason);
    await changeImport(client, id, { state: 'undone' });
    await insertImportStep(client, viewer, id, 'undone', { reason, records: result.withdrawn, left: result.left });
    await note(client, viewer, {
      action: 'import.undone',
      subject: `import:${id}`,
      detail: { reason, records: result.withdrawn, left: result.left },
    });
    return result;
  });
  context.changed();
  return undone;
}
