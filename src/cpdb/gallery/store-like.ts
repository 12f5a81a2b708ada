import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { alikeWithin } from '../../files/pictures/perceptual-hash.ts';
import { findLooking, listCopies } from '../images/store-alike.ts';
import type { Card, Picture } from '../pictures/picture.ts';
import { publishedPictures } from '../pictures/scope.ts';
import { listCards } from '../pictures/store.ts';

/** Pictures of each kind shown beside one. */
const maxBeside = 6;

/**
 * Copies of a picture, called so wherever they would also be found; and more like it: hidden in the same place and
 * conveyance, the same goods first; and, beside them, what looks the same.
 */
export async function findLike(
  on: Queryable,
  { id, concealment, transport, heading }: Picture,
): Promise<{ copies: Card[]; like: Card[]; looking: Card[] }> {
  const [copies, rows, near] = await Promise.all([
    listCopies(on, id, publishedPictures, maxBeside),
    queryRows<{ id: string }>(
      on,
      sql`
        select id from (
          (select p.id, 0 as far, p.heading, p.published_at from cpdb_pictures p
              where p.state = 'published' and p.concealment = ${concealment} and p.transport = ${transport}
            and p.id <> ${id} order by p.heading <> ${heading}, p.published_at desc limit ${maxBeside})
          union all
          (select p.id, 1, p.heading, p.published_at from cpdb_pictures p
              where p.state = 'published' and p.concealment = ${concealment} and p.transport <> ${transport}
            and p.id <> ${id} order by p.published_at desc, p.id desc limit ${maxBeside})
        ) n order by far, heading <> ${heading}, published_at desc limit ${maxBeside}`,
    ),
    findLooking(on, id, publishedPictures, { bits: alikeWithin, most: maxBeside * 3 }),
  ]);
  const like = rows.map(row => Number(row.id)).filter(one => !copies.includes(one));
  const looking = near.filter(one => !like.includes(one) && !copies.includes(one)).slice(0, maxBeside);
  const found = await listCards(on, [...copies, ...like, ...looking], publishedPictures);
  const inOrder = (ids: readonly number[]): Card[] => ids.flatMap(one => found.get(one) ?? []);
  return { copies: inOrder(copies), like: inOrder(like), looking: inOrder(looking) };
}
