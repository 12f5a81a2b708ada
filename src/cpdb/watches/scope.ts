import type { Viewer } from '../../access/index.ts';
import { sql, type Sql } from '../../db/sql.ts';
import { publishedPictures } from '../pictures/scope.ts';

/** The hiding places a viewer follows: nobody else sees them. Alias `w`. */
export function ownWatches({ accountId }: Pick<Viewer, 'accountId'>): Sql {
  return sql`(w.account_id = ${accountId}::int and w.ended_at is null)`;
}

/** Whether a code is what is followed, or in the branch of its tree that is. */
function within(list: 'concealment' | 'transport', followed: Sql, code: Sql): Sql {
  return sql`${code} in (select c.code from reference_codes c where c.kind = ${list}
    and (c.code = ${followed} or c.parent = ${followed} or c.details ->> 'group' = ${followed}))`;
}

/** Whether a picture `p` is of a hiding place `w`: published, and of somebody else. */
export const isFollowed: Sql = sql`(
  ${publishedPictures} and p.made_by is distinct from w.account_id
  and ${within('concealment', sql`w.place`, sql`p.concealment`)}
  and (w.transport = '' or ${within('transport', sql`w.transport`, sql`p.transport`)})
  and (w.heading = '' or p.heading = w.heading))`;

/** When a picture was published first: one that was sent back and corrected is not new again. */
const firstPublished = sql`coalesce(
  (select min(t.at) from cpdb_steps t where t.picture_id = p.id and t.kind = 'published'), p.published_at)`;

/** Whether a picture of a hiding place is new since a time. */
export function isNewSince(time: Sql): Sql {
  return sql`(p.published_at > ${time} and ${firstPublished} > ${time})`;
}

/** What is followed, in words of a language. */
export function followedIn(lang: 'en' | 'fr'): Sql {
  const [name, group] = lang === 'fr' ? [sql`c.name_fr`, 'group_fr'] : [sql`c.name_en`, 'group'];
  const nameIn = (list: string, code: Sql): Sql => sql`
    (select ${name} from reference_codes c where c.kind = ${list} and c.code = ${code})`;
  return sql`concat_ws(', ', coalesce(${nameIn('concealment', sql`w.place`)},
      (select c.details ->> ${group}::text from reference_codes c
        where c.kind = 'concealment' and c.details ->> 'group' = w.place order by c.position limit 1), w.place),
    ${nameIn('transport', sql`w.transport`)}, ${nameIn('heading', sql`w.heading`)})`;
}
