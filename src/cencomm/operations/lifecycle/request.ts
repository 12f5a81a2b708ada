import { rights, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { createOperation, type OperationRequest } from './create.ts';
import { countOwnWaiting } from './store-operation.ts';

/** Requests of one account that may wait at a time. */
const maxWaiting = 20;

/**
 * Asks the Secretariat for an operation; the same form sent twice is one request. Returns its id. Throws Refused where
 * too many wait.
 */
export async function request(
  { pool, keys }: Pick<CencommContext, 'pool' | 'keys'>,
  viewer: Viewer,
  requested: OperationRequest,
): Promise<string> {
  if (!rights['cencomm:request'](viewer)) throw new Forbidden('contact points and RILOs ask for operations');
  return inTransaction(pool, async client => {
    const { id, isNew } = await createOperation(client, viewer, keys, requested);
    if (!isNew) return id;
    if ((await countOwnWaiting(client, viewer)) > maxWaiting)
      throw new Refused({ path: 'title', key: 'cencommops:problem.tooManyRequests', values: { most: maxWaiting } });
    await note(client, viewer, { action: 'operation.requested', subject: `operation:${id}` });
    return id;
  });
}
