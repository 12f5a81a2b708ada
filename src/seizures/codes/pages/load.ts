import type { Request } from 'express';
import { NotFound } from '../../../errors.ts';
import { findCode, type ReferenceEntry, type StoredCode } from '../../../reference/index.ts';
import type { SeizuresContext } from '../../context.ts';
import { ownLists } from '../own-lists.ts';

/** The list of an address that is changed here. Throws NotFound. */
export function listOf(req: Request): string {
  const list = String(req.params.list);
  if (!ownLists.includes(list)) throw new NotFound('no list of the portal');
  return list;
}

/** The code of an address. Throws NotFound. */
export function entryOf(req: Request, { lists }: Pick<SeizuresContext, 'lists'>) {
  const list = listOf(req);
  const entry: ReferenceEntry | undefined = lists.lookUp(list, String(req.params.code));
  if (!entry) throw new NotFound('no such code');
  return { list, entry };
}

/** A code as it is stored at this moment. Throws NotFound. */
export async function storedCode(
  { pool }: Pick<SeizuresContext, 'pool'>,
  list: string,
  code: string,
): Promise<StoredCode> {
  const found = await findCode(pool, list, code);
  if (!found) throw new NotFound('no such code');
  return found;
}
