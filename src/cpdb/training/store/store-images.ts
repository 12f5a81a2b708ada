import type { Queryable } from '../../../db/pool.ts';
import { queryRows, sql } from '../../../db/sql.ts';
import type { Derivative } from '../../../files/pictures/picture-types.ts';
import type { MarkedRegion } from '../../images/image.ts';
import type { ShownImage } from '../set.ts';

/** An image of an exercise as it is served. Pixels of the upright original. */
export interface ExerciseImage {
  readonly width: number;
  readonly height: number;
  readonly derivatives: readonly Derivative[];
  /** What is hidden in it; nothing in a twin. */
  readonly regions: readonly MarkedRegion[];
}

/** The images of an exercise in their order; undefined for one that is gone or out of the gallery. */
export async function exerciseImages(
  on: Queryable,
  shown: readonly ShownImage[],
): Promise<(ExerciseImage | undefined)[]> {
  const rows = await queryRows<ExerciseImage & { id: string; twin: boolean }>(
    on,
    sql`
      select i.id, w.twin, case when w.twin then t.width else i.width end as width,
        case when w.twin then t.height else i.height end as height,
        case when w.twin then t.derivatives else i.derivatives end as derivatives,
        case when w.twin then '[]' else i.regions end as regions
      from unnest(${shown.map(({ image }) => image)}::uuid[], ${shown.map(({ twin }) => twin)}::boolean[]) as w
        (id, twin) join cpdb_images i on i.id = w.id and i.state = 'ready'
      join cpdb_pictures p on p.id = i.picture_id and p.state = 'published' left join cpdb_twins t on t.image_id = i.id
      where not w.twin or t.image_id is not null`,
  );
  return shown.map(({ image, twin }) => rows.find(row => row.id === image && row.twin === twin));
}
