import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { empty, execute, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { Conflict, NotVisible } from '../../errors.ts';
import type { Card } from '../pictures/picture.ts';
import { publishedPictures } from '../pictures/scope.ts';
import { cardColumns, toCard, type CardRow } from '../pictures/store.ts';
import type { Collection, CollectionFacts } from './collection.ts';
import { visibleCollections } from './scope.ts';

const columns = sql`
  c.id, c.account_id as "accountId", c.office_id as "officeId", a.login_id as "madeBy", c.audience, c.name, c.note,
  c.version, (select count(*)::int from cpdb_collection_pictures i join cpdb_pictures p on p.id = i.picture_id
    where i.collection_id = c.id and ${publishedPictures}) as pictures`;
const tables = sql`cpdb_collections c join accounts a on a.id = c.account_id`;
type Row = Omit<Collection, 'id'> & { readonly id: string };

function toCollection(row: Row): Collection {
  return { ...row, id: Number(row.id) };
}

/** A collection the viewer may see. Throws NotVisible. */
export function getCollection(on: Queryable, viewer: Viewer, id: number): Promise<Collection> {
  return find(on, viewer, id, empty);
}

/** The same, locked until the transaction ends. */
export function lockCollection(client: Client, viewer: Viewer, id: number): Promise<Collection> {
  return find(client, viewer, id, sql`for update of c`);
}

async function find(on: Queryable, viewer: Viewer, id: number, lock: Sql): Promise<Collection> {
  const scope = visibleCollections(viewer);
  const row = await queryRow<Row>(on, sql`select ${columns} from ${tables} where c.id = ${id} and ${scope} ${lock}`);
  if (!row) throw new NotVisible('no such collection');
  return toCollection(row);
}

/** Own ones first, then those of the office, then those for all; newest first. */
export async function listCollections(on: Queryable, viewer: Viewer): Promise<Collection[]> {
  const scope = visibleCollections(viewer);
  const rows = await queryRows<Row>(
    on,
    sql`
      select ${columns} from ${tables} where ${scope}
      order by c.account_id = ${viewer.accountId} desc, c.audience = 'office' desc, c.id desc limit 200`,
    'cpdb_collections_seen',
  );
  return rows.map(toCollection);
}

/** The pictures of a collection that are published, in their order. */
export async function listCollected(on: Queryable, id: number): Promise<Card[]> {
  const rows = await queryRows<CardRow>(
    on,
    sql`
      select ${cardColumns} from cpdb_collection_pictures i join cpdb_pictures p on p.id = i.picture_id
      where i.collection_id = ${id} and ${publishedPictures} order by i.place, p.id`,
  );
  return rows.map(toCard);
}

/** A new one; the same form sent twice is one. */
export async function insertCollection(
  client: Client,
  { accountId, office }: Viewer,
  clientUuid: string,
  { name, note, audience }: CollectionFacts,
): Promise<{ id: number; isNew: boolean }> {
  const made = await queryRow<{ id: string }>(
    client,
    sql`
      insert into cpdb_collections (client_uuid, account_id, office_id, audience, name, note)
      values (${clientUuid}, ${accountId}, ${office.id}, ${audience}, ${name}, ${note})
      on conflict (client_uuid) do nothing returning id`,
  );
  if (made) return { id: Number(made.id), isNew: true };
  const known = await queryRow<{ id: string }>(
    client,
    sql`select id from cpdb_collections where client_uuid = ${clientUuid} and account_id = ${accountId}`,
  );
  if (!known) throw new Conflict('the form was sent by somebody else');
  return { id: Number(known.id), isNew: false };
}

export async function updateCollection(
  client: Client,
  id: number,
  { name, note, audience }: CollectionFacts,
): Promise<void> {
  await execute(
    client,
    sql`
      update cpdb_collections set name = ${name}, note = ${note}, audience = ${audience}, version = version + 1
      where id = ${id}`,
  );
}

export async function removeCollection(client: Client, id: number): Promise<void> {
  await execute(client, sql`update cpdb_collections set removed_at = now() where id = ${id}`);
}

/** Puts published pictures at the end, by reference; those in it already stay where they are. Answers their refs. */
export async function insertPictures(client: Client, id: number, refs: readonly string[]): Promise<string[]> {
  const rows = await queryRows<{ ref: string }>(
    client,
    sql`
      with wanted as (
        select p.id, p.ref, w.at from unnest(${[...refs]}::text[]) with ordinality w(ref, at)
        join cpdb_pictures p on p.ref = w.ref and ${publishedPictures}
      ), added as (
        insert into cpdb_collection_pictures (collection_id, picture_id, place)
        select ${id}, w.id, w.at + coalesce(
          (select max(place) from cpdb_collection_pictures where collection_id = ${id}), 0)
        from wanted w on conflict do nothing)
      select ref from wanted`,
  );
  return rows.map(({ ref }) => ref);
}

/** Gives pictures these places, from 1; others of the collection come after them. */
export async function arrangePictures(client: Client, id: number, pictures: readonly number[]): Promise<void> {
  await execute(
    client,
    sql`
      update cpdb_collection_pictures i set place = w.at
      from unnest(${[...pictures]}::bigint[]) with ordinality w(picture_id, at)
      where i.collection_id = ${id} and i.picture_id = w.picture_id`,
  );
}

export async function deletePicture(client: Client, id: number, pictureId: number): Promise<void> {
  await execute(
    client,
    sql`delete from cpdb_collection_pictures where collection_id = ${id} and picture_id = ${pictureId}`,
  );
}
