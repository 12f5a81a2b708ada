import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { deleteAllRows } from '../check/store-rows.ts';
import { withoutCells } from '../plan.ts';
import { changeImport, getImportForJob, insertImportStep, listForgotten } from '../store.ts';
import { deleteTotals } from '../totals/store-totals.ts';
import { deleteWords } from '../words/store-words.ts';

/** Days a file is kept that nobody goes on with. */
const keptDays = 14;

/**
 * Files nobody went on with for two weeks go: an import without records is given up, one with records keeps its staged
 * rows and loses only the file (that of a finished import is kept as evidence, unless it held persons' data).
 */
export async function expireImports(context: SeizuresContext): Promise<number> {
  const forgotten = await listForgotten(context.jobPool, keptDays);
  for (const file of forgotten) {
    await inTransaction(context.jobPool, async client => {
      if (file.hasRecords) return changeImport(client, file.id, { fileId: null });
      await deleteAllRows(client, file.id);
      await deleteWords(client, file.id);
      await deleteTotals(client, file.id);
      const whole = await getImportForJob(client, file.id);
      await changeImport(client, file.id, { ...withoutCells(whole), state: 'discarded', fileId: null });
      await insertImportStep(client, file, file.id, 'expired');
      await note(
        client,
        { accountId: file.accountId, office: { id: file.officeId } },
        { action: 'import.expired', subject: `import:${file.id}` },
      );
    });
    await context.files.remove(file.fileId);
  }
  return forgotten.length;
}
