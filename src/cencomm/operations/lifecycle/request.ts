import { rights } from '../../../access/index.ts';
import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { CencommContext } from '../../context.ts';
import { insertOperation } from './create.ts';
import type { OperationRequest } from './create.ts';

/** Asks the Secretariat for an operation. The same form sent twice is one request. Answers its id. Throws Refused where too many wait. */
export async function request(
  { pool, keys }: Pick<CencommContext, 'pool' | 'keys'>,
  viewer: Viewer,
  wish: OperationRequest,
): Promise<string> {
  if (!rights['cencomm:request'](viewer)) throw new Forbidden('contact points and RILOs ask for operations');
  return inTransaction(pool, async client => {
    const { id, isNew } = await insertOperation(keys, client, viewer, wish);
    if (isNew) await requireMeasure(client, viewer);
    if (isNew) await note(client, viewer, { action: 'operation.requested', subject: `operation:${id}` });
    return id;
  });
}

/** Requests of one account that may wait at a time. */
const mostWaiting = 20;

async function requireMeasure(client: Client, viewer: Viewer): Promise<void> {
  const {
    rows: [row],
  } = await client.query<{ count: number }>(
    `select count(*)::int as count from cencomm_operations where requested_by = $1 and state = 'requested'`,
    [viewer.accountId],
  );
  if ((row?.count ?? 0) > mostWaiting)
    throw new Refused({ path: 'title', key: 'cencommops:problem.tooManyRequests', values: { most: mostWaiting } });
}
