import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { tellLater } from '../../db/news.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import { changeImport, insertImportStep, isWanted, listImportSteps, noteProgress, type Import } from '../store.ts';
import { countStanding, withdrawImported } from './store-result.ts';

/** Records withdrawn in one transaction. */
const chunk = 1000;

/**
 * Withdraws the records of an import chunk by chunk, each chunk whole or not at all; none is deleted. Those that were
 * verified, queried or amended since stay, and are counted: they have become somebody's work. What an answer to a word
 * wrote into a record is no such work. False when it was stopped.
 */
export async function withdrawRecords(context: SeizuresContext, viewer: Viewer, file: Import): Promise<boolean> {
  const begun = (await listImportSteps(context.jobPool, file.id)).find(({ kind }) => kind === 'undoing');
  const reason = String(begun?.detail?.reason ?? '');
  const before = Number(begun?.detail?.withdrawn ?? 0);
  try {
    for (;;) {
      const withdrawn = await inTransaction(context.jobPool, client => withdrawChunk(client, viewer, file, reason));
      if (withdrawn === undefined) return false;
      if (withdrawn === 0) break;
      const now = await countStanding(context.jobPool, file.id);
      await noteProgress(context.jobPool, file.id, { rowsCommitted: now.withdrawn - before });
    }
  } finally {
    context.changed();
    context.news.tell('seizures');
  }
  return inTransaction(context.jobPool, client => finish(client, viewer, file, { reason, before }));
}

/** How many were withdrawn; undefined when somebody stopped it. */
async function withdrawChunk(
  client: Client,
  viewer: Viewer,
  file: Import,
  reason: string,
): Promise<number | undefined> {
  if (!(await isWanted(client, file))) return undefined;
  await tellLater(client);
  return withdrawImported(client, viewer, file.id, { reason, limit: chunk });
}

async function finish(
  client: Client,
  viewer: Viewer,
  file: Import,
  { reason, before }: { reason: string; before: number },
): Promise<boolean> {
  if (!(await isWanted(client, file))) return false;
  const { withdrawn, left } = await countStanding(client, file.id);
  const detail = { reason, records: withdrawn - before, left };
  await changeImport(client, file.id, { state: 'undone', rowsCommitted: file.counts.committed ?? 0 });
  await insertImportStep(client, viewer, file.id, 'undone', detail);
  await note(client, viewer, { action: 'import.undone', subject: `import:${file.id}`, detail });
  return true;
}
