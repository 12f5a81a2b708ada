import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { CencommContext } from '../../context.ts';
import { lockOperation } from '../store.ts';
import { removeContent } from './remove-content.ts';
import { finishDisposal, listUnfinishedDisposals, markDueDisposed } from './store-disposal.ts';

type Context = Pick<CencommContext, 'jobPool' | 'files' | 'log'>;

/**
 * Disposes of operations kept for long enough after they were closed or refused. First nobody can enter them any more,
 * then messages, files and all that depends on them go, at last the keys, without which no copy can be opened. The
 * register's row stays. A disposal that was interrupted is found again and finished. Nothing under legal hold is begun;
 * the database refuses it too.
 */
export async function dispose(context: Context): Promise<void> {
  await beginDue(context);
  for (const id of await listUnfinishedDisposals(context.jobPool))
    await finish(context, id).catch((error: unknown) =>
      context.log.error({ err: error, operation: id }, 'an operation could not be disposed of; it is tried again'),
    );
}

async function beginDue({ jobPool }: Context): Promise<void> {
  await inTransaction(jobPool, async client => {
    for (const id of await markDueDisposed(client))
      await note(client, {}, { action: 'operation.disposalBegun', subject: `operation:${id}` });
  });
}

async function finish(context: Context, id: string): Promise<void> {
  const removed = await removeContent(context, id);
  await inTransaction(context.jobPool, async client => {
    await lockOperation(client, id);
    await finishDisposal(client, id);
    await note(client, {}, { action: 'operation.disposed', subject: `operation:${id}`, detail: { ...removed } });
  });
}
