import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import type { CencommRoom } from '../room.ts';
import { insertOperation } from './make.ts';
import type { Wish } from './make.ts';

/** Asks the Secretariat for an operation. The same form sent twice is one request. Answers its id. */
export async function request({ pool, keys }: Pick<CencommRoom, 'pool' | 'keys'>, viewer: Viewer, wish: Wish): Promise<string> {
  if (!rights['cencomm:request'](viewer)) throw new Forbidden('contact points and RILOs ask for operations');
  return inTransaction(pool, async (client) => {
    const { id, isNew } = await insertOperation(keys, client, viewer, wish);
    if (isNew) await note(client, viewer, { action: 'operation.requested', subject: `operation:${id}` });
    return id;
  });
}
