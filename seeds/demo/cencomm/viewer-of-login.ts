import { viewerOfAccount, type Viewer } from '../../../src/access/index.ts';
import { findAccountId } from '../../../src/cencomm/operations/members/store-members.ts';
import type { Queryable } from '../../../src/db/pool.ts';

/** The officer with this login; undefined where the demonstration does not have them. */
export async function viewerOfLogin(on: Queryable, login: string): Promise<Viewer | undefined> {
  const id = await findAccountId(on, login);
  return id === undefined ? undefined : viewerOfAccount(on, id);
}
