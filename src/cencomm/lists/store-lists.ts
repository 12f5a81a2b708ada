import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from '../keys/seal.ts';
import type { Operation } from '../operations/operation.ts';

/** What is kept sealed beside the members: who is on duty, groups of members, why a member was taken out. */
export type ListKind = 'duty' | 'group' | 'departure';

/** One entry. `content` is undefined where it could not be verified. */
export interface Listed<T> {
  readonly id: string;
  readonly authorId: number;
  readonly createdMs: number;
  readonly content?: T;
}

interface Row extends Omit<Sealed, 'kind'> {
  readonly sealed: Buffer;
}

const sealOf = ({ operationId, epoch, id, authorId, createdMs, salt }: Omit<Sealed, 'kind'>): Sealed => ({
  kind: 'list',
  operationId,
  epoch,
  id,
  authorId,
  createdMs,
  salt,
});

/** The entries of a kind of an operation, the oldest first. Throws KeysAway. */
export async function readLists<T>(
  on: Queryable,
  keys: KeyProvider,
  operationId: string,
  kind: ListKind,
): Promise<Listed<T>[]> {
  const rows = await queryRows<Row>(
    on,
    sql`
      select id, operation_id as "operationId", epoch, author_id as "authorId", created_ms::float8 as "createdMs", salt,
        content_ct as sealed
      from cencomm_lists where operation_id = ${operationId} and kind = ${kind} order by created_ms, id`,
    'cencomm_lists_of',
  );
  const found: Listed<T>[] = [];
  for (const { sealed, ...row } of rows) {
    const { id, authorId, createdMs } = row;
    try {
      const text = openText(await keys.keyOf(on, operationId, row.epoch), sealOf(row), 'content', sealed);
      const { kind: bound, content } = JSON.parse(text) as { kind: ListKind; content: T };
      found.push({ id, authorId, createdMs, ...(bound === kind ? { content } : {}) });
    } catch (error) {
      if (!(error instanceof BrokenSeal)) throw error;
      found.push({ id, authorId, createdMs });
    }
  }
  return found;
}

/** Seals an entry under the number of its form: sent twice it is one. Returns whether it is new. */
export async function insertListed(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  { id: operationId, currentEpoch: epoch }: Pick<Operation, 'id' | 'currentEpoch'>,
  { id, kind, content }: { readonly id: string; readonly kind: ListKind; readonly content: object },
): Promise<boolean> {
  const row = { id, operationId, epoch, authorId: viewer.accountId, createdMs: Date.now(), salt: newSalt() };
  const key = await keys.keyOf(client, operationId, epoch);
  const sealed = sealText(key, sealOf(row), 'content', JSON.stringify({ kind, content }));
  const inserted = await execute(
    client,
    sql`
      insert into cencomm_lists (id, operation_id, kind, epoch, author_id, created_ms, salt, content_ct)
      values (${id}, ${operationId}, ${kind}, ${epoch}, ${row.authorId}, ${row.createdMs}, ${row.salt}, ${sealed})
      on conflict (id) do nothing`,
  );
  return inserted > 0;
}

/** Seals new content of an entry, in the name of who made it. Returns whether there was one. */
export async function replaceListed(
  client: Client,
  keys: KeyProvider,
  { id: operationId, currentEpoch: epoch }: Pick<Operation, 'id' | 'currentEpoch'>,
  { id, kind, content }: { readonly id: string; readonly kind: ListKind; readonly content: object },
): Promise<boolean> {
  const made = await queryRow<{ authorId: number; createdMs: number }>(
    client,
    sql`
      select author_id as "authorId", created_ms::float8 as "createdMs" from cencomm_lists
      where id = ${id} and operation_id = ${operationId} and kind = ${kind} for update`,
  );
  if (!made) return false;
  const row = { id, operationId, epoch, ...made, salt: newSalt() };
  const key = await keys.keyOf(client, operationId, epoch);
  const sealed = sealText(key, sealOf(row), 'content', JSON.stringify({ kind, content }));
  await execute(
    client,
    sql`update cencomm_lists set epoch = ${epoch}, salt = ${row.salt}, content_ct = ${sealed} where id = ${id}`,
  );
  return true;
}

/** Deletes an entry. Returns whether there was one. */
export async function deleteListed(client: Client, operationId: string, kind: ListKind, id: string): Promise<boolean> {
  const deleted = await execute(
    client,
    sql`delete from cencomm_lists where id = ${id} and operation_id = ${operationId} and kind = ${kind}`,
  );
  return deleted > 0;
}

/** Who made an entry; undefined where there is none. */
export async function authorOfListed(
  client: Client,
  operationId: string,
  kind: ListKind,
  id: string,
): Promise<number | undefined> {
  const row = await queryRow<{ authorId: number }>(
    client,
    sql`
      select author_id as "authorId" from cencomm_lists
      where id = ${id} and operation_id = ${operationId} and kind = ${kind}`,
  );
  return row?.authorId;
}
