import { note } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { countSignIn } from '../../metrics/counts.ts';
import { noteSignIn } from '../store.ts';
import { keepDevice } from './store-devices.ts';
import { endOldestSessions, insertSession, turnSignIn, type LastSignIn, type SessionOf } from './store-sessions.ts';
import type { Viewer } from '../viewer.ts';

/**
 * Writes down that a kept session is now the viewer's, after all that had to be proved, and that the browser is
 * known. Returns the sign-in before this
 * one.
 */
export async function openSession(
  pool: Pool,
  viewer: Viewer,
  session: SessionOf & { readonly browser: Buffer },
  by: string,
): Promise<LastSignIn> {
  const last = await inTransaction(pool, async client => {
    await noteSignIn(client, viewer.accountId);
    await insertSession(client, session);
    await keepDevice(client, { ...session, hash: session.browser });
    await endOldestSessions(client, viewer.accountId);
    await note(client, viewer, { action: 'session.opened', detail: { by } });
    return turnSignIn(client, viewer.accountId, session.address);
  });
  countSignIn('opened');
  return last;
}
