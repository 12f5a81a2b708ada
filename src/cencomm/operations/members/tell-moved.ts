import { tellLogin } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { CencommContext } from '../../context.ts';
import { takeMoved } from './store-moved.ts';

/**
 * Tells owners that a member works for another office now: they stay a member until the owner says otherwise. The
 * letter says no name; the events of the operation do.
 */
export async function tellMoved({ jobPool, outbox }: Pick<CencommContext, 'jobPool' | 'outbox'>): Promise<void> {
  await inTransaction(jobPool, async client => {
    for (const { operationId, login, from, to, owner } of await takeMoved(client)) {
      const subject = `operation:${operationId}`;
      await note(client, {}, { action: 'operation.memberMoved', subject, detail: { login, from, to } });
      if (owner !== null)
        await tellLogin(client, outbox, owner, {
          about: 'cencomm',
          kind: 'cencommMoved',
          values: {},
          path: `/cencomm/operations/${operationId}/events`,
        });
    }
  });
}
