import type { Queryable } from '../../db/pool.ts';
import { queryRow, sql } from '../../db/sql.ts';
import type { Words } from '../../reference/index.ts';
import { captionIn } from '../pictures/picture.ts';
import type { Card } from '../pictures/picture.ts';
import { presentCard } from '../pictures/presenter-card.ts';
import { cardColumns, toCard } from '../pictures/store.ts';
import type { CardRow } from '../pictures/store.ts';
import type { CpdbContext } from '../context.ts';

/** A number from 0 to 1 of a plain date, far from that of the day before. */
function chanceOf(date: string): number {
  let hash = 2_166_136_261;
  for (const letter of `cpdb ${date}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/**
 * The picture of a day (plain date, UTC): the same to every member, as what is published is. A moment by chance between the first publication
 * and the day's begin chooses it, so that what is published in the day moves nothing and two index look-ups find it among any number.
 */
export async function pictureOfTheDay(on: Queryable, date: string): Promise<Card | undefined> {
  const row = await queryRow<CardRow>(
    on,
    sql`
      with f as (select min(published_at) as first from cpdb_pictures where state = 'published'),
        m as (select first + greatest(date_trunc('day', ${`${date}T00:00:00Z`}::timestamptz) - first, interval '0') *
          ${chanceOf(date)}::float8 as moment from f)
      select ${cardColumns} from (
        (select p.id, 0 as n from cpdb_pictures p
            where p.state = 'published' and p.published_at >= (select moment from m)
            order by p.published_at, p.id limit 1)
        union all (select p.id, 1 from cpdb_pictures p where p.state = 'published' order by p.published_at desc limit 1)
      ) c join cpdb_pictures p on p.id = c.id order by n limit 1`,
    'cpdb_picture_of_the_day',
  );
  return row && toCard(row);
}

/** For views/cpdb/training/_of-the-day. Pure. */
export function presentOfTheDay(
  picture: Card,
  date: string,
  words: Words,
  context: Pick<CpdbContext, 'lists' | 'texts'>,
) {
  return {
    ...presentCard(picture, words, context),
    title: captionIn(picture.captions, words.lang),
    date: words.date(date),
  };
}
