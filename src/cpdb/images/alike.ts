import type { Queryable } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import type { Fragment } from '../../db/sql.ts';

/** Pictures that hold the same file, or one in which at most `bits` of the 64 of the hash differ; nearest first. */
export async function findSame(on: Queryable, { id, pictureId, hash, bits }: { readonly id: string; readonly pictureId: number; readonly hash: string | undefined; readonly bits: number }): Promise<number[]> {
  const { rows } = await on.query<{ id: string }>(`
    select id from (
      select o.picture_id as id, 0 as apart from cpdb_images i join cpdb_images o on o.sha256 = i.sha256 and o.picture_id <> i.picture_id and o.state = 'ready' where i.id = $1
      union all
      select h.picture_id, bit_count(h.hash # $3::text::bit(64))::int from cpdb_hashes h where $3::text is not null and h.picture_id <> $2 and bit_count(h.hash # $3::text::bit(64)) <= $4
    ) found group by id order by min(apart), id limit 12`, [id, pictureId, hash === undefined ? null : `x${hash}`, bits]);
  return rows.map(({ id: found }) => Number(found));
}

/**
 * Pictures within a scope that look like one, nearest first: at most `bits` of the 64 of the hash of one of its images differ. The own hashes
 * are values of the statement: a scan compares with constants twice as fast as with rows.
 */
export async function findLooking(on: Queryable, pictureId: number, scope: Fragment, { bits, most }: { readonly bits: number; readonly most: number }): Promise<number[]> {
  const { rows: own } = await on.query<{ hash: string }>('select h.hash::text from cpdb_hashes h join cpdb_images i on i.id = h.image_id where h.picture_id = $1 order by i.place limit 2', [pictureId]);
  if (own.length === 0) return [];
  const near = own.map(() => 'select h.picture_id, bit_count(h.hash # ?::text::bit(64))::int as apart from cpdb_hashes h where bit_count(h.hash # ?::text::bit(64)) <= ?::int').join(' union all ');
  const rows = await run<{ id: string }>(on, sql.raw(`
    with near as materialized (select picture_id, min(apart) as apart from (${near}) n where picture_id <> ? group by 1 order by 2, 1 limit 60)
    select p.id from near join cpdb_pictures p on p.id = near.picture_id where ${scope.text} order by near.apart, p.id desc limit ?`,
  [...own.flatMap(({ hash }) => [hash, hash, bits]), pictureId, ...scope.bindings, most]));
  return rows.map(({ id }) => Number(id));
}
