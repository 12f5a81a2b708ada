import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRow, sql } from '../../db/sql.ts';
import { visibleSeizures } from '../../seizures/index.ts';
import { openSets } from '../training/scope.ts';
import { publishedPictures } from './scope.ts';

/** What others made of an office's pictures and of its records. */
export interface PictureUse {
  /** Training sets of others with pictures of the office, and how many of these. */
  readonly sets: number;
  readonly pictures: number;
  /** Pictures of others that belong to a record of the office. */
  readonly ofOthers: number;
}

/** Counted of the open sets the viewer may take and of records he may see, in some days. */
export async function countPictureUse(
  on: Queryable,
  viewer: Viewer,
  ownerId: number,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<PictureUse> {
  const row = await queryRow<PictureUse>(
    on,
    sql`
      select u.sets, u.pictures, o.pictures as "ofOthers" from (
        select count(distinct s.id)::int as sets, count(distinct p.id)::int as pictures
        from cpdb_pictures p join cpdb_exercises e on e.picture_id = p.id and not e.removed
          join cpdb_sets s on s.id = e.set_id
        where p.office_id = ${ownerId}::int and ${publishedPictures} and s.office_id <> ${ownerId}::int
          and ${openSets(viewer)} and s.opened_at >= ${from}::date and s.opened_at < ${until}::date) u, (
        select count(*)::int as pictures from cpdb_pictures p join seizures s on s.id = p.seizure_id
        where p.seizure_id is not null and p.office_id <> ${ownerId}::int and ${publishedPictures}
          and s.office_id = ${ownerId}::int
          and ${visibleSeizures(viewer)} and p.published_at >= ${from}::date and p.published_at < ${until}::date) o`,
  );
  return row ?? { sets: 0, pictures: 0, ofOthers: 0 };
}
