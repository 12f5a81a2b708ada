import type { Queryable } from '../../db/pool.ts';
import { empty, execute, join, queryRow, queryRows, sql, type Sql } from '../../db/sql.ts';
import { keysOf } from '../../files/pictures/fingerprint-keys.ts';
import { readFingerprint, type Fingerprint } from '../../files/pictures/fingerprint.ts';
import { isSameAsItLies } from '../../files/pictures/match-fingerprints.ts';
import { hashBits } from '../../files/pictures/perceptual-hash.ts';
import { bitsApart, nearHash } from '../../files/pictures/search-alike.ts';
import { findCopies } from '../../files/pictures/search-fingerprints.ts';

/** What an image is known again by. */
export interface Known {
  readonly hash?: string | undefined;
  /** Packed. */
  readonly fingerprint?: Uint8Array | undefined;
}

/** Pictures at most that are told to be one, and images looked at for that by their hashes. */
const [mostSame, mostNear] = [12, 120];

/**
 * Other pictures that hold the same file, or an image in which at most `bits` of the 64 of the hash differ, nearest
 * first, and then those whose image is the same by its fingerprint. The hash of a scene with other goods in it may
 * differ as little: where both have a fingerprint, that must agree.
 */
export async function findSame(
  on: Queryable,
  {
    id,
    pictureId,
    hash,
    fingerprint,
    bits,
    scope = sql`true`,
  }: Known & { readonly id?: string; readonly pictureId?: number; readonly bits: number; readonly scope?: Sql },
): Promise<number[]> {
  const print = fingerprint && readFingerprint(fingerprint);
  const near = hash === undefined ? undefined : nearImages(hashBits(hash), bits);
  const rows = await queryRows<{ id: string; print: Buffer | null }>(
    on,
    sql`
      select picture_id as id, print from (
          select o.picture_id, -1 as apart, null::bytea as print from cpdb_images i
          join cpdb_images o on o.sha256 = i.sha256 and o.state = 'ready' where i.id = ${id ?? null}::uuid
          ${near ? sql`union all ${near}` : empty}
        ) found join cpdb_pictures p on p.id = picture_id
      where picture_id is distinct from ${pictureId ?? null}::bigint and ${scope}
      order by apart, picture_id limit ${mostNear}`,
  );
  const same = rows.filter(({ print: packed }) => {
    const other = packed && readFingerprint(packed);
    return !print || !other || isSameAsItLies(print, other);
  });
  const copies = print ? await findPictures(on, print, pictureId, scope) : [];
  return [...new Set([...same.map(({ id: found }) => Number(found)), ...copies])].slice(0, mostSame);
}

/** Other pictures that are the same by their fingerprints, the likest first. */
async function findPictures(on: Queryable, print: Fingerprint, own: number | undefined, scope: Sql): Promise<number[]> {
  const found = await findCopies(on, print, {
    keys: sql`cpdb_fingerprint_keys`,
    from: sql`cpdb_fingerprints f join cpdb_pictures p on p.id = f.picture_id`,
    where: sql`p.id is distinct from ${own ?? null}::bigint and ${scope}`,
    id: sql`p.id`,
  });
  return found.map(Number);
}

/** Keeps what an image is known again by; nothing of it was kept before, or is replaced. */
export async function keepKnown(
  on: Queryable,
  { id, pictureId }: { readonly id: string; readonly pictureId: number },
  { hash, fingerprint }: Known,
): Promise<void> {
  if (hash)
    await execute(
      on,
      sql`
        insert into cpdb_hashes (image_id, picture_id, hash)
        values (${id}, ${pictureId}, ${`x${hash}`}::text::bit(64)) on conflict (image_id) do update
        set hash = excluded.hash`,
    );
  if (!fingerprint) return;
  const print = readFingerprint(fingerprint);
  await execute(on, sql`delete from cpdb_fingerprints where image_id = ${id}`);
  const row = await queryRow<{ id: number }>(
    on,
    sql`
      insert into cpdb_fingerprints (image_id, picture_id, fingerprint)
      values (${id}, ${pictureId}, ${Buffer.from(fingerprint)}) returning id`,
  );
  if (print && row)
    await execute(
      on,
      sql`
        insert into cpdb_fingerprint_keys (key, fingerprint_id)
        select key, ${row.id}::int from unnest(${keysOf(print)}::int[]) key`,
    );
}

/** Forgets what an image was known by. */
export async function dropKnown(on: Queryable, id: string): Promise<void> {
  await execute(on, sql`delete from cpdb_hashes where image_id = ${id}`);
  await execute(on, sql`delete from cpdb_fingerprints where image_id = ${id}`);
}

/**
 * Pictures within a scope that look like one, nearest first: at most `bits` of the 64 of the hash of one of its images
 * differ.
 */
export async function findLooking(
  on: Queryable,
  pictureId: number,
  scope: Sql,
  { bits, most: count }: { readonly bits: number; readonly most: number },
): Promise<number[]> {
  const own = await queryRows<{ hash: string }>(
    on,
    sql`
      select h.hash::text from cpdb_hashes h join cpdb_images i on i.id = h.image_id where h.picture_id = ${pictureId}
      order by i.place limit 2`,
  );
  if (own.length === 0) return [];
  const near = own.map(({ hash }) => nearPictures(hash, bits));
  const rows = await queryRows<{ id: string }>(
    on,
    sql`
      with near as materialized (
        select picture_id, min(apart) as apart from (${join(near, ' union all ')}) n
        where picture_id <> ${pictureId} group by 1 order by 2, 1 limit 60)
      select p.id from near join cpdb_pictures p on p.id = near.picture_id where ${scope}
      order by near.apart, p.id desc limit ${count}`,
  );
  return rows.map(({ id }) => Number(id));
}

/** Pictures within a scope with an image near a hash, nearest first. */
export async function findNear(
  on: Queryable,
  hash: string,
  scope: Sql,
  { bits, most: count }: { readonly bits: number; readonly most: number },
): Promise<number[]> {
  const rows = await queryRows<{ id: string }>(
    on,
    sql`
      select p.id from (${nearPictures(hashBits(hash), bits)}) n join cpdb_pictures p on p.id = n.picture_id
      where ${scope} group by p.id order by min(n.apart), p.id desc limit ${count}`,
  );
  return rows.map(({ id }) => Number(id));
}

/** Pictures within a scope that are the same as one, as was found when the later of the two was examined. */
export async function listCopies(on: Queryable, pictureId: number, scope: Sql, count: number): Promise<number[]> {
  const rows = await queryRows<{ id: string }>(
    on,
    sql`
      select p.id from cpdb_pictures p where ${scope} and p.id <> ${pictureId} and p.id in (
        select unnest(i.alike) from cpdb_images i
        where i.picture_id = ${pictureId} and i.state = 'ready' and not i.is_another
        union all
        select i.picture_id from cpdb_images i
        where i.alike <> '{}' and i.alike @> array[${pictureId}::bigint] and i.state = 'ready' and not i.is_another)
      order by p.id desc limit ${count}`,
  );
  return rows.map(({ id }) => Number(id));
}

/** Images near a hash by their pictures, how many bits apart, and their fingerprints where they have one. */
function nearImages(hash: string, bits: number): Sql {
  return sql`
    select h.picture_id, ${bitsApart(sql`h.hash`, hash)} as apart, f.fingerprint as print
    from cpdb_hashes h left join cpdb_fingerprints f on f.image_id = h.image_id
    where ${nearHash(sql`h.hash`, hash, bits)}`;
}

/** Pictures with an image near a hash, and how many bits apart. */
function nearPictures(hash: string, bits: number): Sql {
  return sql`
    select h.picture_id, ${bitsApart(sql`h.hash`, hash)} as apart from cpdb_hashes h
    where ${nearHash(sql`h.hash`, hash, bits)}`;
}
