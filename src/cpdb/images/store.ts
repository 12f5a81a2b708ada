import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { Examination, ReceivedFile } from '../../files/intake/types.ts';
import type { FileRefusal } from '../../files/kinds/kinds.ts';
import type { Subject } from '../pictures/permissions.ts';
import { visiblePictures } from '../pictures/scope.ts';
import type { Image, MarkedRegion } from './image.ts';

const columns = `i.id, i.picture_id as "pictureId", i.role, i.place, i.pair, i.name, i.kind, i.size, i.stored_id as "storedId", i.state, i.refusal, i.scanned, i.width,
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
  const { rows } = await on.query<Row>(
    `select ${columns} from cpdb_images i where i.picture_id = $1 and i.state <> 'removed' order by i.place, i.uploaded_at`,
    [pictureId],
  );
  return rows.map(toImage);
}

/** An image with the picture it is of. */
export interface OpenedImage extends Image, Omit<Subject, 'state'> {
  readonly ref: string;
  readonly pictureState: Subject['state'];
}

/** An examined image of a picture this viewer may see. Throws NotVisible. */
export async function getImage(viewer: Viewer, on: Queryable, id: string): Promise<OpenedImage> {
  const scope = visiblePictures(viewer);
  const [row] = await run<Row & Pick<OpenedImage, 'ref' | 'officeId' | 'regionId' | 'pictureState'>>(
    on,
    sql.raw(
      `
    select ${columns}, p.ref, p.office_id as "officeId", p.region_id as "regionId", p.state as "pictureState"
    from cpdb_images i join cpdb_pictures p on p.id = i.picture_id where i.id = ? and i.state = 'ready' and ${scope.text}`,
      [id, ...scope.bindings],
    ),
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
  const {
    rows: [known],
  } = await client.query<{ id: string }>(
    `select id from cpdb_images where picture_id = $1 and state <> 'removed' and (client_key = $2 or sha256 = $3) limit 1`,
    [pictureId, key, file.sha256],
  );
  if (known) return { id: known.id, isNew: false };
  const {
    rows: [made],
  } = await client.query<{ id: string }>(
    `
    insert into cpdb_images (picture_id, place, client_key, name, kind, size, sha256, stored_id, role, uploaded_by)
    values ($1, (select coalesce(max(place), 0) + 1 from cpdb_images where picture_id = $1), $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [pictureId, key, file.name, file.kind, file.size, file.sha256, file.storedId, role, accountId],
  );
  return { id: made?.id ?? '', isNew: true };
}

export async function countImages(client: Client, pictureId: number): Promise<number> {
  const {
    rows: [row],
  } = await client.query<{ n: number }>(
    `select count(*)::int as n from cpdb_images where picture_id = $1 and state <> 'removed'`,
    [pictureId],
  );
  return row?.n ?? 0;
}

/** Keys of the files of a picture, as their sender named them. */
export async function listKeys(on: Queryable, pictureId: number): Promise<string[]> {
  const { rows } = await on.query<{ key: string }>(
    `select client_key as key from cpdb_images where picture_id = $1 and state <> 'removed'`,
    [pictureId],
  );
  return rows.map(({ key }) => key);
}

export async function setArrangement(
  client: Client,
  pictureId: number,
  { id, role, place, pair }: Pick<Image, 'id' | 'role' | 'place' | 'pair'>,
): Promise<void> {
  await client.query('update cpdb_images set role = $3, place = $4, pair = $5 where id = $2 and picture_id = $1', [
    pictureId,
    id,
    role,
    place,
    pair,
  ]);
}

/** Takes an image out. What is stored of it is the caller's to remove. */
export async function setRemoved(client: Client, id: string): Promise<void> {
  await client.query(`update cpdb_images set state = 'removed' where id = $1`, [id]);
  await client.query('delete from cpdb_hashes where image_id = $1', [id]);
}

export async function setRegions(client: Client, id: string, regions: readonly MarkedRegion[]): Promise<void> {
  await client.query('update cpdb_images set regions = $2 where id = $1', [id, JSON.stringify(regions)]);
}

export async function setAnother(client: Client, id: string): Promise<void> {
  await client.query('update cpdb_images set is_another = true where id = $1', [id]);
}

/** Puts another original in the place of one, to be examined anew. False where it was exchanged meanwhile. */
export async function exchange(
  client: Client,
  { id, storedId }: Pick<Image, 'id' | 'storedId'>,
  by: Pick<ReceivedFile, 'storedId' | 'kind' | 'size'>,
  blurred: number,
): Promise<boolean> {
  await client.query('delete from cpdb_hashes where image_id = $1', [id]);
  const { rowCount } = await client.query(
    `
    update cpdb_images set stored_id = $3, kind = $4, size = $5, blurred = blurred + $6, state = 'waiting', derivatives = '[]', tiles = null, depth = null, uploaded_at = now()
    where id = $1 and stored_id = $2 and state = 'ready'`,
    [id, storedId, by.storedId, by.kind, by.size, blurred],
  );
  return rowCount === 1;
}

/** An image that waits; undefined when it was done. */
export async function findWaiting(on: Queryable, id: string): Promise<Image | undefined> {
  const {
    rows: [row],
  } = await on.query<Row>(`select ${columns} from cpdb_images i where i.id = $1 and i.state = 'waiting'`, [id]);
  return row && toImage(row);
}

/** Locks an image that still waits, after its picture as everybody does. False when another process has done it, or it was taken out. */
export async function lockWaiting(client: Client, { id, pictureId, storedId }: Image): Promise<boolean> {
  await client.query('select from cpdb_pictures where id = $1 for update', [pictureId]);
  const { rowCount } = await client.query(
    `select from cpdb_images where id = $1 and stored_id = $2 and state = 'waiting' for update`,
    [id, storedId],
  );
  return rowCount === 1;
}

/** Whether nothing is shown of a stored original. */
export async function isUnused(on: Queryable, { storedId }: Pick<Image, 'storedId'>): Promise<boolean> {
  const { rowCount } = await on.query(
    `select from cpdb_images where stored_id = $1 and state in ('waiting', 'ready')`,
    [storedId],
  );
  return rowCount === 0;
}

/** Images that wait for longer than a minute: their job was lost, or the scanner or the store was away. */
export async function listForgotten(on: Queryable): Promise<string[]> {
  const { rows } = await on.query<{ id: string }>(
    `select id from cpdb_images where state = 'waiting' and uploaded_at < now() - interval '1 minute' order by uploaded_at limit 100`,
  );
  return rows.map(({ id }) => id);
}

/** Lets an image out of quarantine, with the pictures that look the same. One of more than eight bits is an X-ray until somebody says otherwise. */
export async function setReady(
  client: Client,
  { id, pictureId, removed: before }: Image,
  found: Extract<Examination, { verdict: 'clean' }>,
  alike: readonly number[],
): Promise<void> {
  await client.query(
    `
    update cpdb_images set state = 'ready', scanned = $2, width = $3, height = $4, derivatives = $5, tiles = $6, depth = $7, removed = $8, alike = $9, examined_at = now(),
      role = case when $7::jsonb is not null and blurred = 0 then 'xray' else role end where id = $1`,
    [
      id,
      found.scanned,
      found.width ?? null,
      found.height ?? null,
      JSON.stringify(found.derivatives ?? []),
      found.tiles ? JSON.stringify(found.tiles) : null,
      found.depth ? JSON.stringify(found.depth) : null,
      [...new Set([...before, ...(found.removed ?? [])])],
      [...alike],
    ],
  );
  if (found.hash)
    await client.query(
      'insert into cpdb_hashes (image_id, picture_id, hash) values ($1, $2, $3::text::bit(64)) on conflict (image_id) do update set hash = excluded.hash',
      [id, pictureId, `x${found.hash}`],
    );
}

export async function setRefused(client: Client, id: string, refusal: FileRefusal): Promise<void> {
  await client.query(`update cpdb_images set state = 'refused', refusal = $2, examined_at = now() where id = $1`, [
    id,
    JSON.stringify(refusal),
  ]);
}
