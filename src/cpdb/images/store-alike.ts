import type { Queryable } from '../../db/pool.ts';
import { empty, join, queryRows, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';
import { hashBits } from '../../files/pictures/perceptual-hash.ts';
import { bitsApart, nearHash } from '../../files/pictures/search-alike.ts';

/** Pictures that hold the same file, or one in which at most `bits` of the 64 of the hash differ; nearest first. */
export async function findSame(
  on: Queryable,
  {
    id,
    pictureId,
    hash,
    bits,
  }: { readonly id: string; readonly pictureId: number; readonly hash: string | undefined; readonly bits: number },
): Promise<number[]> {
  const near = hash === undefined ? undefined : nearPictures(hashBits(hash), bits);
  const rows = await queryRows<{ id: string }>(
    on,
    sql`
      select picture_id as id from (
          select o.picture_id, 0 as apart from cpdb_images i
          join cpdb_images o on o.sha256 = i.sha256 and o.state = 'ready' where i.id = ${id}
          ${near ? sql`union all ${near}` : empty}
        ) found where picture_id <> ${pictureId} group by picture_id order by min(apart), picture_id limit 12`,
  );
  return rows.map(({ id: found }) => Number(found));
}

/**
 * Pictures within a scope that look like one, nearest first: at most `bits` of the 64 of the hash of one of its images
 * differ.
 */
export async function findLooking(
  on: Queryable,
  pictureId: number,
  scope: Sql,
  { bits, most }: { readonly bits: number; readonly most: number },
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
      order by near.apart, p.id desc limit ${most}`,
  );
  return rows.map(({ id }) => Number(id));
}

/** Pictures with an image near a hash, and how many bits apart. */
function nearPictures(hash: string, bits: number): Sql {
  return sql`
    select h.picture_id, ${bitsApart(sql`h.hash`, hash)} as apart from cpdb_hashes h
    where ${nearHash(sql`h.hash`, hash, bits)}`;
}
