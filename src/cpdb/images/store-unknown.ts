import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import type { Image } from './image.ts';

type Unknown = Pick<Image, 'id' | 'pictureId' | 'storedId' | 'derivatives'>;

/** Images that are shown and have no fingerprint, the oldest first. */
export async function listUnknown(on: Queryable, count: number): Promise<Unknown[]> {
  const rows = await queryRows<Omit<Unknown, 'pictureId'> & { readonly pictureId: string }>(
    on,
    sql`
      select i.id, i.picture_id as "pictureId", i.stored_id as "storedId", i.derivatives from cpdb_images i
      where i.state = 'ready' and i.derivatives <> '[]'
        and not exists (select from cpdb_fingerprints f where f.image_id = i.id)
      order by i.examined_at, i.id limit ${count}`,
  );
  return rows.map(row => ({ ...row, pictureId: Number(row.pictureId) }));
}

/** Locks an image that is still shown as it was; false where it is not. */
export async function lockReady(client: Client, { id, storedId }: Pick<Image, 'id' | 'storedId'>): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`select from cpdb_images where id = ${id} and stored_id = ${storedId} and state = 'ready' for update`,
  );
  return rowCount === 1;
}

/** Adds pictures an image looks like to those that were known. */
export async function setAlike(client: Client, id: string, alike: readonly number[]): Promise<void> {
  if (alike.length === 0) return;
  await execute(
    client,
    sql`
      update cpdb_images set alike = (select array_agg(distinct one) from unnest(alike || ${[...alike]}::bigint[]) one)
      where id = ${id}`,
  );
}
