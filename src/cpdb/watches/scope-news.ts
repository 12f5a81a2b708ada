import { sql } from '../../db/sql.ts';
import { followedIn, isFollowed, isNewSince } from './scope.ts';

/**
 * For the digest of the website, which hands the account `s` (account_id, after) it is about to be written to: pictures
 * of hiding places the account follows, published since its last digest and the following, that no digest told of. Each
 * once, under the place followed first. Rows of id, path, en, fr: a letter names what is followed, and nothing of a
 * picture.
 */
export const freshPictures = sql`
  select distinct on (p.id) p.id, '/cpdb/watches/' || w.id as path, ${followedIn('en')} as en, ${followedIn('fr')} as fr
  from cpdb_watches w join cpdb_pictures p on p.published_at > s.after and ${isFollowed}
  where w.account_id = s.account_id and w.ended_at is null and ${isNewSince(sql`w.made_at`)}
    and not exists (select from cws_digests t where t.account_id = s.account_id and p.id = any(t.pictures))
  order by p.id, w.id`;

/** As its letter leaves: whether the account of a digest `g` still follows picture `l.id`, and may see it. */
export const isStillFresh = sql`
  exists (select from cpdb_watches w join cpdb_pictures p on p.id = l.id and ${isFollowed}
    where w.account_id = g.account_id and w.ended_at is null)`;
