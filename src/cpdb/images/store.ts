import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { Examination, ReceivedFile } from '../../files/intake/types.ts';
import type { FileRefusal } from '../../files/kinds/kinds.ts';
import type { Subject } from '../pictures/permissions.ts';
import { visiblePictures } from '../pictures/scope.ts';
import type { Image, MarkedRegion } from './image.ts';
import { dropKnown, keepKnown } from './store-alike.ts';

const columns = sql`
  i.id, i.picture_id as "pictureId", i.role, i.place, i.pair, i.name, i.kind, i.size, i.stored_id as "storedId",
  i.state, i.refusal, i.scanned, i.width,
  i.height, i.derivatives, i.tiles, i.depth, i.removed, i.regions, i.blurred, i.alike, i.is_another as "isAnother"`;

type Row = Omit<Image, 'pictureId' | 'size' | 'alike'> & {
  readonly pictureId: string;
  readonly size: string;
  readonly alike: readonly string[];
};

function toImage(row: Row): Image {
  return { ...row, pictureId: Number(row.pictureId), size: Number(row.size), alike: row.alike.map(Number) };
}

/** Images of a picture that was read through the scope, in their order. */
export async function listImages(on: Queryable, pictureId: number): Promise<Image[]> {
  const rows = await queryRows<Row>(
    on,
    sql`
      select ${columns} from cpdb_images i where i.picture_id = ${pictureId} and i.state <> 'removed'
      order by i.place, i.uploaded_at`,
  );
  return rows.map(toImage);
}

/** An image with the picture it is of. */
export interface OpenedImage extends Image, Omit<Subject, 'state'> {
  readonly ref: string;
  readonly pictureState: Subject['state'];
}

/** An examined image of a picture this viewer may see. Throws NotVisible. */
export async function getImage(on: Queryable, viewer: Viewer, id: string): Promise<OpenedImage> {
  const scope = visiblePictures(viewer);
  const row = await queryRow<Row & Pick<OpenedImage, 'ref' | 'officeId' | 'regionId' | 'pictureState'>>(
    on,
    sql`
      select ${columns}, p.ref, p.office_id as "officeId", p.region_id as "regionId", p.state as "pictureState"
      from cpdb_images i join cpdb_pictures p on p.id = i.picture_id
      where i.id = ${id} and i.state = 'ready' and ${scope}`,
    'cpdb_image',
  );
  if (!row) throw new NotVisible('no such image');
  return {
    ...toImage(row),
    ref: row.ref,
    officeId: row.officeId,
    regionId: row.regionId,
    pictureState: row.pictureState,
  };
}

/** What a file that came turned out to be: new, or known by its key or its content. */
export interface Taken {
  readonly id: string;
  readonly isNew: boolean;
}

/** Writes down a file that was taken in; one of the same key or the same content is the image there is already. */
export async function insertImage(
  client: Client,
  { accountId }: { readonly accountId: number | null },
  pictureId: number,
  key: string,
  file: ReceivedFile,
  role: Image['role'] = 'photo',
): Promise<Taken> {
  const known = await queryRow<{ id: string }>(
    client,
    sql`
      select id from cpdb_images
      where picture_id = ${pictureId} and state <> 'removed' and (client_key = ${key} or sha256 = ${file.sha256})
      limit 1`,
  );
  if (known) return { id: known.id, isNew: false };
  const made = await queryRow<{ id: string }>(
    client,
    sql`
      insert into cpdb_images (picture_id, place, client_key, name, kind, size, sha256, stored_id, role, uploaded_by)
      values (${pictureId}, (select coalesce(max(place), 0) + 1 from cpdb_images where picture_id = ${pictureId}),
        ${key}, ${file.name}, ${file.kind}, ${file.size}, ${file.sha256}, ${file.storedId}, ${role}, ${accountId})
      returning id`,
  );
  return { id: made?.id ?? '', isNew: true };
}

export async function countImages(client: Client, pictureId: number): Promise<number> {
  const row = await queryRow<{ n: number }>(
    client,
    sql`select count(*)::int as n from cpdb_images where picture_id = ${pictureId} and state <> 'removed'`,
  );
  return row?.n ?? 0;
}

/** Keys of the files of a picture, as their sender named them. */
export async function listKeys(on: Queryable, pictureId: number): Promise<string[]> {
  const rows = await queryRows<{ key: string }>(
    on,
    sql`select client_key as key from cpdb_images where picture_id = ${pictureId} and state <> 'removed'`,
  );
  return rows.map(({ key }) => key);
}

export async function setArrangement(
  client: Client,
  pictureId: number,
  { id, role, place, pair }: Pick<Image, 'id' | 'role' | 'place' | 'pair'>,
): Promise<void> {
  await execute(
    client,
    sql`
      update cpdb_images set role = ${role}, place = ${place}, pair = ${pair}
      where id = ${id} and picture_id = ${pictureId}`,
  );
}

/** Takes an image out. What is stored of it is the caller's to remove. */
export async function setRemoved(client: Client, id: string): Promise<void> {
  await execute(client, sql`update cpdb_images set state = 'removed' where id = ${id}`);
  await dropKnown(client, id);
}

export async function setRegions(client: Client, id: string, regions: readonly MarkedRegion[]): Promise<void> {
  await execute(client, sql`update cpdb_images set regions = ${JSON.stringify(regions)} where id = ${id}`);
}

export async function setAnother(client: Client, id: string): Promise<void> {
  await execute(client, sql`update cpdb_images set is_another = true where id = ${id}`);
}

/** Puts another original in the place of one, to be examined again. False where it was exchanged meanwhile. */
export async function exchange(
  client: Client,
  { id, storedId }: Pick<Image, 'id' | 'storedId'>,
  by: Pick<ReceivedFile, 'storedId' | 'kind' | 'size'>,
  blurred: number,
): Promise<boolean> {
  await dropKnown(client, id);
  const rowCount = await execute(
    client,
    sql`
      update cpdb_images set stored_id = ${by.storedId}, kind = ${by.kind}, size = ${by.size},
        blurred = blurred + ${blurred}, state = 'waiting', derivatives = '[]', tiles = null, depth = null,
        uploaded_at = now()
      where id = ${id} and stored_id = ${storedId} and state = 'ready'`,
  );
  return rowCount === 1;
}

/** An image that waits; undefined when it was done. */
export async function findWaiting(on: Queryable, id: string): Promise<Image | undefined> {
  const row = await queryRow<Row>(
    on,
    sql`select ${columns} from cpdb_images i where i.id = ${id} and i.state = 'waiting'`,
  );
  return row && toImage(row);
}

/**
 * Locks an image that still waits, after its picture as everybody does. False when another process has done it, or it
 * was taken out.
 */
export async function lockWaiting(client: Client, { id, pictureId, storedId }: Image): Promise<boolean> {
  await execute(client, sql`select from cpdb_pictures where id = ${pictureId} for update`);
  const rowCount = await execute(
    client,
    sql`select from cpdb_images where id = ${id} and stored_id = ${storedId} and state = 'waiting' for update`,
  );
  return rowCount === 1;
}

/** Whether nothing is shown of a stored original. */
export async function isUnused(on: Queryable, { storedId }: Pick<Image, 'storedId'>): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`select from cpdb_images where stored_id = ${storedId} and state in ('waiting', 'ready')`,
  );
  return rowCount === 0;
}

/** Images that wait for longer than a minute: their job was lost, or the scanner or the store was away. */
export async function listForgotten(on: Queryable): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    on,
    sql`
      select id from cpdb_images where state = 'waiting' and uploaded_at < now() - interval '1 minute'
      order by uploaded_at limit 100`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Lets an image out of quarantine, with the pictures that look the same. One of more than eight bits is an X-ray until
 * someone says otherwise.
 */
export async function setReady(
  client: Client,
  { id, pictureId, removed: before }: Image,
  found: Extract<Examination, { verdict: 'clean' }>,
  alike: readonly number[],
): Promise<void> {
  await execute(
    client,
    sql`
      update cpdb_images set state = 'ready', scanned = ${found.scanned}, width = ${found.width ?? null},
        height = ${found.height ?? null}, derivatives = ${JSON.stringify(found.derivatives ?? [])},
        tiles = ${found.tiles ? JSON.stringify(found.tiles) : null},
        depth = ${found.depth ? JSON.stringify(found.depth) : null}::jsonb,
        removed = ${[...new Set([...before, ...(found.removed ?? [])])]}, alike = ${[...alike]}, examined_at = now(),
        role = case when ${found.depth ? JSON.stringify(found.depth) : null}::jsonb is not null
        and blurred = 0 then 'xray' else role end where id = ${id}`,
  );
  await keepKnown(client, { id, pictureId }, found);
}

export async function setRefused(client: Client, id: string, refusal: FileRefusal): Promise<void> {
  await execute(
    client,
    sql`
      update cpdb_images set state = 'refused', refusal = ${JSON.stringify(refusal)}, examined_at = now()
      where id = ${id}`,
  );
}

/** Who sent an image, and for which picture; undefined where the portal itself did. */
export function findSender(on: Queryable, id: string): Promise<{ loginId: string; ref: string } | undefined> {
  return queryRow<{ loginId: string; ref: string }>(
    on,
    sql`
      select a.login_id as "loginId", p.ref from cpdb_images i
      join cpdb_pictures p on p.id = i.picture_id join accounts a on a.id = i.uploaded_by where i.id = ${id}`,
  );
}
