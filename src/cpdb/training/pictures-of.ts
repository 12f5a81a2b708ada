import type { Queryable } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import type { Picture } from '../pictures/picture.ts';
import { publishedPictures } from '../pictures/scope.ts';
import { listPictures } from '../pictures/store.ts';
import type { Exercise } from './set.ts';

/** The published pictures of exercises by id: one that went out of the gallery meanwhile is not among them. */
export async function listPicturesOf(
  on: Queryable,
  exercises: readonly Pick<Exercise, 'pictureId'>[],
): Promise<Map<number, Picture>> {
  if (exercises.length === 0) return new Map();
  const ids = [...new Set(exercises.map(({ pictureId }) => pictureId))];
  return new Map(
    (await listPictures(on, sql`p.id = any(${ids}::bigint[]) and ${publishedPictures}`, ids.length)).map(one => [
      one.id,
      one,
    ]),
  );
}
