import type { Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql, type Sql } from '../../../db/sql.ts';
import type { Card, Picture } from '../../pictures/picture.ts';
import type { Image } from '../../images/image.ts';
import { publishedPictures } from '../../pictures/scope.ts';
import { cardColumns, listPicturesById, toCard, type CardRow } from '../../pictures/store.ts';
import { othersKept, type Exercise, type ShownImage } from '../set.ts';

/** The published pictures of exercises by id: one that left the gallery meanwhile is not among them. */
export function listPicturesOf(
  on: Queryable,
  exercises: readonly Pick<Exercise, 'pictureId'>[],
): Promise<ReadonlyMap<number, Picture>> {
  return listPicturesById(on, [...new Set(exercises.map(({ pictureId }) => pictureId))], publishedPictures);
}

/** The reference of an exercise's picture, whatever its state. */
export async function getPictureRef(on: Queryable, { pictureId }: Pick<Exercise, 'pictureId'>): Promise<string> {
  const row = await queryRow<{ ref: string }>(on, sql`select ref from cpdb_pictures where id = ${pictureId}`);
  return row?.ref ?? '';
}

interface XrayRow {
  readonly id: string;
  readonly twin: boolean;
}

/** An X-ray of a picture: its clean scan where there is one, else the X-ray as it is. */
export async function findXray(on: Queryable, { id }: Pick<Picture, 'id'>): Promise<ShownImage | undefined> {
  const row = await queryRow<XrayRow>(
    on,
    sql`
      select i.id, t.image_id is not null as twin from cpdb_images i left join cpdb_twins t on t.image_id = i.id
      where i.picture_id = ${id} and i.role = 'xray' and i.state = 'ready'
      order by t.image_id is null, i.place limit 1`,
  );
  return row && { image: row.id, twin: row.twin };
}

/**
 * Clean scans, the own one first and those of the same conveyance before others; then X-rays in which nothing is
 * marked.
 */
export async function listOtherXrays(
  on: Queryable,
  { id, transport }: Picture,
  xray: Pick<Image, 'id'>,
): Promise<ShownImage[]> {
  const rows = await queryRows<XrayRow>(
    on,
    sql`
      select * from (
        (select i.id, true as twin, (i.id = ${xray.id})::int * 2 + (p.transport = ${transport})::int as near
          from cpdb_twins t join cpdb_images i on i.id = t.image_id and i.state = 'ready'
            join cpdb_pictures p on p.id = i.picture_id and p.state = 'published'
          order by 3 desc, random() limit ${othersKept})
        union all
        (select i.id, false, -1 from cpdb_pictures p
          join cpdb_images i on i.picture_id = p.id and i.role = 'xray' and i.state = 'ready' and i.regions = '[]'
          where p.state = 'published' and p.transport = ${transport} and p.id <> ${id}
          order by p.published_at desc limit ${othersKept})
      ) n order by near desc limit ${othersKept}`,
  );
  return rows.map(row => ({ image: row.id, twin: row.twin }));
}

/**
 * The picture of a day (plain date, UTC), as it was first shown to anybody. Where it left the gallery meanwhile,
 * another takes its place. `chance` as for `chosenAt`.
 */
export async function findPictureOfDay(on: Queryable, date: string, chance: number): Promise<Card | undefined> {
  const kept = sql`
    select ${cardColumns} from cpdb_days d join cpdb_pictures p on p.id = d.picture_id
    where d.day = ${date}::date and p.state = 'published'`;
  const known = await queryRow<CardRow>(on, kept, 'cpdb_picture_of_the_day');
  if (known) return toCard(known);
  await execute(
    on,
    sql`
      insert into cpdb_days (day, picture_id) select ${date}::date, c.id from (${chosenAt(date, chance)}) c
      on conflict (day) do update set picture_id = excluded.picture_id
      where not exists (
        select from cpdb_pictures p where p.id = cpdb_days.picture_id and p.state = 'published')`,
  );
  const row = await queryRow<CardRow>(on, kept);
  return row && toCard(row);
}

/**
 * The published picture at a moment between the first publication and the start of a day; `chance`, 0 to 1, says where
 * in between. Two index look-ups find it among any number.
 */
function chosenAt(date: string, chance: number): Sql {
  return sql`
    with f as (select min(published_at) as first from cpdb_pictures where state = 'published'),
      m as (select first + greatest(date_trunc('day', ${`${date}T00:00:00Z`}::timestamptz) - first, interval '0') *
        ${chance}::float8 as moment from f)
    select n.id from (
      (select p.id, 0 as n from cpdb_pictures p
          where p.state = 'published' and p.published_at >= (select moment from m)
          order by p.published_at, p.id limit 1)
      union all (select p.id, 1 from cpdb_pictures p where p.state = 'published' order by p.published_at desc limit 1)
    ) n order by n.n limit 1`;
}
